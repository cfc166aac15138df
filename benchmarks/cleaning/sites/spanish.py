"""Sites in Spanish, and clubs and societies in English."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_MURO = Spelling(
    HTML.blocks
    | {
        "": '<p class="">{}</p>',
        "#": '<h3 class="a_st">{}</h3>',
        "!": '<figure class="a_m"><span><img src="f.jpg" alt=""></span><figcaption class="a_m_p"><span>{}</span>'
        '<span class="a_m_m">Jacobo Lerín</span></figcaption></figure>',
    },
    HTML.around,
    cell=HTML.cell,
)
_PORTLET = Spelling(
    HTML.blocks | {"": '<p style="text-align: justify;">{}</p>', "#": "<p><strong>{}</strong></p>"},
    HTML.around | {"|": '<table border="1" class="table"><tbody>{}</tbody></table>'},
    cell=HTML.cell,
)
_FORO = Spelling(
    {"": "{}<br /><br />", "#": '<strong class="text-strong">{}</strong><br />', "-": "<li>{}</li>", "|": "{}<br />"}
    | {
        "!": '<img src="img.jpg" class="postimage" alt="Imagen" /><br /><em>{}</em><br /><br />',
        "=": "{}<br />",
        "^": "{}",
    },
    {"-": "<ul>{}</ul>"},
    cell=": ",
)
_FARM = Spelling(
    HTML.blocks
    | {"#": '<h3 class="wp-block-heading">{}</h3>', "-": '<li class="tick">{}</li>'}
    | {"!": '<div class="wp-caption aligncenter"><img src="p.jpg"><p class="wp-caption-text">{} © FFW</p></div>'},
    HTML.around,
    cell=HTML.cell,
)
_OLD = Spelling(
    HTML.blocks
    | {"": '<p align="justify"><font face="Verdana">{}</font></p>', "#": "<p><b><u>{}</u></b></p>"}
    | {"!": '<center><img src="pic.jpg" border="1"><br><i>{}</i></center>'},
    HTML.around | {"|": '<table border="1" cellpadding="3">{}</table>'},
    cell=HTML.cell,
)
_DASHES = Spelling(PASTED.blocks | {"-": "- {}", "!": "[{}]"}, {})
_TIGHT = Spelling(PASTED.blocks | {"!": "Image: {}\n(Foto: archivo de la redacción)"}, {})
_BULLETS = Spelling(PASTED.blocks | {"-": "    • {}", "!": "Imagen\n{}"}, {}, between="\n\n")

LAYOUTS = (
    Layout("diario_muro.html", _MURO, "faro bats_es bridge_es typesetter", "second"),
    Layout("ayuntamiento.html", _PORTLET, "corte tomato_es castle zither_p", "second"),
    Layout("revista_viajes.html", HTML, "paseos printer novel_es zither_p", "second"),
    Layout("blog_cocina.html", HTML, "potaje novel_es minutes_es caldera", "second"),
    Layout("foro.html", _FORO, "potaje paseos printer derby_es capacitor", "second"),
    Layout("deportivo.txt", PASTED, "paseos faro lentils letter typesetter", "second"),
    Layout("radio_publica.txt", _BULLETS, "faro corte snail castle gantry_p", "second"),
    Layout("regional.txt", _TIGHT, "corte faro elevator_es bats_es brine", "second"),
    Layout("portal.txt", PASTED, "faro potaje train salt stubble", "second"),
    Layout("vecinal.txt", PASTED, "corte paseos ferry_es minutes_es frontis", "second"),
    Layout("farming.html", _FARM, "goat orchard hedgehog lattice", "second"),
    Layout("astro.html", _OLD, "barometer deposit bylaw", "second"),
    Layout("consumer.html", HTML, "barometer flood frog quorum_n", "second"),
    Layout("boats.txt", PASTED, "storm router cordwainer sprocket", "second"),
    Layout("history.txt", _DASHES, "clock bridge gearbox sirocco", "second"),
    Layout("cycling.txt", PASTED, "bridge seats album isinglass", "second"),
)
