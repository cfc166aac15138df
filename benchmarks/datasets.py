"""Loads the question sets in SQuAD's format, for every benchmark alike; what is done with them is left to others.

SQuAD's training set is kept out, so its development sets are split in two by article: half A may train, half B
measures. A figure on it is near to, and not the same as, one on the whole development set.
"""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SHIFTS = ("new_wiki", "reddit", "amazon_reviews")


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what people found to answer it."""

    id: str
    question: str
    answers: tuple[str, ...]
    """Accepted texts, each once; none of them where the question has no answer."""
    paragraph: int
    """The index in the corpus of the paragraph it was asked about."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Paragraphs to search, and questions about some of them."""

    name: str
    paragraphs: tuple[str, ...]
    titles: tuple[str, ...]
    """The title of each paragraph's article; an article's paragraphs stand next to each other."""
    examples: tuple[Example, ...]


def squad1(data: Path) -> Corpus:
    """Return SQuAD 1.1's development set: all of its paragraphs, the questions of half B (Rajpurkar et al. 2016)."""
    return _load("SQuAD 1.1, half B", data / "squad" / "dev-v1.1.json", only_half_b=True)


def squad2(data: Path) -> Corpus:
    """Return SQuAD 2.0's development set: all of its paragraphs, the questions of half B (Rajpurkar et al. 2018)."""
    return _load("SQuAD 2.0, half B", data / "squad" / "dev-v2.0.json", only_half_b=True)


def nq_dev(data: Path) -> Corpus:
    """Return questions typed into a search engine and their paragraphs: Natural Questions in QED (Lamm et al. 2020)."""
    return _load("Natural Questions, development set of QED", data / "nq_qed" / "dev.json")


def nq_train(data: Path) -> Corpus:
    """Return more of the same, which the reader was trained on."""
    return _load("Natural Questions, training set of QED", data / "nq_qed" / "train.json")


def new_wiki(data: Path) -> Corpus:
    """Return SQuADShifts' Wikipedia articles (Miller et al. 2020), which answer next to nothing of the other sets."""
    return _load("SQuADShifts, new Wikipedia", data / "squadshifts" / "new_wiki_v1.0.json")


def shifts(data: Path) -> Corpus:
    """Return the paragraphs of SQuADShifts (Miller et al. 2020) without questions, to hide other paragraphs among."""
    parts = [_load(name, data / "squadshifts" / f"{name}_v1.0.json") for name in SHIFTS]
    return Corpus(
        "SQuADShifts",
        tuple(paragraph for part in parts for paragraph in part.paragraphs),
        tuple(title for part in parts for title in part.titles),
        (),
    )


def sample(examples: Sequence[Example], limit: int | None, seed: int) -> tuple[Example, ...]:
    """Return `limit` examples at random, or all: the same for the same seed, and a smaller sample is in a larger."""
    shuffled = list(examples)
    random.Random(seed).shuffle(shuffled)
    return tuple(shuffled[:limit])


def in_half_b(title: str) -> bool:
    """Tell whether an article is one to measure on: the SHA-256 of its title, as it stands in the file, is odd."""
    return hashlib.sha256(title.encode()).digest()[-1] % 2 == 1


def _load(name: str, path: Path, *, only_half_b: bool = False) -> Corpus:
    paragraphs: list[str] = []
    titles: list[str] = []
    examples: list[Example] = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        asked = not only_half_b or in_half_b(article["title"])
        for paragraph in article["paragraphs"]:
            for question in paragraph["qas"] if asked else ():
                answers = tuple(dict.fromkeys(answer["text"] for answer in question["answers"]))
                examples.append(Example(question["id"], question["question"], answers, len(paragraphs)))
            paragraphs.append(paragraph["context"])
            titles.append(article["title"].replace("_", " "))
    return Corpus(name, tuple(paragraphs), tuple(titles), tuple(examples))
