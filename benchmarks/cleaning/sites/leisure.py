"""Magazines for leisure in English, and sites in Spanish."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_MATUTINO = Spelling(
    HTML.blocks
    | {
        "": '<p class="parrafo-c" data-type="text">{}</p>',
        "#": '<h3 class="intertitulo">{}</h3>',
        "!": '<div class="foto-c"><img src="/resizer/f.jpg"><p class="pie">{} <b>Foto: Archivo El Pregón</b></p></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_CAMPUS = Spelling(
    HTML.blocks | {"!": '<div class="media media--image"><img src="i.webp"><span class="pie-foto">{}</span></div>'},
    HTML.around | {"|": '<div class="table-responsive"><table class="table">{}</table></div>'},
    cell=HTML.cell,
)
_GLITTERATI = Spelling(
    HTML.blocks
    | {
        "": '<p id="mntl-sc-block_1-0" class="comp mntl-sc-block mntl-sc-block-html">{}</p>',
        "#": '<h2 class="comp mntl-sc-block-heading"><span>{}</span></h2>',
        "!": '<figure><img src="1.jpg"><figcaption><span class="caption">{}'
        "</span><span>Getaway Images</span></figcaption></figure>",
    },
    HTML.around,
    cell=HTML.cell,
)
_PLINTH = Spelling(
    HTML.blocks
    | {
        "": '<div class="pl-p">{}</div>',
        "#": '<div class="pl-sub">{}</div>',
        "!": '<div class="pl-img"><img src="x.jpg"><div class="pl-cap">{}</div></div>',
    },
    HTML.around,
    cell=HTML.cell,
)
_SALEROOM = Spelling(HTML.blocks | {"": "{}<br /><br />", "#": "<b>{}</b><br />"}, HTML.around, cell=HTML.cell)
_MOCHILA = Spelling(PASTED.blocks | {"-": "    • {}", "!": "Imagen: {}"}, {}, between="\n\n")
_TIGHT = Spelling(PASTED.blocks, {}, between="\n")
_THROTTLE = Spelling(PASTED.blocks | {"!": "{}\n(Image credit: Kickstand)"}, {}, between="\n\n")
_BYGONE = Spelling(PASTED.blocks | {"!": "{} (Photo by Stockwell Archive/Picture Loft)"}, {}, between="\n\n")

LAYOUTS = (
    Layout("matutino.html", _MATUTINO, "weir volleyball caldera", "second"),
    Layout("radio1130.html", HTML, "bolero bypass salt", "second"),
    Layout("campus.html", _CAMPUS, "fairground screenwriter typesetter", "second"),
    Layout("mochila.txt", _MOCHILA, "eelgrass bolero derby_es", "second"),
    Layout("alacena.txt", _TIGHT, "hammock screenwriter ferry_es", "second"),
    Layout("municipio.txt", PASTED, "dishwasher volleyball obsidian", "second"),
    Layout("glitterati.html", _GLITTERATI, "focaccia wallpaper minutes_c", "second"),
    Layout("plinth.html", _PLINTH, "gateway ventriloquist lock", "second"),
    Layout("cityafc.html", HTML, "verdigris mandolin quern", "second"),
    Layout("saleroom.html", _SALEROOM, "gymnast amnesty ombudsman", "second"),
    Layout("respawn.html", HTML, "antivenom mangle letters_d", "second"),
    Layout("inmemoriam.txt", _TIGHT, "weatherman rhubarb escarpment", "second"),
    Layout("throttle.txt", _THROTTLE, "pantry countdown advice", "second"),
    Layout("harrow_review.txt", PASTED, "seagrass lido paint", "second"),
    Layout("larder_lanes.txt", PASTED, "aviatrix hiccups_u gusset", "second"),
    Layout("bygone.txt", _BYGONE, "bittern lido disambiguation", "second"),
)
