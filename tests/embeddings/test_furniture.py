from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.documents import Block, Document
from embeddings.furniture import (
    author_of,
    date_of,
    ends_like_a_sentence,
    is_furniture,
    opens_other_articles,
    without_furniture,
)
from tests.embeddings.texts import sentences


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2021-03-04", "2021-03-04"),
        ("Published on 4 March 2021", "2021-03-04"),
        ("Updated: March 4th, 2021 at 10:30 a.m. EST", "2021-03-04"),
        ("Thu 4 Mar 2021 09.15 GMT", "2021-03-04"),
        ("Sat, 6 March 2021", "2021-03-06"),
        ("First published Tue 2 Mar 2021", "2021-03-02"),
        ("13/03/2021", "2021-03-13"),
        ("03/13/2021", "2021-03-13"),
        ("04/03/2021", ""),
        ("Published on", ""),
        ("99 March 2021", ""),
        ("The bridge opened on 4 March 2021", None),
        ("On 4 March 2021 the bridge opened.", None),
        ("March", None),
    ],
)
def test_reads_the_date_of_a_dateline_alone(line: str, date: str | None) -> None:
    assert date_of(line) == date


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ines Okafor", "Ines Okafor"),
        ("By Ines Okafor and Per van der Berg with Harbour Wire", "Ines Okafor and Per van der Berg with Harbour Wire"),
        ("Written by: Ines Okafor | Published 4 March 2021", "Ines Okafor"),
        ("By Ines Okafor, published 4 March 2021", "Ines Okafor"),
        ("By the time the ferry sailed it was dark", None),
        ("By Friday the ice had gone.", None),
        ("By", None),
    ],
)
def test_reads_the_names_of_a_byline_alone(line: str, author: str | None) -> None:
    assert author_of(line) == author


@pytest.mark.parametrize(
    "line",
    [
        "Share",
        "Share this articleComments",
        "Share this articleClose Button",
        "FacebookTwitterWhatsApp",
        "12 comments · Save for later",
        "5 min read",
        "Find Us",
        "Advertisement",
        "Skip to main content",
        "Published on",
        "4 March 2021",
        "Photo: Ines Okafor / Harbour Wire",
        "© 2021 Harbour Wire",
        "Filed under: Ports, Ice",
        "Sign up for our weekly newsletter and never miss a story.",
        "Subscribe to Harbour Wire for more.",
        "This website uses cookies to give you the best experience.",
        "By clicking Accept, you agree to our terms.",
    ],
)
def test_knows_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell by a tenth in one morning.",
        "The comments drew laughter.",
        "By clicking his heels together he woke the guards.",
        "By signing up for the navy at sixteen, she escaped the mine.",
        "Photo: the harbour in 1901, before the fire took the warehouses.",
        "Tags were found on forty of the birds.",
        "Copyright law changed that year.",
        "Home was a boat.",
        "Search parties went out at dawn.",
        "Follow the coast north, he told them.",
        "The port opened on 4 March 2021.",
    ],
)
def test_takes_no_sentence_for_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize("line", ["You might also like", "Related articles", "More from Harbour Wire:", "Most read"])
def test_knows_what_heads_other_articles(line: str) -> None:
    assert opens_other_articles(line)


@pytest.mark.parametrize("line", ["You might also like to know how it ended.", "Related work was done in Oslo.", "Ice"])
def test_a_sentence_heads_no_other_articles(line: str) -> None:
    assert not opens_other_articles(line)


@pytest.mark.parametrize(
    "text",
    ["It froze.", "“It froze.”", "It froze.[12]", "It froze!)", "It froze…", "寒い。", "It froze.¹", "It was so:"],
)
def test_knows_a_finished_sentence(text: str) -> None:
    assert ends_like_a_sentence(text)


@pytest.mark.parametrize("text", ["Ice in the harbour", "", "[12]", "“Ice”"])
def test_knows_an_unfinished_line(text: str) -> None:
    assert not ends_like_a_sentence(text)


def kept(*lines: str, title: str | None = None, from_web: bool = False) -> list[str]:
    document = Document([Block(line) for line in lines], title, from_web=from_web)
    return [block.text for block in without_furniture(document).blocks]


def test_other_articles_go_until_the_article_goes_on() -> None:
    lines = ["It froze.", "You might also like", "Ferry sinks in gale", "Mayor resigns over ice", "It thawed in May."]
    assert kept(*lines, from_web=True) == ["It froze.", "It thawed in May."]


def test_the_title_goes_however_it_is_written() -> None:
    assert kept("HARBOUR FREEZES OVER", "It froze.", title="Harbour freezes over!", from_web=True) == ["It froze."]


def test_author_and_date_are_read_at_the_top_and_no_further_down() -> None:
    top = without_furniture(Document([Block("By Ines Okafor"), Block("Published 4 March 2021"), Block("It froze.")]))
    assert (top.author, top.published) == ("Ines Okafor", "2021-03-04")
    low = [*[Block(f"Sentence {number}.") for number in range(20)], Block("By Ines Okafor"), Block("4 March 2021")]
    below = without_furniture(Document(low))
    assert (below.author, below.published) == (None, None)


def test_what_the_file_itself_says_comes_first() -> None:
    document = without_furniture(
        Document([Block("By Ines Okafor"), Block("4 March 2021")], None, "A. Lund", "2020-01-02")
    )
    assert (document.author, document.published) == ("A. Lund", "2020-01-02")


@pytest.mark.parametrize("from_web", [False, True])
def test_headings_in_a_row_and_at_the_end_stay(from_web: bool) -> None:
    blocks = [*(Block(name, "heading") for name in ("Ports", "Ice")), Block("It froze."), Block("End", "heading")]
    assert without_furniture(Document(blocks, from_web=from_web)).blocks == blocks


@pytest.mark.parametrize(
    "lines",
    [
        ["Published: 3 October 2023", "Photo: Ines Okafor", "Home", "It froze.", "Search"],
        ["About us", "We row.", "Latest news", "Boat: 12 kroner", "Contact us", "Phone: 4417", "Privacy policy"],
        ["Sign up for the trip with Per.", "Subscribe to the journal at the library.", "Follow us to the pier."],
        ["You might also like", "Herring", "Cod"],
    ],
    ids=["labels", "parts", "invitations", "one mark"],
)
def test_what_people_write_themselves_is_no_page(lines: list[str]) -> None:
    assert kept(*lines)[-len(lines) + 1 :] == lines[1:]


@pytest.mark.parametrize(
    "marks", [["Share this article", "Menu"], ["You might also like", "Skip to content"], ["12 comments", "5 min read"]]
)
def test_buttons_show_that_a_text_was_pasted(marks: list[str]) -> None:
    assert kept("It froze.", *marks) == ["It froze."]


def test_a_label_in_a_list_of_other_lines_stays() -> None:
    rows = ["Rope: 12", "Photo: 45", "Home", "By Boat", "By Car", "Sails: 3"]
    assert kept("Share this article", "It froze.", *rows, "It thawed.", from_web=True) == [
        "It froze.",
        *rows,
        "It thawed.",
    ]


def test_rows_of_a_table_are_no_headlines() -> None:
    assert kept("It froze.", "Most popular boats", "Petrel | 12", from_web=True) == ["It froze.", "Petrel | 12"]


def test_the_days_of_a_diary_stay_and_are_no_date_of_publication() -> None:
    lines = ["4 March 2021", "We rowed.", "5 March 2021", "We slept."]
    for from_web in (False, True):
        assert kept(*lines, from_web=from_web) == lines
    assert without_furniture(Document([Block(line) for line in lines])).published is None


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Published: 3 October 2023", False),
        ("By Ada Lovelace", False),
        ("Posted by Ada Lovelace", False),
        ("3 October 2023", True),
        ("Published 3 October 2023 at 10:30", True),
        ("By Ada Lovelace, published 3 October 2023", True),
    ],
)
def test_a_line_under_the_title_goes_if_all_it_says_is_known(line: str, stays: bool) -> None:
    assert kept(line, "It froze.") == [line] * stays + ["It froze."]


def test_bylines_in_a_row_stay() -> None:
    lines = ["Posted by Ada Lovelace", "Posted by Per Berg", "It froze."]
    assert kept(*lines) == lines


def test_a_line_that_says_other_than_what_is_known_stays() -> None:
    document = Document([Block("By Ada Lovelace"), Block("Published: 3 October 2023")], None, "A. Lund", "2020-01-02")
    assert without_furniture(document) == document


@settings(max_examples=150)
@given(
    st.lists(sentences, min_size=1, max_size=8),
    st.lists(
        st.tuples(
            st.integers(0, 8),
            st.sampled_from(
                [
                    "Share this articleComments",
                    "You might also like",
                    "Ferry sinks in gale",
                    "By Ines Okafor",
                    "4 May 2020",
                ]
            ),
        ),
        max_size=8,
    ),
)
def test_no_sentence_of_an_article_is_lost(prose: list[str], furniture: list[tuple[int, str]]) -> None:
    lines = list(prose)
    for position, line in furniture:
        lines.insert(position, line)
    assert [line for line in kept(*lines) if ends_like_a_sentence(line)] == prose
