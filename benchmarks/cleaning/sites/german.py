"""Sites in German: press, authorities, clubs, advice."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_WEEKLY = Spelling(
    HTML.blocks
    | {
        "": '<p class="paragraph article__item">{}</p>',
        "#": '<h2 class="article__subheading article__item">{}</h2>',
        "!": '<figure class="article__media article__item"><img src="w.jpg" alt=""><figcaption class="figure__caption">'
        '<span class="figure__text">{}</span> '
        '<span class="figure__copyright">© Silke Rahn/Agentur Kontur</span></figcaption></figure>',
    },
    HTML.around | {"-": '<ul class="list article__item">{}</ul>'},
    cell=HTML.cell,
)
_BROADCASTER = Spelling(
    HTML.blocks
    | {
        "#": '<h2 class="subheadline">{}</h2>',
        "!": '<div class="contentimage"><span class="zoomimage"><img src="b.jpg" alt="" /></span>'
        '<div class="caption">{} <span class="source">| Bild: MRF/Jörn Falke</span></div></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_CLUB = Spelling(
    HTML.blocks
    | {
        "": '<p style="text-align: justify;"><span style="font-family: verdana, geneva;">{}</span></p>',
        "#": "<p><strong>{}</strong></p>",
        "!": '<p style="text-align: center;"><img src="images/spiele/bild1.jpg" /><br /><em>{}</em></p>',
    },
    HTML.around,
    cell=HTML.cell,
)
_BOARD = Spelling(
    HTML.blocks
    | {"": "<p>{}<br></p>", "!": '<p><a class="embeddedAttachmentLink"><img src="n.jpg" alt=""></a><br>{}</p>'},
    HTML.around,
    cell=HTML.cell,
)
_SPORT = Spelling(
    HTML.blocks
    | {
        "": '<div class="as24-Paragraph"><p>{}</p></div>',
        "#": '<h3 class="as24-Subline">{}</h3>',
        "!": '<figure class="as24-Image"><img loading="lazy" src="s.webp" alt="">'
        "<figcaption>{}<span>Bildbüro Seitenlinie</span></figcaption></figure>",
    },
    HTML.around,
    cell=HTML.cell,
)
_TABLOID = Spelling(PASTED.blocks | {"!": "{}\nFoto: Ralf Stemmer/KRACH"}, {}, between="\n\n")
_LOCAL = Spelling(PASTED.blocks | {"!": "{} Foto: Archiv"}, {}, between="\n")
_FREE = Spelling(
    PASTED.blocks | {"!": "{}\nFoto: privat\nhochgeladen von der Redaktion", "-": "• {}"}, {}, between="\n"
)
_MAGAZINE = Spelling(PASTED.blocks | {"!": "{}\nFoto: Rieke Thiele / PRISMA"}, {}, between="\n\n")
_TIGHT = Spelling(PASTED.blocks | {"-": "    •    {}"}, {}, between="\n")

LAYOUTS = (
    Layout("ueberregional.html", _WEEKLY, "stadtbad derby storage schmalspur", "second"),
    Layout("sender.html", _BROADCASTER, "stadtbad derby lake dengeln", "second"),
    Layout("stadt.html", HTML, "auslegung council soden", "second"),
    Layout("verein.html", _CLUB, "kreisliga derby chain ortsbrust", "second"),
    Layout("german_forum.html", _BOARD, "naehmaschine storm_de groschen_o", "second"),
    Layout("german_blog.html", HTML, "naehmaschine stadtbad tomato borste", "second"),
    Layout("sportportal.html", _SPORT, "kreisliga rent ortsbrust", "second"),
    Layout("mailportal.html", HTML, "stadtbad kreisliga derby marsh unterfaden", "second"),
    Layout("boulevard.txt", _TABLOID, "derby kreisliga theatre johanniswurm", "second"),
    Layout("lokalzeitung.txt", _LOCAL, "stadtbad kreisliga border fangstelle", "second"),
    Layout("ratgeber.txt", PASTED, "naehmaschine bridge_de windlade", "second"),
    Layout("magazin.txt", _MAGAZINE, "kreisliga marsh fangstelle", "second"),
    Layout("anzeigenblatt.txt", _FREE, "stadtbad derby auslegung parrot dengeln", "second"),
    Layout("fachzeitschrift.txt", PASTED, "auslegung stadtbad clocks ortsbrust", "second"),
    Layout("agentur.txt", PASTED, "stadtbad derby rent borste", "second"),
    Layout("behoerde.txt", _TIGHT, "auslegung bats_de soden", "second"),
)
