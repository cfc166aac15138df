from __future__ import annotations

import pytest

from qa_bot.days import day_meant


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
