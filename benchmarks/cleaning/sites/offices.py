"""Offices, charities, unions, schools and operators, in English."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_STATISTICS = Spelling(
    HTML.blocks
    | {
        "#": '<header class="section__head"><h2>{}</h2></header>',
        "!": '<div class="markdown-chart-container"><h4>{}</h4><img src="/chartimage?uri=9f1.png" alt=""></div>',
    },
    HTML.around | {"|": '<div class="table-wrapper"><table><tbody>{}</tbody></table></div>'},
    cell=HTML.cell,
)
_APPEAL = Spelling(
    HTML.blocks
    | {
        "#": "<h3><strong>{}</strong></h3>",
        "!": '<figure class="wp-caption"><img src="/uploads/field.jpg"><figcaption class="wp-caption-text">{} '
        "© Tidewatch/Nia Bellweather</figcaption></figure>",
    },
    HTML.around,
    cell=HTML.cell,
)
_RELEASE = Spelling(
    HTML.blocks | {"#": "<p><b>{}</b></p>", "-": '<li class="type-disc">{}</li>'}, HTML.around, cell=HTML.cell
)
_PRESERVE = Spelling(
    HTML.blocks
    | {
        "!": '<div class="ArticleImage"><img src="/images/cropped.jpg"><p class="figcaption">{}</p>'
        '<p class="figcredit">NPB Photo / L. Tsosie-Grant</p></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_BRANCH = Spelling(
    HTML.blocks
    | {
        "": '<p align="justify">{}</p>',
        "#": "<p><strong>{}</strong></p>",
        "!": '<p><img src="/images/stories/a.jpg" /><br /><em>{}</em></p>',
    },
    HTML.around,
    cell=HTML.cell,
)
_RAIL = Spelling(
    HTML.blocks
    | {
        "": '<p class="MuiTypography-body1 css-9l3uo3">{}</p>',
        "#": '<h2 class="MuiTypography-h4 css-1g7kx">{}</h2>',
    },
    HTML.around,
    cell=HTML.cell,
)
_RECALLS = Spelling(PASTED.blocks | {"!": "Image: {}"}, {}, between="\n\n")
_DENSE = Spelling(PASTED.blocks | {"!": "{}\n© Averne Embassy/M. Quist"}, {}, between="\n")
_SCHOOL = Spelling(PASTED.blocks, {}, between="\n")
_PARTY = Spelling(PASTED.blocks | {"-": "    {}"}, {}, between="\n\n")

LAYOUTS = (
    Layout("statsoffice.html", _STATISTICS, "scarecrows aviatrix hawthorn", "second"),
    Layout("ngo_appeal.html", _APPEAL, "straw eelwarden swifts_c", "second"),
    Layout("wirerelease.html", _RELEASE, "coxswain trivia_x kerbstone", "second"),
    Layout("igo.html", HTML, "trivia lagoon lanyard", "second"),
    Layout("natpark.html", _PRESERVE, "ventriloquist keyboard turnip", "second"),
    Layout("campusnews.html", HTML, "glacier dehumidifier_u marathon", "second"),
    Layout("unionbranch.html", _BRANCH, "overpayment gateway weekend", "second"),
    Layout("railops.html", _RAIL, "spreadsheet permafrost marmalade_c", "second"),
    Layout("recalls.txt", _RECALLS, "pantry fogbound frog", "second"),
    Layout("judiciary.txt", PASTED, "moped postcards moss", "second"),
    Layout("academytrust.txt", _SCHOOL, "amnesty hecklers quoits", "second"),
    Layout("fundersreport.txt", PASTED, "cenotaph wool footer", "second"),
    Layout("embassy.txt", _DENSE, "caravan cenotaph corrections", "second"),
    Layout("waterco.txt", PASTED, "apology measles mitten", "second"),
    Layout("partycampaign.txt", _PARTY, "stuntwoman seismograph donor", "second"),
    Layout("citylibrary.txt", PASTED, "election sauna semaphore", "second"),
)
