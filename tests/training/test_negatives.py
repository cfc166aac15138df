from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.hashing_encoder import HashingEncoder
from training.negatives import SHARE, choose, hard_negatives
from training.values import Question, QuestionSet

TOWNS = ("Oslo", "Paris", "Quito", "Rome", "Seoul", "Tunis", "Ulm", "Vienna", "Oslo", "Oslo")


def towns() -> QuestionSet:
    """Return paragraphs that are all alike; that of Vienna names Paris too, in capitals."""
    texts = tuple(f"The train to {town} leaves at {10 + number}" for number, town in enumerate(TOWNS))
    texts = tuple(f"{text}, not to PARIS" if "Vienna" in text else text for text in texts)
    questions = tuple(
        Question(f"where does the train at {10 + number} go? {time}", number, ((13, 13 + len(town)),))
        for number, town in enumerate(TOWNS)
        for time in range(10)
    )
    return QuestionSet("towns", texts, questions)


def test_a_negative_holds_no_accepted_answer_and_is_not_the_question_s_own() -> None:
    questions = towns()
    chosen = choose(questions, HashingEncoder(), random.Random(0))
    assert len(chosen) == round(SHARE * len(questions.questions))
    for number, paragraph in chosen:
        question = questions.questions[number]
        own = questions.paragraphs[question.paragraph]
        assert paragraph != question.paragraph
        for start, end in question.answers:
            assert own[start:end].casefold() not in questions.paragraphs[paragraph].casefold()


def test_a_question_whose_every_neighbour_answers_it_is_left_out() -> None:
    texts = tuple(f"The train {number} goes to Oslo" for number in range(5))
    asked = tuple(Question("where does the train go?", number, ((20, 24),)) for number in range(5))
    assert texts[0][20:24] == "Oslo"
    assert choose(QuestionSet("oslo", texts, asked), HashingEncoder(), random.Random(0)) == []


def test_what_was_chosen_is_kept_until_something_changes(tmp_path: Path) -> None:
    cache = tmp_path / "negatives.json"
    first, again, other = HashingEncoder(), HashingEncoder(), HashingEncoder()
    found = hard_negatives([towns()], first, seed=0, cache=cache)
    assert hard_negatives([towns()], again, seed=0, cache=cache) == found
    assert first.encoded
    assert not again.encoded
    assert hard_negatives([towns()], other, seed=1, cache=cache) != found
    assert other.encoded
    assert all(not example.answers for example in found)


@pytest.mark.parametrize("content", ["{", "[]"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, content: str) -> None:
    cache = tmp_path / "negatives.json"
    cache.write_text(content)
    assert hard_negatives([towns()], HashingEncoder(), seed=0, cache=cache)
