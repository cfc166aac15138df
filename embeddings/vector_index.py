"""The FAISS index over passages' vectors, derived from the store and kept as a file: exact while it is small.

Beyond `EXACT_UP_TO` vectors it looks only where the nearest are likely, in vectors of a byte a number; whoever wants
exact scores of what it finds computes them from the stored vectors. A file is mapped and never changed: what is new
or gone since is held beside it, until that is worth a new file.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import os
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.checksums import is_sealed, seal
from embeddings.writing import put_in_place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EXACT_UP_TO = 120_000
"""Vectors that are searched one by one: more take longer than a question should wait; see docs/decisions/005."""
CLUSTERS_PER_ROOT = 4
"""Clusters for each unit of the square root of the number of vectors, as FAISS's guidelines have it (4 to 16)."""
SAMPLED_PER_CLUSTER = 40
"""Vectors that clusters are trained on: FAISS asks for 39 at least."""
PROBED = 128
"""Clusters that are searched for a query; see docs/decisions/005."""
GROWS = 4
"""How many times as many vectors clusters serve as they were made for."""
WORTH_SAVING = 0.05
"""The share of changed vectors from which a new file is worth writing."""
_ADDED_AT_ONCE = 20_000
_ABANDONED_S = 3600
"""Seconds after which nobody writes at a file any more: a million vectors take some."""


class VectorIndex:
    """Finds the vectors with the highest inner product, which is the cosine, for they are of length 1."""

    def __init__(self, index: Any, *, mapped: bool = False) -> None:
        self._index = index
        self._mapped = mapped
        """Whether the index lies in a file: then it cannot be changed."""
        self._fresh: Any = None
        """An index of the vectors that were added since, if it is mapped."""
        self._gone: frozenset[int] = frozenset()
        """The ids of those that were removed since."""

    @classmethod
    def empty(cls, dimension: int) -> VectorIndex:
        """Return an index that is exact."""
        return cls(_exact(dimension))

    @classmethod
    def suitable(cls, sample: NDArray[np.float32], *, count: int) -> VectorIndex:
        """Return an empty index for about `count` vectors like those of a sample, of shape (vectors, dimension).

        If they are many, it is an inverted file of 8-bit scalars: FAISS's IndexIVFScalarQuantizer, after Jégou et
        al. 2011. `sample_size` says how many it is trained on.
        """
        dimension = sample.shape[1]
        if count <= EXACT_UP_TO:
            return cls.empty(dimension)
        import faiss

        quantizer = faiss.IndexFlatIP(dimension)
        kind, metric = faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        index = faiss.IndexIVFScalarQuantizer(quantizer, dimension, _clusters(count), kind, metric)
        index.cp.spherical = True
        index.train(sample)
        index.nprobe = PROBED
        return cls(index)

    @staticmethod
    def sample_size(count: int) -> int:
        """Return how many vectors `suitable` wants to see of `count`."""
        return SAMPLED_PER_CLUSTER * _clusters(count) if count > EXACT_UP_TO else 1

    @classmethod
    def load(cls, path: Path, *, sealed: str) -> VectorIndex | None:
        """Map an index that `save` wrote; None if it is missing, damaged or another one."""
        import faiss
        import numpy as np

        try:
            if not is_sealed(path, sealed):
                return None
            try:
                loaded = cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC), mapped=True)
            except TypeError:  # FAISS takes no name that is not UTF-8
                loaded = cls(faiss.deserialize_index(np.fromfile(path, dtype=np.uint8)))
        except (OSError, RuntimeError):
            return None
        if not loaded.is_exact:
            loaded._index.nprobe = PROBED  # the file has what it was when it was written
        return loaded

    def save(self, path: Path) -> str:
        """Write the index, replacing the file at once or not at all, and return its seal.

        Raises:
            OSError: it cannot be written.

        """
        import faiss

        self._merge()
        _remove_abandoned(path)
        partial = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            faiss.serialize_index(self._index).tofile(partial)
            sealed = seal(partial)  # of what was written: another program may replace the file at once
            put_in_place(partial, path)
        finally:
            partial.unlink(missing_ok=True)
        return sealed

    @property
    def is_worth_saving(self) -> bool:
        """Whether it lies in no file, or so much has changed since that it is worth writing a new one."""
        changed = len(self._gone) + (0 if self._fresh is None else int(self._fresh.ntotal))
        return not self._mapped or changed > WORTH_SAVING * int(self._index.ntotal)

    def _merge(self) -> None:
        """Hold everything in one index that lies in memory."""
        import faiss
        import numpy as np

        if not self._mapped:
            return
        merged: Any = faiss.deserialize_index(faiss.serialize_index(self._index))
        merged.remove_ids(np.fromiter(self._gone, dtype=np.int64))
        if self._fresh is not None and self._fresh.ntotal:
            ids = faiss.vector_to_array(self._fresh.id_map)
            merged.add_with_ids(self._fresh.reconstruct_batch(ids), ids)
        self._index, self._mapped, self._fresh, self._gone = merged, False, None, frozenset()

    def update(self, *, added: Iterable[tuple[int, NDArray[np.float32]]], removed: Iterable[int] = ()) -> None:
        """Add vectors of shape (dimension,) with their ids, and remove others by their ids."""
        import numpy as np

        gone = np.fromiter(removed, dtype=np.int64)
        if self._mapped and self._fresh is None:
            self._fresh = _exact(int(self._index.d))
        changing = self._fresh if self._mapped else self._index
        if len(gone):
            self._gone |= frozenset(gone.tolist()) & self._held() if self._mapped else frozenset()
            changing.remove_ids(gone)
        rows = iter(added)
        while some := list(itertools.islice(rows, _ADDED_AT_ONCE)):
            ids = np.array([key for key, _ in some], dtype=np.int64)
            changing.add_with_ids(np.stack([vector for _, vector in some]).astype(np.float32), ids)

    def __len__(self) -> int:
        fresh = 0 if self._fresh is None else int(self._fresh.ntotal)
        return int(self._index.ntotal) - len(self._gone) + fresh

    @property
    def is_exact(self) -> bool:
        """Whether it finds exactly the nearest vectors, with their exact scores."""
        return not hasattr(self._index, "nprobe")

    def suits(self, count: int) -> bool:
        """Say whether it is of the right kind for so many vectors, or another should be built."""
        if self.is_exact:
            return count <= EXACT_UP_TO
        made_for = (int(self._index.nlist) / CLUSTERS_PER_ROOT) ** 2
        return count > EXACT_UP_TO / GROWS and count <= made_for * GROWS

    def ids(self) -> frozenset[int]:
        import faiss

        fresh = () if self._fresh is None else faiss.vector_to_array(self._fresh.id_map).tolist()
        return (self._held() - self._gone).union(fresh)

    def _held(self) -> frozenset[int]:
        """Return the ids of all vectors in the index or its file, those that were removed since among them."""
        import faiss

        if self.is_exact:
            return frozenset(faiss.vector_to_array(self._index.id_map).tolist())
        lists = self._index.invlists
        return frozenset(
            key
            for number in range(int(self._index.nlist))
            if (size := lists.list_size(number))
            for key in faiss.rev_swig_ptr(lists.get_ids(number), size).tolist()
        )

    def search(
        self, query: NDArray[np.float32], limit: int, within: frozenset[int] | None = None
    ) -> list[tuple[int, float]]:
        """Return (id, inner product) of the nearest vectors, best first, for a query of shape (dimension,).

        `within` holds the ids of those to look among, by default all.
        """
        found = self._nearest(self._index, query, limit, self._selected(within))
        if self._fresh is not None:
            selected = None if within is None else _parameters(_only(within))
            found = sorted([*found, *self._nearest(self._fresh, query, limit, selected)], key=lambda each: -each[1])
        return found[:limit]

    def _selected(self, within: frozenset[int] | None) -> Any:
        """Return FAISS's parameters that leave out what is gone, and what is not among some ids; None for all."""
        if within is not None:
            return _parameters(_only(within - self._gone), probed=self._probed(len(within)))
        if not self._gone:
            return None
        import faiss

        library: Any = faiss  # its types do not know these arguments
        return _parameters(library.IDSelectorNot(_only(self._gone)), probed=None if self.is_exact else PROBED)

    def _probed(self, count: int) -> int | None:
        """Return how many clusters are searched for the nearest of so many of the vectors; None if there are none.

        Few are looked at one by one, as if they were alone in an index; of many, in as many clusters as hold so many
        of them as are looked at of all.
        """
        if self.is_exact:
            return None
        clusters = int(self._index.nlist)
        return clusters if count <= EXACT_UP_TO else min(clusters, math.ceil(PROBED * len(self) / count))

    @staticmethod
    def _nearest(index: Any, query: NDArray[np.float32], limit: int, selected: Any) -> list[tuple[int, float]]:
        limit = min(limit, int(index.ntotal))
        if not limit:
            return []
        scores, ids = index.search(query.reshape(1, -1), limit, params=selected)
        return [(int(key), float(score)) for key, score in zip(ids[0], scores[0], strict=True) if key >= 0]

    def similarities(self, query: NDArray[np.float32], ids: Sequence[int]) -> list[float]:
        """Return the query's inner products with the vectors of some ids; of an exact index only."""
        import faiss

        fresh = frozenset() if self._fresh is None else frozenset(faiss.vector_to_array(self._fresh.id_map).tolist())
        found: dict[int, float] = {}
        for index, keys in (
            (self._index, [k for k in ids if k not in fresh]),
            (self._fresh, [k for k in ids if k in fresh]),
        ):
            if keys:
                found.update(zip(keys, (index.reconstruct_batch(keys) @ query).tolist(), strict=True))
        return [found[key] for key in ids]


def _remove_abandoned(path: Path) -> None:
    """Remove what programs that were killed had begun to write."""
    for partial in path.parent.glob(f"{path.name}.*.part"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - partial.stat().st_mtime > _ABANDONED_S:
                partial.unlink()


def _only(ids: frozenset[int]) -> Any:
    """Return FAISS's selector of some ids."""
    import faiss
    import numpy as np

    library: Any = faiss
    return library.IDSelectorBatch(np.fromiter(ids, dtype=np.int64))


def _parameters(selector: Any, *, probed: int | None = None) -> Any:
    """Return FAISS's parameters of a search among what is selected; in so many clusters, if it has such."""
    import faiss

    library: Any = faiss
    if probed is None:
        return library.SearchParameters(sel=selector)
    return library.SearchParametersIVF(sel=selector, nprobe=probed)


def _exact(dimension: int) -> Any:
    import faiss  # a fifth of a second to import

    return faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))


def _clusters(count: int) -> int:
    return round(CLUSTERS_PER_ROOT * math.sqrt(count))
