"""Reads passages for a question: finds the sentences that best answer it, and how likely they do."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Protocol

from embeddings.sentences import sentence_offsets, words
from embeddings.values import Hit
from qa_bot.values import Reading, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from embeddings.encoder import Encoder


class Reader(Protocol):
    """What finds the answer in passages. A trained model plugs in here."""

    def read(self, question: str, hits: Sequence[Hit]) -> Reading:
        """Return spans, best first across all passages, and the probability that they hold the answer."""
        ...


@dataclass(frozen=True, slots=True)
class Features:
    """What a sentence has to say for itself as the answer to a question; each about between 0 and 1."""

    passage_cosine: float
    """Between the question and the passage."""
    sentence_overlap: float
    """Share of the question's terms that stand in the sentence, rare terms weighing more."""
    paragraph_overlap: float
    passage_overlap: float
    """The same for the passage with its article's title."""
    answer_type: float
    """1 if the sentence has the number, date or name that the question asks for; 0 if not; 0.5 if it asks for none."""
    sentence_cosine: float = 0.0
    """Between the question and the sentence, 0 while it is not embedded."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Of a linear score of features."""

    passage_cosine: float
    sentence_overlap: float
    paragraph_overlap: float
    passage_overlap: float
    answer_type: float
    sentence_cosine: float = 0.0
    bias: float = 0.0

    def score(self, features: Features) -> float:
        weights, values = astuple(self), astuple(features)
        return self.bias + sum(float(weight * value) for weight, value in zip(weights, values, strict=False))


# All three were fitted on SQuADShifts by `python -m benchmarks.sentence_reader`, which prints them.
SHORTLIST_WEIGHTS = Weights(7.84, 7.98, 4.43, 4.02, 0.86)
RANKING_WEIGHTS = Weights(3.97, 6.24, 2.73, 1.49, 0.59, 3.99)
CONFIDENCE_WEIGHTS = Weights(1.57, 2.88, 1.45, 0.57, -0.24, 7.39, bias=-7.08)

SHORTLIST = 6
"""Sentences that are embedded for a question: at some 15 ms each on two cores, as many as an instant answer allows."""


class SentenceReader:
    """A `Reader` that needs no training of its own: it weighs embeddings and shared terms, sentence by sentence."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vector = functools.lru_cache(maxsize=20_000)(self._encode)

    def _encode(self, sentence: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._encoder.encode_documents([sentence])[0]
        return vector

    def read(self, question: str, hits: Sequence[Hit]) -> Reading:
        ranked = self.ranked(question, hits)
        if not ranked:
            return Reading((), 0.0)
        spans = tuple(replace(span, score=RANKING_WEIGHTS.score(features)) for span, features in ranked)
        return Reading(spans, _logistic(CONFIDENCE_WEIGHTS.score(ranked[0][1])))

    def ranked(self, question: str, hits: Sequence[Hit]) -> list[tuple[Span, Features]]:
        """Return every sentence with its features: a shortlist, embedded and ranked, before the others."""
        candidates = sorted(_candidates(question, hits), key=lambda candidate: -SHORTLIST_WEIGHTS.score(candidate[1]))
        query = self._encoder.encode_query(question)
        shortlist = [
            (span, replace(features, sentence_cosine=float(query @ self._vector(span.text))))
            for span, features in candidates[:SHORTLIST]
        ]
        shortlist.sort(key=lambda candidate: -RANKING_WEIGHTS.score(candidate[1]))
        return shortlist + candidates[SHORTLIST:]


def _candidates(question: str, hits: Sequence[Hit]) -> list[tuple[Span, Features]]:
    """Return every sentence of the hits' paragraphs with its features, not embedded yet."""
    asked = frozenset(terms(question))
    wants = _wanted_type(question)
    found = [
        (Span(hit, paragraph.start + start, paragraph.start + end, 0.0), paragraph.text)
        for hit in hits
        for paragraph in hit.passage.paragraphs
        for start, end in _sentences(paragraph.text)
        if paragraph.start + start < hit.passage.end and paragraph.start + end > hit.passage.start
    ]
    frequencies = Counter(term for span, _ in found for term in asked & _term_set(span.text))
    rarity = {term: math.log(1 + len(found) / (0.5 + frequencies[term])) for term in asked}
    total = sum(rarity.values()) or 1.0

    def overlap(text: str) -> float:
        return sum(rarity[term] for term in asked & _term_set(text)) / total

    return [
        (
            span,
            Features(
                passage_cosine=span.hit.score,
                sentence_overlap=overlap(span.text),
                paragraph_overlap=overlap(paragraph_text),
                passage_overlap=overlap(f"{span.hit.passage.article.title}\n{span.hit.passage.text}"),
                answer_type=0.5 if wants is None else float(wants.search(span.text) is not None),
            ),
        )
        for span, paragraph_text in found
    ]


_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|half|twice|once)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\d|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|century|yesterday|today)\b"
)
_NAME = re.compile(r"(?<=[\w,;:’'\"“(-] )[A-ZÀ-Þ]\w+|\b[A-Z]\w+ [A-Z]\w+|\b[A-Z]{2,}\b")
_TYPES = (
    (
        re.compile(
            r"\bhow (?:many|much|long|far|tall|high|old|big|large|heavy|fast|deep|wide|hot|often)\b",
            re.IGNORECASE,
        ),
        _NUMBER,
    ),
    (
        re.compile(r"\bwhen\b|\b(?:what|which|in what|on what) (?:year|date|day|month|century)\b", re.IGNORECASE),
        _DATE,
    ),
    (
        re.compile(
            r"\bwho(?:m|se)?\b|\bwhere\b|\b(?:what|which) (?:country|city|town|person|company)\b",
            re.IGNORECASE,
        ),
        _NAME,
    ),
)


def _wanted_type(question: str) -> re.Pattern[str] | None:
    """Return what a sentence must hold to be of the type that the question asks for; None if any will do."""
    return next((wanted for asks, wanted in _TYPES if asks.search(question)), None)


_STOP_WORDS = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "before",
        "being",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "get",
        "had",
        "has",
        "have",
        "he",
        "her",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "long",
        "many",
        "me",
        "more",
        "most",
        "much",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "our",
        "she",
        "so",
        "some",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "'s",
        "s",
        "t",
    ]
)


@functools.lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@functools.cache
def _stemmer():  # type: ignore[no-untyped-def]
    import snowballstemmer

    return snowballstemmer.stemmer("english")


def terms(text: str) -> list[str]:
    """Return the stems of the words that carry meaning."""
    return [_stem(word.removesuffix("'s").removesuffix("’s")) for word in words(text) if word not in _STOP_WORDS]


@functools.lru_cache(maxsize=20_000)
def _term_set(text: str) -> frozenset[str]:
    return frozenset(terms(text))


@functools.lru_cache(maxsize=20_000)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentence_offsets(text))


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))
