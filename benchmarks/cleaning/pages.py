"""Renders the stories into pages: as HTML, as text pasted from a browser, and notes that were never a page.

`stories/` holds the prose, `layouts/` what surrounds it on a kind of site, `written/` the notes. Half of the layouts
and notes, with stories of their own, are held back: rules are made on the others alone. Scoring is left to `scores`.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Page:
    """A file as somebody may have it, and what of it belongs to the article."""

    name: str
    layout: str
    held_back: bool
    content: str
    title: str
    own: tuple[str, ...]
    """The blocks that must be kept."""
    allowed: tuple[str, ...]
    """The title, captions, an infobox and references: neither needed nor wrong."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a layout writes a story's blocks: a pattern for each mark that may begin a line of a story, "" for prose."""

    blocks: dict[str, str]
    around: dict[str, str]
    """A pattern around several of one kind."""
    between: str = "\n"
    """What parts blocks that are no list and no table."""
    cell: str = "\t"


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of site, the stories that it shows, and whether it is held back."""

    name: str
    """Of its file; one of the suffix .txt is text as select-all, copy and paste give it."""
    spelling: Spelling
    stories: str
    held_back: bool = False


_HTML = Spelling(
    {
        "": "<p>{}</p>",
        "#": "<h2>{}</h2>",
        "-": "<li>{}</li>",
        "|": "<tr><td>{}</td></tr>",
        "!": '<figure><img src="1.jpg"><figcaption>{}</figcaption></figure>',
        "=": "<tr><td>{}</td></tr>",
        "^": "<li>{}</li>",
    },
    {
        "-": "<ul>{}</ul>",
        "|": "<table>{}</table>",
        "=": '<table class="infobox">{}</table>',
        "^": '<ol class="references">{}</ol>',
    },
    cell="</td><td>",
)
_EDITED = Spelling(
    _HTML.blocks | {"#": '<h2>{}<span class="mw-editsection">[<a href="/e">edit</a>]</span></h2>'},
    _HTML.around,
    cell=_HTML.cell,
)
_SOUP = Spelling(
    {
        "": '<div class="p">{}</div>',
        "#": '<div class="p"><b>{}</b></div>',
        "-": '<div class="p">• {}</div>',
        "!": '<div class="cap">{} <span>(Image: BuzzPics)</span></div>',
    },
    {},
)
_BROKEN = Spelling({"": "{}", "#": "<b>{}</b>", "-": "• {}", "!": "<i>{}</i>"}, {}, between="<br><br>\n")
_PASTED = Spelling(dict.fromkeys(["", "#", "-", "|", "!", "=", "^"], "{}"), {}, between="\n\n")
_CREDITED = Spelling(_PASTED.blocks | {"!": "Image source, Getty Images\nImage caption,\n{}"}, {}, between="\n\n")
_EDITED_PASTED = Spelling(_PASTED.blocks | {"#": "{}[edit]", "^": "^ {}"}, {}, between="\n\n")
_DENSE = Spelling(_PASTED.blocks | {"!": "{} (Image: BuzzPics)"}, {})
_AGENCY = Spelling(_PASTED.blocks | {"!": "{} CONTINENTAL/Kofi Lund"}, {}, between="\n\n")

LAYOUTS = (
    Layout("news.html", _HTML, "bridge storm goat"),
    Layout("wiki.html", _EDITED, "lighthouse bridge"),
    Layout("soup.html", _SOUP, "goat kiln boiler"),
    Layout("static.html", _HTML, "kiln lighthouse"),
    Layout("forum.html", _BROKEN, "boiler kiln"),
    Layout("portal.html", _HTML, "stadtbad"),
    Layout("news.txt", _CREDITED, "bridge storm goat"),
    Layout("wiki.txt", _EDITED_PASTED, "lighthouse bridge"),
    Layout("blog.txt", _PASTED, "kiln boiler"),
    Layout("tabloid.txt", _DENSE, "goat bridge"),
    Layout("portail.txt", _PASTED, "moulin"),
    Layout("zeitung.txt", _DENSE, "stadtbad"),
    Layout("agency.html", _HTML, "mine vote", held_back=True),
    Layout("blog.html", _HTML, "orchard clock", held_back=True),
    Layout("paper.html", _HTML, "moss", held_back=True),
    Layout("government.html", _HTML, "flood", held_back=True),
    Layout("amp.html", _HTML, "mine clock vote", held_back=True),
    Layout("diario.html", _HTML, "faro", held_back=True),
    Layout("agency.txt", _AGENCY, "mine vote", held_back=True),
    Layout("paper.txt", _PASTED, "moss", held_back=True),
    Layout("government.txt", _PASTED, "flood orchard", held_back=True),
    Layout("magazine.txt", _PASTED, "clock orchard", held_back=True),
    Layout("live.txt", _PASTED, "vote", held_back=True),
    Layout("diario.txt", _DENSE, "faro", held_back=True),
)
WRITTEN = "written"
"""The layout of notes, which have no furniture."""
WRITTEN_HELD_BACK = frozenset(["brief.txt", "log.txt", "minutes.md", "quince.md"])


def all_pages() -> Iterator[Page]:
    for layout in LAYOUTS:
        yield from (_rendered(layout, story) for story in layout.stories.split())
    for path in sorted((FOLDER / "written").iterdir()):
        content = path.read_text(encoding="utf-8")
        numbers = r"^\d+\. " if path.suffix == ".md" else r"\Z"  # those that a Markdown list makes are no text
        title, *own = [re.sub(numbers, "", line) for line in content.split("\n") if line.strip()]
        name = f"{WRITTEN}/{path.name}"
        yield Page(name, WRITTEN, path.name in WRITTEN_HELD_BACK, content, title.lstrip("# "), tuple(own), (title,))


def _rendered(layout: Layout, story: str) -> Page:
    head, _, body = (FOLDER / "stories" / f"{story}.txt").read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.split("\n"))
    blocks = [_marked(line) for line in body.strip().split("\n")]
    runs = [(mark, [text for _, text in run]) for mark, run in itertools.groupby(blocks, key=lambda block: block[0])]
    is_html = layout.name.endswith(".html")
    parts = [_spelt(run, layout.spelling, escape=is_html) for run in _without_long_runs(runs)]
    join, half = layout.spelling.between.join, len(parts) // 2
    values = {field: html.escape(value) if is_html else value for field, value in fields.items()}
    values |= {"first": join(parts[:half]), "rest": join(parts[half:]), "body": join(parts)}
    content = (FOLDER / "layouts" / layout.name).read_text(encoding="utf-8")
    for field, value in values.items():
        content = content.replace(f"{{{{{field}}}}}", value)
    return Page(
        f"{layout.name}/{story}",
        layout.name,
        layout.held_back,
        content,
        fields["title"],
        tuple(text for mark, text in blocks if mark not in _ALLOWED),
        (fields["title"], *(text for mark, text in blocks if mark in _ALLOWED)),
    )


_LISTED = frozenset("-|=^")
_ALLOWED = frozenset("!=^")


def _marked(line: str) -> tuple[str, str]:
    mark, _, text = line.partition(" ")
    return (mark, text) if mark in _HTML.blocks else ("", line)


def _without_long_runs(runs: list[tuple[str, list[str]]]) -> Iterator[tuple[str, list[str]]]:
    """Yield lists and tables whole, and anything else by itself, so that a page may be parted between paragraphs."""
    for mark, texts in runs:
        yield from [(mark, texts)] if mark in _LISTED else [(mark, [text]) for text in texts]


def _spelt(run: tuple[str, list[str]], spelling: Spelling, *, escape: bool) -> str:
    mark, texts = run
    written = [html.escape(text, quote=False) if escape else text for text in texts]
    lines = [spelling.blocks[mark].format(text.replace(" | ", spelling.cell)) for text in written]
    inside = spelling.between if spelling.between.startswith("<") else "\n"
    return spelling.around.get(mark, "{}").format(inside.join(lines))
