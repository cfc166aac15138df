"""The sites that are for measuring alone."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_COMPONENTS = Spelling(
    HTML.blocks
    | {
        "": '<div data-component="text-block" class="ssr-5"><p>{}</p></div>',
        "#": '<div data-component="subheadline"><h2><span role="text">{}</span></h2></div>',
        "!": '<div data-component="image"><img><span>Coastline Pictures</span><figcaption>{}</figcaption></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_WRAPPED = Spelling(
    _COMPONENTS.blocks | {"": '<div class="rte"><p>{}</p></div>', "#": '<div class="rte"><h3>{}</h3></div>'},
    HTML.around,
    cell=HTML.cell,
)
_LATEXML = Spelling(
    HTML.blocks
    | {
        "": '<div class="ltx_para"><p class="ltx_p">{}</p></div>',
        "#": '<h2 class="ltx_title ltx_title_section">{}</h2>',
        "^": '<li class="ltx_bibitem"><span class="ltx_bibblock">{}</span></li>',
    },
    HTML.around | {"^": '<section class="ltx_bibliography"><ul class="ltx_biblist">{}</ul></section>'},
    cell=HTML.cell,
)
_MOBILE = Spelling(
    HTML.blocks | {"#": '<div class="mw-heading"><h2>{}</h2><a class="cdx-button"><span>edit</span></a></div>'},
    HTML.around,
    cell=HTML.cell,
)
_LINKED = Spelling(
    HTML.blocks | {"#": '<div class="markdown-heading"><h2>{}</h2><a class="anchor" title="Permalink">#</a></div>'},
    HTML.around,
    cell=HTML.cell,
)
_FONTS = Spelling(
    HTML.blocks | {"": '<p><font face="Arial" size="3">{}</font></p>', "#": '<p><b><font size="4">{}</font></b></p>'},
    HTML.around,
    cell=HTML.cell,
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
_PHOTO = Spelling(PASTED.blocks | {"!": "Coastline Pictures\n{}"}, {}, between="\n\n")
_BULLETED = Spelling(PASTED.blocks | {"-": "    • {}", "!": "{}\n(Image credit: Future Imperfect)"}, {}, between="\n\n")
_SIGN_IN = Spelling(PASTED.blocks | {"#": "{}[]", "^": "↑ {}"}, {}, between="\n\n")
_LINES = Spelling(PASTED.blocks, {})
_PLATE = Spelling(PASTED.blocks | {"!": "{} Foto: Wochenschau-Bild/Tjark Behn"}, {})

LAYOUTS = (
    Layout("broadcaster.html", _COMPONENTS, "ferry obituary", "held back"),
    Layout("quality.html", HTML, "obituary", "held back"),
    Layout("lejournal.html", HTML, "peniche", "held back"),
    Layout("nachrichten.html", _WRAPPED, "deich dorfladen", "held back"),
    Layout("technology.html", HTML, "grinder", "held back"),
    Layout("essays.html", HTML, "queue", "held back"),
    Layout("letter.html", HTML, "queue walk", "held back"),
    Layout("gazette.html", HTML, "ferry obituary", "held back"),
    Layout("mobilewiki.html", _MOBILE, "tram", "held back"),
    Layout("preprint.html", _LATEXML, "swifts", "held back"),
    Layout("notice.html", _WRAPPED, "hens", "held back"),
    Layout("circular.html", _FONTS, "hens", "held back"),
    Layout("thread.html", HTML, "tapes", "held back"),
    Layout("repository.html", _LINKED, "tapes", "held back"),
    Layout("blogspot.html", _BREAKS, "walk", "held back"),
    Layout("tumblelog.html", HTML, "queue", "held back"),
    Layout("deportes.html", HTML, "balonmano", "held back"),
    Layout("handbook.html", _LINKED, "tapes", "held back"),
    Layout("cuisine.html", HTML, "soupe", "held back"),
    Layout("liveblog.html", _ENTRIES, "comet", "held back"),
    Layout("broadcaster.txt", _PHOTO, "ferry obituary", "held back"),
    Layout("wire.txt", PASTED, "ferry", "held back"),
    Layout("essays.txt", PASTED, "walk", "held back"),
    Layout("fandom.txt", _SIGN_IN, "tram", "held back"),
    Layout("publisher.txt", PASTED, "swifts", "held back"),
    Layout("quotidien.txt", PASTED, "peniche soupe", "held back"),
    Layout("magazin.txt", _PLATE, "deich dorfladen", "held back"),
    Layout("deportes.txt", _LINES, "balonmano", "held back"),
    Layout("thread.txt", PASTED, "tapes", "held back"),
    Layout("council.txt", _BULLETED, "hens", "held back"),
    Layout("reviews.txt", _BULLETED, "grinder", "held back"),
    Layout("liveblog.txt", _LINES, "comet", "held back"),
    Layout("repository.txt", PASTED, "tapes", "held back"),
    Layout("letter.txt", PASTED, "queue walk", "held back"),
)
