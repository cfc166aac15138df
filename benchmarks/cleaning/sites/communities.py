"""Forums, wikis, archives and networks, in English."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_BROKEN = Spelling(  # a forum parts its lines with <br>
    HTML.blocks
    | {"": "{}<br />\n<br />", "#": "<b>{}</b><br />", "!": '<img src="a.jpg" class="bbImage" /><br /><i>{}</i><br />'},
    HTML.around,
    cell=HTML.cell,
)
_README = Spelling(
    HTML.blocks
    | {
        "": '<p dir="auto">{}</p>',
        "#": '<div class="markdown-heading"><h2 class="heading-element">{}</h2><a class="anchor" href="#h"></a></div>',
    },
    HTML.around
    | {
        "-": '<ul dir="auto">{}</ul>',
        "|": "<markdown-accessiblity-table><table>{}</table></markdown-accessiblity-table>",
    },
    cell=HTML.cell,
)
_JOURNAL = Spelling(
    HTML.blocks
    | {
        "#": '<h2 class="c-article-section__title js-section-title">{}</h2>',
        "!": '<figure><figcaption><b class="c-article-section__figure-caption">{}</b></figcaption>'
        '<picture><img src="f.png"></picture>'
        '<a class="c-article__pill-button">Full size image</a></figure>',
        "^": '<li class="c-article-references__item"><p>{}</p>'
        '<p class="c-article-references__links"><a>Article</a> <a>Scholar Search</a></p></li>',
    },
    HTML.around,
    cell=HTML.cell,
)
_MAILED = Spelling(
    HTML.blocks
    | {
        "": '<tr><td class="mcnTextContent" style="padding:0 18px 9px">{}</td></tr>',
        "#": '<tr><td class="mcnTextContent"><h2>{}</h2></td></tr>',
        "!": '<tr><td class="mcnImageContent"><img src="i.jpg" width="564"><br><em>{}</em></td></tr>',
    },
    HTML.around | {"-": '<tr><td class="mcnTextContent"><ul>{}</ul></td></tr>'},
    cell=HTML.cell,
)
_CUES = Spelling(
    HTML.blocks
    | {
        "": '<div class="cue"><span class="cue-text">{}</span></div>',
        "#": '<div class="cue cue--host"><strong>{}</strong></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_OLD = Spelling(
    {
        "": '<P><FONT FACE="Verdana" SIZE="2">{}</FONT>',
        "#": '<P><FONT FACE="Verdana" SIZE="3" COLOR="#800000"><B>{}</B></FONT>',
        "-": "<LI>{}",
        "|": "<TR><TD>{}</TD></TR>",
        "!": '<CENTER><IMG SRC="scan.jpg" WIDTH="320"><BR><FONT SIZE="1"><I>{}</I></FONT></CENTER>',
        "=": "<TR><TD>{}</TD></TR>",
        "^": "<LI>{}",
    },
    {
        "-": "<UL>{}</UL>",
        "|": '<TABLE BORDER="1">{}</TABLE>',
        "=": '<TABLE BORDER="1" ALIGN="RIGHT">{}</TABLE>',
        "^": "<OL>{}</OL>",
    },
    cell="</TD><TD>",
)
_WIKI = Spelling(PASTED.blocks | {"#": "{}\n[]", "!": "{}\nSign in to edit"}, {}, between="\n")
_FOLIO = Spelling(PASTED.blocks | {"#": "{}\n[edit]", "^": "^ {}"}, {}, between="\n\n")
_MAIL = Spelling(
    PASTED.blocks | {"#": "== {} ==", "-": "  * {}", "!": "[attachment: image/jpeg] {}"}, {}, between="\n\n"
)
_PREPRINT = Spelling(
    PASTED.blocks | {"^": "{}\nOpenUrlCrossRefPubFinder", "!": "Download figure\nOpen in new tab\n{}"}, {}, between="\n"
)

LAYOUTS = (
    Layout("hearthboard.html", _BROKEN, "boiler kiln sourdough corncrake", "second"),
    Layout("repoden.html", _README, "gauge newsletter escrow", "second"),
    Layout("journalpage.html", _JOURNAL, "oysters moss snails kettle_b trellis gantry", "second"),
    Layout("seedletter.html", _MAILED, "orchard kiln pottery armistice", "second"),
    Layout("lastshift_pod.html", _CUES, "pianos donor umbrage", "second"),
    Layout("yesterweb.html", HTML, "bridge goat fossil curmudgeon", "second"),
    Layout("dougals_corner.html", _OLD, "lighthouse clock kettles hustings", "second"),
    Layout("ladle_links.html", HTML, "kiln clock orchard replies larceny", "second"),
    Layout("wisewell_qa.txt", PASTED, "boiler crates dredger", "second"),
    Layout("fathomwiki.txt", _WIKI, "lighthouse bridge gearbox hawser", "second"),
    Layout("openfolio.txt", _FOLIO, "lighthouse bridge beekeeper plywood", "second"),
    Layout("gritstone_docs.txt", PASTED, "gauge flood turbine disambiguation", "second"),
    Layout("brackenlist.txt", _MAIL, "gauge boiler kiln film samovar", "second"),
    Layout("fjordxiv.txt", _PREPRINT, "moss snails oysters postscript inquest", "second"),
    Layout("quarrystore.txt", PASTED, "moss snails cellist palimpsest_n", "second"),
    Layout("parlour_post.txt", PASTED, "seats benches goat advice ferrule", "second"),
)
