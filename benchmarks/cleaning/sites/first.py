"""The sites that rules were first made on."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import HTML, PASTED, Layout, Spelling

_EDITED = Spelling(
    HTML.blocks | {"#": '<h2>{}<span class="mw-editsection">[<a href="/e">edit</a>]</span></h2>'},
    HTML.around,
    cell=HTML.cell,
)
_SOUP = Spelling(
    {
        "": '<div class="p">{}</div>',
        "#": '<div class="p"><b>{}</b></div>',
        "-": '<div class="p">• {}</div>',
        "!": '<div class="cap">{} <span>(Image: BuzzPics)</span></div>',
    },
    {},
)
_BROKEN = Spelling({"": "{}", "#": "<b>{}</b>", "-": "• {}", "!": "<i>{}</i>"}, {}, between="<br><br>\n")
_CREDITED = Spelling(PASTED.blocks | {"!": "Image source, Getty Images\nImage caption,\n{}"}, {}, between="\n\n")
_EDITED_PASTED = Spelling(PASTED.blocks | {"#": "{}[edit]", "^": "^ {}"}, {}, between="\n\n")
_DENSE = Spelling(PASTED.blocks | {"!": "{} (Image: BuzzPics)"}, {})
_AGENCY = Spelling(PASTED.blocks | {"!": "{} CONTINENTAL/Kofi Lund"}, {}, between="\n\n")

LAYOUTS = (
    Layout("news.html", HTML, "bridge storm goat", "first"),
    Layout("wiki.html", _EDITED, "lighthouse bridge", "first"),
    Layout("soup.html", _SOUP, "goat kiln boiler", "first"),
    Layout("static.html", HTML, "kiln lighthouse", "first"),
    Layout("forum.html", _BROKEN, "boiler kiln", "first"),
    Layout("portal.html", HTML, "stadtbad", "first"),
    Layout("news.txt", _CREDITED, "bridge storm goat", "first"),
    Layout("wiki.txt", _EDITED_PASTED, "lighthouse bridge", "first"),
    Layout("blog.txt", PASTED, "kiln boiler", "first"),
    Layout("tabloid.txt", _DENSE, "goat bridge", "first"),
    Layout("portail.txt", PASTED, "moulin", "first"),
    Layout("zeitung.txt", _DENSE, "stadtbad", "first"),
    Layout("agency.html", HTML, "mine vote", "first"),
    Layout("blog.html", HTML, "orchard clock", "first"),
    Layout("paper.html", HTML, "moss", "first"),
    Layout("government.html", HTML, "flood", "first"),
    Layout("amp.html", HTML, "mine clock vote", "first"),
    Layout("diario.html", HTML, "faro", "first"),
    Layout("agency.txt", _AGENCY, "mine vote", "first"),
    Layout("paper.txt", PASTED, "moss", "first"),
    Layout("government.txt", PASTED, "flood orchard", "first"),
    Layout("magazine.txt", PASTED, "clock orchard", "first"),
    Layout("live.txt", PASTED, "vote", "first"),
    Layout("diario.txt", _DENSE, "faro", "first"),
)
