from __future__ import annotations

from pathlib import Path

import pytest

from tests.hashing_encoder import HashingEncoder
from training.retrieved import READ, Found, retrieved
from training.values import Question, QuestionSet

TOWNS = ("Oslo", "Paris", "Quito", "Rome", "Seoul", "Tunis", "Ulm", "Vienna")


def towns() -> QuestionSet:
    """Return two articles of four long paragraphs each, every one a passage of its own, and a question on each."""
    texts = tuple(f"{'It is said that ' * 10}the train to {town} leaves late. And {town} is far." for town in TOWNS)
    questions = tuple(
        Question(f"which train to {town} is late?", number, ((texts[number].index(town),) * 2,))
        for number, town in enumerate(TOWNS)
    )
    asked = tuple(
        Question(each.text, each.paragraph, ((each.answers[0][0], each.answers[0][0] + len(TOWNS[each.paragraph])),))
        for each in questions
    )
    return QuestionSet("trains", texts, asked, ("North",) * 4 + ("South [b]",) * 4)


def rivers() -> QuestionSet:
    text = "The Nile is long."
    return QuestionSet("rivers", (text,), (Question("how long is the Nile?", 0, ((12, 16),)),), ("Nile",))


def found_in(sets: list[QuestionSet], folder: Path) -> list[list[Found]]:
    return retrieved(sets, HashingEncoder(), cache=folder / "retrieved.json")


def test_a_passage_has_the_answers_that_stand_in_it(tmp_path: Path) -> None:
    questions = towns()
    [found] = found_in([questions], tmp_path)
    assert len(found) == len(questions.questions)
    for question, readings in zip(questions.questions, found, strict=True):
        town = TOWNS[question.paragraph]
        assert 1 < len(readings) <= READ
        right = [reading for reading in readings if reading.answers]
        assert readings[0] in right
        for reading in right:
            assert {reading.text[start:end] for start, end in reading.answers} == {town}
            assert reading.title == questions.titles[question.paragraph]
        assert all(town not in reading.text for reading in readings if not reading.answers)


def test_the_sets_are_in_one_library(tmp_path: Path) -> None:
    first, second = found_in([towns(), rivers()], tmp_path)
    assert second[0][0].answers == ((12, 16),)
    assert {reading.title for reading in second[0]} == {"North", "South [b]", "Nile"}
    assert len(first) == 8


def test_what_was_found_is_kept_until_something_changes(tmp_path: Path) -> None:
    cache = tmp_path / "retrieved.json"
    first, again, other = HashingEncoder(), HashingEncoder(), HashingEncoder()
    found = retrieved([towns()], first, cache=cache)
    assert retrieved([towns()], again, cache=cache) == found
    assert first.encoded
    assert not again.encoded
    retrieved([rivers()], other, cache=cache)
    assert other.encoded


@pytest.mark.parametrize("content", ["{", "[]", "3"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, content: str) -> None:
    (tmp_path / "retrieved.json").write_text(content)
    assert found_in([rivers()], tmp_path)[0][0][0].title == "Nile"
