"""The loss over whole spans, of a window and of all windows of a question. Knows tensors alone."""

from __future__ import annotations

import torch

MOST_TOKENS = 30
"""Of a span: the longest that is looked at, as in the program."""
NEVER = -1e4
"""The logit where no span may start or end: finite, so that a window without any has a gradient."""


def span_loss(
    starts: torch.Tensor,
    ends: torch.Tensor,
    *,
    candidates: torch.Tensor,
    spans: torch.Tensor,
    shares: torch.Tensor,
    questions: torch.Tensor,
    shared: float,
    apart: float = 0.0,
) -> torch.Tensor:
    """Return the mean of the windows' losses, and `shared` times that of the questions' over all their windows.

    A span's score is the sum of its first token's start and its last one's end logit, less that of its window's first
    token, [CLS], which says that there is no answer. So scores compare between windows: Clark and Gardner 2018,
    shared normalisation. A loss is the cross-entropy of the accepted spans, by their shares, or of no answer.

    Args:
        starts: logits, of shape (windows, tokens).
        ends: the same.
        candidates: where a span may start and end, of the same shape; never at the first token.
        spans: first and last token of the accepted spans, of shape (windows, spans, 2).
        shares: of each of them, together 1 or, in a window without an answer, 0; of shape (windows, spans).
        questions: the number of each window's question, from 0 without a gap, of shape (windows,).
        shared: the weight of the loss over all windows of a question.
        apart: the part of the windows' loss that is start's and end's each for itself.

    """
    none = starts[:, 0] + ends[:, 0]
    every_span = _log_sum_of_spans(starts, ends, candidates) - none
    first, last = spans.unbind(-1)
    accepted = (shares * (starts.gather(1, first) + ends.gather(1, last) - none[:, None])).sum(1)
    loss = (torch.nn.functional.softplus(every_span) - accepted).mean()
    if apart:
        alone = _alone(starts, candidates, first, shares) + _alone(ends, candidates, last, shares)
        loss = (1 - apart) * loss + apart * alone.mean() / 2
    of_questions = _log_sum_by_question(every_span, questions)
    return loss + shared * (of_questions.sum() - accepted.sum()) / len(of_questions)


def _log_sum_of_spans(starts: torch.Tensor, ends: torch.Tensor, candidates: torch.Tensor) -> torch.Tensor:
    """Return the logarithm of the sum over each window's spans, of shape (windows,)."""
    padded = torch.nn.functional.pad(ends.masked_fill(~candidates, NEVER), (0, MOST_TOKENS - 1), value=NEVER)
    scores = starts.masked_fill(~candidates, NEVER)[:, :, None] + padded.unfold(1, MOST_TOKENS, 1)
    return torch.logsumexp(scores.flatten(1), 1)


def _log_sum_by_question(every_span: torch.Tensor, questions: torch.Tensor) -> torch.Tensor:
    """Return the logarithm of the sum over all spans of each question's windows and one "no answer"."""
    count = int(questions.max()) + 1
    none = every_span.new_zeros(count)
    highest = none.scatter_reduce(0, questions, every_span.detach(), "amax")
    summed = torch.exp(-highest).index_add(0, questions, torch.exp(every_span - highest[questions]))
    return torch.log(summed) + highest


def _alone(logits: torch.Tensor, candidates: torch.Tensor, tokens: torch.Tensor, shares: torch.Tensor) -> torch.Tensor:
    """Return each window's cross-entropy of start or end, over the candidates and "no answer"."""
    none = logits[:, :1]
    over = torch.cat([torch.zeros_like(none), (logits - none).masked_fill(~candidates, NEVER)], 1)
    return torch.logsumexp(over, 1) - (shares * (logits - none).gather(1, tokens)).sum(1)
