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
        longest = max(len(window.ids) for window in windows)
        ids = torch.full((len(windows), longest), padding)
        attention = torch.zeros_like(ids)
        segments = torch.zeros_like(ids)
        candidates = torch.zeros_like(ids, dtype=torch.bool)
        for row, window in enumerate(windows):
            length = len(window.ids)
            ids[row, :length] = torch.tensor(window.ids)
            attention[row, :length] = 1
            segments[row, window.paragraph : length] = 1
            candidates[row, window.paragraph : length - 1] = True
        candidates[:, 0] = True
        starts = torch.tensor([window.start for window in windows])
        ends = torch.tensor([window.end for window in windows])
        return cls(*(tensor.to(device) for tensor in (ids, attention, segments, candidates, starts, ends)))


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


def checksum(batches: Sequence[Sequence[Window]]) -> str:
    """Return what tells these batches in this order from any others."""
    digest = hashlib.sha256()
    for batch in batches:
        digest.update(repr(batch).encode())
    return digest.hexdigest()
