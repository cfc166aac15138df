"""The FAISS index over passages' vectors: exact inner product, derived from the store, kept as a file."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class VectorIndex:
    """Finds the vectors with the highest inner product, which is the cosine, for they are of length 1."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def from_vectors(cls, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> VectorIndex:
        """Build an index of vectors of shape (n, dimension), known by `ids` of shape (n,)."""
        import faiss  # a fifth of a second to import

        index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        index.add_with_ids(vectors, ids)
        return cls(index)

    @classmethod
    def load(cls, path: Path, *, checksum: str) -> VectorIndex | None:
        """Read an index that `save` wrote; None if it is missing, damaged or another one."""
        import faiss
        import numpy as np

        try:
            content = path.read_bytes()
        except OSError:
            return None
        if _checksum(content) != checksum:
            return None
        return cls(faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8)))

    def save(self, path: Path) -> str:
        """Write the index, replacing the file at once or not at all, and return its checksum.

        Raises:
            OSError: it cannot be written.

        """
        import faiss

        content = faiss.serialize_index(self._index).tobytes()
        partial = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            partial.write_bytes(content)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        return _checksum(content)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
        """Return (id, inner product) of the nearest vectors, best first, for a query of shape (dimension,)."""
        if not len(self):
            return []
        scores, ids = self._index.search(vector.reshape(1, -1), min(limit, len(self)))
        return [(int(key), float(score)) for key, score in zip(ids[0], scores[0], strict=True)]


def _checksum(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
