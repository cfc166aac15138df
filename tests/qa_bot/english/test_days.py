from __future__ import annotations

import pytest

from qa_bot.english.days import asks_when, day_meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Today", "2015-05-15"),
        ("this morning", "2015-05-15"),
        ("late yesterday evening", "2015-05-14"),
        ("tomorrow", "2015-05-16"),
        ("last year", "2014"),
        ("Next year", "2016"),
        ("on Monday", "said on 2015-05-15"),
        ("next Tuesday morning", "said on 2015-05-15"),
        ("last week", "said on 2015-05-15"),
        ("three days ago", "said on 2015-05-15"),
        ("the day before yesterday", "2015-05-13"),
        ("the day after tomorrow", "2015-05-17"),
        ("late last night", "2015-05-14"),
        ("early this morning", "2015-05-15"),
        ("yesterday at noon", "2015-05-14"),
        ("at 6.30 p.m. yesterday", "2015-05-14"),
        ("tomorrow, shortly before 10am", "2015-05-16"),
        ("by tomorrow", "2015-05-16"),
        ("Monday at noon", "said on 2015-05-15"),
        ("two hours ago", "said on 2015-05-15"),
        ("a decade ago", "said on 2015-05-15"),
        ("more than 20 years ago", "said on 2015-05-15"),
        ("years ago", "said on 2015-05-15"),
        ("the last few weeks", "said on 2015-05-15"),
        ("the next day", ""),
        ("next day", ""),
        ("the next week", ""),
        ("the next few days", ""),
        ("the last day", ""),
        ("the last week", ""),
        ("two hours later", ""),
        ("over the past few years", ""),
        ("the past few years", "said on 2015-05-15"),
        ("Today Show", ""),
        ("15 May 2015", ""),
        ("Sunday Times", ""),
        ("Tove Aasen", ""),
        ("", ""),
    ],
)
def test_words_that_count_from_the_article_s_day_are_told_in_figures(said: str, meant: str) -> None:
    assert day_meant(said, "2015-05-15") == meant


@pytest.mark.parametrize("published", [None, "", "2015", "no day", "0001-01-01", "9999-12-31"])
def test_of_an_article_without_a_day_or_at_the_end_of_days_nothing_is_told(published: str | None) -> None:
    assert day_meant("yesterday", published) in ("", "9999-12-30")
    assert day_meant("tomorrow", published) in ("", "0001-01-02")


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("When did it open?", True),
        ("The ferry leaves when?", True),
        ("And since when?", True),
        ("In what year was it built?", True),
        ("What was the exact date of the launch?", True),
        ("What’s the release date?", True),
        ("How long ago was that?", True),
        ("date of the launch", True),
        ("Which song did they play?", False),
        ("Who sang it when the war ended?", False),
        ("What newspaper was founded that day?", False),
        ("How many came that day?", False),
        ("", False),
    ],
)
def test_it_is_asked_when_by_the_first_question_word(question: str, asks: bool) -> None:
    assert asks_when(question) is asks
