"""Institutions, in English: councils, hospitals, schools, firms, societies."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_GUIDANCE = Spelling(
    HTML.blocks | {"#": '<h2 class="pg-heading-m" id="s">{}</h2>', "": '<p class="pg-body">{}</p>'},
    HTML.around | {"|": '<table class="pg-table"><tbody>{}</tbody></table>'},
    cell=HTML.cell,
)
_SOFTWARE = Spelling(
    HTML.blocks
    | {
        "#": "<h3><strong>{}</strong></h3>",
        "!": '<figure class="w-richtext-figure-type-image"><div><img src="1.webp" loading="lazy"/></div>'
        "<figcaption>{}</figcaption></figure>",
    },
    HTML.around | {"-": '<ul role="list">{}</ul>'},
    cell=HTML.cell,
)
_CHURCH = Spelling(
    HTML.blocks
    | {
        "": '<P><FONT FACE="Garamond">{}</FONT></P>',
        "#": "<P><B>{}</B></P>",
        "!": '<P ALIGN="center"><IMG SRC="pic1.gif" WIDTH="300"><BR><FONT SIZE="2"><I>{}</I></FONT></P>',
    },
    HTML.around,
    cell=HTML.cell,
)
_PARK = Spelling(
    HTML.blocks
    | {
        "#": "<h3>{}</h3>",
        "!": '<div class="figure -right"><img src="1.jpg"><p class="figcaption">{}</p>'
        '<p class="figcredit">SINP</p></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_LINED = Spelling(PASTED.blocks, {}, between="\n")
_ASSETS = Spelling(PASTED.blocks | {"!": "Image: {}\nDownload (JPG, 2.1 MB)"}, {}, between="\n")
_FIGURES = Spelling(PASTED.blocks | {"!": "{}\nOpen in new tab | Download slide", "-": "• {}"}, {}, between="\n\n")
_BULLETS = Spelling(PASTED.blocks | {"-": "    • {}"}, {}, between="\n\n")

LAYOUTS = (
    Layout("govguide.html", _GUIDANCE, "flood marmalade quagmire", "second"),
    Layout("university.html", HTML, "moss oysters paint ledger", "second"),
    Layout("hospital.html", HTML, "seats benches listener dredger", "second"),
    Layout("software.html", _SOFTWARE, "gauge barometer novel ombudsman", "second"),
    Layout("lawfirm.html", HTML, "mine vote corrections oakum", "second"),
    Layout("park.html", _PARK, "lighthouse snails bakery ragwort", "second"),
    Layout("churchmag.html", _CHURCH, "orchard kiln benches budget ringworm", "second"),
    Layout("union.html", HTML, "mine pianos organist pumice", "second"),
    Layout("council.txt", _LINED, "bridge vote flood novel recount", "second"),
    Layout("parish.txt", PASTED, "storm boiler backup palimpsest", "second"),
    Layout("museumblog.txt", _BULLETS, "clock pianos lock ampersand", "second"),
    Layout("charity.txt", PASTED, "goat flood farewell thimble", "second"),
    Layout("institutions_newsroom.txt", _ASSETS, "mine barometer drawer tariff", "second"),
    Layout("society.txt", _FIGURES, "snails oysters moss recall hawthorn", "second"),
    Layout("school.txt", PASTED, "goat orchard scrum quoin", "second"),
    Layout("police.txt", _LINED, "goat storm plateau zoetrope", "second"),
)
