"""Sites of news and blogs, as HTML."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, Layout, Spelling

_BROADCASTER = Spelling(
    {
        "": '<div data-component="text-block" class="sc-18fde0d6-0 dlWCEZ">'
        '<p class="sc-eb7bd5f6-0 fYAfXe">{}</p></div>',
        "#": '<div data-component="subheadline-block" class="sc-18fde0d6-0"><h2 class="sc-3b6b161a-0">{}</h2></div>',
        "-": '<li><p class="sc-eb7bd5f6-0 fYAfXe">{}</p></li>',
        "|": '<tr><td class="sc-tb-1">{}</td></tr>',
        "!": '<figure><div data-component="image-block">'
        '<img src="grey-placeholder.png" class="hide-when-no-script"><span class="sc-credit">'
        '<span class="vh">Image source, </span>Norcast Pictures</span></div>'
        '<div data-component="caption-block"><figcaption class="sc-8353772e-0">'
        "{}</figcaption></div></figure>",
        "=": '<tr><td class="sc-tb-1">{}</td></tr>',
        "^": "<li>{}</li>",
    },
    {
        "-": '<div data-component="unordered-list-block" class="sc-18fde0d6-0"><ul class="sc-ul-0">{}</ul></div>',
        "|": '<div data-component="table-block"><table class="sc-tb-0"><tbody>{}</tbody></table></div>',
        "=": "<table>{}</table>",
        "^": "<ol>{}</ol>",
    },
    cell='</td><td class="sc-tb-1">',
)
_QUALITY = Spelling(
    HTML.blocks
    | {
        "": '<p class="dcr-16w5gq9">{}</p>',
        "#": '<h2 id="sub" class="dcr-18c2v1k"><strong>{}</strong></h2>',
        "!": '<figure data-spacefinder-role="inline" class="dcr-5h0uf4"><picture><source srcset="a.avif">'
        '<img src="a.jpg"></picture>'
        '<figcaption class="dcr-fd61eq"><span class="dcr-1inf02i"><svg></svg></span>'
        '<span class="dcr-1qvd3m6">{}</span> Photograph: Calder Picture Desk'
        "</figcaption></figure>",
    },
    HTML.around,
    cell=HTML.cell,
)
_TABLOID = Spelling(
    HTML.blocks
    | {
        "": '<p class="mol-para-with-font">{}</p>',
        "#": '<h3 class="mol-factbox-title-like">{}</h3>',
        "!": '<div class="artSplitter mol-img-group"><div class="mol-img"><div class="image-wrap">'
        '<img class="blkBorder img-share"></div>'
        '</div><p class="imageCaption">{}</p></div>',
    },
    HTML.around | {"-": '<ul class="mol-list">{}</ul>'},
    cell=HTML.cell,
)
_DRUPAL = Spelling(
    HTML.blocks
    | {
        "#": "<p><strong>{}</strong></p>",
        "!": '<article class="align-center media media--type-image media--view-mode-embedded">'
        '<div class="field field--name-field-media-image">'
        '<img loading="lazy" typeof="foaf:Image"></div>'
        '<div class="field field--name-field-caption field__item">{}</div></article>',
    },
    HTML.around,
    cell=HTML.cell,
)
_WIRE = Spelling(
    {
        "": '<div data-testid="paragraph-0" class="text__text__1FZLe text__dark-grey__3Ml43'
        ' article-body__paragraph__2-BtD">{}</div>',
        "#": '<div role="heading" aria-level="2" class="heading__heading_6__RtD9P'
        ' article-body__heading__33EIm">{}</div>',
        "-": '<div role="listitem" class="list__item__2">{}</div>',
        "|": '<div role="row" class="row__2"><span>{}</span></div>',
        "!": '<div class="image-container__3"><div class="image__1" role="img"></div>'
        '<div class="image-caption__2" data-testid="Caption">{} '
        'TELEFAX/Staff photographer <a href="/lic">Purchase Licensing Rights</a></div></div>',
        "=": "<div><span>{}</span></div>",
        "^": "<div>{}</div>",
    },
    {"-": '<div role="list" class="list__1">{}</div>', "|": '<div role="table">{}</div>'},
    cell="</span><span>",
)
_TAILWIND = Spelling(
    HTML.blocks
    | {
        "": "<p data-astro-cid-p7>{}</p>",
        "#": '<h2 class="mt-12 text-center text-2xl">{}</h2>',
        "!": '<div class="not-prose my-10"><img class="w-full" src="/_astro/p.webp">'
        '<div class="mt-2 text-center text-xs text-stone-500">{}</div></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_BUSINESS = Spelling(
    HTML.blocks
    | {
        "": "<p>{}</p><p></p>",
        "#": '<h2 class="n-content-heading-3">{}</h2>',
        "!": '<figure class="n-content-image"><img data-image-type="image">'
        '<figcaption class="n-content-image__caption">{} <!-- -->© LS montage'
        "</figcaption></figure>",
    },
    HTML.around | {"|": '<div class="o-table-container"><table class="o-table">{}</table></div>'},
    cell=HTML.cell,
)
_BLOCKS = Spelling(
    HTML.blocks
    | {
        "": '<p class="wp-block-paragraph">{}</p>',
        "#": '<h2 class="wp-block-heading">{}</h2>',
        "!": '<figure class="wp-block-image size-large"><img decoding="async" class="wp-image-881">'
        '<figcaption class="wp-element-caption">{}'
        "</figcaption></figure>",
    },
    HTML.around
    | {
        "-": '<ul class="wp-block-list">{}</ul>',
        "|": '<figure class="wp-block-table"><table><tbody>{}</tbody></table></figure>',
    },
    cell=HTML.cell,
)
_KUBRICK = Spelling(
    HTML.blocks
    | {
        "#": "<h3>{}</h3>",
        "!": '<div id="attachment_9" class="wp-caption alignnone" style="width: 410px"><a href="1.jpg">'
        '<img class="size-full" width="400" /></a>'
        '<p class="wp-caption-text">{}</p></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_LETTER = Spelling(
    HTML.blocks
    | {
        "": "<p><span>{}</span></p>",
        "#": '<h3 class="header-anchor-post">{}<div class="pencraft header-anchor-parent"></div></h3>',
        "-": "<li><p>{}</p></li>",
        "!": '<div class="captioned-image-container"><figure><a class="image-link image2">'
        '<div class="image2-inset"><img class="sizing-normal">'
        '</div></a><figcaption class="image-caption">{}</figcaption></figure></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_PLATFORM = Spelling(
    HTML.blocks
    | {
        "": '<p class="pw-post-body-paragraph ko kp gy kq b kr ks kt" data-selectable-paragraph="">{}</p>',
        "#": '<h1 class="lh li gy be lj lk" data-selectable-paragraph="">{}</h1>',
        "-": '<li class="ko kp gy kq b lm ln" data-selectable-paragraph="">{}</li>',
        "|": '<pre class="oa ob"><span class="oc">{}</span></pre>',
        "!": '<figure class="ln lo lp paragraph-image"><div role="button"><picture><img class="bh mi">'
        "</picture></div>"
        '<figcaption class="mj fe mk be b bf" data-selectable-paragraph="">{}</figcaption></figure>',
    },
    {"-": '<ul class="ll">{}</ul>', "|": "<div>{}</div>"},
    cell="    ",
)
_DIVS = Spelling(
    {
        "": '<div class="BOlnTz" dir="auto"><span class="font_7"><span style="color:#2b2b2b">{}</span></span></div>',
        "#": '<div class="pZ8Hp" dir="auto"><span style="font-size:24px"><span style="font-weight:bold">{}'
        "</span></span></div>",
        "-": '<div class="uL4" data-list="bullet"><span>{}</span></div>',
        "|": '<div class="tRw"><div class="tCl"><span>{}</span></div></div>',
        "!": '<div class="IYMaF"><div data-hook="imageViewer"><img></div><div class="rich-caption"><span>{}'
        "</span></div></div>",
        "=": '<div class="tRw"><div class="tCl"><span>{}</span></div></div>',
        "^": '<div class="oL4" data-list="ordered"><span>{}</span></div>',
    },
    {"-": "<div>{}</div>", "|": '<div class="tBl">{}</div>', "=": '<div class="tBl">{}</div>', "^": "<div>{}</div>"},
    cell='</span></div><div class="tCl"><span>',
)
_BLOGGER = Spelling(
    HTML.blocks
    | {
        "": "{}",
        "#": "<b>{}</b>",
        "!": '<table align="center" cellpadding="0" class="tr-caption-container"><tbody><tr><td>'
        '<a href="s1600/i.jpg" imageanchor="1"><img border="0" />'
        '</a></td></tr><tr><td class="tr-caption" style="text-align: center;">{}</td></tr></tbody></table>',
    },
    HTML.around,
    between="\n<br /><br />\n",
    cell=HTML.cell,
)
_SPORT_DE = Spelling(
    HTML.blocks
    | {
        "#": '<h2 class="kick__article__subheadline">{}</h2>',
        "!": '<div class="kick__article__picture"><img><div class="kick__article__picture__caption">{} '
        '<span class="copyright">Fotodienst Sprenger</span>'
        "</div></div>",
    },
    HTML.around,
    cell=HTML.cell,
)
_GHOST = Spelling(
    HTML.blocks
    | {
        "#": '<h2 id="zwischentitel">{}</h2>',
        "!": '<figure class="kg-card kg-image-card kg-card-hascaption">'
        '<img class="kg-image" loading="lazy"><figcaption><span '
        'style="white-space: pre-wrap;">{}</span></figcaption></figure>',
    },
    HTML.around,
    cell=HTML.cell,
)
_AMP = Spelling(
    HTML.blocks
    | {
        "": '<p class="voc-p">{}</p>',
        "#": '<h3 class="voc-ladillo">{}</h3>',
        "!": '<div class="voc-img"><amp-img src="1.jpg" width="652" height="400" layout="responsive">'
        '</amp-img><div class="voc-caption">{} '
        '<span class="voc-caption__author">A. Ribera</span></div></div>',
    },
    HTML.around,
    cell=HTML.cell,
)

LAYOUTS = (
    Layout("publicservice.html", _BROADCASTER, "bridge storm flood caption lullaby", "second"),
    Layout("qualitypaper.html", _QUALITY, "benches barometer caption bellfounder", "second"),
    Layout("tabloid.html", _TABLOID, "goat vote clock drivein dovetail", "second"),
    Layout("localpaper.html", _DRUPAL, "bridge vote goat bridge_a glimmer", "second"),
    Layout("newswire.html", _WIRE, "mine storm album eulogist", "second"),
    Layout("magazine.html", _TAILWIND, "pianos benches drawer_b marginalia", "second"),
    Layout("business.html", _BUSINESS, "mine bridge quiz aquifer", "second"),
    Layout("techpress.html", _BLOCKS, "barometer boiler kiln cartographer tinnitus", "second"),
    Layout("wpold.html", _KUBRICK, "kiln orchard boiler puncture theodolite", "second"),
    Layout("subscribers.html", _LETTER, "orchard clock kiln soup estuary", "second"),
    Layout("platform.html", _PLATFORM, "pianos benches barometer beekeeper gnomon", "second"),
    Layout("wix.html", _DIVS, "lighthouse clock kiln outage turnip", "second"),
    Layout("blogger.html", _BLOGGER, "boiler kiln orchard allotment_b escrow sleet", "second"),
    Layout("sportportal_de.html", _SPORT_DE, "derby stadtbad brigade schmalspur", "second"),
    Layout("stadtmagazin_de.html", _GHOST, "stadtbad derby dumplings johanniswurm", "second"),
    Layout("amp_es.html", _AMP, "faro snail lentils gantry_p", "second"),
)
