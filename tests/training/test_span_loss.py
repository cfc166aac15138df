from __future__ import annotations

import math
from dataclasses import dataclass

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from training.span_loss import MOST_TOKENS, span_loss

Span = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Case:
    """Windows' logits, where their texts stand, their accepted spans, and the number of each one's question."""

    starts: torch.Tensor
    ends: torch.Tensor
    texts: list[range]
    spans: list[list[Span]]
    questions: list[int]

    def loss(self, *, shared: float, apart: float = 0.0) -> torch.Tensor:
        candidates = torch.zeros_like(self.starts, dtype=torch.bool)
        places = torch.zeros(len(self.spans), 2, 2, dtype=torch.long)
        shares = torch.zeros(len(self.spans), 2, dtype=self.starts.dtype)
        for row, (text, found) in enumerate(zip(self.texts, self.spans, strict=True)):
            candidates[row, text.start : text.stop] = True
            for column, (first, last, share) in enumerate(found):
                places[row, column] = torch.tensor((first, last))
                shares[row, column] = share
        return span_loss(
            self.starts,
            self.ends,
            candidates=candidates,
            spans=places,
            shares=shares,
            questions=torch.tensor(self.questions),
            shared=shared,
            apart=apart,
        )

    def loss_by_hand(self, shared: float) -> float:
        """Return the loss as its definition has it: from the score of every span, one after the other."""
        scores: list[dict[tuple[int, int], float]] = [
            {
                (first, last): start[first] + end[last] - start[0] - end[0]
                for first in text
                for last in text
                if first <= last < first + MOST_TOKENS
            }
            for start, end, text in zip(self.starts.tolist(), self.ends.tolist(), self.texts, strict=True)
        ]
        accepted: list[float] = [
            sum(share * one[first, last] for first, last, share in found)
            for one, found in zip(scores, self.spans, strict=True)
        ]
        windows = [
            math.log(1 + sum(map(math.exp, one.values()))) - found for one, found in zip(scores, accepted, strict=True)
        ]
        of_questions = []
        for question in set(self.questions):
            numbers = [number for number, of in enumerate(self.questions) if of == question]
            together = 1 + sum(math.exp(score) for number in numbers for score in scores[number].values())
            of_questions.append(math.log(together) - sum(accepted[number] for number in numbers))
        return sum(windows) / len(windows) + shared * sum(of_questions) / len(of_questions)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    windows = draw(st.integers(1, 5))
    tokens = draw(st.integers(4, 40))
    generator = torch.Generator().manual_seed(draw(st.integers(0, 10_000)))
    starts, ends = (4 * torch.randn(windows, tokens, generator=generator, dtype=torch.float64) for _ in range(2))
    texts, spans = [], []
    for _ in range(windows):
        begin = draw(st.integers(1, tokens - 2))
        texts.append(range(begin, draw(st.integers(begin + 1, tokens))))
        found = []
        for share in draw(st.sampled_from(((), (1.0,), (0.75, 0.25)))):
            first = draw(st.integers(begin, texts[-1].stop - 1))
            found.append((first, draw(st.integers(first, min(first + MOST_TOKENS, texts[-1].stop) - 1)), share))
        spans.append(found)
    questions = [0]
    for _ in range(windows - 1):
        questions.append(questions[-1] + draw(st.integers(0, 1)))
    return Case(starts, ends, texts, spans, questions)


@given(cases(), st.sampled_from((0.0, 0.5, 1.0)))
@settings(deadline=None)
def test_the_loss_is_what_it_is_by_hand(case: Case, shared: float) -> None:
    assert float(case.loss(shared=shared)) == pytest.approx(case.loss_by_hand(shared), rel=1e-9, abs=1e-9)


def test_a_sure_span_of_one_window_is_no_loss_and_one_of_another_is() -> None:
    texts, questions = [range(2, 5), range(2, 5)], [0, 0]
    sure = torch.full((2, 6), -50.0)
    sure[:, 0] = 0
    sure[1, 3] = 50
    right = Case(sure, sure, texts, [[], [(3, 3, 1.0)]], questions)
    assert float(right.loss(shared=1.0)) == pytest.approx(0, abs=1e-6)
    wrong = Case(sure, sure, texts, [[], []], questions)
    assert float(wrong.loss(shared=1.0)) == pytest.approx(100 / 2 + 100)
    level = Case(torch.zeros(2, 6), torch.zeros(2, 6), texts, [[], []], questions)
    # six spans in each window, and one "no answer" in each, or in both together
    assert float(level.loss(shared=1.0)) == pytest.approx(math.log(7) + math.log(13))


def test_start_and_end_may_be_looked_at_each_for_itself() -> None:
    torch.manual_seed(0)
    starts, ends = torch.randn(2, 8, dtype=torch.float64), torch.randn(2, 8, dtype=torch.float64)
    case = Case(starts, ends, [range(3, 7), range(2, 5)], [[(3, 4, 0.6), (4, 4, 0.4)], []], [0, 1])
    expected = 0.0
    for logits, wanted in ((starts, (0.6, 0.4)), (ends, (0.0, 1.0))):
        found = torch.logsumexp(logits[0, [0, 3, 4, 5, 6]], 0) - wanted[0] * logits[0, 3] - wanted[1] * logits[0, 4]
        none = torch.logsumexp(logits[1, [0, 2, 3, 4]], 0) - logits[1, 0]
        expected += float(found + none) / 4
    assert float(case.loss(shared=0.0, apart=1.0)) == pytest.approx(expected)
    together = float(case.loss(shared=0.0))
    assert float(case.loss(shared=0.0, apart=0.3)) == pytest.approx(0.7 * together + 0.3 * expected)


def test_a_window_without_any_candidate_has_a_gradient() -> None:
    starts, ends = torch.zeros(1, 4, requires_grad=True), torch.zeros(1, 4, requires_grad=True)
    loss = Case(starts, ends, [range(2, 2)], [[]], [0]).loss(shared=1.0)
    loss.backward()  # type: ignore[no-untyped-call]  # torch types it so
    assert float(loss.detach()) == pytest.approx(0, abs=1e-6)
    assert starts.grad is not None
    assert torch.isfinite(starts.grad).all()
