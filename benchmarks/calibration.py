"""Fits what `qa_bot.calibration` ships: the weights that rank spans, and the probability that the best is right.

    python -m benchmarks.calibration --data DATA [--limit N] [--seed 0]

On questions that people typed into a search engine (nq_qed dev), which the reader was not trained on, asked of all
paragraphs of nq_qed, as they are and with the question's own paragraph taken away, and of articles about something
else (SQuADShifts' new Wikipedia). It prints the weights and, from four folds, what they are worth on questions that
they were not fitted on.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.datasets import new_wiki, nq_dev, nq_train, sample
from benchmarks.product import Product
from benchmarks.program import RIGHT_FROM
from benchmarks.scores import score_answers
from qa_bot.answering import READ_AT_MOST
from qa_bot.calibration import RANKING, rank_score
from qa_bot.reader import findings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from benchmarks.datasets import Example
    from qa_bot.reader import Candidate

FOLDS = 4
WITHOUT_WEIGHT = 0.5
"""What a question counts whose paragraph was taken away, so that one in three or so is taken to have no answer."""
ELSEWHERE_WEIGHT = 0.25
"""What a question counts that is asked of articles about something else: without any, a lone high score is believed."""
PENALTY = 2e-3
"""Of the squared ranking weights."""
SPARE = 3
"""Passages that are read beyond the usual, to fill up when the right one is taken away."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is read for a question."""

    question: str
    there: list[Candidate]
    """With the right passage among those that are read, if it was found."""
    taken: list[Candidate]
    """Without it."""
    elsewhere: list[Candidate]
    """What is found in articles about something else."""
    right: dict[str, bool]
    """Whether each span's text is an accepted answer or near to one."""
    gold: list[bool]
    """Whether each of `there` stands in the question's own paragraph."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with nq_qed/ and squadshifts/")
    parser.add_argument("--limit", type=int, help="questions (all 1,263)")
    parser.add_argument("--seed", type=int, default=0, help="which questions are drawn, and the folds (0)")
    arguments = parser.parse_args()
    asked, more = nq_dev(arguments.data), nq_train(arguments.data)
    product, elsewhere = Product(), Product()
    product.build(replace(asked, paragraphs=asked.paragraphs + more.paragraphs, titles=asked.titles + more.titles))
    elsewhere.build(new_wiki(arguments.data))
    cases = [_case(product, elsewhere, each) for each in sample(asked.examples, arguments.limit, arguments.seed)]
    product.close()
    elsewhere.close()
    report(cases)


def report(cases: Sequence[Case]) -> None:
    """Print what the fit is worth in folds, and the weights fitted on all cases."""
    confidences: list[tuple[float, float, float, bool]] = []
    for fold in range(FOLDS):
        rest = [case for position, case in enumerate(cases) if position % FOLDS != fold]
        ranking = fit_ranking(rest)
        weights, bias = fit_confidence(rest, ranking)
        for case in cases[fold::FOLDS]:
            rows = [_best(case, found, ranking) for found in (case.there, case.taken, case.elsewhere)]
            there, taken, far = (0.0 if row is None else _logistic(float(row[0] @ weights) + bias) for row in rows)
            confidences.append((there, taken, far, rows[0] is not None and rows[0][1]))
    print("| answered from | answered | of these right | refused, taken away | refused, elsewhere |")
    print("| --- | --- | --- | --- | --- |")
    for threshold in (0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7):
        given = [right for there, *_, right in confidences if there >= threshold]
        refused = [np.mean([each[which] < threshold for each in confidences]) for which in (1, 2)]
        print(
            f"| {threshold} | {len(given) / len(confidences):.3f} | {np.mean(given):.3f} "
            f"| {refused[0]:.3f} | {refused[1]:.3f} |"
        )
    ranking = fit_ranking(cases)
    weights, bias = fit_confidence(cases, ranking)
    print(f"\nRANKING = {tuple(round(value, 2) for value in ranking)}")
    print(f"CONFIDENCE = {tuple(round(float(value), 2) for value in weights)}\nCONFIDENCE_BIAS = {bias:.2f}")


def _case(product: Product, elsewhere: Product, example: Example) -> Case:
    hits = product.library.search(example.question, limit=READ_AT_MOST + SPARE)
    others = [hit for hit in hits if example.paragraph not in product.paragraphs_of([hit])]
    first, rest = {id(hit) for hit in hits[:READ_AT_MOST]}, {id(hit) for hit in others[:READ_AT_MOST]}
    found = product.reader.candidates(example.question, hits)
    there = [candidate for candidate in found if id(candidate.hit) in first]
    far = elsewhere.candidates(example.question)
    texts = {candidate.span.text for candidate in (*found, *far)}
    return Case(
        example.question,
        there,
        [candidate for candidate in found if id(candidate.hit) in rest],
        far,
        {text: _is_right(text, example) for text in texts},
        [product.paragraph_of(candidate) == example.paragraph for candidate in there],
    )


def _is_right(text: str, example: Example) -> bool:
    scores = score_answers([text], [example.answers])
    return scores.exact_match == 1 or scores.f1 >= RIGHT_FROM


def fit_ranking(cases: Sequence[Case]) -> tuple[float, ...]:
    """Return weights by which a span of the right paragraph is likeliest, by a softmax over a question's spans."""
    import torch

    rows = [
        (torch.tensor([each.features for each in case.there]), torch.tensor(case.gold))
        for case in cases
        if any(case.gold)
    ]
    longest = max(len(gold) for _, gold in rows)
    features = torch.stack([torch.nn.functional.pad(row, (0, 0, 0, longest - len(row))) for row, _ in rows])
    golds = torch.stack([torch.nn.functional.pad(gold, (0, longest - len(gold))) for _, gold in rows])
    real = torch.stack([torch.arange(longest) < len(gold) for _, gold in rows])
    weights = torch.tensor([0.4, *[0.0] * (len(RANKING) - 1)], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=60, line_search_fn="strong_wolfe")
    nothing = torch.tensor(-1e9)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = features @ weights
        everything = torch.logsumexp(torch.where(real, scores, nothing), 1)
        value = (everything - torch.logsumexp(torch.where(golds, scores, nothing), 1)).mean()
        value = value + PENALTY * weights.square().sum()
        value.backward()  # type: ignore[no-untyped-call]  # torch types it so
        return value

    optimizer.step(loss)  # type: ignore[no-untyped-call]  # as above
    fitted: list[float] = weights.detach().tolist()
    return tuple(weight / fitted[0] for weight in fitted)


def fit_confidence(cases: Sequence[Case], ranking: tuple[float, ...]) -> tuple[NDArray[np.float64], float]:
    """Return weights and bias of a logistic regression on the best finding's features."""
    from sklearn.linear_model import LogisticRegression

    rows, right, counted = [], [], []
    for case in cases:
        weighed = ((case.there, 1.0), (case.taken, WITHOUT_WEIGHT), (case.elsewhere, ELSEWHERE_WEIGHT))
        for found, weight in weighed:
            if (best := _best(case, found, ranking)) is not None:
                rows.append(best[0])
                right.append(best[1])
                counted.append(weight)
    features = np.array(rows)
    mean, deviation = features.mean(axis=0), features.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.5, max_iter=1_000).fit((features - mean) / deviation, right, counted)
    weights = model.coef_[0] / deviation
    return weights, float(model.intercept_[0] - weights @ mean)


def _best(
    case: Case, found: Sequence[Candidate], ranking: tuple[float, ...]
) -> tuple[NDArray[np.float64], bool] | None:
    """Return the best finding's features and whether it is right; None if there is none."""
    rescored = [replace(each, span=replace(each.span, score=rank_score(each.features, ranking))) for each in found]
    ordered = sorted(rescored, key=lambda candidate: -candidate.span.score)
    spans, features = next(findings_of(case.question, ordered), (None, None))
    if spans is None or features is None:
        return None
    return np.array(features.values()), case.right[spans[0].text]


def _logistic(score: float) -> float:
    return float(1 / (1 + np.exp(-score)))


if __name__ == "__main__":
    main()
