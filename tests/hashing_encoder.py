"""An encoder without a model: the same words give the same vectors, on every machine, at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+(?:['’]\w+)*")


def words(text: str) -> list[str]:
    """Return the words of the text, in lower case and in order."""
    return [word.casefold() for word in _WORD.findall(text)]


class HashingEncoder:
    """Adds up a random direction for each word; texts that share words are near each other."""

    at_once = 64

    def __init__(self, *, model: str = "hashing", dimension: int = 256, max_tokens: int = 60) -> None:
        self.model = model
        self.dimension = dimension
        self.max_tokens = max_tokens
        self.encoded: list[str] = []
        """Every document that was asked for, in order."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [max(len(text.split()), len(text) // 20) for text in texts]

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += texts
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> NDArray[np.float32]:
        vector = np.full(self.dimension, 1e-6, dtype=np.float32)
        for word in words(text):
            vector += self._direction(word)
        scaled: NDArray[np.float32] = vector / np.linalg.norm(vector)
        return scaled

    def _direction(self, word: str) -> NDArray[np.float32]:
        seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
        return np.random.default_rng(seed).standard_normal(self.dimension).astype(np.float32)
