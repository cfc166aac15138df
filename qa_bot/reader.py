"""Reads passages for a question: finds the sentences that best answer it, and how likely they do."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Protocol

from embeddings.sentences import sentence_offsets
from embeddings.values import Hit
from qa_bot.overlap import Overlap
from qa_bot.values import Reading, Span

if TYPE_CHECKING:
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
    """How much of the question stands in the sentence or goes without saying in its article; see `Overlap`."""
    paragraph_overlap: float
    """The same for the sentence's paragraph."""
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
    answer_type: float
    sentence_cosine: float = 0.0
    bias: float = 0.0

    def score(self, features: Features) -> float:
        weights, values = astuple(self), astuple(features)
        return self.bias + sum(float(weight * value) for weight, value in zip(weights, values, strict=False))


# All three were fitted on SQuADShifts by `python -m benchmarks.sentence_reader`, which prints them.
SHORTLIST_WEIGHTS = Weights(10.11, 11.05, 7.44, 1.24)
RANKING_WEIGHTS = Weights(6.86, 8.45, 3.04, 0.93, 6.65)
CONFIDENCE_WEIGHTS = Weights(7.08, 3.63, 2.26, -0.45, 6.25, bias=-9.41)

SHORTLIST = 8
SHORTLIST_CHARACTERS = 700
"""At most so many sentences are embedded for a question, and so many characters, each sentence counted as long as the
longest, since that is what a batch costs: some 50 ms on two cores, what an instant answer leaves room for."""


class SentenceReader:
    """A `Reader` that needs no training of its own: it weighs embeddings and shared terms, sentence by sentence."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def read(self, question: str, hits: Sequence[Hit]) -> Reading:
        ranked = self.ranked(question, hits)
        if not ranked:
            return Reading((), 0.0)
        spans = tuple(replace(span, score=RANKING_WEIGHTS.score(features)) for span, features in ranked)
        return Reading(spans, _logistic(CONFIDENCE_WEIGHTS.score(ranked[0][1])))

    def ranked(self, question: str, hits: Sequence[Hit]) -> list[tuple[Span, Features]]:
        """Return every sentence with its features, best first.

        The most promising are embedded; the others count as like the question as the least of those.
        """
        candidates = self._candidates(question, hits)
        if not candidates:
            return []
        candidates.sort(key=lambda candidate: -SHORTLIST_WEIGHTS.score(candidate[1]))
        shortlist = _shortlist([span.text for span, _ in candidates[:SHORTLIST]])
        vectors = self._encoder.encode_documents(shortlist)
        cosines = [float(cosine) for cosine in vectors @ self._encoder.encode_query(question)]
        cosines += [min(cosines)] * (len(candidates) - len(cosines))
        complete = [
            (span, replace(features, sentence_cosine=cosine))
            for (span, features), cosine in zip(candidates, cosines, strict=True)
        ]
        return sorted(complete, key=lambda candidate: -RANKING_WEIGHTS.score(candidate[1]))

    def _candidates(self, question: str, hits: Sequence[Hit]) -> list[tuple[Span, Features]]:
        """Return every sentence of the hits' paragraphs with its features, not embedded yet."""
        found = [
            (Span(hit, paragraph.start + start, paragraph.start + end, 0.0), paragraph.text)
            for hit in hits
            for paragraph in hit.passage.paragraphs
            for start, end in _sentences(paragraph.text)
            if paragraph.start + start < hit.passage.end and paragraph.start + end > hit.passage.start
        ]
        overlap = Overlap(question, [span.text for span, _ in found], encode_words=self._encoder.encode_words)
        implied = {id(hit.passage.article): overlap.implied_by(hit.passage.article) for hit in hits}
        wanted = _wanted_type(question)
        return [
            (
                span,
                Features(
                    passage_cosine=span.hit.score,
                    sentence_overlap=overlap.of(span.text, implied[id(span.hit.passage.article)]),
                    paragraph_overlap=overlap.of(paragraph_text, implied[id(span.hit.passage.article)]),
                    answer_type=0.5 if wanted is None else float(wanted.search(span.text) is not None),
                ),
            )
            for span, paragraph_text in found
        ]


def _shortlist(sentences: Sequence[str]) -> list[str]:
    """Return as many of the first sentences as there is time for, and at least one."""
    longest = 0
    for count, sentence in enumerate(sentences):
        longest = max(longest, len(sentence))
        if count and (count + 1) * longest > SHORTLIST_CHARACTERS:
            return list(sentences[:count])
    return list(sentences)


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


@functools.lru_cache(maxsize=20_000)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentence_offsets(text))


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))
