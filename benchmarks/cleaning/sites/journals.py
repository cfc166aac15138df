"""Science, technology, health and trade, in English."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_SCHOLAR = Spelling(
    HTML.blocks
    | {
        "#": '<h2 class="c-article-section__title js-section-title">{}</h2>',
        "!": '<div class="c-article-figure"><figure><figcaption><b>{}'
        "</b></figcaption><a>Full size image</a></figure></div>",
    },
    HTML.around | {"|": '<div class="c-article-table"><table>{}</table><a>Full size table</a></div>'},
    cell=HTML.cell,
)
_WIRE = Spelling(
    HTML.blocks
    | {
        "!": '<div class="article-img"><figure><img src="1.jpg">'
        "<figcaption>{} Credit: Quarkline/CC0</figcaption></figure></div>"
    },
    HTML.around,
    cell=HTML.cell,
)
_GADGETS = Spelling(
    HTML.blocks
    | {
        "": '<div class="duet--article--article-body-component">'
        '<p class="duet--article--dangerously-set-cms-markup">{}</p></div>',
        "#": '<div class="duet--article--article-body-component"><h3>{}</h3></div>',
        "!": '<div class="duet--media--caption"><em>{}</em> <cite>Photo for Voltage Post</cite></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_HEALTH = Spelling(
    HTML.blocks | {"": '<p class="css-p">{}</p>', "#": '<div class="css-h"><a name="s"></a><h2>{}</h2></div>'},
    HTML.around,
    cell=HTML.cell,
)
_COMMONS = Spelling(
    PASTED.blocks | {"!": "Download:\n\n    PPT\n    PowerPoint slide\n    TIFF\n    original image\n\n{}"},
    {},
    between="\n\n",
)
_DENSE = Spelling(PASTED.blocks, {}, between="\n")
_MONEY = Spelling(PASTED.blocks | {"-": "    • {}", "!": "{}\nImage: Pennyward Pictures"}, {}, between="\n\n")

LAYOUTS = (
    Layout("scholarhouse.html", _SCHOLAR, "resigns streusel ferrule", "second"),
    Layout("particlewire.html", _WIRE, "limerick spoon thimble", "second"),
    Layout("thinktank.html", HTML, "landslip mandolin barometer", "second"),
    Layout("engblog.html", HTML, "lantern referendum gasworks", "second"),
    Layout("medportal.html", _HEALTH, "pylon dehumidifier paint", "second"),
    Layout("stockdesk.html", HTML, "podcast easement derailment", "second"),
    Layout("gizreview.html", _GADGETS, "pledge perjury euphonium", "second"),
    Layout("climatedesk.html", HTML, "insolvency mangle raise", "second"),
    Layout("megajournal.txt", _COMMONS, "lifeboat roundup yurt", "second"),
    Layout("workingpapers.txt", _DENSE, "moderator banner trolleybus", "second"),
    Layout("clientalert.txt", PASTED, "countdown passphrase curmudgeon", "second"),
    Layout("advisory.txt", PASTED, "picket jury inquest", "second"),
    Layout("careerdesk.txt", PASTED, "trainers cardigan minutes_h", "second"),
    Layout("metalweek.txt", PASTED, "subsidence ferret aftershock", "second"),
    Layout("clinicwire.txt", PASTED, "coupe hemline sprocket_m", "second"),
    Layout("moneyhelp.txt", _MONEY, "bittern abacus estuary", "second"),
)
