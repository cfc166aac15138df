"""Tells how likely each line of a page is its article's own: small networks, trained on pages of others.

Each sees a line's features and what its words are like, which it looks up in the bundled encoder's word table, and
those of the lines around it, by convolutions that reach ever further. They differ in what chance gave them to begin
with, and their mean is surer than any of them. docs/training.md says how they were trained.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.bundled import TOKENIZER, WEIGHTS, bundled_folder, verify
from embeddings.documents import Block
from embeddings.errors import EncoderError
from embeddings.line_features import features
from embeddings.weights import Weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    Learnt = Mapping[str, NDArray[np.floating[Any]]]

LEARNT = Path(__file__).parent / "line_classifier.safetensors"
WORD_TABLE = "embeddings.word_embeddings.weight"
"""Its name in the encoder's weights."""
NOTHING = -1
"""In place of a token's id, where a line has none: its row in the word table is zeros."""
_END_TOKENS = 12
"""Tokens at either end of a line that are looked up: furniture is short, and prose known by less."""
_END = 300
"""Characters at either end of a line that hold these tokens, unless it is no text."""


class LineClassifier:
    """The networks, computed by numpy: a line takes a quarter of a millisecond, half of it for its features.

    Each of the weights has the networks as its first axis.
    """

    def __init__(self, learnt: Weights, words: NDArray[np.floating[Any]], tokenizer: Tokenizer) -> None:
        self._learnt = {name: learnt[name].astype("float32") for name in learnt}
        self._words = words
        self._tokenizer = tokenizer
        self._last: tuple[tuple[Sequence[Block], str], NDArray[np.float32]] | None = None

    @classmethod
    def load(cls) -> LineClassifier:
        """Load the networks that are installed with us, and what they look up of the bundled encoder.

        Raises:
            EncoderError: they or the bundled encoder are missing or damaged.

        """
        folder = bundled_folder()
        verify(folder, TOKENIZER, WEIGHTS)
        try:
            learnt = Weights(LEARNT)
        except (OSError, ValueError) as error:
            raise EncoderError(
                f"{LEARNT.name} cannot be read ({getattr(error, 'strerror', None) or error}): install again"
            ) from error
        return cls(learnt, Weights(folder / WEIGHTS)[WORD_TABLE], line_tokenizer(folder))

    def own(self, blocks: Sequence[Block], title: str) -> NDArray[np.float32]:
        """Return for each block of a page, furniture and all, the probability that it is the article's own.

        Of the last page it is known: whether a text was pasted, what stays of it and its title are asked one by one.
        """
        page = (tuple(blocks), title)
        last = self._last
        if last is None or last[0] != page:
            self._last = last = (page, self._computed(blocks, title))
        return last[1]

    def _computed(self, blocks: Sequence[Block], title: str) -> NDArray[np.float32]:
        import numpy as np

        learnt = self._learnt
        seen = (features(blocks, title) - learnt["mean"][:, None]) / learnt["deviation"][:, None]
        words = _linear(self._like([block.text for block in blocks]), learnt, "words")
        lines: NDArray[np.floating[Any]] = _relu(_linear(np.concatenate([seen, words], -1), learnt, "input"))
        reach = 1
        for name in _convolutions(learnt):
            seen_around = _convolved(lines, learnt[f"{name}.weight"], reach) + learnt[f"{name}.bias"][:, None]
            lines = lines + _relu(seen_around)
            reach *= 2
        logits = _linear(lines, learnt, "output")[:, :, 0].mean(axis=0)
        probabilities: NDArray[np.float32] = np.exp(-np.logaddexp(0, -logits))
        return probabilities

    def _like(self, texts: list[str]) -> NDArray[np.floating[Any]]:
        """Return the mean and the most of what each text's tokens are like, one after the other."""
        import numpy as np

        tokens = [ids or [NOTHING] for ids in ends_of(self._tokenizer, texts)]
        ids, places = np.unique(np.concatenate(tokens), return_inverse=True)
        rows = np.where(ids[:, None] == NOTHING, 0, self._words[ids])
        like = _relu(_linear(rows, self._learnt, "tokens"))[:, places]
        starts = np.cumsum([0, *map(len, tokens[:-1])])
        counts = np.array([*map(len, tokens)])[:, None]
        means, most = np.add.reduceat(like, starts, axis=1) / counts, np.maximum.reduceat(like, starts, axis=1)
        return np.concatenate([means, most], -1)


@functools.cache
def line_classifier() -> LineClassifier:
    """Return the classifier, which is loaded when the first page is read. Raise as `LineClassifier.load` does."""
    return LineClassifier.load()


def line_tokenizer(folder: Path) -> Tokenizer:
    """Return the tokenizer of the bundled encoder in this folder, which takes a text whole."""
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def ends_of(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    """Return the ids of each text's first and last tokens."""
    ends = [text if len(text) <= 2 * _END else f"{text[:_END]} {text[-_END:]}" for text in texts]
    encodings = tokenizer.encode_batch_fast(ends, add_special_tokens=False)
    ids = [encoding.ids for encoding in encodings]
    return [each if len(each) <= 2 * _END_TOKENS else each[:_END_TOKENS] + each[-_END_TOKENS:] for each in ids]


def _convolutions(learnt: Learnt) -> list[str]:
    return sorted({name.rpartition(".")[0] for name in learnt if name.startswith("convolution.")})


def _convolved(
    lines: NDArray[np.floating[Any]], weight: NDArray[np.floating[Any]], reach: int
) -> NDArray[np.floating[Any]]:
    """Return the convolution of lines with those so far before and after them, nothing being around the page."""
    import numpy as np

    padded = np.pad(lines, ((0, 0), (reach, reach), (0, 0)))
    count = lines.shape[1]
    before, here, after = (
        padded[:, at * reach : at * reach + count] @ weight[..., at].swapaxes(1, 2) for at in range(3)
    )
    found: NDArray[np.floating[Any]] = before + here + after
    return found


def _linear(lines: NDArray[np.floating[Any]], learnt: Learnt, name: str) -> NDArray[np.floating[Any]]:
    weight, bias = learnt[f"{name}.weight"], learnt[f"{name}.bias"]
    found: NDArray[np.floating[Any]] = lines @ weight.swapaxes(1, 2) + bias[:, None]
    return found


def _relu(lines: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    return lines.clip(min=0)
