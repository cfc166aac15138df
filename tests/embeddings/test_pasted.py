from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.formats.text import load_text
from embeddings.pasted import was_pasted
from tests.embeddings.texts import sentences

PROSE = [
    "The ice on the harbour held for eleven days that March, and nobody in the town could remember a spring like it.",
    "Then it thawed, and the first boats left for the northern banks, where the cod had come in late but in numbers.",
    "Per Berg, who is eighty, said that in his youth the ice had been thicker, and that horses were driven over it.",
    "In the evening there was soup for all who had helped with the nets, and the old songs were sung until dark.",
]
MENU = ["Hjem", "Lokalt", "Fiske", "Kultur", "Vær", "Arkiv"]
TITLE = "Isen i havnen holdt i elleve dager"
TEASERS = ["Ferge sank i storm", "Ny kai i Nordhavn", "Lokalt", "Fiske", "Kultur", "Torsk til alle", "12", "3"]


def test_a_page_is_told_by_its_shape_without_any_known_word() -> None:
    assert was_pasted([*MENU, TITLE, "4. mars 2021", *PROSE, TITLE, *TEASERS])
    (document,) = load_text("\n\n".join([*MENU, TITLE, "4. mars 2021", *PROSE, *TEASERS]).encode())
    assert document.title == TITLE


@pytest.mark.parametrize("missing", ["prose", "date and counts", "menus"])
def test_less_than_that_is_no_page(missing: str) -> None:
    prose = PROSE[:1] if missing == "prose" else PROSE
    date = [] if missing == "date and counts" else ["4. mars 2021"]
    teasers = [line for line in TEASERS if date or not line.isdigit()]
    menus = [MENU, teasers] if missing != "menus" else [MENU[:2], TEASERS[:3]]
    assert not was_pasted([*menus[0], TITLE, *date, *prose, *menus[1]])


def test_a_text_that_begins_with_its_title_has_no_menu_above_it() -> None:
    below = ["Ferge sank i storm", "Ny kai i Nordhavn", "Torsk til alle", "Om oss", "Tips", "12", "3"]
    page = [*MENU, TITLE, "4. mars 2021", *PROSE, *below]
    assert was_pasted(page)
    assert not was_pasted(["How the ice in the harbour held in 2021", *page])


OWN = {
    "letter": (
        "Ines Okafor/14 Harbour Street/Northhaven/3 May 2021/Dear Mr Quist,",
        "Yours/Ines Okafor/Enclosed/Key/Map",
    ),
    "minutes": (
        "Minutes of the club/4 March 2021/Present/Ada/Per/Omar/Apologies/Ines",
        "Actions/Per repair/Ines insurance/Newsletter Ada/Next meeting/1 April 2021",
    ),
    "recipe": (
        "Quince jam/By Ines/Serves 12/2 kg quinces/1 kg sugar/ginger/water",
        "Equipment/a pot/jars/a funnel/labels/12/3",
    ),
    "songs": (
        "Songs/The keel row/Through Sandgate/Through Sandgate/The keel row/And home/And home/That my love is in",
        "Ten miles/Fare you well/Fare you well/For I go/And home/Ten miles",
    ),
    "interview": (
        "Interview with the keeper/Present/Ada/Per/Omar/The keeper/12 June 2020/ADA",
        "Next/Photographs/Permission/Copies/Museum",
    ),
    "journey": ("Trip to the islands/Ada and Per/Friday/Train/Ferry/Hotel/Saturday", "Bring/Boots/Rope/Salt/Hat/Torch"),
    "program": ("How to print", "print('===')/print('---')/print('+++')/for each in a:/print('=')"),
    "styles": ("The styles", "CLOSING/Closing./Closing"),
}


@pytest.mark.parametrize(("above", "below"), OWN.values(), ids=OWN.keys())
def test_what_people_write_is_no_page(above: str, below: str) -> None:
    assert not was_pasted([*above.split("/"), *PROSE, *below.split("/")])


def test_texts_with_marked_headings_or_other_markup_are_pages_only_with_buttons() -> None:
    page = [*MENU, TITLE, "4. mars 2021", *PROSE, TITLE, *TEASERS]
    assert not was_pasted(page, has_headings=True)
    assert not was_pasted([*page, "## Notes", "[map](map.png)", "x == 3"])
    assert was_pasted([*page, "Share this article", "Menu"], has_headings=True)


@settings(max_examples=100, deadline=None)
@given(st.lists(sentences, max_size=6), st.lists(st.text(st.sampled_from("abc \n[]#<>="), max_size=9), max_size=30))
def test_prose_between_lines_without_date_label_or_count_is_no_page(prose: list[str], around: list[str]) -> None:
    assert not was_pasted([*around, *PROSE, *prose, *around])
