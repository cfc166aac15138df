"""Windows in batches of like length, and a batch as tensors. The order is a function of the seed alone."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.windows import Window

BATCH_SIZE = 32
POOL = 50
"""Batches whose windows are sorted by length together: so many that padding is rare, so few that order stays random."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of shape (windows, longest window), and of shape (windows,) for starts and ends."""

    ids: torch.Tensor
    attention: torch.Tensor
    """1 for tokens, 0 for padding."""
    segments: torch.Tensor
    """0 for the question, 1 for the paragraph."""
    candidates: torch.Tensor
    """True where an answer may start or end: at [CLS] and in the paragraph."""
    starts: torch.Tensor
    ends: torch.Tensor

    @classmethod
    def of(cls, windows: Sequence[Window], *, padding: int, device: torch.device) -> Batch:
        rows = [(window.ids, window.paragraph, window.paragraph) for window in windows]
        ids, attention, segments, candidates = token_tensors(rows, padding=padding)
        candidates[:, 0] = True
        starts = torch.tensor([window.start for window in windows])
        ends = torch.tensor([window.end for window in windows])
        return cls(*(tensor.to(device) for tensor in (ids, attention, segments, candidates, starts, ends)))

    def loss(self, starts: torch.Tensor, ends: torch.Tensor) -> torch.Tensor:
        """Return the mean of the cross-entropies of start and end, over [CLS] and the paragraph alone.

        The logits have the shape (windows, tokens).
        """
        losses = [
            torch.nn.functional.cross_entropy(logits.float().masked_fill(~self.candidates, float("-inf")), labels)
            for logits, labels in ((starts, self.starts), (ends, self.ends))
        ]
        return (losses[0] + losses[1]) / 2


def token_tensors(
    rows: Sequence[tuple[Sequence[int], int, int]], *, padding: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return ids, attention, segments and candidates, each of shape (rows, longest row).

    A row is its ids, where its second segment begins, and where its first candidate stands; its last one stands before
    the last [SEP].
    """
    ids = torch.full((len(rows), max(len(tokens) for tokens, _, _ in rows)), padding)
    attention = torch.zeros_like(ids)
    segments = torch.zeros_like(ids)
    candidates = torch.zeros_like(ids, dtype=torch.bool)
    for row, (tokens, segment, first) in enumerate(rows):
        length = len(tokens)
        ids[row, :length] = torch.tensor(tokens)
        attention[row, :length] = 1
        segments[row, segment:length] = 1
        candidates[row, first : length - 1] = True
    return ids, attention, segments, candidates


def like_length(windows: Sequence[Window], *, seed: int, size: int = BATCH_SIZE) -> list[list[Window]]:
    """Return the windows in batches: pools in the given order, sorted by length, cut, and the batches shuffled."""
    rng = random.Random(f"{seed} batches")
    batches: list[list[Window]] = []
    for first in range(0, len(windows), POOL * size):
        pool = sorted(windows[first : first + POOL * size], key=lambda window: len(window.ids))
        cut = [pool[start : start + size] for start in range(0, len(pool), size)]
        rng.shuffle(cut)
        batches += cut
    return batches


def checksum(batches: Sequence[object]) -> str:
    """Return what tells these batches in this order from any others."""
    digest = hashlib.sha256()
    for batch in batches:
        digest.update(repr(batch).encode())
    return digest.hexdigest()
