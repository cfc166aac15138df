"""Reads passages for a question: finds the sentences that best answer it, and how likely they do."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
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
    """How much of the question stands in the sentence, as `_Overlap` counts."""
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
SHORTLIST_WEIGHTS = Weights(8.61, 8.97, 4.91, 5.15, 0.75)
RANKING_WEIGHTS = Weights(6.63, 6.46, 2.20, 3.29, 0.92, 3.31)
CONFIDENCE_WEIGHTS = Weights(2.72, 2.90, 2.20, 0.74, -0.51, 6.67, bias=-8.33)

SHORTLIST = 3
"""Sentences that are embedded for a question: at some 15 ms each on two cores, more gained nothing measurable."""


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
        candidates = self._candidates(question, hits)
        candidates.sort(key=lambda candidate: -SHORTLIST_WEIGHTS.score(candidate[1]))
        query = self._encoder.encode_query(question)
        shortlist = [
            (span, replace(features, sentence_cosine=float(query @ self._vector(span.text))))
            for span, features in candidates[:SHORTLIST]
        ]
        shortlist.sort(key=lambda candidate: -RANKING_WEIGHTS.score(candidate[1]))
        return shortlist + candidates[SHORTLIST:]

    def _candidates(self, question: str, hits: Sequence[Hit]) -> list[tuple[Span, Features]]:
        """Return every sentence of the hits' paragraphs with its features, not embedded yet."""
        found = [
            (Span(hit, paragraph.start + start, paragraph.start + end, 0.0), paragraph.text)
            for hit in hits
            for paragraph in hit.passage.paragraphs
            for start, end in _sentences(paragraph.text)
            if paragraph.start + start < hit.passage.end and paragraph.start + end > hit.passage.start
        ]
        overlap = _Overlap(question, [span.text for span, _ in found], encode_words=self._encoder.encode_words)
        wanted = _wanted_type(question)
        return [
            (
                span,
                Features(
                    passage_cosine=span.hit.score,
                    sentence_overlap=overlap.of(span.text),
                    paragraph_overlap=overlap.of(paragraph_text),
                    passage_overlap=overlap.of(f"{span.hit.passage.article.title}\n{span.hit.passage.text}"),
                    answer_type=0.5 if wanted is None else float(wanted.search(span.text) is not None),
                ),
            )
            for span, paragraph_text in found
        ]


class _Overlap:
    """How much of a question's meaning, term by term, stands in a text.

    A term counts as much as the most similar word of the text: 1 for the same stem, else the cosine between the
    two words' vectors. Terms weigh by their inverse frequency among the sentences at hand.
    """

    def __init__(
        self, question: str, sentences: Sequence[str], *, encode_words: Callable[[Sequence[str]], NDArray[np.float32]]
    ) -> None:
        self._asked = content_words(question)
        self._encode_words = encode_words
        self._asked_vectors = encode_words(self._asked)
        self._asked_stems = [stem(word) for word in self._asked]
        self._similarities: dict[str, NDArray[np.float32]] = {}
        self._overlaps: dict[str, float] = {}
        frequencies = Counter(term for text in sentences for term in {stem(word) for word in content_words(text)})
        rarity = [math.log(1 + len(sentences) / (0.5 + frequencies[term])) for term in self._asked_stems]
        self._weights = [value / sum(rarity) for value in rarity]
        self._learn({word for text in sentences for word in content_words(text)})

    def _learn(self, new_words: Collection[str]) -> None:
        """Compare words with the question's terms, all at once."""
        ordered = [word for word in new_words if word not in self._similarities]
        if not ordered or not self._asked:
            return
        similar = (self._encode_words(ordered) @ self._asked_vectors.T).clip(0, 1)
        for word, row in zip(ordered, similar, strict=True):
            for column, term in enumerate(self._asked_stems):
                if stem(word) == term:
                    row[column] = 1
            self._similarities[word] = row

    def of(self, text: str) -> float:
        """Return the share, from 0 to 1, of the question that stands in the text."""
        if text not in self._overlaps:
            present = content_words(text)
            self._learn(present)
            rows = [self._similarities[word] for word in present if word in self._similarities]
            best = [max(column) for column in zip(*(row.tolist() for row in rows), strict=True)] if rows else []
            self._overlaps[text] = sum(weight * value for weight, value in zip(self._weights, best, strict=False))
        return self._overlaps[text]


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
def stem(word: str) -> str:
    """Return what is left of an English word without its ending."""
    return str(_stemmer().stemWord(word.removesuffix("'s").removesuffix("’s")))


@functools.cache
def _stemmer():  # type: ignore[no-untyped-def]  # the library has no types
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@functools.lru_cache(maxsize=20_000)
def content_words(text: str) -> tuple[str, ...]:
    """Return the different words of a text that carry meaning, in order."""
    return tuple(dict.fromkeys(word for word in words(text) if word not in _STOP_WORDS))


@functools.lru_cache(maxsize=20_000)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentence_offsets(text))


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))
