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
    Layout("dailyscroll.html", _SCROLL, "goat bridge storm frog muniments", "second"),
    Layout("longread.html", HTML, "clock pianos allotment parsnip", "second"),
    Layout("digest1999.html", _OLD, "mine vote goat causeway biennale", "second"),
    Layout("weblog.html", _BLOG, "kiln volunteers haulier", "second"),
    Layout("tradepress.html", HTML, "mine migration plimsoll", "second"),
    Layout("sciencesite.html", _JOURNAL, "moss snails oysters bridge_d tannery", "second"),
    Layout("kitchen.html", HTML, "orchard ferry_a theremin", "second"),
    Layout("townvoice.html", HTML, "seats benches swifts_c rucksack", "second"),
    Layout("gadget.txt", _CREDITED, "barometer reservoir kerosene", "second"),
    Layout("opinionmag.txt", PASTED, "benches seats footer theodolite_m", "second"),
    Layout("localdaily.txt", _TIGHT, "goat storm vote minutes_h trolleybus", "second"),
    Layout("fixitboard.txt", PASTED, "boiler router lanyard", "second"),
    Layout("letterstack.txt", _BULLETS, "kiln clock orchard llamas bourse", "second"),
    Layout("seadigest.txt", PASTED, "lighthouse storm letters theodolite_m", "second"),
    Layout("journalclub.txt", PASTED, "snails moss mitten yurt", "second"),
    Layout("villagesheet.txt", _BULLETS, "flood gauge expedition ophicleide", "second"),
)
