"""Reads a library whole, on demand, and sees to it that what is damaged is made again.

A start trusts what nothing has touched since it was closed in order; this trusts nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from embeddings.checksums import checksum
from embeddings.database import distrust
from embeddings.errors import LibraryError
from embeddings.index import Manifest
from embeddings.indexes import MANIFEST, TERMS_FOLDER, VECTORS_FILE
from embeddings.store import FILE_NAME, Store
from embeddings.sync import text_hash

_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Examined:
    """A part of a library, and what is wrong with it."""

    part: str
    damage: str = ""
    """What is wrong, and what becomes of it; empty if it is sound."""


def examine(folder: Path) -> list[Examined]:
    """Check every page, text, vector and checksum of the library in a folder; have what is damaged made again.

    An index that is behind, or that another program is writing, is not judged.

    Raises:
        LibraryError: it cannot be used.

    """
    distrust(folder / FILE_NAME)
    store, warning = Store.open(folder)
    with contextlib.closing(store):
        if store.read_only:
            raise LibraryError(folder, warning or "")
        return [Examined(FILE_NAME, warning or ""), _articles(store), _vectors(store), *_indexes(store)]


def _articles(store: Store) -> Examined:
    """Compare each passage with the hash of its text: a disk can change a letter and the database not notice."""
    lost = store.drop_passages_without_article()
    if lost:
        store.set_meta("recipe", "")  # then every article is read again
        return Examined("articles", f"{lost:,} passages had lost theirs: all are read again at the next start")
    with store.snapshot():
        held = store.held()
        damaged = {passage.source for passage, hashed in store.hashed_passages() if text_hash(passage.read) != hashed}
        sources = {held[source].file for source in damaged}
        files = store.files().keys()
    if not sources:
        return Examined("articles")
    store.forget_files(sources)
    said = []
    if from_files := sources & files:
        said.append(f"{_named(from_files)}: not as indexed, and read again at the next start")
    if others := sources - files:
        said.append(f"{_named(others)}: not as indexed; add what it is again with `qa-bot index`")
    return Examined("articles", "; ".join(said))


def _named(sources: Collection[str]) -> str:
    named = ", ".join(sorted(sources)[:_NAMED_AT_MOST])
    return named if len(sources) <= _NAMED_AT_MOST else f"{named} and {len(sources) - _NAMED_AT_MOST:,} more"


def _vectors(store: Store) -> Examined:
    bad = store.drop_bad_vectors()
    missing = store.passages_without_vector()
    if not missing and not bad:
        return Examined("vectors")
    store.set_meta("recipe", "")  # then every article is read again, and what lacks a vector is embedded
    store.set_meta(MANIFEST, "")
    return Examined("vectors", f"{missing:,} are missing or damaged: embedded again at the next start")


def _indexes(store: Store) -> list[Examined]:
    kept = store.meta(MANIFEST)
    manifest = Manifest.from_json(kept)
    if manifest is None:
        return [Examined("search indexes", "are missing: built again at the next start")]
    found = []
    for name, sealed in ((VECTORS_FILE, manifest.vectors), (TERMS_FOLDER, manifest.terms)):
        try:
            is_sound = checksum(store.folder / name) == sealed.rpartition(" ")[2]
        except OSError:
            is_sound = False
        found.append(Examined(name, "" if is_sound else "is damaged: built again at the next start"))
    if manifest.generation != store.generation or store.meta(MANIFEST) != kept:
        return []
    if any(each.damage for each in found):
        store.set_meta(MANIFEST, "")
    return found
