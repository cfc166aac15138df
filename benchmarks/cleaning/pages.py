"""Renders the stories into pages: as HTML, as text pasted from a browser, and notes that were never a page.

`stories/` holds the prose, `layouts/` what surrounds it on a kind of site, `written/` the notes. Those of `held_back/`
are for measuring alone: rules are made on the others. Which site shows which story is left to `sites`, scoring to
`scores`.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cleaning.sites import LAYOUTS, MARKS, Layout, Part, Spelling

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Page:
    """A file as somebody may have it, and what of it belongs to the article."""

    name: str
    layout: str
    part: Part
    content: str
    title: str
    own: tuple[str, ...]
    """The blocks that must be kept."""
    allowed: tuple[str, ...]
    """The title, captions, an infobox, references, and words on the article: neither needed nor wrong."""


WRITTEN = "written"
"""The layout of notes, which have no furniture."""


def all_pages() -> Iterator[Page]:
    for layout in LAYOUTS:
        yield from (_rendered(layout, story) for story in layout.stories.split())
    for part in ("first", "held back"):
        yield from (_as_it_is(path, part) for path in sorted((_folder(part) / WRITTEN).iterdir()))


def _folder(part: Part) -> Path:
    return FOLDER / "held_back" if part == "held back" else FOLDER


def _as_it_is(path: Path, part: Part) -> Page:
    content = path.read_text(encoding="utf-8")
    numbers = r"^\d+\. " if path.suffix == ".md" else r"\Z"  # those that a Markdown list makes are no text
    title, *own = [re.sub(numbers, "", line) for line in content.split("\n") if line.strip()]
    return Page(f"{WRITTEN}/{path.name}", WRITTEN, part, content, title.lstrip("# "), tuple(own), (title,))


def _rendered(layout: Layout, story: str) -> Page:
    folder = _folder(layout.part)
    head, _, body = (folder / "stories" / f"{story}.txt").read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.split("\n"))
    blocks = [_marked(line) for line in body.strip().split("\n")]
    runs = [(mark, [text for _, text in run]) for mark, run in itertools.groupby(blocks, key=lambda block: block[0])]
    is_html = layout.name.endswith(".html")
    parts = [_spelt(run, layout.spelling, escape=is_html) for run in _without_long_runs(runs)]
    template = (folder / "layouts" / layout.name).read_text(encoding="utf-8")
    content = _filled(template, parts, layout.spelling.between)
    for field, value in fields.items():
        content = content.replace(f"{{{{{field}}}}}", html.escape(value) if is_html else value)
    words = [fields[field] for field in ("title", *_WORDS_ON_IT) if f"{{{{{field}}}}}" in template]
    return Page(
        f"{layout.name}/{story}",
        layout.name,
        layout.part,
        content,
        fields["title"],
        tuple(text for mark, text in blocks if mark not in _ALLOWED),
        (*words, *(text for mark, text in blocks if mark in _ALLOWED)),
    )


def _filled(template: str, parts: list[str], between: str) -> str:
    """Return the template with the parts shared out evenly between its places for the body."""
    first, *rest = template.split("{{body}}")
    cuts = [len(parts) * place // len(rest) for place in range(len(rest) + 1)]
    shares = [between.join(parts[start:end]) for start, end in itertools.pairwise(cuts)]
    return first + "".join(share + text for share, text in zip(shares, rest, strict=True))


_WORDS_ON_IT = ("standfirst", "bio", "correction")
"""Of a story's head: a reader may take them for the article's or not."""
_LISTED = frozenset("-|=^")
_ALLOWED = frozenset("!=^")


def _marked(line: str) -> tuple[str, str]:
    mark, _, text = line.partition(" ")
    return (mark, text) if mark in MARKS else ("", line)


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
