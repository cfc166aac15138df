"""Kinds of sites: the stories that each shows, and how it writes their blocks. `pages` fills the layouts with them."""

from __future__ import annotations

from dataclasses import dataclass


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
_COMPONENTS = Spelling(
    _HTML.blocks
    | {
        "": '<div data-component="text-block" class="ssr-5"><p>{}</p></div>',
        "#": '<div data-component="subheadline"><h2><span role="text">{}</span></h2></div>',
        "!": '<div data-component="image"><img><span>Coastline Pictures</span><figcaption>{}</figcaption></div>',
    },
    _HTML.around,
    cell=_HTML.cell,
)
_WRAPPED = Spelling(
    _COMPONENTS.blocks | {"": '<div class="rte"><p>{}</p></div>', "#": '<div class="rte"><h3>{}</h3></div>'},
    _HTML.around,
    cell=_HTML.cell,
)
_LATEXML = Spelling(
    _HTML.blocks
    | {
        "": '<div class="ltx_para"><p class="ltx_p">{}</p></div>',
        "#": '<h2 class="ltx_title ltx_title_section">{}</h2>',
        "^": '<li class="ltx_bibitem"><span class="ltx_bibblock">{}</span></li>',
    },
    _HTML.around | {"^": '<section class="ltx_bibliography"><ul class="ltx_biblist">{}</ul></section>'},
    cell=_HTML.cell,
)
_MOBILE = Spelling(
    _HTML.blocks | {"#": '<div class="mw-heading"><h2>{}</h2><a class="cdx-button"><span>edit</span></a></div>'},
    _HTML.around,
    cell=_HTML.cell,
)
_LINKED = Spelling(
    _HTML.blocks | {"#": '<div class="markdown-heading"><h2>{}</h2><a class="anchor" title="Permalink">#</a></div>'},
    _HTML.around,
    cell=_HTML.cell,
)
_FONTS = Spelling(
    _HTML.blocks | {"": '<p><font face="Arial" size="3">{}</font></p>', "#": '<p><b><font size="4">{}</font></b></p>'},
    _HTML.around,
    cell=_HTML.cell,
)
_BREAKS = Spelling(
    {
        "": "{}",
        "#": "<b><u>{}</u></b>",
        "!": '<table class="tr-caption-container"><tr><td class="tr-caption">{}</td></tr></table>',
    },
    {},
    between="<br />\n<br />\n",
)
_ENTRIES = Spelling(_COMPONENTS.blocks | {"#": '<h3 class="lb-time"><time>{}</time></h3>'}, {})
_PHOTO = Spelling(_PASTED.blocks | {"!": "Coastline Pictures\n{}"}, {}, between="\n\n")
_BULLETED = Spelling(
    _PASTED.blocks | {"-": "    • {}", "!": "{}\n(Image credit: Future Imperfect)"}, {}, between="\n\n"
)
_SIGN_IN = Spelling(_PASTED.blocks | {"#": "{}[]", "^": "↑ {}"}, {}, between="\n\n")
_LINES = Spelling(_PASTED.blocks, {})
_PLATE = Spelling(_PASTED.blocks | {"!": "{} Foto: Wochenschau-Bild/Tjark Behn"}, {})

MARKS = frozenset(_HTML.blocks)

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
    Layout("agency.html", _HTML, "mine vote"),
    Layout("blog.html", _HTML, "orchard clock"),
    Layout("paper.html", _HTML, "moss"),
    Layout("government.html", _HTML, "flood"),
    Layout("amp.html", _HTML, "mine clock vote"),
    Layout("diario.html", _HTML, "faro"),
    Layout("agency.txt", _AGENCY, "mine vote"),
    Layout("paper.txt", _PASTED, "moss"),
    Layout("government.txt", _PASTED, "flood orchard"),
    Layout("magazine.txt", _PASTED, "clock orchard"),
    Layout("live.txt", _PASTED, "vote"),
    Layout("diario.txt", _DENSE, "faro"),
    Layout("broadcaster.html", _COMPONENTS, "ferry obituary", held_back=True),
    Layout("quality.html", _HTML, "obituary", held_back=True),
    Layout("lejournal.html", _HTML, "peniche", held_back=True),
    Layout("nachrichten.html", _WRAPPED, "deich dorfladen", held_back=True),
    Layout("technology.html", _HTML, "grinder", held_back=True),
    Layout("essays.html", _HTML, "queue", held_back=True),
    Layout("letter.html", _HTML, "queue walk", held_back=True),
    Layout("gazette.html", _HTML, "ferry obituary", held_back=True),
    Layout("mobilewiki.html", _MOBILE, "tram", held_back=True),
    Layout("preprint.html", _LATEXML, "swifts", held_back=True),
    Layout("notice.html", _WRAPPED, "hens", held_back=True),
    Layout("circular.html", _FONTS, "hens", held_back=True),
    Layout("thread.html", _HTML, "tapes", held_back=True),
    Layout("repository.html", _LINKED, "tapes", held_back=True),
    Layout("blogspot.html", _BREAKS, "walk", held_back=True),
    Layout("tumblelog.html", _HTML, "queue", held_back=True),
    Layout("deportes.html", _HTML, "balonmano", held_back=True),
    Layout("handbook.html", _LINKED, "tapes", held_back=True),
    Layout("cuisine.html", _HTML, "soupe", held_back=True),
    Layout("liveblog.html", _ENTRIES, "comet", held_back=True),
    Layout("broadcaster.txt", _PHOTO, "ferry obituary", held_back=True),
    Layout("wire.txt", _PASTED, "ferry", held_back=True),
    Layout("essays.txt", _PASTED, "walk", held_back=True),
    Layout("fandom.txt", _SIGN_IN, "tram", held_back=True),
    Layout("publisher.txt", _PASTED, "swifts", held_back=True),
    Layout("quotidien.txt", _PASTED, "peniche soupe", held_back=True),
    Layout("magazin.txt", _PLATE, "deich dorfladen", held_back=True),
    Layout("deportes.txt", _LINES, "balonmano", held_back=True),
    Layout("thread.txt", _PASTED, "tapes", held_back=True),
    Layout("council.txt", _BULLETED, "hens", held_back=True),
    Layout("reviews.txt", _BULLETED, "grinder", held_back=True),
    Layout("liveblog.txt", _LINES, "comet", held_back=True),
    Layout("repository.txt", _PASTED, "tapes", held_back=True),
    Layout("letter.txt", _PASTED, "queue walk", held_back=True),
)
