"""Sites whose furniture is prose like the article's, and stands in its midst."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_SCROLL = Spelling(
    HTML.blocks
    | {
        "": '<p class="sp">{}</p>',
        "!": '<div class="img-wrap"><img src="/i/1.jpg" loading="lazy"><p class="caption">{}</p></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_OLD = Spelling(
    HTML.blocks
    | {
        "": "<P>{}",
        "#": "<P><B>{}</B>",
        "-": "<LI>{}",
        "!": '<P><IMG SRC="pic.gif" WIDTH=200><BR><FONT SIZE=-2>{}</FONT>',
    },
    HTML.around,
    cell=HTML.cell,
)
_JOURNAL = Spelling(
    HTML.blocks | {"": '<p class="c-p">{}</p>', "#": '<h2 class="c-article__h">{}</h2>'}, HTML.around, cell=HTML.cell
)
_BLOG = Spelling(
    HTML.blocks | {"#": "<p><b>{}</b></p>", "!": '<p><img src="/img/a.jpg" alt="" /><br /><i>{}</i></p>'},
    HTML.around,
    cell=HTML.cell,
)
_CREDITED = Spelling(PASTED.blocks | {"!": "{}\n(Image credit: Pocketware)"}, {}, between="\n\n")
_TIGHT = Spelling(PASTED.blocks | {"!": "{} (Image: Echo picture desk)"}, {}, between="\n")
_BULLETS = Spelling(PASTED.blocks | {"-": "    • {}"}, {}, between="\n\n")

LAYOUTS = (
    Layout("dailyscroll.html", _SCROLL, "goat bridge storm", "second"),
    Layout("longread.html", HTML, "clock pianos", "second"),
    Layout("digest1999.html", _OLD, "mine vote goat", "second"),
    Layout("weblog.html", _BLOG, "kiln", "second"),
    Layout("tradepress.html", HTML, "mine", "second"),
    Layout("sciencesite.html", _JOURNAL, "moss snails oysters", "second"),
    Layout("kitchen.html", HTML, "orchard", "second"),
    Layout("townvoice.html", HTML, "seats benches", "second"),
    Layout("gadget.txt", _CREDITED, "barometer", "second"),
    Layout("opinionmag.txt", PASTED, "benches seats", "second"),
    Layout("localdaily.txt", _TIGHT, "goat storm vote", "second"),
    Layout("fixitboard.txt", PASTED, "boiler", "second"),
    Layout("letterstack.txt", _BULLETS, "kiln clock orchard", "second"),
    Layout("seadigest.txt", PASTED, "lighthouse storm", "second"),
    Layout("journalclub.txt", PASTED, "snails moss", "second"),
    Layout("villagesheet.txt", _BULLETS, "flood gauge", "second"),
)
