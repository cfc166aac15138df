from __future__ import annotations

from dataclasses import replace

import pytest

from embeddings.documents import DateOrigin
from qa_bot.values import Citation
from qa_bot.wording import (
    agreeing,
    begun,
    certainty,
    copies,
    dated,
    gauge,
    marks,
    other_answer,
    percent,
    place,
    same_story,
    section,
    supporting,
)
from tests.qa_bot.tui.scripted_bot import FLOOD, LETTER, answer, no_answer


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (1.0, "very likely · 99 %"),
        (0.9, "very likely · 90 %"),
        (0.8999, "likely · 89 %"),
        (0.75, "likely · 75 %"),
        (0.5, "perhaps · 50 %"),
        (0.4999, "a guess · 49 %"),
        (0.0, "a guess · 0 %"),
    ],
)
def test_certainty_in_words_and_percent(confidence: float, words: str) -> None:
    assert certainty(confidence) == words


@pytest.mark.parametrize(
    ("origin", "source", "url", "said"),
    [
        ("source", "flood.txt", None, ""),
        (None, "flood.txt", None, ""),
        ("text", "flood.txt", None, ", as its text says"),
        ("address", "2021-07-15-flood.txt", None, ", as its file name says"),
        ("address", "2021-07-15-flood.txt", "https://paper.example/flood", ", as its file name says"),
        ("address", "flood.txt", "https://paper.example/2021/07/15", ", as its address says"),
        ("address", "https://paper.example/2021/07/15", None, ", as its address says"),
        ("address", "flood.md", None, ", as its address says"),  # the path in its front matter
    ],
)
def test_a_date_says_where_it_is_from_unless_its_source_states_it(
    origin: DateOrigin | None, source: str, url: str | None, said: str
) -> None:
    article = replace(FLOOD, date_from=origin, source=source, url=url, published="2021-07-15")
    assert dated(article) == f"2021-07-15{said}"
    assert dated(replace(article, published=None)) is None


def test_a_paragraph_s_place_names_its_page_where_there_are_pages() -> None:
    paragraph = replace(FLOOD.paragraphs[1], page=12, later_pages=((20, 13), (40, 14)))
    assert place(Citation(1, FLOOD, FLOOD.paragraphs[1], 30, 35, 1.0)) == "paragraph 2"
    quoted = [place(Citation(1, FLOOD, paragraph, start, 45, 1.0)) for start in (None, 0, 19, 20, 39, 40)]
    assert quoted == [f"paragraph 2, p. {page}" for page in (12, 12, 12, 13, 13, 14)]


@pytest.mark.parametrize(
    ("reason", "alone"),
    [
        ("no article was found in /news: put some there", "No article was found in /news: put some there"),
        ("the disk is full", "The disk is full"),
        ("/news cannot be read", "/news cannot be read"),
        ("flood.txt is damaged", "flood.txt is damaged"),
        ("QA_BOT_CONFIG names nothing", "QA_BOT_CONFIG names nothing"),
        ("“x” is no date", "“x” is no date"),
        ("", ""),
    ],
)
def test_an_error_that_stands_alone_begins_as_a_sentence(reason: str, alone: str) -> None:
    assert begun(reason) == alone


def test_whole_percents_stay_whole() -> None:
    assert [percent(number / 100) for number in range(100)] == [f"{number} %" for number in range(100)]


def test_marks_name_citations() -> None:
    assert marks([1, 3]) == "[1] [3]"


def test_citations_of_another_answer_do_not_support_the_answer() -> None:
    assert supporting(answer("who?")) == [1, 2]
    assert supporting(answer("who?", rival=LETTER)) == [1, 2]
    assert supporting(no_answer("who?")) == [1, 2]


@pytest.mark.parametrize(("confidence", "filled"), [(-1.0, 0), (0.0, 0), (0.58, 6), (0.87, 9), (1.0, 10), (2.0, 10)])
def test_gauge_is_filled_as_far_as_an_answer_is_sure(confidence: float, filled: int) -> None:
    assert gauge(confidence) == ("━" * filled, "─" * (10 - filled))


def test_articles_that_agree_are_counted_once_each() -> None:
    said = answer("who?")
    assert agreeing(said) == "2 articles say so"
    assert agreeing(replace(said, citations=(said.citations[0], replace(said.citations[0], number=2)))) is None


def test_articles_that_agree_and_are_not_cited_are_counted_too() -> None:
    assert agreeing(replace(answer("who?"), articles=6, stories=6)) == "6 articles say so"
    assert agreeing(replace(answer("who?"), articles=6, stories=4)) == "6 articles say so, 4 independent"


def test_only_another_article_contradicts() -> None:
    disputed = answer("who?", rival=LETTER)
    [other] = disputed.alternatives
    assert other_answer(disputed, other) == "Another answer"
    same = replace(disputed, citations=(*disputed.citations[:2], replace(disputed.citations[2], article=FLOOD)))
    assert other_answer(same, other) == "Less likely, from the same article"


def test_copies_of_a_story_are_counted_and_do_not_support_it_again() -> None:
    said = answer("who?", rival=LETTER)
    first, copy, other = said.citations
    copied = replace(said, citations=(first, replace(copy, same_story_as=1), other))
    assert (supporting(copied), copies(copied)) == ([1], [2])
    assert agreeing(copied) == "2 articles say so, 1 independent"
    assert (copies(said), agreeing(said)) == ([], "2 articles say so")
    assert [same_story(each) for each in copied.citations] == ["", "same story as [1]", ""]


def test_a_copy_of_the_story_does_not_contradict_it() -> None:
    disputed = answer("who?", rival=LETTER)
    [other] = disputed.alternatives
    rival = replace(disputed.citations[2], same_story_as=1)
    copied = replace(disputed, citations=(*disputed.citations[:2], rival))
    assert other_answer(copied, other) == "Less likely, from the same story"
    of_a_copy = replace(copied.citations[1], same_story_as=1)
    assert other_answer(replace(copied, citations=(copied.citations[0], of_a_copy, rival)), other).endswith(
        "same story"
    )


def test_long_headings_are_cut_each_for_itself() -> None:
    first = answer("who?").citations[0]
    assert section(first) == ""
    told = section(replace(first, section=f"{'The walk by the sea ' * 9} › How\nlong is it?"))
    assert told == "The walk by the sea The walk by the sea The walk by the … › How long is it?"
