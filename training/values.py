"""What passes between the steps of the preparation: questions, sets of them, and examples to train on."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Example:
    """A question and the paragraph that it is to be answered from."""

    question: str
    paragraph: str
    answers: Answers
