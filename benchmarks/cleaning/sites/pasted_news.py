"""Sites of news and blogs, as text that was pasted."""

from __future__ import annotations

from benchmarks.cleaning.sites.spelling import PASTED, Layout, Spelling

_BROADCAST = Spelling(PASTED.blocks | {"!": "Harrow Picture Agency\n{}"}, {}, between="\n\n")
_QUALITY = Spelling(
    PASTED.blocks | {"!": "Image\n\n{} Credit...Bertrand Aske for The Continental", "-": "    •    {}"},
    {},
    between="\n\n",
)
_TABLOID = Spelling(PASTED.blocks | {"!": "+5\nView gallery\n{}", "#": "{}"}, {})
_LOCAL = Spelling(
    PASTED.blocks | {"!": "Teal Valley Chronicle: {} (Image: Submitted)", "-": "\t•\t{}"}, {}, between="\n\n"
)
_WIRE = Spelling(
    PASTED.blocks | {"!": "{} INTERPRESS/Odile Ferran Purchase Licensing Rights, opens new tab", "#": "{}"},
    {},
    between="\n\n",
)
_MAGAZINE = Spelling(
    PASTED.blocks | {"!": "{}\nPhotograph by Lucian Amory for The Lantern Review"}, {}, between="\n\n\n"
)
_BUSINESS = Spelling(PASTED.blocks | {"!": "{} Photographer: Nell Arbuthnot/Ledger", "-": "- {}"}, {}, between="\n\n")
_TECH = Spelling(
    PASTED.blocks | {"!": "Enlarge / {}\nGemma Trewhella", "-": "\t* {}", "#": "{}"}, {}, between="\n\n", cell=" | "
)
_SPORTS = Spelling(PASTED.blocks | {"!": "{} Mick Osgood/Terrace Images", "-": "• {}"}, {})
_KITCHEN = Spelling(
    PASTED.blocks | {"!": "[Image: IMG_2048.jpg]\n{}", "-": "    * {}"}, {"-": "\n{}\n"}, between="\n\n"
)
_LETTER = Spelling(PASTED.blocks | {"#": "{}\n", "-": "{}\n"}, {}, between="\n\n")
_PLATFORM = Spelling(
    PASTED.blocks | {"!": "Press enter or click to view image in full size\n{}", "-": "{}"}, {}, between="\n\n"
)
_REGIONAL = Spelling(PASTED.blocks | {"!": "{}\n© Foto: Silke Brandhorst"}, {})
_GHOST = Spelling(PASTED.blocks | {"!": "{} / Foto: privat", "-": "– {}", "#": "{} #"}, {}, between="\n\n", cell="\n")
_QUOTIDIEN = Spelling(PASTED.blocks | {"!": "{} YVON MARCILLAC POUR « LA VIGIE »", "-": "    {}"}, {}, between="\n\n")
_MOBILE = Spelling(PASTED.blocks | {"!": "{} (LOÏC TREGUER / RADIO GRAND LARGE)", "-": "• {}"}, {})
_DIARIO = Spelling(PASTED.blocks | {"!": "Ampliar foto\n{}\nAmparo Lledó"}, {}, between="\n\n")
_COMARCA = Spelling(PASTED.blocks | {"!": "{} / A. L.", "-": "- {}"}, {})

LAYOUTS = (
    Layout("broadcaster_video.txt", _BROADCAST, "bridge storm mine cricket gingham", "second"),
    Layout("quality_paywall.txt", _QUALITY, "seats bridge clock signpost quincunx", "second"),
    Layout("tabloid_teasers.txt", _TABLOID, "goat clock vote bell hurdygurdy gasworks", "second"),
    Layout("local_weekly.txt", _LOCAL, "bridge vote goat donor umbrage aftershock", "second"),
    Layout("wire_agency.txt", _WIRE, "mine bridge vote outage_h magma", "second"),
    Layout("long_magazine.txt", _MAGAZINE, "clock kiln seats rules vestibule_p", "second"),
    Layout("business_daily.txt", _BUSINESS, "mine seats bridge weekend rucksack", "second"),
    Layout("tech_reviews.txt", _TECH, "moss boiler storm footer zither trellis_l", "second"),
    Layout("sports_portal.txt", _SPORTS, "goat storm vote phones magistrate", "second"),
    Layout("wordpress_kitchen.txt", _KITCHEN, "orchard kiln boiler marmalade_c bobbin", "second"),
    Layout("letter_weekly.txt", _LETTER, "orchard seats clock drawer_b marginalia", "second"),
    Layout("platform_claps.txt", _PLATFORM, "kiln seats flood puffin otolith", "second"),
    Layout("regionalblatt_plus.txt", _REGIONAL, "stadtbad kreisliga handball unterfaden", "second"),
    Layout("ghost_kiezblog.txt", _GHOST, "stadtbad kreisliga water groschen_o", "second"),
    Layout("quotidien_abonnes.txt", _QUOTIDIEN, "moulin souffleur bicycle_fr snails_fr estive", "second"),
    Layout("mobile_infos.txt", _MOBILE, "moulin souffleur bell_fr novel_fr lambin", "second"),
    Layout("diario_muro.txt", _DIARIO, "faro paseos bicycle beekeeper_es obsidian", "second"),
    Layout("amp_comarca.txt", _COMARCA, "faro paseos elevator_es train stubble", "second"),
)
