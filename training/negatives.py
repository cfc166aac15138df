"""Finds hard negatives: paragraphs that look as if they answered a question and do not. Teaching them is for others."""

from __future__ import annotations

import hashlib
import json
import random
from typing import TYPE_CHECKING

import numpy as np

from training.files import read_kept, write_atomically
from training.values import Example, QuestionSet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from embeddings.encoder import Encoder

SHARE = 0.3
"""Of the answerable questions, how many are also asked of a wrong paragraph."""
NEAREST = 4
"""Paragraphs that a wrong one is drawn from."""

Choice = tuple[int, int]
"""The number of a question and of a paragraph in their set."""


def hard_negatives(sets: Sequence[QuestionSet], encoder: Encoder, *, seed: int, cache: Path) -> list[Example]:
    """Return unanswerable examples: questions of the sets with a near paragraph that does not answer them."""
    return [
        Example(questions.questions[question].text, questions.paragraphs[paragraph], ())
        for questions, choices in zip(sets, chosen(sets, encoder, seed=seed, cache=cache), strict=True)
        for question, paragraph in choices
    ]


def chosen(sets: Sequence[QuestionSet], encoder: Encoder, *, seed: int, cache: Path) -> list[list[Choice]]:
    """Return for each set what `choose` chooses.

    Embedding the paragraphs takes minutes, so what was chosen is kept in the file `cache` and read from there
    when sets, encoder and seed are the same.
    """
    key = _key(sets, encoder.model, seed)
    choices = _cached(cache, key)
    if choices is None:
        choices = [choose(questions, encoder, random.Random(f"{seed} {questions.name}")) for questions in sets]
        write_atomically(cache, json.dumps({"key": key, "chosen": choices}).encode())
    return choices


def choose(questions: QuestionSet, encoder: Encoder, rng: random.Random) -> list[Choice]:
    """Return for a share of a set's questions one of the nearest paragraphs without an accepted answer.

    The question's own paragraph aside, the four nearest by cosine are looked at; where each of them contains an
    answer, the question is left out.
    """
    numbers = sorted(rng.sample(range(len(questions.questions)), round(SHARE * len(questions.questions))))
    if not numbers:
        return []
    paragraphs = encoder.encode_documents(questions.paragraphs)
    # As documents, in batches: the bundled encoder treats queries alike, and one by one they take far longer.
    asked = encoder.encode_documents([questions.questions[number].text for number in numbers])
    choices = []
    for number, vector in zip(numbers, asked, strict=True):
        ranked = np.argsort(-(paragraphs @ vector), kind="stable")[: NEAREST + 1].tolist()
        wrong = _wrong_paragraphs(questions, number, ranked)
        if wrong:
            choices.append((number, rng.choice(wrong)))
    return choices


def _wrong_paragraphs(questions: QuestionSet, number: int, ranked: Iterable[int]) -> list[int]:
    question = questions.questions[number]
    own = questions.paragraphs[question.paragraph]
    accepted = {own[start:end].casefold() for start, end in question.answers}
    others = [paragraph for paragraph in ranked if paragraph != question.paragraph][:NEAREST]
    texts = {paragraph: questions.paragraphs[paragraph].casefold() for paragraph in others}
    return [paragraph for paragraph in others if not any(answer in texts[paragraph] for answer in accepted)]


def _key(sets: Sequence[QuestionSet], model: str, seed: int) -> str:
    digest = hashlib.sha256(f"{model} {seed} {SHARE} {NEAREST}".encode())
    for questions in sets:
        digest.update(repr(questions).encode())
    return digest.hexdigest()


def _cached(path: Path, key: str) -> list[list[Choice]] | None:
    kept = read_kept(path, key)
    if kept is None:
        return None
    return [[(question, paragraph) for question, paragraph in choices] for choices in kept["chosen"]]
