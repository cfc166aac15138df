from __future__ import annotations

import pytest

from qa_bot.wording import certainty, marks, percent, supporting
from tests.qa_bot.tui.scripted_bot import LETTER, answer, no_answer


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


def test_whole_percents_stay_whole() -> None:
    assert [percent(number / 100) for number in range(100)] == [f"{number} %" for number in range(100)]


def test_marks_name_citations() -> None:
    assert marks([1, 3]) == "[1] [3]"


def test_citations_of_another_answer_do_not_support_the_answer() -> None:
    assert supporting(answer("who?")) == [1, 2]
    assert supporting(answer("who?", rival=LETTER)) == [1, 2]
    assert supporting(no_answer("who?")) == [1, 2]
