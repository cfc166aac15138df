"""What passes between the steps of the preparation: questions, sets of them, and examples to train on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Answers = tuple[tuple[int, int], ...]
"""Accepted answers as offsets in a paragraph, start inclusive and end exclusive; none where there is no answer."""


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    paragraph: int
    """Which of its set's paragraphs it was asked about."""
    answers: Answers


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """One file of questions: hard negatives of a question come from the paragraphs of its own set."""

    name: str
    paragraphs: tuple[str, ...]
    questions: tuple[Question, ...]
    titles: tuple[str, ...] = field(default=(), repr=False)
    """The title of each paragraph's article; none where a set is made of something else than a file."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question and the paragraph that it is to be answered from."""

    question: str
    paragraph: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that a question is asked of among others, and the title above it."""

    text: str
    answers: Answers = ()
    """Each as often as annotators gave it."""
    title: str = ""
    """Empty for none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the texts that it may be asked of."""

    source: str
    """What its set is called."""
    question: str
    right: tuple[Reading, ...]
    """Those that answer it, its own paragraph first; or the one that it is asked of in vain."""
    wrong: tuple[Reading, ...] = ()
    """Those that do not, the likeliest to be read first."""
    share: float = 1.0
    """How often it is asked in an epoch; a fraction is a chance."""
    elsewhere: tuple[Reading, ...] = ()
    """Of quite other articles, near to it in meaning."""


def holds(text: str, accepted: Iterable[str]) -> bool:
    """Say whether a text holds one of the accepted answers, which are given casefolded."""
    return any(answer in text.casefold() for answer in accepted)
