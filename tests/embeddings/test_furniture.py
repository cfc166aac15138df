from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.furniture import (
    Block,
    Extract,
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


def kept(*lines: str, title: str | None = None) -> list[str]:
    return [block.text for block in without_furniture(Extract([Block(line) for line in lines], title)).blocks]


def test_other_articles_go_until_the_article_goes_on() -> None:
    lines = ["It froze.", "You might also like", "Ferry sinks in gale", "Mayor resigns over ice", "It thawed in May."]
    assert kept(*lines) == ["It froze.", "It thawed in May."]


def test_the_title_goes_however_it_is_written() -> None:
    assert kept("HARBOUR FREEZES OVER", "It froze.", title="Harbour freezes over!") == ["It froze."]


def test_author_and_date_are_read_at_the_top_and_no_further_down() -> None:
    top = without_furniture(Extract([Block("By Ines Okafor"), Block("Published 4 March 2021"), Block("It froze.")]))
    assert (top.author, top.published) == ("Ines Okafor", "2021-03-04")
    low = [*[Block(f"Sentence {number}.") for number in range(20)], Block("By Ines Okafor"), Block("4 March 2021")]
    below = without_furniture(Extract(low))
    assert (below.author, below.published) == (None, None)


def test_what_the_file_itself_says_comes_first() -> None:
    extract = without_furniture(
        Extract([Block("By Ines Okafor"), Block("4 March 2021")], None, "A. Lund", "2020-01-02")
    )
    assert (extract.author, extract.published) == ("A. Lund", "2020-01-02")


LONELY = [*(Block(name, "heading") for name in ("News", "Sport", "Ice")), Block("It froze."), Block("End", "heading")]


def test_menus_of_headings_and_headings_at_the_end_go_from_a_saved_page() -> None:
    blocks = [*LONELY, Block("Share this article")]
    assert [block.text for block in without_furniture(Extract(blocks)).blocks] == ["Ice", "It froze."]


def test_text_without_any_furniture_keeps_every_line() -> None:
    kept = without_furniture(Extract(LONELY)).blocks
    assert [block.text for block in kept] == ["News", "Sport", "Ice", "It froze.", "End"]
    assert [block.role for block in kept] == ["paragraph", "paragraph", "heading", "paragraph", "paragraph"]


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
