"""Sites in French, and what gathers others' articles, in English."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_FIGURE = '<figure class="article__media"><img src="1.jpg" alt=""><figcaption class="article__legend">{}'
_DAILY = Spelling(
    HTML.blocks
    | {
        "": '<p class="article__paragraph">{}</p>',
        "#": '<h2 class="article__sub-title">{}</h2>',
        "!": _FIGURE + " ANTONIN VEYSSEYRE POUR « LE MÉRIDIEN »</figcaption></figure>",
    },
    HTML.around,
    cell=HTML.cell,
)
_DOKUWIKI = Spelling(
    HTML.blocks
    | {
        "#": '</div><h2 class="sectionedit2">{}</h2><div class="level2">',
        "-": '<li class="level1"><div class="li"> {}</div></li>',
        "!": '<div class="thumb2 tright"><img src="1.jpg" class="media"><div class="thumbcaption">{}</div></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_BLOG = Spelling(
    HTML.blocks
    | {
        "#": '<h2 class="wp-block-heading has-text-align-center">{}</h2>',
        "!": '<div class="wp-block-image"><figure class="aligncenter"><img data-src="1.jpg" class="lazyload">'
        '<figcaption class="wp-element-caption">{}</figcaption></figure></div>',
    },
    HTML.around | {"-": '<ul class="wp-block-list">{}</ul>'},
    cell=HTML.cell,
)
_FONT = '<font style="vertical-align: inherit;"><font style="vertical-align: inherit;">{}</font></font>'
_TRANSLATED = Spelling(
    {mark: pattern.replace("{}", _FONT) for mark, pattern in HTML.blocks.items()}, HTML.around, cell=HTML.cell
)
_REGIONAL = Spelling(PASTED.blocks | {"!": "{} | PHOTO : LE COURRIER DU VAL, D. ROUSSINEAU"}, {}, "\n\n")
_RADIO = Spelling(PASTED.blocks | {"!": "Image : {}\nPhoto : Radio-Laurentie / Gaétan Ouellet"}, {}, "\n\n")
_FORUM = Spelling(PASTED.blocks | {"-": "    • {}", "!": "[Image : {}]"}, {}, "\n")
_STARTPAGE = Spelling(PASTED.blocks | {"!": "{}\n© Coast & Country Wire"}, {}, "\n\n")
_STATION = Spelling(PASTED.blocks | {"!": "{} (Interstate News Exchange/Hollis Varga)"}, {}, "\n")

LAYOUTS = (
    Layout("quotidien_abo.html", _DAILY, "moulin souffleur island castle_fr verbicruciste", "second"),
    Layout("mairie.html", HTML, "moulin bell_fr bridge_fr lambin", "second"),
    Layout("encyclo.html", _DOKUWIKI, "moulin tourte water_fr ferry_fr ecobuage", "second"),
    Layout("blog_cuisine.html", _BLOG, "tourte strike novel_fr soufflet", "second"),
    Layout("hebdo_suisse.html", HTML, "souffleur moulin battery beehive fuseaux", "second"),
    Layout("french_regional.txt", _REGIONAL, "moulin soup_fr handball_fr quiproquo", "second"),
    Layout("radio_qc.txt", _RADIO, "souffleur moulin council_fr puppeteer cotignac", "second"),
    Layout("forum_be.txt", _FORUM, "tourte moulin lamps stage diapason", "second"),
    Layout("association_ch.txt", Spelling(PASTED.blocks, {}, "\n"), "moulin rooster umbrella rondelle", "second"),
    Layout("magazine_be.txt", PASTED, "souffleur umbrella novel_fr fuseaux", "second"),
    Layout("french_portal.html", HTML, "bridge goat minutes nullable", "second"),
    Layout("french_amp.html", HTML, "storm vote bridge kitchen hailstones", "second"),
    Layout("proxycopy.html", _TRANSLATED, "bridge clock backup_d ombudsman quoits", "second"),
    Layout("startpage.txt", _STARTPAGE, "goat mine listings reliquary", "second"),
    Layout("tvstation.txt", _STATION, "mine bridge goat listener psaltery", "second"),
    Layout("printview.txt", PASTED, "clock benches letters_d kerbstone", "second"),
)
