"""Forums, help, wikis, archives and recipes, in English, German, Spanish and French."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_ALMANAKIA = Spelling(
    HTML.blocks
    | {
        "#": '<div class="mw-heading mw-heading2"><h2>{}</h2><span class="mw-editsection">[<a>edit</a>]</span></div>',
        "=": '<tr><td class="infobox-data">{}</td></tr>',
        "!": '<figure typeof="mw:File/Thumb"><a class="mw-file-description">'
        '<img src="a.jpg"></a><figcaption>{}</figcaption></figure>',
        "^": '<li><span class="mw-cite-backlink"><b>^</b></span> <span class="reference-text">{}</span></li>',
    },
    HTML.around | {"=": '<table class="infobox vcard"><tbody>{}</tbody></table>'},
    cell=HTML.cell,
)
_LANTERN = Spelling(
    HTML.blocks
    | {
        "": '<p><font face="Verdana" size="2">{}</font></p>',
        "#": '<p align="center"><b><font face="Verdana" size="3" color="#800000">{}</font></b></p>',
        "-": '<li><font face="Verdana" size="2">{}</font></li>',
        "!": '<center><img src="images/p.jpg" border="1"><br><font size="1"><i>{}</i></font></center>',
    },
    HTML.around,
    cell=HTML.cell,
)
_LERNRAUM = Spelling(
    HTML.blocks
    | {
        "": '<p dir="ltr" style="text-align: left;">{}</p>',
        "#": '<h4 style="text-align: left;">{}</h4>',
        "!": '<p><img src="pluginfile.php/1" class="img-fluid"><br><small>{} (Foto: Kreisbildstelle)</small></p>',
    },
    HTML.around,
    cell=HTML.cell,
)
_LEAF = Spelling(
    HTML.blocks | {"": '<p class="calibre5" data-loc="2411">{}</p>', "#": '<p class="subhead1" role="heading">{}</p>'},
    HTML.around,
    cell=HTML.cell,
)
_COMB = Spelling(
    HTML.blocks
    | {
        "#": '<h2 class="pc-h2"><span>{}</span></h2>',
        "|": '<tr class="spec"><td>{}</td></tr>',
        "!": '<div class="pc-fig"><img src="1.webp"><span class="cap">{}'
        '</span><span class="credit">Pricecomb</span></div>',
    },
    HTML.around | {"|": '<div class="tbl-scroll"><table class="specs">{}</table></div>'},
    cell=HTML.cell,
)
_FORUM = Spelling(PASTED.blocks | {"-": "    {}", "!": "{}\n1,2 MB, 1.920×1.080, 64 Mal angesehen"}, {}, between="\n")
_LIST = Spelling(PASTED.blocks | {"-": "  * {}", "#": "== {} =="}, {}, between="\n\n")
_DECK = Spelling(PASTED.blocks, {}, between="\n", cell=" ")
_THESAURION = Spelling(PASTED.blocks | {"!": "{}\nCrédits : D. R.\nAfficher"}, {}, between="\n\n")
_MENDERY = Spelling(PASTED.blocks | {"#": "Part\n{}", "-": "{}"}, {}, between="\n")

LAYOUTS = (
    Layout("sheddoor.html", HTML, "turnstile saffron backup", "second"),
    Layout("plainwater_help.html", HTML, "seagrass remake gingham", "second"),
    Layout("almanakia.html", _ALMANAKIA, "upstairs hiccups_u rucksack", "second"),
    Layout("lanternvault.html", _LANTERN, "inhaler tollhouse glimmer", "second"),
    Layout("lernraum.html", _LERNRAUM, "icerink ventriloquist_v lexicon", "second"),
    Layout("pricecomb.html", _COMB, "cenotaph jury bryozoan", "second"),
    Layout("leafturner.html", _LEAF, "resigns otter firmware", "second"),
    Layout("vocespuente.html", HTML, "dishwasher hammock water_es", "second"),
    Layout("nahtforum.txt", _FORUM, "boardgame gravel naehmaschine", "second"),
    Layout("hyperlist.txt", _LIST, "hinge overpayment zoetrope", "second"),
    Layout("crumbs.txt", PASTED, "nightschool streusel kitchen", "second"),
    Layout("kinfolder.txt", PASTED, "burglary seismograph cartographer", "second"),
    Layout("decklet.txt", _DECK, "lifeboat fogbound kerosene", "second"),
    Layout("thesaurion.txt", _THESAURION, "comic shutter verbicruciste", "second"),
    Layout("mendery.txt", _MENDERY, "measles roundup gearbox", "second"),
    Layout("pucheros.txt", PASTED, "eelgrass croquettes elevator_es", "second"),
)
