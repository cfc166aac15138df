"""What retrieval needs of an embedding model; `minilm`, `sentence_transformer` and `ray_encoder` are such."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Encoder(Protocol):
    """Turns texts into vectors, which are float32 and of length 1."""

    @property
    def model(self) -> str:
        """The model's name and a checksum of its weights where they are at hand: only vectors of one compare.

        In whatever number format they were computed: those of one text have a cosine above 0.996.
        """
        ...

    @property
    def dimension(self) -> int: ...

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text it reads, special tokens aside."""
        ...

    @property
    def at_once(self) -> int:
        """Texts that it is best given at once."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the texts' vectors, of shape (len(texts), dimension)."""
        ...

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the query's vector, of shape (dimension,)."""
        ...


_TURN = 32
"""Texts that are embedded before whoever waits gets its turn."""


class TakingTurns:
    """An encoder that threads share: a query waits for a few documents at most, however many are to be embedded."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._next, self._turn = threading.Lock(), threading.Lock()

    @property
    def model(self) -> str:
        return self._encoder.model

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    @property
    def max_tokens(self) -> int:
        return self._encoder.max_tokens

    @property
    def at_once(self) -> int:
        return self._encoder.at_once

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        with self._in_turn():
            return self._encoder.count_tokens(texts)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        vectors = [np.zeros((0, self.dimension), np.float32)]
        for start in range(0, len(texts), _TURN):
            with self._in_turn():
                vectors.append(self._encoder.encode_documents(texts[start : start + _TURN]))
        return np.concatenate(vectors)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        with self._in_turn():
            return self._encoder.encode_query(text)

    @contextlib.contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Hold the encoder. Who waits for it holds up who comes behind, so that nobody gets it twice in a row."""
        with self._next:
            self._turn.acquire()
        try:
            yield
        finally:
            self._turn.release()
