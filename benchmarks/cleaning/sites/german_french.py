"""Sites in German and in French."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_TABLOID = Spelling(
    HTML.blocks
    | {
        "": '<p class="t-2">{}</p>',
        "#": '<h2 class="hl--inner">{}</h2>',
        "!": '<figure class="art__fig"><img src="a.webp"><figcaption>{}<span class="c">Foto: Uwe Barsch/BLITZBLICK'
        "</span></figcaption></figure>",
    },
    HTML.around,
    cell=HTML.cell,
)
_SENDER = Spelling(
    HTML.blocks
    | {
        "": '<div class="paragraph"><p class="text">{}</p></div>',
        "#": '<div class="paragraph"><h3 class="subtitle">{}</h3></div>',
        "!": '<div class="mod mediaCon"><img src="i.jpg">'
        '<span class="mediaInfo">{} Bildrechte: LFM/Tilo Groß</span></div>',
    },
    HTML.around | {"-": '<div class="paragraph"><ul class="list">{}</ul></div>'},
    cell=HTML.cell,
)
_TYPO3 = Spelling(
    HTML.blocks | {"": '<p class="bodytext">{}</p>', "#": '<h3 class="news-sub">{}</h3>'},
    HTML.around | {"|": '<table class="contenttable">{}</table>'},
    cell=HTML.cell,
)
_REVUE = Spelling(
    HTML.blocks
    | {
        "": '<p class="texte">{}</p>',
        "#": '<h2 class="texte"><a href="#toc">{}</a></h2>',
        "!": '<p class="titreillustration">{}</p><p class="imgillustration"><img src="img-1.jpg"></p>',
    },
    HTML.around,
    cell=HTML.cell,
)
_ONDES = Spelling(
    HTML.blocks
    | {
        "": '<p class="svelte-7d">{}</p>',
        "#": '<h2 class="svelte-7d heading">{}</h2>',
        "!": "<figure><picture></picture><figcaption>{} © Ondes Publiques - Maud Térieur</figcaption></figure>",
    },
    HTML.around,
    cell=HTML.cell,
)
_DORFBLATT = Spelling(PASTED.blocks | {"-": "- {}"}, {}, between="\n")
_KOSMOLOG = Spelling(PASTED.blocks | {"!": "© Imagokontor (Ausschnitt)\n{}"}, {}, between="\n\n")
_DEPECHE = Spelling(PASTED.blocks | {"!": "{}\n© D.R.", "-": "• {}"}, {}, between="\n\n")
_COMMUNE = Spelling(PASTED.blocks | {"!": "Image\n{}"}, {}, between="\n")

LAYOUTS = (
    Layout("blitzblick.html", _TABLOID, "bollard xylophone johanniswurm", "second"),
    Layout("landfunk.html", _SENDER, "poultry freezer_v bridge_de", "second"),
    Layout("fachverlag_bau.html", HTML, "funicular curling parrot", "second"),
    Layout("hochschule.html", _TYPO3, "barge gherkin kreisliga", "second"),
    Layout("hausfuchs.txt", PASTED, "freezer_v barge windlade", "second"),
    Layout("dorfblatt_ch.txt", _DORFBLATT, "funicular icerink dumplings", "second"),
    Layout("donaubote_at.txt", PASTED, "gravel xylophone ortsbrust", "second"),
    Layout("kosmolog.txt", _KOSMOLOG, "bollard poultry storm_de", "second"),
    Layout("courrier_rives.html", HTML, "waffles dictation strike", "second"),
    Layout("cahiers_scene.html", _REVUE, "lottery spectacles soup_fr", "second"),
    Layout("eglantine.html", HTML, "timetable vowel fuseaux", "second"),
    Layout("ondes_pub.html", _ONDES, "petanque snowplough novel_fr", "second"),
    Layout("plume_blog.txt", PASTED, "census_v abbey beehive", "second"),
    Layout("commune_vaubran.txt", _COMMUNE, "waffles petanque island", "second"),
    Layout("comptant_eco.txt", PASTED, "vowel snowplough snails_fr", "second"),
    Layout("depeche_be.txt", _DEPECHE, "census_v shutter tourte", "second"),
)
