"""The network of `embeddings.line_classifier`, as it is trained: many pages at once, with gaps between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from embeddings.line_classifier import NOTHING

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

WIDTH = 96
TOKEN_WIDTH = 96
WORD_WIDTH = 48
REACHES = (1, 2, 4, 8, 16, 32)
"""Lines before and after a line that each convolution sees; `embeddings.line_classifier` doubles them likewise."""
DROPOUT = 0.3
TOKEN_DROPOUT = 0.2


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of several pages."""

    features: torch.Tensor
    """(lines, features)"""
    tokens: torch.Tensor
    """Ids of all lines' tokens, one line after the other."""
    starts: torch.Tensor
    """Where each line's tokens begin."""
    present: torch.Tensor
    """(lines,), 1, or 0 in the gap between two pages."""


class LineNetwork(nn.Module):
    """Lines to logits, shape (lines,)."""

    def __init__(self, words: NDArray[np.float32], features: NDArray[np.float32]) -> None:
        """Prepare a network for features such as these, over a word table."""
        super().__init__()
        self.mean: torch.Tensor
        self.deviation: torch.Tensor
        self.scale = float(words.std())
        table = np.concatenate([words, np.zeros((1, words.shape[1]), np.float32)])  # the last for `NOTHING`
        self._table = torch.from_numpy(table) / self.scale
        self.register_buffer("mean", torch.from_numpy(features.mean(axis=0)))
        self.register_buffer("deviation", torch.from_numpy(features.std(axis=0) + 0.01))
        self.tokens = nn.Linear(words.shape[1], TOKEN_WIDTH)
        self.words = nn.Linear(2 * TOKEN_WIDTH, WORD_WIDTH)
        self.input = nn.Linear(features.shape[1] + WORD_WIDTH, WIDTH)
        self.convolution = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 3, padding=reach, dilation=reach) for reach in REACHES)
        self.output = nn.Linear(WIDTH, 1)
        self._dropout = nn.Dropout(DROPOUT)
        self._token_dropout = nn.Dropout(TOKEN_DROPOUT)

    def forward(self, lines: Lines, worded: torch.Tensor | None = None) -> torch.Tensor:
        """Return the logits. Where `worded`, shape (lines,), is 0 the network does not see what words are like."""
        words = self.words(self._like(lines))
        if worded is not None:
            words = words * worded[:, None]
        seen = (lines.features - self.mean) / self.deviation
        hidden = torch.relu(self.input(torch.cat([seen, self._dropout(words)], 1)))
        hidden = (hidden * lines.present[:, None]).T[None]
        for convolution in self.convolution:
            hidden = (hidden + torch.relu(convolution(self._dropout(hidden)))) * lines.present
        logits: torch.Tensor = self.output(self._dropout(hidden[0].T))[:, 0]
        return logits

    def _like(self, lines: Lines) -> torch.Tensor:
        """Return the mean and the most of what each line's tokens are like, one after the other."""
        ids, places = torch.unique(lines.tokens, return_inverse=True)
        like = torch.relu(self.tokens(self._token_dropout(self._table[ids])))[places]
        count = len(lines.present)
        counts = torch.diff(lines.starts, append=torch.tensor([len(lines.tokens)]))
        line = torch.repeat_interleave(torch.arange(count), counts)
        nothing = torch.zeros(count, like.shape[1])
        mean = nothing.index_add(0, line, like) / counts[:, None]
        return torch.cat([mean, nothing.scatter_reduce(0, line[:, None].expand_as(like), like, "amax")], 1)

    def gathered(self, pages: Sequence[tuple[NDArray[np.float32], list[list[int]]]]) -> Lines:
        """Return pages' features and tokens in one, as far apart as the furthest convolution reaches."""
        gap = max(REACHES)
        empty = np.tile(self.mean.numpy(), (gap, 1))
        lines = [line or [NOTHING] for _, tokens in pages for line in [*tokens, *[[]] * gap]]
        return Lines(
            torch.from_numpy(np.concatenate([part for features, _ in pages for part in (features, empty)])),
            torch.tensor([token for line in lines for token in line]),
            torch.tensor(np.cumsum([0, *map(len, lines[:-1])])),
            torch.tensor([float(at < len(tokens)) for _, tokens in pages for at in range(len(tokens) + gap)]),
        )


def save(networks: Sequence[LineNetwork], path: Path) -> None:
    """Write networks for `embeddings.line_classifier`, each tensor with all of theirs one after the other.

    It is in half precision but for what features are scaled by.
    """
    from safetensors.numpy import save_file

    states = [network.state_dict() for network in networks]
    learnt = {name: np.stack([state[name].numpy() for state in states]) for name in states[0]}
    learnt["tokens.weight"] /= np.array([network.scale for network in networks], np.float32)[:, None, None]
    exact = {"mean", "deviation"}
    save_file({name: each if name in exact else each.astype(np.float16) for name, each in learnt.items()}, path)
