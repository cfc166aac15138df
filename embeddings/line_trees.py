"""Tells which of the lines that the networks find possible are furniture after all, from what these say of a page.

A second pass over the first one's word: decision trees (gradient boosting, Friedman 2001), trained on pages that the
networks before them had not learnt from. docs/training.md says how.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.documents import Block
from embeddings.errors import EncoderError
from embeddings.line_context import context
from embeddings.weights import Weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TREES = Path(__file__).parent / "line_trees.safetensors"
_NODES = ("feature", "bound", "below", "above", "value")
"""Of each node of each tree: the feature that it asks for, the bound, the nodes to go on to where the feature is not
above that and where it is, and, of a leaf, which goes on to itself, what it adds."""


class LineTrees:
    """The trees, computed by numpy: all lines go down all of them at once."""

    def __init__(self, learnt: Weights) -> None:
        feature, self._bound, below, above, self._value = (learnt[name] for name in _NODES)
        self._feature, self._below, self._above = (each.astype("int32") for each in (feature, below, above))
        self._start = float(learnt["start"][0])

    @classmethod
    def load(cls) -> LineTrees:
        """Load the trees that are installed with us. Raise `EncoderError` if they are missing or damaged."""
        try:
            return cls(Weights(TREES))
        except (KeyError, OSError, ValueError) as error:
            raise EncoderError(
                f"{TREES.name} cannot be read ({getattr(error, 'strerror', None) or error}): install again"
            ) from error

    def logits(self, blocks: Sequence[Block], own: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
        """Return for each block of a page, with the networks' probabilities, the logit that it is the article's own."""
        import numpy as np

        seen = context(blocks, own)
        lines, trees = np.arange(len(seen))[:, None], np.arange(len(self._feature))
        node = np.zeros((len(seen), len(trees)), np.int32)
        while True:
            is_above = seen[lines, self._feature[trees, node]] > self._bound[trees, node]
            following = np.where(is_above, self._above[trees, node], self._below[trees, node])
            if np.array_equal(following, node):
                found: NDArray[np.floating[Any]] = self._start + self._value[trees, node].sum(axis=1, dtype=np.float32)
                return found
            node = following


@functools.cache
def line_trees() -> LineTrees:
    """Return the trees, which are loaded when the first page is read. Raise as `LineTrees.load` does."""
    return LineTrees.load()
