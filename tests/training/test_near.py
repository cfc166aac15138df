from __future__ import annotations

import pytest

from training import near as module
from training.near import near
from training.values import Question, QuestionSet

PARAGRAPHS = ("Anna lives in Oslo.", "Boris lives in Paris.", "The harbour froze.", "Ships stayed out at sea.")
TITLES = ("", "", "Oslo in winter", "")


def asked(*texts: str) -> QuestionSet:
    return QuestionSet("towns", PARAGRAPHS, tuple(Question(text, 0, ()) for text in texts), TITLES)


def test_the_nearest_share_the_most_telling_words_of_text_and_title() -> None:
    assert list(near(asked("is it in Oslo?", "was it Boris?"), 2)) == [[0, 2], [1, 0]]


def test_questions_in_parts_are_told_apart_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(near(asked("Oslo", "Paris", "harbour"), 3))
    monkeypatch.setattr(module, "ASKED_AT_ONCE", 2)
    assert list(near(asked("Oslo", "Paris", "harbour"), 3)) == whole
