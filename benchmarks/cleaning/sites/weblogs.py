"""Blogs, letters, shows and personal sites, in English."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_GUTENBERG = Spelling(
    HTML.blocks
    | {
        "#": '<h2 class="wp-block-heading">{}</h2>',
        "!": '<figure class="wp-block-image size-large"><img decoding="async" src="wp-1024x768.jpg" alt="">'
        '<figcaption class="wp-element-caption">{}</figcaption></figure>',
    },
    HTML.around
    | {"-": '<ul class="wp-block-list">{}</ul>', "|": '<figure class="wp-block-table"><table>{}</table></figure>'},
    cell=HTML.cell,
)
_SQUARE = Spelling(
    HTML.blocks
    | {
        "": '<div class="sqp-block html-block"><div class="sqp-html-content">'
        '<p class="" style="white-space:pre-wrap;">{}</p></div></div>',
        "#": '<div class="sqp-block html-block"><div class="sqp-html-content"><h3>{}</h3></div></div>',
        "!": '<div class="sqp-block image-block"><div class="intrinsic"><img data-src="a.jpg"></div>'
        '<div class="image-caption-wrapper"><div class="image-caption"><p>{}</p></div></div></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_MAIL = Spelling(
    HTML.blocks
    | {
        "": '<p style="line-height:150%;">{}</p>',
        "#": '<h3 style="color:#5B6B2F;"><strong>{}</strong></h3>',
        "!": '<img src="p.jpg" width="564"><br><span style="font-size:12px"><em>{}</em></span>',
    },
    HTML.around,
    cell=HTML.cell,
)
_OLD = Spelling(
    HTML.blocks
    | {
        "#": "<p><strong>{}</strong></p>",
        "!": '<div class="wp-caption aligncenter"><img src="c.jpg"><p class="wp-caption-text">{}</p></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_WATCH = Spelling(PASTED.blocks | {"-": "• {}"}, {})
_TAPE = Spelling(PASTED.blocks | {"!": "[PHOTO: {}]", "-": "  * {}"}, {}, between="\n\n")
_SLIDES = Spelling(PASTED.blocks | {"!": "{}\n© Ansgar Bohle"}, {}, between="\n\n\n")

LAYOUTS = (
    Layout("craftblocks.html", _GUTENBERG, "hiccups glaciologist hurdygurdy", "second"),
    Layout("noteslog.html", HTML, "governors shingles beekeeper", "second"),
    Layout("cavelight.html", _SQUARE, "bequest byline theodolite", "second"),
    Layout("columnnode.html", HTML, "otter parser allotment_b", "second"),
    Layout("labnotebook.html", HTML, "wallpaper wool escrow", "second"),
    Layout("mailkeep.html", _MAIL, "bassline bookcase outage_h", "second"),
    Layout("shelfwise.html", _OLD, "bearing freezer larceny", "second"),
    Layout("linklode.html", HTML, "engagement enzyme bokashi", "second"),
    Layout("memberghost.txt", PASTED, "weatherman dividend tannery", "second"),
    Layout("watchbelow.txt", _WATCH, "lido hotwater deposit", "second"),
    Layout("transcribed.txt", _TAPE, "subscriber antivenom armistice", "second"),
    Layout("slowtrain.txt", PASTED, "focaccia piccolo spigot", "second"),
    Layout("lightmeter.txt", _SLIDES, "console lifeboat_x pumice", "second"),
    Layout("jampots.txt", PASTED, "rhubarb cobalt marginalia", "second"),
    Layout("planetwet.txt", PASTED, "matinee copyright mine", "second"),
    Layout("gripes.txt", PASTED, "caliper regatta quorum_n", "second"),
)
