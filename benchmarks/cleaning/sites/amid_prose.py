"""Sites that set other prose into the midst of an article."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_UNDERTOW = Spelling(
    HTML.blocks
    | {
        "": '<p class="u-prose">{}</p>',
        "#": '<h3 class="u-cross">{}</h3>',
        "!": '<figure class="plate"><img src="plate.jpg" alt="">'
        '<figcaption class="plate__text">{}</figcaption></figure>',
    },
    HTML.around,
    cell=HTML.cell,
)
_NEWSPACK = Spelling(
    HTML.blocks
    | {
        "#": '<h2 class="wp-block-heading">{}</h2>',
        "!": '<figure class="wp-block-image size-large"><img src="a.jpg" class="wp-image-881"><figcaption '
        'class="wp-element-caption">{} <span class="image-credit">Credit: Odell Fontaine / Lowland Register'
        "</span></figcaption></figure>",
    },
    HTML.around
    | {"-": '<ul class="wp-block-list">{}</ul>', "|": '<figure class="wp-block-table"><table>{}</table></figure>'},
    cell=HTML.cell,
)
_HANDMADE = Spelling(
    HTML.blocks
    | {
        "#": "<p><b>{}</b></p>",
        "!": '<p align="center"><img src="pic1.jpg" width="400"><br><font size="2"><i>{}</i></font></p>',
    },
    HTML.around | {"|": '<table border="1" cellpadding="4">{}</table>'},
    cell=HTML.cell,
)
_STYLED = Spelling(
    HTML.blocks
    | {
        "": '<div class="sc-c1"><p class="sc-c2">{}</p></div>',
        "#": '<div class="sc-c1"><p class="sc-c2"><b>{}</b></p></div>',
        "!": '<div class="sc-c5"><img src="p.webp"/><span class="sc-c6">{}'
        '</span><span class="sc-c7">Picture: PARCEL PIX</span></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_SQUARE = Spelling(
    HTML.blocks
    | {
        "": '<p style="white-space:pre-wrap;" class="">{}</p>',
        "#": '<h2 style="white-space:pre-wrap;">{}</h2>',
        "-": '<li><p style="white-space:pre-wrap;" class="">{}</p></li>',
    },
    HTML.around | {"-": '<ul data-rte-list="default">{}</ul>'},
    cell=HTML.cell,
)
_GAZETTE = Spelling(PASTED.blocks | {"!": "{}\nStaff photo by Merle Ostby"}, {}, between="\n")
_SLATE = Spelling(PASTED.blocks | {"!": "Image 1. {} Photo: BrightSlate/Stock", "-": "• {}"}, {}, between="\n\n")
_KINDLING = Spelling(PASTED.blocks | {"!": "Press enter or click to view image in full size\n{}"}, {}, between="\n\n")

LAYOUTS = (
    Layout("undertow.html", _UNDERTOW, "sauna hospice cellist", "second"),
    Layout("lowland_register.html", _NEWSPACK, "stuntwoman juror seats", "second"),
    Layout("commonroom.html", HTML, "wool trivia sensor", "second"),
    Layout("escapement.html", _HANDMADE, "hotwater lifeboat_x caption", "second"),
    Layout("gaugeworks.html", HTML, "subsidence readership bats", "second"),
    Layout("oajournal.html", HTML, "pledge caravan muniments", "second"),
    Layout("saturday_parcel.html", _STYLED, "bearing console tarpaulin", "second"),
    Layout("hollowcombe.html", _SQUARE, "coupe timezone bellfounder", "second"),
    Layout("candlemas_review.txt", PASTED, "permafrost keyboard snails", "second"),
    Layout("thrale_rivers.txt", PASTED, "hiccups bassline tariff", "second"),
    Layout("pell_gazette.txt", _GAZETTE, "inhaler glacier bell", "second"),
    Layout("wetheads.txt", PASTED, "graduation trivia_x napping", "second"),
    Layout("brightslate.txt", _SLATE, "pancakes coxswain scrum", "second"),
    Layout("lamp_and_quay.txt", PASTED, "engagement subscriber migration", "second"),
    Layout("kindling.txt", _KINDLING, "moped banner minutes", "second"),
    Layout("institute_dispatch.txt", PASTED, "shingles referendum goat", "second"),
)
