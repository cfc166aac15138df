"""Questions whose name or year is another one than their paragraph's: they look answerable and are not."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from training.values import Example

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.values import Question, QuestionSet

YEAR_SWAPPED = 0.5
"""How many of the questions with a year get another year; the others, and those without, another name."""
YEARS_AWAY = (-41, -20, -12, -7, -3, -2, 2, 3, 5, 9, 14, 30)
"""How far the other year may be."""
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
"""Which paragraphs of the set, counted from the question's own, the other name may be of: they tell of like things."""

NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'’.-]+(?: (?:of |the |de |von |van )?[A-Z][\w'’-]+)*")
"""Words with capitals inside a sentence."""
YEAR = re.compile(r"\b(?:1[5-9]\d\d|20[01]\d)\b")


def swapped(questions: QuestionSet, count: int, rng: random.Random) -> list[Example]:
    """Return so many of a set's questions, or as many as can be, with another name or year and without an answer."""
    names = [NAME.findall(paragraph) for paragraph in questions.paragraphs]
    found: list[Example] = []
    for question in rng.sample(questions.questions, len(questions.questions)):
        if len(found) == count:
            break
        paragraph = questions.paragraphs[question.paragraph]
        if (text := _swapped(question, paragraph, names, rng)) is not None:
            found.append(Example(text, paragraph, ()))
    return found


def _swapped(question: Question, paragraph: str, names: Sequence[Sequence[str]], rng: random.Random) -> str | None:
    """Return the question's text with a name or a year that its paragraph does not hold; None where there is none."""
    years = list(YEAR.finditer(question.text))
    own = [match for match in NAME.finditer(question.text) if match.group() in paragraph]
    if years and rng.random() < YEAR_SWAPPED:
        match = rng.choice(years)
        others = [str(int(match.group()) + away) for away in YEARS_AWAY]
    elif own:
        match = rng.choice(own)
        numbers = [question.paragraph + step for step in NEIGHBOURS]
        nearby = [name for number in numbers if 0 <= number < len(names) for name in names[number]]
        others = [name for name in nearby if len(name.split()) == len(match.group().split())]
    else:
        return None
    others = [other for other in others if other not in paragraph and other not in question.text]
    if not others:
        return None
    return f"{question.text[: match.start()]}{rng.choice(others)}{question.text[match.end() :]}"
