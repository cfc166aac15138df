"""The FAISS index over passages' vectors: exact inner product, derived from the store, kept as a file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.checksums import checksum as checksum_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class VectorIndex:
    """Finds the vectors with the highest inner product, which is the cosine, for they are of length 1."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def empty(cls, dimension: int) -> VectorIndex:
        import faiss  # a fifth of a second to import

        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def load(cls, path: Path, *, checksum: str) -> VectorIndex | None:
        """Read an index that `save` wrote; None if it is missing, damaged or another one."""
        import faiss
        import numpy as np

        try:
            if checksum_of(path) != checksum:
                return None
            return cls(faiss.deserialize_index(np.frombuffer(path.read_bytes(), dtype=np.uint8)))
        except (OSError, RuntimeError):
            return None

    def save(self, path: Path) -> str:
        """Write the index, replacing the file at once or not at all, and return its checksum.

        Raises:
            OSError: it cannot be written.

        """
        import faiss

        partial = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            partial.write_bytes(faiss.serialize_index(self._index).tobytes())
            checksum = checksum_of(partial)  # of what was written: another program may replace the file at once
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        return checksum

    def update(self, *, added: Iterable[tuple[int, NDArray[np.float32]]], removed: Iterable[int] = ()) -> None:
        """Add vectors of shape (dimension,) with their ids, and remove others by their ids."""
        import numpy as np

        gone = np.fromiter(removed, dtype=np.int64)
        if len(gone):
            self._index.remove_ids(gone)
        rows = list(added)
        if rows:
            ids = np.array([key for key, _ in rows], dtype=np.int64)
            self._index.add_with_ids(np.stack([vector for _, vector in rows]).astype(np.float32), ids)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def ids(self) -> frozenset[int]:
        import faiss

        return frozenset(faiss.vector_to_array(self._index.id_map).tolist())

    def search(self, query: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
        """Return (id, inner product) of the nearest vectors, best first, for a query of shape (dimension,)."""
        if not len(self):
            return []
        scores, ids = self._index.search(query.reshape(1, -1), min(limit, len(self)))
        return [(int(key), float(score)) for key, score in zip(ids[0], scores[0], strict=True)]

    def similarities(self, query: NDArray[np.float32], ids: Sequence[int]) -> list[float]:
        """Return the query's inner products with the vectors of some ids."""
        if not ids:
            return []
        vectors = self._index.reconstruct_batch(list(ids))
        return [float(value) for value in vectors @ query]
