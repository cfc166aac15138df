from __future__ import annotations

import random

from training.swapped import NAME, YEAR, YEARS_AWAY, swapped
from training.values import Question, QuestionSet

PARAGRAPHS = (
    "In 1969 the captain Anna Berg sailed to Oslo with Carl Dahl, and in 1966 to Rome.",
    "In 1980 the sailor Boris Holm sailed to Paris with Anna Berg, and the Duke of York stayed.",
    "In 1990 nobody sailed.",
)
ASKED = ("Where did Anna Berg sail in 1969?", "Who sailed with Boris Holm?", "Did anybody sail in 1990?", "who sat?")


def test_a_name_or_a_year_is_one_that_the_paragraph_does_not_hold() -> None:
    numbers = (0, 1, 2, 2)
    asked = tuple(Question(text, number, ((0, 2),)) for text, number in zip(ASKED, numbers, strict=True))
    questions = QuestionSet("boats", PARAGRAPHS, asked)
    rng = random.Random(0)
    texts = set()
    for _ in range(200):
        for example in swapped(questions, 10, rng):
            assert example.answers == ()
            assert example.paragraph in PARAGRAPHS
            assert example.question not in ASKED
            texts.add(example.question)
            for match in (*NAME.finditer(example.question), *YEAR.finditer(example.question)):
                own = [question.text for question in asked if PARAGRAPHS[question.paragraph] == example.paragraph]
                assert match.group() not in example.paragraph or any(match.group() in text for text in own)
    years = {str(1969 + away) for away in YEARS_AWAY} - {"1966"}
    assert texts == {
        "Where did Boris Holm sail in 1969?",
        "Who sailed with Carl Dahl?",
        *(f"Where did Anna Berg sail in {year}?" for year in years),
        *(f"Did anybody sail in {1990 + away}?" for away in YEARS_AWAY),
    }


def test_so_many_are_made_as_are_asked_for() -> None:
    asked = tuple(Question(f"Who sailed with Anna Berg, {number}?", 0, ((0, 2),)) for number in range(20))
    questions = QuestionSet("boats", PARAGRAPHS, asked)
    found = swapped(questions, 7, random.Random(0))
    assert len(found) == len({example.question for example in found}) == 7
    assert found == swapped(questions, 7, random.Random(0))
    assert found != swapped(questions, 7, random.Random(1))
