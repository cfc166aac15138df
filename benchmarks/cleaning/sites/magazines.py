"""Magazines and blogs, in English: reviews, hobbies, travel, advice."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_FOOD = Spelling(
    HTML.blocks
    | {
        "#": '<h2 class="wp-block-heading">{}</h2>',
        "!": '<figure class="wp-block-image size-large"><img src="w.jpg" class="wp-image-88">'
        "<figcaption>{}</figcaption></figure>",
    },
    HTML.around | {"-": '<ul class="wp-block-list">{}</ul>'},
    cell=HTML.cell,
)
_GADGETS = Spelling(
    HTML.blocks
    | {
        "#": '<h2 class="article-body__section"><span>{}</span></h2>',
        "!": '<figure class="van-image-figure"><img src="s.jpg"><figcaption class="caption"><span>{}</span> '
        "<span>(Image credit: Plugged &amp; Tested)</span></figcaption></figure>",
    },
    HTML.around | {"|": '<div class="table__container"><table class="table__wrapper"><tbody>{}</tbody></table></div>'},
    cell=HTML.cell,
)
_MEDIUM = Spelling(
    HTML.blocks | {"": '<p class="pw-post-body-paragraph mm mn">{}</p>', "#": '<h1 class="nx ny">{}</h1>'},
    HTML.around,
    cell=HTML.cell,
)
_TRAVEL = Spelling(
    HTML.blocks
    | {
        "": '<div class="Text_block__1"><p>{}</p></div>',
        "#": '<h3 class="Text_sub__9">{}</h3>',
        "!": '<div class="Media_root"><img src="m.jpg"><span class="Media_cap">{}</span></div>',
    },
    HTML.around | {"=": '<table class="Facts">{}</table>'},
    cell=HTML.cell,
)
_SUBSTACK = Spelling(PASTED.blocks | {"-": "\t•\t{}"}, {}, between="\n\n")
_PARENTS = Spelling(PASTED.blocks | {"!": "{}\nMERIEL FOSS / CAMERA CO-OP", "-": "    {}"}, {}, between="\n")
_GARDEN = Spelling(PASTED.blocks | {"!": "{} (Image: The Potting Bench)"}, {}, between="\n\n")
_MUSIC = Spelling(PASTED.blocks | {"!": "{}\nPhotograph by Ansel Rudge"}, {}, between="\n")
_DIY = Spelling(PASTED.blocks | {"-": "• {}", "!": "{}\nClick to enlarge"}, {}, between="\n")

LAYOUTS = (
    Layout("foodblog.html", _FOOD, "orchard belfry gazpacho", "second"),
    Layout("gadgets.html", _GADGETS, "barometer crates thimble", "second"),
    Layout("wpwidgets.html", HTML, "kiln goat queue_h pothole", "second"),
    Layout("film.html", HTML, "pianos boots semaphore_k", "second"),
    Layout("railboat.html", HTML, "bridge lighthouse kettle sprocket_m", "second"),
    Layout("medium.html", _MEDIUM, "seats benches farewell governor", "second"),
    Layout("thrift.html", HTML, "boiler flood ferry_c dovecote", "second"),
    Layout("travel.html", _TRAVEL, "lighthouse bridge recall_c gnomon", "second"),
    Layout("substack.txt", _SUBSTACK, "kiln goat bistro escarpment", "second"),
    Layout("parents.txt", _PARENTS, "goat orchard swan euphonium", "second"),
    Layout("health.txt", PASTED, "benches seats commute magistrate", "second"),
    Layout("garden.txt", _GARDEN, "orchard gauge referee firmware", "second"),
    Layout("music.txt", _MUSIC, "pianos cartographer ophicleide", "second"),
    Layout("oldblog.txt", PASTED, "boiler napping groschen", "second"),
    Layout("litreview.txt", PASTED, "pianos clock boots comet_n", "second"),
    Layout("fixit.txt", _DIY, "boiler kiln swifts_c turbary", "second"),
)
