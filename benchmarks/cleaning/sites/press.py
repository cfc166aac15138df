"""The press, in English: dailies, agencies, broadcasters, columns."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_TABLOID = Spelling(
    HTML.blocks
    | {
        "": '<p class="mol-para-with-font">{}</p>',
        "#": '<h3 class="mol-factbox-title">{}</h3>',
        "!": '<div class="artSplitter"><img src="a.jpg" class="blkBorder"><p class="imageCaption">{}</p></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_REGIONAL = Spelling(
    HTML.blocks
    | {
        "!": '<figure class="in-article-image">'
        '<figcaption>{} <span class="credit">(Image: WexLive)</span></figcaption></figure>'
    },
    HTML.around,
    cell=HTML.cell,
)
_WIRE = Spelling(
    HTML.blocks
    | {
        "": '<div data-testid="paragraph" class="sc-bZQynM hUbWd">{}</div>',
        "#": '<h2 data-testid="Heading" class="sc-sub">{}</h2>',
        "!": '<div data-testid="image"><img src="a.jpg" alt="">'
        "<p><span>{}. TRANSMAR</span> <a>Purchase Licensing Rights</a></p></div>",
    },
    HTML.around,
    cell=HTML.cell,
)
_EXPLAINER = Spelling(
    HTML.blocks | {"#": '<h2 class="wp-block-heading">{}</h2>'},
    HTML.around
    | {
        "-": '<ul class="wp-block-list">{}</ul>',
        "|": '<figure class="wp-block-table"><table><tbody>{}</tbody></table></figure>',
    },
    cell=HTML.cell,
)
_LIVE = Spelling(
    HTML.blocks
    | {
        "": '<p class="paragraph_paragraph__iYReA">{}</p>',
        "#": '<div class="LivePost_head"><h3>{}</h3><button>Share post</button></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_BROADCASTER = Spelling(PASTED.blocks | {"!": "Image source, NBS\nImage caption,\n{}"}, {}, between="\n\n")
_TIGHT = Spelling(PASTED.blocks | {"!": "{} © Courant/Getaway"}, {}, between="\n")
_FOREIGN = Spelling(PASTED.blocks | {"!": "{} Photo: CP/Mauritz", "-": "    • {}"}, {}, between="\n")
_SPORTS = Spelling(PASTED.blocks | {"!": "{}\nMarlon Epps / SidelinePro"}, {}, between="\n\n")

LAYOUTS = (
    Layout("broadsheet.html", HTML, "clock mine outage oatmeal", "second"),
    Layout("press_tabloid.html", _TABLOID, "goat clock causeway vestibule", "second"),
    Layout("regional.html", _REGIONAL, "bridge goat corrections rung", "second"),
    Layout("wire.html", _WIRE, "mine vote farewell bryozoan", "second"),
    Layout("explainer.html", _EXPLAINER, "flood snails fossil pelota", "second"),
    Layout("investigative.html", HTML, "bridge mine ferry_c puncheur", "second"),
    Layout("livearchive.html", _LIVE, "storm vote replies crosswind", "second"),
    Layout("opinion.html", HTML, "benches seats referee semaphore_m", "second"),
    Layout("broadcaster.txt", _BROADCASTER, "bridge storm postscript semaphore_p", "second"),
    Layout("bizdaily.txt", PASTED, "mine bridge minutes_h isthmus", "second"),
    Layout("freelocal.txt", PASTED, "goat orchard kiln organist governor", "second"),
    Layout("press_magazine.txt", PASTED, "pianos benches llamas sirocco", "second"),
    Layout("student.txt", PASTED, "clock vote footer spigot", "second"),
    Layout("foreign.txt", _FOREIGN, "bridge clock allotment_b limewash", "second"),
    Layout("sports.txt", _SPORTS, "barometer goat swifts_c automaton", "second"),
    Layout("sunday.txt", _TIGHT, "seats benches plateau oakum", "second"),
)
