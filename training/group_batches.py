"""All epochs' groups in batches of like length, and a batch as tensors. The order is a function of the seed alone."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from training.batches import token_tensors
from training.group_windows import TokenisedTexts
from training.groups import draw
from training.span_loss import span_loss

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transformers import PreTrainedTokenizerBase

    from training.group_windows import GroupWindow
    from training.groups import Variant
    from training.values import Asked

    Windows = tuple[GroupWindow, ...]
    """Those of one group."""

EPOCHS = 4
BATCH_WINDOWS = 256
"""About so many: a group's windows are in one batch."""
POOL = 4_000
"""Groups that are sorted by their longest window together."""


@dataclass(frozen=True, slots=True)
class GroupBatch:
    """Tensors of shape (windows, longest window), but for the labels; and the weights of the loss's parts."""

    shared: float
    apart: float
    ids: torch.Tensor
    attention: torch.Tensor
    segments: torch.Tensor
    candidates: torch.Tensor
    """True in the text: neither the title nor [CLS] is a part of a span."""
    spans: torch.Tensor
    """First and last token of each accepted span, of shape (windows, spans, 2)."""
    shares: torch.Tensor
    """Of shape (windows, spans)."""
    questions: torch.Tensor
    """Which group a window is of, of shape (windows,)."""

    @classmethod
    def of(
        cls, groups: Sequence[Windows], *, padding: int, device: torch.device, shared: float, apart: float
    ) -> GroupBatch:
        windows = [window for group in groups for window in group]
        tokens = token_tensors(
            [(window.ids, window.paragraph, len(window.head)) for window in windows], padding=padding
        )
        most = max(1, *(len(window.spans) for window in windows))
        spans, shares = torch.zeros(len(windows), most, 2, dtype=torch.long), torch.zeros(len(windows), most)
        for row, window in enumerate(windows):
            for column, (first, last, share) in enumerate(window.spans):
                spans[row, column] = torch.tensor((first, last))
                shares[row, column] = share
        questions = torch.tensor([number for number, group in enumerate(groups) for _ in group])
        moved = [tensor.to(device) for tensor in (*tokens, spans, shares, questions)]
        return cls(shared, apart, *moved)

    def loss(self, starts: torch.Tensor, ends: torch.Tensor) -> torch.Tensor:
        """Return the loss of logits of the shape (windows, tokens)."""
        return span_loss(
            starts.float(),
            ends.float(),
            candidates=self.candidates,
            spans=self.spans,
            shares=self.shares,
            questions=self.questions,
            shared=self.shared,
            apart=self.apart,
        )


def group_batches(
    asked: Sequence[Asked],
    tokenizer: PreTrainedTokenizerBase,
    variant: Variant,
    *,
    seed: int,
    size: int = BATCH_WINDOWS,
) -> list[list[Windows]]:
    """Return the batches of all epochs: pools of groups, sorted by length, cut, and the batches shuffled."""
    texts = TokenisedTexts.of(asked, tokenizer)
    batches: list[list[Windows]] = []
    for epoch in range(EPOCHS):
        rng = random.Random(f"{seed} groups {epoch}")
        groups = [windows for group in draw(asked, variant, rng) if (windows := texts.windows(group, rng))]
        for first in range(0, len(groups), POOL):
            cut = list(_cut(sorted(groups[first : first + POOL], key=_longest), size))
            rng.shuffle(cut)
            batches += cut
    return batches


def _longest(windows: Windows) -> int:
    return max(len(window.head) + len(window.text) for window in windows)


def _cut(groups: Sequence[Windows], size: int) -> Iterator[list[Windows]]:
    batch: list[Windows] = []
    count = 0
    for windows in groups:
        batch.append(windows)
        count += len(windows)
        if count >= size:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch
