"""Reads the public question sets and tells SQuAD's halves apart. What is trained on, and how often, is for `data`."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from training.errors import TrainingError
from training.values import Question, QuestionSet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LONGEST_PARAGRAPH = 4000
"""Characters of a Natural Questions paragraph that is still read; longer ones are tables and lists."""


def in_half_a(title: str) -> bool:
    """Whether an article of SQuAD's development sets is trained on; the other half, B, is for measuring."""
    return int.from_bytes(hashlib.sha256(title.encode()).digest(), "big") % 2 == 0


def load_set(
    path: Path,
    name: str,
    *,
    title: Callable[[str], bool] = lambda _: True,
    longest: int | None = None,
    answerable: bool = True,
) -> QuestionSet:
    """Return the questions of a file in SQuAD's format that have an answer, or those that have none.

    Args:
        path: the file.
        name: what the set is called.
        title: which articles to read.
        longest: characters of the longest paragraph to read.
        answerable: whether to return the questions with an answer, or those without.

    Raises:
        TrainingError: the file is missing or not in SQuAD's format.

    """
    paragraphs: list[str] = []
    titles: list[str] = []
    questions: list[Question] = []
    try:
        for article in _articles(path):
            if not title(article["title"]):
                continue
            for item in article["paragraphs"]:
                text: str = item["context"]
                if longest is not None and len(text) > longest:
                    continue
                for asked in item["qas"]:
                    answers = tuple(
                        (found["answer_start"], found["answer_start"] + len(found["text"]))
                        for found in asked["answers"]
                    )
                    if bool(answers) == answerable:
                        questions.append(Question(asked["question"], len(paragraphs), answers))
                paragraphs.append(text)
                titles.append(article["title"].replace("_", " "))
    except (KeyError, TypeError, AttributeError) as error:
        raise TrainingError(f"{path} is not in SQuAD's format ({error!r}): download it again") from None
    return QuestionSet(name, tuple(paragraphs), tuple(questions), tuple(titles))


def _articles(path: Path) -> list[dict[str, Any]]:
    try:
        articles: list[dict[str, Any]] = json.loads(path.read_bytes())["data"]
    except OSError as error:
        raise TrainingError(
            f"{path} cannot be read ({error.strerror}): name the folder of the question sets with --data"
        ) from None
    except ValueError as error:
        raise TrainingError(f"{path} is not JSON ({error}): download it again") from None
    return articles
