"""What retrieval needs of an embedding model; `minilm`, `sentence_transformer` and `ray_encoder` are such."""

from __future__ import annotations

from collections.abc import Sequence
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
