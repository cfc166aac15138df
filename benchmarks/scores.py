"""Scores rankings with ir-measures, and answers with torchmetrics' SQuAD; comparing them is left to others.

Both come with the optional dependencies `dev` and `benchmark`, and are imported where they are needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class RankingScores:
    """Means over questions with one right paragraph each. All are shares of 1, and 0 where it was not ranked."""

    recall_1: float
    recall_5: float
    recall_20: float
    mrr: float
    """The mean of 1 / rank, over as many ranks as were given."""
    ndcg_10: float


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """Means over questions, as shares of 1, after SQuAD's own normalisation of answers (Rajpurkar et al. 2016)."""

    exact_match: float
    f1: float
    """Of the words that the answer shares with the accepted text it is most like."""


def score_rankings(rankings: Sequence[Sequence[int]], gold: Sequence[int]) -> RankingScores:
    """Score the paragraphs ranked for each question, best first, by where its one right paragraph stands."""
    import ir_measures
    from ir_measures import RR, R, nDCG

    measures = [R @ 1, R @ 5, R @ 20, RR, nDCG @ 10]
    judged = {str(question): {str(paragraph): 1} for question, paragraph in enumerate(gold)}
    ranked = {
        str(question): {str(paragraph): -float(rank) for rank, paragraph in enumerate(ranking)}
        for question, ranking in enumerate(rankings)
    }
    means = ir_measures.calc_aggregate(measures, judged, ranked)
    return RankingScores(*(float(means[measure]) for measure in measures))


def score_answers(predicted: Sequence[str | None], accepted: Sequence[Sequence[str]]) -> AnswerScores:
    """Score answers against their questions' accepted texts. None is right where nothing is accepted (SQuAD 2.0)."""
    from torchmetrics.functional.text import squad

    scores = squad(
        [{"id": str(number), "prediction_text": text or ""} for number, text in enumerate(predicted)],
        [
            {"id": str(number), "answers": {"text": list(texts) or [""], "answer_start": []}}
            for number, texts in enumerate(accepted)
        ],
    )
    return AnswerScores(float(scores["exact_match"]) / 100, float(scores["f1"]) / 100)
