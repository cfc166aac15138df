"""Sites of other kinds, as text that was pasted: wikis, forums, handbooks, offices, shops, clubs."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import PASTED, Layout, Spelling

_LEXICON = Spelling(PASTED.blocks | {"#": "{}[edit]", "^": "^ {}", "=": "{}", "|": "{}"}, {}, between="\n\n")
_QUESTWIKI = Spelling(PASTED.blocks | {"#": "{}\n[]", "-": "{}", "!": "{}\nView full image"}, {}, between="\n\n")
_ASKED = Spelling(PASTED.blocks | {"!": "enter image description here\n{}"}, {}, between="\n\n")
_MAILED = Spelling(PASTED.blocks | {"#": "*{}*", "-": "  * {}", "!": "[image: {}]"}, {}, between="\n")
_HANDBOOK = Spelling(
    PASTED.blocks | {"#": "{}\u200b", "-": "  * {}", "|": "\t{}", "!": "Figure: {}"}, {}, between="\n\n"
)
_GOVERNED = Spelling(PASTED.blocks | {"!": "{} (Crown Surveyors)"}, {}, between="\n\n\n")
_MUSEUM = Spelling(PASTED.blocks | {"!": "{}. Photograph: © Corn Exchange Museum"}, {}, between="\n\n")
_WIRE = Spelling(PASTED.blocks | {"!": "{} (TradeLine Photo/Handout)", "-": "• {}"}, {}, between="\n\n")
_TESTED = Spelling(PASTED.blocks | {"!": "{}\n(Image credit: Halvern)"}, {}, between="\n\n")
_TICKER = Spelling(
    PASTED.blocks | {"#": "Posted at\n{}\nShare\nCopy link", "!": "Media caption\n{}"}, {}, between="\n\n"
)
_PREPRINT = Spelling(
    PASTED.blocks | {"!": "{}\nDownload figureOpen in new tabDownload slide", "|": "{}", "^": "↵{}OpenUrlFind it"},
    {"|": "View this table:View inlineView popup\n{}"},
    between="\n\n",
)
_CODE_HOST = Spelling(PASTED.blocks | {"!": "{}"}, {}, between="\n")
_BRETT = Spelling(PASTED.blocks | {"!": "{}\nanhang_01.jpg (212.4 KiB) 388 mal betrachtet", "-": "- {}"}, {})
_NACHBARN = Spelling(PASTED.blocks | {"!": "Foto: {}", "-": "✔ {}"}, {}, between="\n\n")
_RECETTES = Spelling(PASTED.blocks | {"!": "© Studio Bavarde\n{}", "-": "☐ {}"}, {}, between="\n\n")
_TERROIR = Spelling(PASTED.blocks | {"!": "{} © Office de tourisme", "-": "\t{}"}, {})
_AYUNTAMIENTO = Spelling(PASTED.blocks | {"!": "Imagen: {}", "-": "    • {}", "|": "\t{}"}, {}, between="\n\n")
_BOLETIN = Spelling(
    PASTED.blocks | {"!": "{} (foto: archivo de la asociación)", "-": "· {}"}, {}, between="\n", cell=" "
)

LAYOUTS = (
    Layout("lexicon.txt", _LEXICON, "lighthouse bridge", "second"),
    Layout("questwiki.txt", _QUESTWIKI, "lighthouse goat clock", "second"),
    Layout("askboard.txt", _ASKED, "boiler kiln", "second"),
    Layout("listarchive.txt", _MAILED, "boiler orchard kiln", "second"),
    Layout("manual.txt", _HANDBOOK, "flood kiln", "second"),
    Layout("ministry.txt", _GOVERNED, "flood bridge storm", "second"),
    Layout("museum.txt", _MUSEUM, "clock bridge", "second"),
    Layout("newsroom.txt", _WIRE, "mine bridge", "second"),
    Layout("tested.txt", _TESTED, "kiln boiler orchard", "second"),
    Layout("ticker.txt", _TICKER, "storm vote", "second"),
    Layout("preprint.txt", _PREPRINT, "moss snails", "second"),
    Layout("codehost.txt", _CODE_HOST, "moss snails", "second"),
    Layout("brett.txt", _BRETT, "naehmaschine stadtbad", "second"),
    Layout("nachbarn.txt", _NACHBARN, "stadtbad naehmaschine", "second"),
    Layout("recettes.txt", _RECETTES, "tourte moulin", "second"),
    Layout("terroir.txt", _TERROIR, "moulin tourte", "second"),
    Layout("ayuntamiento.txt", _AYUNTAMIENTO, "corte faro", "second"),
    Layout("boletin.txt", _BOLETIN, "faro corte", "second"),
)
