"""Newsrooms, in English: dailies, stations, portals, letters of a city."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_MERIDIAN = Spelling(
    HTML.blocks
    | {
        "": '<p class="tm-par" data-testid="paragraph">{}</p>',
        "!": '<figure class="tm-fig"><picture><img src="a.webp" alt=""></picture><figcaption><span>{}</span>'
        '<span class="credit">MERIDIAN PICTURES</span></figcaption></figure>',
    },
    HTML.around,
    cell=HTML.cell,
)
_EYEWITNESS = Spelling(
    HTML.blocks
    | {
        "": '<p class="text | article-text">{}</p>',
        "#": '<h3 class="header">{}</h3>',
        "!": '<div class="img-container"><img src="p.jpg">'
        '<div class="image-metadata"><span>{}</span><em>(WQZV)</em></div></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_COUNT = Spelling(
    HTML.blocks
    | {
        "": '<div class="entry-text"><p>{}</p></div>',
        "#": '<div class="entry-head"><h3>{}</h3><button>Link to this entry</button></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_TOUCHLINE = Spelling(
    HTML.blocks
    | {
        "": "{}",
        "#": "<b>{}</b>",
        "-": "&bull; {}",
        "|": "{}",
        "!": '<span class="pic"><img src="t.jpg" width="480"><small>{} (Picture: Touchline)</small></span>',
        "=": "{}",
        "^": "{}",
    },
    {},
    between="<br><br>\n",
    cell=" / ",
)
_ROUND = Spelling(PASTED.blocks | {"!": "{} Photo: Esme Thorne/The Round.", "-": "\t•\t{}"}, {}, between="\n\n")
_GONG = Spelling(PASTED.blocks | {"!": "+4\nView gallery\n{}", "-": "\t•\t{}"}, {}, between="\n")
_MEMBERS = Spelling(PASTED.blocks | {"!": "KZLP\n/\nHigh Plains Public Radio\n{}"}, {}, between="\n\n")
_ATOLL = Spelling(PASTED.blocks | {"!": "{} Picture: HERALD STAFF"}, {}, between="\n")
_FEED = Spelling(PASTED.blocks | {"!": "{}\n© Provided by Daily Lantern"}, {}, between="\n")

LAYOUTS = (
    Layout("paywall_national.html", _MERIDIAN, "erratum sinkhole ampersand", "second"),
    Layout("eyewitness12.html", _EYEWITNESS, "pancakes logger causeway", "second"),
    Layout("citywire.html", HTML, "graduation signing psaltery", "second"),
    Layout("ampsyndicate.html", HTML, "hinge census quorum", "second"),
    Layout("countynight.html", _COUNT, "cataract juror hailstones", "second"),
    Layout("skyguide.html", HTML, "verdigris bookshelf film", "second"),
    Layout("tradingfloor.html", HTML, "telescope merger pothole", "second"),
    Layout("touchline.html", _TOUCHLINE, "burglary penfriend router", "second"),
    Layout("mailround.txt", _ROUND, "timezone monorail gazpacho", "second"),
    Layout("blotter.txt", PASTED, "gymnast periscope opera", "second"),
    Layout("atoll.txt", _ATOLL, "hospice annuity automaton", "second"),
    Layout("memberstation.txt", _MEMBERS, "nightschool uniform dovecote", "second"),
    Layout("startfeed.txt", _FEED, "parcel records ferry_b", "second"),
    Layout("ruralweekly.txt", PASTED, "anaesthetist readership canal", "second"),
    Layout("redtop.txt", _GONG, "ethics heatwave vestibule_p", "second"),
    Layout("premium_column.txt", PASTED, "nightschool stuntwoman seats", "second"),
)
