from __future__ import annotations

import math

import pytest

from benchmarks.scores import AnswerScores, RankingScores, score_answers, score_rankings

pytest.importorskip("ir_measures", reason="it comes with the optional dependencies dev")
pytest.importorskip("torchmetrics", reason="it comes with the optional dependencies dev")


def test_a_right_paragraph_on_top_scores_one_throughout() -> None:
    assert score_rankings([[7, 3], [2]], [7, 2]) == RankingScores(1, 1, 1, 1, 1)


def test_rankings_are_scored_by_the_rank_of_the_right_paragraph() -> None:
    third, twelfth, missing = [9, 8, 0], [*range(20, 31), 1], [5, 6]
    scores = score_rankings([third, twelfth, missing], [0, 1, 2])
    assert scores.recall_1 == 0
    assert scores.recall_5 == pytest.approx(1 / 3)
    assert scores.recall_20 == pytest.approx(2 / 3)
    assert scores.mrr == pytest.approx((1 / 3 + 1 / 12) / 3)
    assert scores.ndcg_10 == pytest.approx(1 / math.log2(4) / 3)


def test_a_question_with_nothing_ranked_counts_as_missed() -> None:
    assert score_rankings([[], [4]], [4, 4]).recall_20 == 0.5


def test_the_order_of_a_ranking_counts_and_not_the_paragraphs_numbers() -> None:
    assert score_rankings([[10, 9]], [9]).mrr == score_rankings([[9, 10]], [10]).mrr == 0.5


@pytest.mark.parametrize(
    ("predicted", "accepted", "exact_match", "f1"),
    [
        ("the Broncos!", ["Denver Broncos", "Broncos"], 1, 1),
        ("Denver's Broncos", ["a Broncos"], 0, 2 / 3),
        ("Panthers", ["Broncos"], 0, 0),
        (None, ["Broncos"], 0, 0),
        (None, [], 1, 1),
        ("Broncos", [], 0, 0),
    ],
)
def test_answers(predicted: str | None, accepted: list[str], exact_match: float, f1: float) -> None:
    scores = score_answers([predicted], [accepted])
    assert scores.exact_match == exact_match
    assert scores.f1 == pytest.approx(f1)


def test_answers_are_averaged() -> None:
    assert score_answers(["10", None], [["10"], ["24"]]) == AnswerScores(0.5, 0.5)
