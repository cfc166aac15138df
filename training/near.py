"""Finds the paragraphs of a set that share a question's telling words: quick, where a library would take long.

Searching a library as the program does is for `retrieved`; both give wrong texts that look right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.values import QuestionSet

ASKED_AT_ONCE = 1_000


def near(questions: QuestionSet, count: int) -> Iterator[list[int]]:
    """Yield for each question the numbers of so many paragraphs, the nearest first, its own perhaps among them.

    Nearness is the cosine of TF-IDF with sublinear counts (Manning, Raghavan and Schütze 2008, 6.4), titles counted in.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [f"{title} {text}" for title, text in zip(questions.titles, questions.paragraphs, strict=True)]
    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english", dtype=np.float32)
    paragraphs = vectorizer.fit_transform(texts).T.tocsr()
    for start in range(0, len(questions.questions), ASKED_AT_ONCE):
        asked = [question.text for question in questions.questions[start : start + ASKED_AT_ONCE]]
        cosines = (vectorizer.transform(asked) @ paragraphs).toarray()
        yield from np.argsort(-cosines, axis=1, kind="stable")[:, :count].tolist()
