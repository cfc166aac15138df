"""How spans of several passages are ranked, and how likely the best of them is right: weights that were fitted.

`python -m benchmarks.calibration` fits them; docs/decisions/003 says on what, and how well they hold elsewhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

WIDEST_MARGIN = 10.0


class SpanFeatures(NamedTuple):
    """What speaks for a span, by itself."""

    span_score: float
    """The model's: start and end logit less those of "no answer"."""
    cosine: float
    """Between question and passage."""
    lexical_score: float
    """BM25's share of what the question could reach, in the passage."""
    coverage: float
    """The share of the question's terms, by rarity, that stand in passage or title."""
    sentence_coverage: float
    """The same for the span's sentence and the title."""
    kind_fit: float
    """Whether it is of the kind that the question asks for."""
    repeats: float
    """The share of its words that stand in the question."""


@dataclass(frozen=True, slots=True)
class FindingFeatures:
    """What speaks for an answer, beside the others."""

    best: SpanFeatures
    margin: float
    """How far its best span is ranked above the best of any other answer; negative if below; within `WIDEST_MARGIN`."""
    share: float
    """The logarithm of its share of all spans' weight."""
    support: float
    """The logarithm of the number of passages that give it."""
    missing: float
    """How many names, numbers and years of the question stand nowhere in passage or title."""

    def values(self) -> tuple[float, ...]:
        return (*self.best, self.margin, self.share, self.support, self.missing)


RANKING = (1.0, 2.41, 1.61, 0.84, 0.93, -0.25, -0.16)
"""Weights of `SpanFeatures`, in their order."""
CONFIDENCE = (0.22, 2.95, -1.01, 0.3, 0.6, 0.43, 1.34, 0.27, 0.57, 0.49, -0.05)
CONFIDENCE_BIAS = -3.46
"""Of a logistic regression on `FindingFeatures`."""

ANSWERED_FROM = 0.3
"""The probability from which an answer is given."""

RIVALS_FROM = 0.7
"""How likely a clear rival must be, judged as if no other answer had been found."""
RIVALS_CLEARLY, RIVALS_WITHIN = 2.0, 6.0
"""What a clear rival's span must score, and how far below the likeliest answer's at most."""
RIVALS_COVERAGE = 0.75
"""How much of the question's words a clear rival's passage must have, as a share of what the likeliest's has."""
RIVALS_SHARE = 0.05
"""How likely any other answer must be, as a share of the likeliest's, to be shown too: see docs/decisions/003."""


def rank_score(features: SpanFeatures, weights: tuple[float, ...] = RANKING) -> float:
    """Return what spans are ranked by; higher is better."""
    return sum(weight * value for weight, value in zip(weights, features, strict=True))


def probability(features: FindingFeatures) -> float:
    """Return the probability that the answer is right."""
    score = CONFIDENCE_BIAS + sum(w * value for w, value in zip(CONFIDENCE, features.values(), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def rivals(other: FindingFeatures, best: FindingFeatures) -> bool:
    """Say whether what one passage says is worth showing beside the likeliest answer, which another one gives.

    It is if it might be right instead, and also if it is about as clear: of two articles that disagree one is often
    worded nearer to the question, and the probability sees how far an answer is ranked below the first.
    """
    if probability(other) >= RIVALS_SHARE * probability(best):
        return True
    alone = probability(replace(other, margin=WIDEST_MARGIN, share=0.0))
    return (
        alone >= RIVALS_FROM
        and other.best.span_score >= max(RIVALS_CLEARLY, best.best.span_score - RIVALS_WITHIN)
        and other.best.coverage >= RIVALS_COVERAGE * best.best.coverage
    )
