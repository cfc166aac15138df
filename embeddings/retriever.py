"""Finds the passages that are nearest to a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.values import Hit

if TYPE_CHECKING:
    from embeddings.encoder import Encoder
    from embeddings.store import Store
    from embeddings.vector_index import VectorIndex


class Retriever:
    """Dense retrieval: the query's vector against every passage's."""

    def __init__(self, store: Store, index: VectorIndex, encoder: Encoder) -> None:
        self._store = store
        self._index = index
        self._encoder = encoder

    def retrieve(self, query: str, *, limit: int) -> list[Hit]:
        """Return at most `limit` hits, best first. Of passages with the same text only the first is returned."""
        vector = self._encoder.encode_query(query)
        wanted = 2 * limit
        while len(hits := self._different(self._index.search(vector, wanted))) < limit and wanted < len(self._index):
            wanted *= 4
        return hits[:limit]

    def _different(self, ranked: list[tuple[int, float]]) -> list[Hit]:
        passages = self._store.passages([key for key, _ in ranked])
        hits: list[Hit] = []
        seen: set[str] = set()
        for rank, ((passage, text_hash), (_, score)) in enumerate(zip(passages, ranked, strict=True), start=1):
            if text_hash not in seen:
                seen.add(text_hash)
                hits.append(Hit(passage, score, dense_rank=rank))
        return hits
