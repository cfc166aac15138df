"""What a library holds, how large it is, and whether it is up to date, as far as shows without reading it whole.

It changes nothing; `embeddings.health` is what reads everything and mends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from embeddings.checksums import looks_sealed
from embeddings.database import explained
from embeddings.errors import ArticlesFolderError
from embeddings.folder import scan
from embeddings.index import Manifest
from embeddings.indexes import MANIFEST, TERMS_FOLDER, VECTORS_FILE
from embeddings.store import FILE_NAME, Store
from embeddings.sync import waiting

if TYPE_CHECKING:
    from datetime import datetime

    from embeddings.milvus import Collection
    from embeddings.values import ArticleSummary

Agreement = Literal["current", "behind", "changed", "missing"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes of the parts of a library; None for what a server keeps to itself."""

    files: int | None = None
    """Of the articles' files, when they were last read; a web page has none."""
    database: int | None = None
    vectors: int | None = None
    """Of the index over vectors, as `words` of that over words."""
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Freshness:
    """How far a library is up to date."""

    generation: int
    changed: datetime | None
    """When articles were last added, changed or removed, in UTC; None if an older version of the program did it."""
    indexes: Agreement
    """Whether they are those of the database and as they were left, are of an older generation, look touched since,
    or are missing."""
    waiting: int | None
    """Files that are new, changed or gone since; None if the articles folder is missing, empty or may not be read."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a library holds."""

    articles: tuple[ArticleSummary, ...]
    passages: int
    sizes: Sizes
    freshness: Freshness | None = None
    """None for a library that lies in a shared store."""


def contents(store: Store, articles: Path) -> Contents:
    """Return what a store holds, and how it stands to the indexes beside it and to its folder of articles.

    Raises:
        LibraryError: it cannot be read.

    """
    with store.snapshot():
        summaries, passages, files = tuple(store.summaries()), store.passage_count(), store.file_bytes()
        fresh = Freshness(store.generation, store.changed(), _agreement(store), _waiting(store, articles))
    with explained(store.folder):
        sizes = Sizes(
            files,
            database_bytes(store.folder / FILE_NAME),
            bytes_of(store.folder / VECTORS_FILE),
            bytes_of(store.folder / TERMS_FOLDER),
        )
    return Contents(summaries, passages, sizes, fresh)


def shared_contents(collection: Collection) -> Contents:
    """Return what a shared store holds; only of a database of Milvus Lite the size is known.

    Raises:
        SharedStoreError: the store cannot be used.

    """
    address = collection.address
    size = bytes_of(Path(address.uri)) if address.is_lite else None
    return Contents(tuple(collection.summaries()), len(collection), Sizes(database=size))


def database_bytes(path: Path) -> int:
    """Return the size of a database and its journal; 0 if there is none.

    Raises:
        OSError: it cannot be looked at.

    """
    return bytes_of(path) + bytes_of(path.with_name(f"{path.name}-wal"))


def bytes_of(path: Path) -> int:
    """Return the size of a file, or of all files under a folder; 0 if there is none.

    Raises:
        OSError: it cannot be looked at.

    """
    return sum(_sizes(path))


def _sizes(path: Path) -> Iterator[int]:
    try:
        if path.is_dir():
            for each in path.iterdir():
                yield from _sizes(each)
        else:
            yield path.lstat().st_size
    except FileNotFoundError:  # another program may have removed it at this moment
        return


def _agreement(store: Store) -> Agreement:
    manifest = Manifest.from_json(store.meta(MANIFEST))
    if manifest is None:
        return "missing"
    if manifest.generation != store.generation:
        return "behind"
    kept = ((VECTORS_FILE, manifest.vectors), (TERMS_FOLDER, manifest.terms))
    try:
        untouched = all(looks_sealed(store.folder / name, sealed) for name, sealed in kept)
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "changed"
    return "current" if untouched else "changed"


def _waiting(store: Store, articles: Path) -> int | None:
    """Return how many files are waiting in the folder that the library is of, or in this if that is gone."""
    owner = Path(store.meta("articles_folder") or articles)
    try:
        found = scan(owner if owner.is_dir() else articles, store.roots())
    except ArticlesFolderError:
        return None
    return waiting(store, found) if found.files else None
