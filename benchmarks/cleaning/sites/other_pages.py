"""Sites of other kinds, as HTML: wikis, forums, handbooks, offices, shops, clubs."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, Layout, Spelling

_FIELDWIKI = Spelling(
    {
        "": "<p>{}\n</p>",
        "#": '<h2><span class="mw-headline">{}</span><span class="mw-editsection"><span>[</span>'
        '<a href="#">edit</a>'
        ' | <a href="#">edit source</a><span>]</span></span></h2>',
        "-": "<li>{}</li>",
        "|": "<tr><td>{}\n</td></tr>",
        "!": '<div class="thumb tright"><div class="thumbinner"><a class="image"><img src="1.jpg"/></a>'
        '<div class="thumbcaption"><div class="magnify"><a title="Enlarge"></a></div>{}</div></div></div>',
        "=": '<tr><td class="infobox-data">{}</td></tr>',
        "^": '<li><span class="mw-cite-backlink"><b><a href="#">↑</a></b></span> <cite>{}</cite></li>',
    },
    {
        "-": "<ul>{}</ul>",
        "|": '<table class="wikitable"><tbody>{}</tbody></table>',
        "=": '<table class="infobox vcard"><tbody>{}</tbody></table>',
        "^": '<div class="mw-references-wrap"><ol class="references">{}</ol></div>',
    },
    cell="\n</td><td>",
)
_ASKFIX = Spelling(
    HTML.blocks
    | {
        "#": "<h3>{}</h3>",
        "-": "<li><p>{}</p></li>",
        "!": '<p><a href="1.jpg"><img src="1.jpg"></a><br><em>{}</em></p>',
    },
    HTML.around,
    cell="</td><td>",
)
_LISTARCHIVE = Spelling(
    dict.fromkeys(["", "#", "=", "^"], "{}") | {"-": "  * {}", "|": "    {}", "!": "[{}]"},
    {},
    between="\n\n",
    cell="    ",
)
_HANDBOOK = Spelling(
    {
        "": "        <p>{}</p>",
        "#": '        <section><h2>{}<a class="headerlink" href="#" title="Link to this heading">¶</a></h2></section>',
        "-": "<li><p>{}</p></li>",
        "|": "<tr><td><p>{}</p></td></tr>",
        "!": '<figure class="align-default"><img src="1.png"/><figcaption><p><span class="caption-text">{}'
        "</span></p>"
        "</figcaption></figure>",
        "=": "<dt>{}</dt>",
        "^": '<div class="footnote"><p>{}</p></div>',
    },
    {
        "-": '<ul class="simple">{}</ul>',
        "|": '<div class="table-wrapper"><table class="docutils"><tbody>{}</tbody></table></div>',
        "=": "<dl>{}</dl>",
    },
    cell="</p></td><td><p>",
)
_TRUST = Spelling(
    {
        "": '<div class="rte-block"><p>{}</p></div>',
        "#": '<div class="rte-block"><h2 class="rte-h">{}</h2></div>',
        "-": "<li>{}</li>",
        "|": '<div class="row"><div>{}</div></div>',
        "!": '<div class="media"><img src="1.jpg" alt=""><div class="media__caption">{}</div>'
        '<div class="media__credit">© Hallowmere Trust Picture Library</div></div>',
        "=": "<li>{}</li>",
        "^": "<li>{}</li>",
    },
    {
        "-": '<div class="rte-block"><ul class="ticks">{}</ul></div>',
        "|": '<div class="pseudo-table">{}</div>',
        "=": '<ul class="facts">{}</ul>',
        "^": '<ol class="sources">{}</ol>',
    },
    cell="</div><div>",
)
_PREPRINT = Spelling(
    {
        "": '<p id="p-1">{}</p>',
        "#": '<h2 class="">{}</h2>',
        "-": '<li class="list-item"><p>{}</p></li>',
        "|": '<tr><td rowspan="1" colspan="1">{}</td></tr>',
        "!": '<div class="fig pos-float"><div class="highwire-figure"><ul class="highwire-figure-links">'
        '<li><a href="#">'
        'Download figure</a></li><li><a href="#">Open in new tab</a></li></ul></div>'
        '<div class="fig-caption"><p>{}</p>'
        "</div></div>",
        "=": "<p>{}</p>",
        "^": '<li><span class="ref-label">↵</span><div class="cit ref-cit"><div class="cit-metadata">'
        "<cite>{}</cite></div>"
        '<div class="cit-extra"><a href="#">OpenLink</a><a href="#">Search for this reference</a></div></div></li>',
    },
    {
        "-": '<ul class="list-unord">{}</ul>',
        "|": '<div class="table pos-float"><table><tbody>{}</tbody></table></div>',
        "^": '<div class="section ref-list"><ol class="cit-list">{}</ol></div>',
    },
    cell='</td><td rowspan="1" colspan="1">',
)
_PRESSROOM = Spelling(
    {
        "": '<p style="margin:0 0 12pt">{}</p>',
        "#": "<p><strong><u>{}</u></strong></p>",
        "-": '<li style="text-align:justify">{}</li>',
        "|": "<tr><td>{}</td></tr>",
        "!": '<div class="pr-img"><img src="1.jpg"><div class="pr-cap">{}</div><a href="#">Download image</a></div>',
        "=": "<p>{}</p>",
        "^": "<p><sup>{}</sup></p>",
    },
    {"-": '<ul type="disc">{}</ul>', "|": '<table border="0" cellspacing="0">{}</table>'},
    cell="</td><td>",
)
_README = Spelling(
    {
        "": '<p dir="auto">{}</p>',
        "#": '<div class="markdown-heading" dir="auto"><h2 tabindex="-1" class="heading-element" dir="auto">{}</h2>'
        '<a class="anchor" aria-label="Permalink" href="#"><svg></svg></a></div>',
        "-": "<li>{}</li>",
        "|": "<tr><td>{}</td></tr>",
        "!": '<p dir="auto"><a target="_blank" href="1.png"><img src="1.png"></a><br><em>{}</em></p>',
        "=": "<li><code>{}</code></li>",
        "^": '<li><p dir="auto">{} <a href="#" class="data-footnote-backref">↩</a></p></li>',
    },
    {
        "-": '<ul dir="auto">{}</ul>',
        "|": "<markdown-accessiblity-table><table><tbody>{}</tbody></table></markdown-accessiblity-table>",
        "=": "<ul>{}</ul>",
        "^": '<section data-footnotes><ol dir="auto">{}</ol></section>',
    },
    cell="</td><td>",
)
_POST = (
    '<div class="post"><div class="u"><span class="dn">{{{{author}}}}</span> <span class="h">@lanewatcher'
    "</span></div>"
    '<div class="t" lang="en"><span>{}</span></div><div class="act"><button>Reply</button> <button>Boost</button> '
    "<button>Heart</button></div></div>"
)
_MICROTHREAD = Spelling(
    dict.fromkeys(["", "#", "=", "^"], _POST)
    | {
        "-": "<span>• {}</span><br>",
        "|": "<span>{}</span><br>",
        "!": '<div class="post"><div class="m"><img src="1.jpg"><span class="alt-b">ALT</span>'
        '<div class="alt-t">{}</div>'
        "</div></div>",
    },
    {"-": '<div class="post"><div class="t">{}</div></div>', "|": '<div class="post"><div class="t">{}</div></div>'},
    cell=" / ",
)
_SHOWNOTES = Spelling(
    {
        "": "      <p><span>{}</span></p>",
        "#": "      <h3><strong>{}</strong></h3>",
        "-": "<li><p><span>{}</span></p></li>",
        "|": "<li>{}</li>",
        "!": '      <div class="snap"><img src="1.jpg"><small>{}</small></div>',
        "=": "<li>{}</li>",
        "^": "<li>{}</li>",
    },
    dict.fromkeys("-|=^", "<ul>{}</ul>"),
    cell=": ",
)
_LIVE = Spelling(
    HTML.blocks
    | {
        "#": '<div class="blk-share"><a href="#">Share</a></div></div><div class="blk"><h2 class="blk-time">{}</h2>',
        "": '<p class="dcr-1">{}</p>',
        "!": '<figure class="blk-img"><picture><img src="1.jpg"></picture><figcaption><span>{}</span> '
        "<span>Photograph: Eye readers</span></figcaption></figure>",
    },
    HTML.around,
    cell="</td><td>",
)
_TESTBENCH = Spelling(
    {
        "": '<div class="par">{}</div>',
        "#": '<h2 class="h-sec"><span>{}</span></h2>',
        "-": '<div class="bul"><span>{}</span></div>',
        "|": '<div class="tr"><span>{}</span></div>',
        "!": '<div class="shot"><img src="1.jpg"><p class="cap">{} <span>(Image credit: BenchFolk)</span></p></div>',
        "=": '<div class="tr">{}</div>',
        "^": '<div class="fn">{}</div>',
    },
    {"-": '<div class="buls">{}</div>', "|": '<div class="tbl">{}</div>'},
    cell="</span><span>",
)
_AMTSBLATT = Spelling(
    {
        "": '<div class="SP-paragraph"><p>{}</p></div>',
        "#": '<div class="SP-paragraph"><h3>{}</h3></div>',
        "-": "<li><span>{}</span></li>",
        "|": "<tr><td>{}</td></tr>",
        "!": '<div class="SP-bild"><img src="1.jpg" alt=""><div class="SP-bild__unterschrift">{}'
        " <span>© Stadt Ilmenrode / Pressestelle</span></div></div>",
        "=": "<tr><td>{}</td></tr>",
        "^": "<li>{}</li>",
    },
    {"-": '<ul class="SP-liste">{}</ul>', "|": "<table>{}</table>", "=": "<table>{}</table>", "^": "<ol>{}</ol>"},
    cell="</td><td>",
)
_VEREIN = Spelling(
    {
        "": "{}",
        "#": '<B><FONT COLOR="#003366">{}</FONT></B>',
        "-": '<IMG SRC="punkt.gif"> {}',
        "|": "{}",
        "!": '<CENTER><IMG SRC="bild1.jpg" BORDER="1"><BR><FONT SIZE="1"><I>{}</I></FONT></CENTER>',
        "=": "{}",
        "^": '<FONT SIZE="1">{}</FONT>',
    },
    {},
    between="<BR><BR>",
    cell=" &nbsp; ",
)
_GUIA = Spelling(
    {
        "": '<p class="has-drop">{}</p>',
        "#": '<h2 class="wp-block-heading"><strong>{}</strong></h2>',
        "-": "<li>{}</li>",
        "|": "<tr><td>{}</td></tr>",
        "!": '<div class="wp-caption alignnone"><img src="1.jpg" alt=""><p class="wp-caption-text">{}</p></div>',
        "=": "<tr><td>{}</td></tr>",
        "^": "<li>{}</li>",
    },
    {"-": '<ul class="wp-block-list">{}</ul>', "|": "<table>{}</table>", "=": "<table>{}</table>", "^": "<ol>{}</ol>"},
    cell="</td><td>",
)
_BOLETIN = Spelling(
    dict.fromkeys(["", "=", "^"], '<tr><td style="font-size:15px;line-height:22px;padding-bottom:14px">{}</td></tr>')
    | {
        "#": '<tr><td style="font-size:18px;color:#a33"><b>{}</b></td></tr>',
        "-": '<tr><td width="14" valign="top">•</td><td style="font-size:15px">{}</td></tr>',
        "|": '<tr><td style="font-size:15px">{}</td></tr>',
        "!": '<tr><td><img src="1.jpg" width="560" /></td></tr><tr><td style="font-size:11px;color:#777">{}</td></tr>',
    },
    {"-": "<tr><td><table>{}</table></td></tr>", "|": "<tr><td><table>{}</table></td></tr>"},
    cell='</td><td style="font-size:15px">',
)

LAYOUTS = (
    Layout("fieldwiki.html", _FIELDWIKI, "lighthouse bridge deposit semaphore_m", "second"),
    Layout("askfix.html", _ASKFIX, "boiler kiln gauge minutes_c fresco", "second"),
    Layout("listarchive.html", _LISTARCHIVE, "boiler gauge vote opera decibel", "second"),
    Layout("toolhandbook.html", _HANDBOOK, "gauge flood sensor lichenologist", "second"),
    Layout("trustmuseum.html", _TRUST, "clock orchard flood chess cantilever", "second"),
    Layout("openpreprint.html", _PREPRINT, "moss oysters canal palimpsest_m", "second"),
    Layout("pressroom.html", _PRESSROOM, "mine bridge chutney tantrum", "second"),
    Layout("coderepo.html", _README, "gauge oysters fossil samovar", "second"),
    Layout("microthread.html", _MICROTHREAD, "goat storm kiln hedgehog cornice", "second"),
    Layout("shownotes.html", _SHOWNOTES, "clock goat orchard raise semaphore", "second"),
    Layout("livecoverage.html", _LIVE, "storm vote blower quern", "second"),
    Layout("testbench.html", _TESTBENCH, "kiln boiler cookies bokashi", "second"),
    Layout("amtsblatt.html", _AMTSBLATT, "auslegung stadtbad lexicon windlade", "second"),
    Layout("vereinsseite.html", _VEREIN, "stadtbad auslegung elevator fangstelle", "second"),
    Layout("guiaviajes.html", _GUIA, "faro potaje letter water_es aqueduct", "second"),
    Layout("boletin.html", _BOLETIN, "faro potaje printer salt brine", "second"),
)
