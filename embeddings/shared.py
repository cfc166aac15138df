"""A library that lies in Milvus, so that many people can search it; and sharing a local library in it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.errors import SharedStoreError
from embeddings.milvus import Collection, Owner, rows_of
from embeddings.plaintext import one_line
from embeddings.retriever import Retriever
from embeddings.sync import Progress, SyncReport
from embeddings.values import Skipped

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from embeddings.encoder import Encoder
    from embeddings.milvus import Address, Row
    from embeddings.store import Store
    from embeddings.values import Article, ArticleSummary, Hit

_ARTICLES_AT_ONCE = 50
_UNFINISHED = "not finished"


class SharedLibrary:
    """Answers as a `Library` does, from a collection that somebody else may be writing. Not thread-safe."""

    def __init__(self, collection: Collection, encoder: Encoder) -> None:
        self._collection = collection
        self._retriever = Retriever(collection, collection, collection.words, encoder)
        self.generation = 0
        """Counts how often an article was gone before it could be cited."""
        self.warnings: list[str] = []
        owner = collection.owner()
        if owner is not None:
            _check_model(collection, owner, encoder.model)

    def close(self) -> None:
        self._collection.close()

    def articles(self) -> list[ArticleSummary]:
        return self._collection.summaries()

    def sync(
        self,
        *,
        add: Sequence[str] = (),
        on_progress: Callable[[Progress], None] = lambda _: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> SyncReport:
        """Count anew what is shared: only `share` changes it."""
        self._collection.refresh()
        return SyncReport(unchanged=len(self._collection.keys()))

    def search(self, query: str, *, limit: int) -> list[Hit]:
        """Return the passages nearest to the query, best first."""
        return self._retriever.retrieve(query, limit=limit)

    def article(self, article_id: str) -> Article | None:
        """Return an article; None if it was shared anew meanwhile."""
        found = self._collection.article(article_id)
        self.generation += found is None
        return found


@dataclass(frozen=True, slots=True)
class Shared:
    """What sharing changed in a store."""

    store: str
    added: int = 0
    """Articles, those that replace an older state of themselves among them."""
    removed: int = 0
    """Articles, and older states."""
    skipped: tuple[Skipped, ...] = ()


def share(
    store: Store,
    address: Address,
    *,
    model: str,
    articles_folder: Path,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Shared:
    """Make a collection hold what a local library holds, with the vectors that it has.

    What is shared already stays as it is. An article's older state goes when its new one is there.

    Raises:
        SharedStoreError: the collection cannot be written, or another library is shared in it.

    """
    collection = Collection.open(address, writing=True)
    try:
        return _share(store, collection, Owner(model, _name_of(store), str(articles_folder.resolve())), on_progress)
    finally:
        collection.close()


def _name_of(store: Store) -> str:
    """Return the library's own name, made when it is first shared."""
    name = store.meta("name")
    if name is None:
        name = uuid.uuid4().hex
        store.set_meta("name", name)
    return name


def _share(store: Store, collection: Collection, owner: Owner, on_progress: Callable[[Progress], None]) -> Shared:
    note, generation = f"shared in {collection.address}", str(store.generation)
    whole: set[str] = set()
    begun: set[str] = set()
    if not collection.is_missing:
        _check_owner(collection, owner)
        if store.meta(note) == generation and len(collection) == len(store.passage_ids()):
            return Shared(str(collection.address))
        whole = collection.keys()
        begun = collection.keys(whole=False) if store.meta(note) == _UNFINISHED else whole
    wanted = store.article_keys()
    new = sorted(wanted.keys() - whole)
    gone = (whole | begun) - wanted.keys()
    store.set_meta(note, _UNFINISHED)
    skipped: list[Skipped] = []
    for start in range(0, len(new), _ARTICLES_AT_ONCE):
        on_progress(Progress("sharing", start, len(new)))
        entries: list[tuple[Row, NDArray[np.float32]]] = []
        for key in new[start : start + _ARTICLES_AT_ONCE]:
            own = _entries(store, wanted[key], key, owner)
            if own is None:
                skipped.append(
                    Skipped(store.article(wanted[key]).source, "has a passage that is too long to be shared")
                )
            entries += own or []
        collection.put(entries)
    collection.remove(gone)
    if new or gone:
        collection.settle()
    store.set_meta(note, generation)
    return Shared(str(collection.address), len(new) - len(skipped), len(gone), tuple(skipped))


def _entries(store: Store, article_id: str, key: str, owner: Owner) -> list[tuple[Row, NDArray[np.float32]]] | None:
    """Return an article's rows with their vectors; None if Milvus has no room for one of them."""
    passages = store.passages_of(article_id)
    vectors = dict(store.vectors((number for number, _ in passages), model=owner.model))
    rows = rows_of(store.article(article_id), [passage for _, passage in passages], key, owner=owner)
    if not all(row.fits for row in rows):
        return None
    return [(row, vectors[number]) for row, (number, _) in zip(rows, passages, strict=True)]


def _check_owner(collection: Collection, owner: Owner) -> None:
    former = collection.owner()
    if former is None:
        return
    if former.library != owner.library:
        raise SharedStoreError(
            f"another library, of {one_line(former.folder)}, is shared in {collection.address}: share from there, "
            "or in another collection"
        )
    _check_model(collection, former, owner.model)


def _check_model(collection: Collection, owner: Owner, model: str) -> None:
    if owner.model != model:
        raise SharedStoreError(
            f"the store {collection.address} holds passages of another model ({one_line(owner.model)}, not "
            f"{one_line(model)}): name that one with --model, or another store"
        )
