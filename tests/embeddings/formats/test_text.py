from __future__ import annotations

import textwrap
import time

import pytest

from embeddings.formats.text import load_text
from embeddings.loading import load_articles
from embeddings.values import Article

PASTED = """\
Find UsMenu

Lighthouse keeper wins the island's boat race

Lighthouse keeper wins the island's boat race
By Ines Okafor and Per van der Berg and Harbour Wire with Coast Desk World News
Published on
6 March 2021
Share this articleComments
Share this articleClose Button

The keeper of the northern light has won the race for the first time.


Signe Dahl, 61, crossed the line on Saturday, four minutes before the favourite.

"I had the wind, and they had the opinions" she said inApril, when the course was drawn.

The race, which began in 1931, is rowed around both islands and ends at the old salt store.



Officials said the second boat had been delayed by a seal that would not move.

Share this articleComments

You might also like

Ferry company cancels winter timetable after storm

Council offers 3 million kroner for new breakwater in the north
"""


def loaded(text: str) -> Article:
    return load_articles(text.encode(), source="page.txt").articles[0]


def paragraphs(text: str) -> list[str]:
    return [paragraph.text for paragraph in loaded(text).paragraphs]


def test_a_pasted_page_gives_its_article_alone() -> None:
    article = loaded(PASTED)
    assert article.title == "Lighthouse keeper wins the island's boat race"
    assert article.author == "Ines Okafor and Per van der Berg and Harbour Wire with Coast Desk World News"
    assert article.published == "2021-03-06"
    assert [paragraph.text.split()[0] for paragraph in article.paragraphs] == ["The", "Signe", '"I', "The", "Officials"]
    assert "opinions" in article.text
    for furniture in ("Share", "Find Us", "By Ines", "Published", "also like", "Ferry", "Council", article.title):
        assert furniture not in article.text


def test_the_menu_above_a_pasted_page_is_neither_its_title_nor_joined_with_it() -> None:
    menu = "Skip to content\nHome World Business Tech Opinion\nSign in\n\n"
    page = PASTED.replace("Find UsMenu\n\nLighthouse keeper wins the island's boat race\n\n", menu)
    assert paragraphs(page) == paragraphs(PASTED)
    assert loaded(page).title == "Lighthouse keeper wins the island's boat race"


def test_a_short_line_is_not_joined_with_a_longer_one_above() -> None:
    rows = ["The keeper of the northern light rows", "It is cold", "Nobody knows", "Ice", "Herring"]
    assert set(rows[1:]) <= set(paragraphs("\n".join([*rows, "", "It froze in March, and they waited."])))


def test_a_list_in_a_pasted_page_stays() -> None:
    rows = ["Petrel: 4.5 hours", "Photo: 2 kroner", "Gull: 5 hours"]
    text = PASTED.replace("Officials said", "\n".join([*rows, "", "Officials said"]))
    assert set(rows) <= set(paragraphs(text))


def test_a_date_in_iso_form_is_read_year_month_day() -> None:
    assert loaded("Ice\n2021-03-06\n\nIt froze over. Nobody crossed.").published == "2021-03-06"


def test_blank_lines_part_paragraphs() -> None:
    text = "It froze in March.\n\nNobody crossed.\n \nThen it thawed."
    assert paragraphs(text) == ["It froze in March.", "Nobody crossed.", "Then it thawed."]


def test_hard_wrapped_lines_are_joined() -> None:
    first = "The harbour froze in the first week of March, and for eleven days no ship could leave or enter it. " * 3
    second = (
        "Fishermen sawed channels by hand, but the channels closed again before the boats had reached the sea. " * 2
    )
    text = "\n\n".join(textwrap.fill(each, 72) for each in (first, second))
    assert paragraphs(text) == [first.strip(), second.strip()]


def test_lines_that_were_broken_by_hand_before_they_were_full_are_joined() -> None:
    lines = [
        "Meantime, too, some of the enterprising pilots of the harbour",
        "had sold such parts of the old mole as served their needs, and many",
        "of its stones lay in cellars up and down the coast, where the keeper",
        "of the northern light counted them.",
    ]
    assert paragraphs("It froze, and the ships stayed.\n\n" + "\n".join(lines))[1] == " ".join(lines)


def test_a_word_that_was_hyphenated_at_the_edge_is_joined_with_its_hyphen() -> None:
    text = "The committee met in the harbour office until well past midnight, well-\nknown captains among them, and "
    text += "the vote was postponed again\nto the following week because of the storm."
    assert "well-known captains" in paragraphs(text)[0]


def test_one_paragraph_a_line_stays_one_a_line() -> None:
    long = (
        "The harbour froze in the first week of March, and for eleven days no ship could leave it or enter it at all."
    )
    lines = ["It froze.", f"{long} {long}", "Nobody crossed.", f"{long} Then it thawed.", "They left."]
    assert paragraphs("\n".join(lines)) == lines


def test_list_items_stay_apart() -> None:
    items = [f"- {count} barrels of salted herring from the northern sheds" for count in ("ten", "six", "two")]
    text = "The ship carried, when it sank in the narrow sound:\n" + "\n".join(items)
    assert paragraphs(text)[-3:] == items


def test_verse_keeps_its_lines() -> None:
    lines = [
        "The ice came down to the harbour wall",
        "And the boats lay still and white",
        "And nobody spoke",
        "Or slept",
    ]
    text = "\n".join(lines)
    assert all(line in loaded(text).text + loaded(text).title for line in lines)


def test_the_first_headline_is_the_title_and_others_are_headings() -> None:
    article = loaded("Ice in the port\n\nIt froze in March.\n\nThe thaw\n\nIt thawed in May.")
    assert article.title == "Ice in the port"
    assert article.text == "It froze in March.\n\nThe thaw\n\nIt thawed in May."
    assert [paragraph.is_heading for paragraph in article.paragraphs] == [False, True, False]


def test_several_short_lines_are_no_headings() -> None:
    article = loaded("It froze in March.\n\nRopes\nSaws\nSalt\n\nIt thawed in May.\n\nThe end")
    assert not any(paragraph.is_heading for paragraph in article.paragraphs)


def test_a_first_line_among_short_lines_is_title_and_text() -> None:
    article = loaded("Boat: 120 kroner\nCar: 45\n\nA ticket is valid for a day, and dogs need one of their own.")
    assert article.title == article.paragraphs[0].text == "Boat: 120 kroner"


def test_a_line_that_underlines_is_no_text() -> None:
    assert loaded("Ice in the port\n===============\n\nIt froze in March.").text == "It froze in March."


def test_a_sentence_that_returns_is_no_title() -> None:
    text = "We shall row home.\n\nThe sea was calm.\n\nWe shall row home.\n\nThen the wind rose."
    assert paragraphs(text) == text.split("\n\n")


def test_a_single_unfinished_line_is_an_article() -> None:
    assert paragraphs("boiler room code is 4417") == ["boiler room code is 4417"]


def test_windows_line_ends_part_paragraphs_too() -> None:
    assert paragraphs("It froze.\r\n\r\nIt thawed.\r\n") == ["It froze.", "It thawed."]


def test_a_long_wrapped_paragraph_takes_no_more_than_its_share_of_time() -> None:
    began = time.process_time()
    loaded(textwrap.fill("The harbour froze in March and nobody crossed it until the spring came back. " * 6000, 72))
    assert time.process_time() - began < 8


def test_lines_that_stand_close_together_lie_in_a_box() -> None:
    text = "Ice in Vardal\n\nThe harbour froze.\n\nMost read\nFerry sinks\nKeeper wins\n\nIt thawed.\n\nHome\nNews\n"
    [document] = load_text(text.encode())
    boxes = {block.text: block.box for block in document.blocks}
    assert boxes["The harbour froze."] == boxes["It thawed."] is None
    assert boxes["Most read"] == boxes["Ferry sinks"] == boxes["Keeper wins"] is not None
    assert boxes["Home"] == boxes["News"] != boxes["Most read"]
    paragraph = textwrap.fill("The harbour froze on Monday, and no ship could leave it until the ice broke. " * 4, 60)
    wrapped = load_text(f"{paragraph}\n\nIt thawed.".encode())
    assert {block.box for block in next(wrapped).blocks} == {None}, "lines of one paragraph"


@pytest.mark.parametrize(
    "lines",
    [
        ["Q: What does the ferry cost?", "A: It costs 12 kroner.", "Q: And dogs?", "A: They go free."],
        ["REPORTER: When did it freeze?", "INES OKAFOR: In March.", "REPORTER: And then", "INES OKAFOR: We sawed."],
        ["00:01 PER: It froze", "00:09 INES: And then it thawed, in May.", "00:17 PER: It did, and we left."],
    ],
)
def test_the_first_question_of_an_interview_is_no_title(lines: list[str]) -> None:
    article = loaded("\n\n".join(lines))
    assert ([each.text for each in article.paragraphs], article.title) == (lines, "Page")


def test_a_line_with_a_label_of_its_own_is_a_title() -> None:
    article = loaded("Interview: the keeper of the light\n\nQ: When did it freeze?\n\nA: In March, and it held.")
    assert article.title == "Interview: the keeper of the light"


def test_what_is_done_in_an_interview_is_no_heading() -> None:
    article = loaded("The keeper of the light spoke.\n\n[laughter]\n\nThe ice held for eleven days, she said.")
    assert [each.is_heading for each in article.paragraphs] == [False] * 3
