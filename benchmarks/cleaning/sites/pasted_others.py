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
    Layout("lexicon.txt", _LEXICON, "lighthouse bridge commute bellfounder", "second"),
    Layout("questwiki.txt", _QUESTWIKI, "lighthouse goat clock draught culvert", "second"),
    Layout("askboard.txt", _ASKED, "boiler kiln hens_d derailment", "second"),
    Layout("listarchive.txt", _MAILED, "boiler orchard kiln tapestry audax", "second"),
    Layout("manual.txt", _HANDBOOK, "flood kiln marathon gimbal", "second"),
    Layout("ministry.txt", _GOVERNED, "flood bridge storm ferry_b crumpet", "second"),
    Layout("museum.txt", _MUSEUM, "clock bridge bats semaphore_k", "second"),
    Layout("newsroom.txt", _WIRE, "mine bridge newsletter tarpaulin", "second"),
    Layout("tested.txt", _TESTED, "kiln boiler orchard chess ladle", "second"),
    Layout("ticker.txt", _TICKER, "storm vote draught quorum", "second"),
    Layout("preprint.txt", _PREPRINT, "moss snails novel gusset", "second"),
    Layout("codehost.txt", _CODE_HOST, "moss snails turbine kedgeree", "second"),
    Layout("brett.txt", _BRETT, "naehmaschine stadtbad council johanniswurm", "second"),
    Layout("nachbarn.txt", _NACHBARN, "stadtbad naehmaschine chain dengeln", "second"),
    Layout("recettes.txt", _RECETTES, "tourte moulin beehive island verbicruciste", "second"),
    Layout("terroir.txt", _TERROIR, "moulin tourte umbrella handball_fr rondelle", "second"),
    Layout("ayuntamiento.txt", _AYUNTAMIENTO, "corte faro router_es ferry_es frontis", "second"),
    Layout("boletin.txt", _BOLETIN, "faro corte derby_es storm_es capacitor", "second"),
)
