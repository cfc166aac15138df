"""Reads a library whole, on demand, and sees to it that what is damaged is made again.

A start trusts what nothing has touched since it was closed in order; this trusts nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path

from embeddings.checksums import checksum
from embeddings.database import distrust
from embeddings.errors import LibraryError
from embeddings.index import Manifest
from embeddings.indexes import MANIFEST, TERMS_FOLDER, VECTORS_FILE
from embeddings.store import FILE_NAME, Store


@dataclass(frozen=True, slots=True)
class Examined:
    """A part of a library, and what is wrong with it."""

    part: str
    damage: str = ""
    """What is wrong, and what becomes of it; empty if it is sound."""


def examine(folder: Path) -> list[Examined]:
    """Check every page, text and checksum of the library in a folder, and have what is damaged made again.

    Raises:
        LibraryError: there is none, or it cannot be used.

    """
    if not (folder / FILE_NAME).exists():
        raise LibraryError(folder, "nothing is indexed yet: run `qa-bot index`, or ask something")
    distrust(folder / FILE_NAME)
    store, warning = Store.open(folder)
    with contextlib.closing(store):
        if store.read_only:
            raise LibraryError(folder, warning or "")
        return [Examined(FILE_NAME, warning or ""), _texts(store), _vectors(store), *_indexes(store)]


def _texts(store: Store) -> Examined:
    """Compare each passage with the hash of its text: a disk can change a letter and the database not notice."""
    sources = {
        passage.source
        for passage, text_hash in store.hashed_passages()
        if hashlib.blake2b(passage.text.encode(), digest_size=16).hexdigest() != text_hash
    }
    if not sources:
        return Examined("articles")
    store.forget_files(sources)
    return Examined("articles", f"{', '.join(sorted(sources)[:5])}: no longer as indexed; read again at the next start")


def _vectors(store: Store) -> Examined:
    missing = store.passages_without_vector()
    if not missing:
        return Examined("vectors")
    store.set_meta("recipe", "")  # then every article is read again, and what lacks a vector is embedded
    return Examined("vectors", f"{missing:,} are missing: embedded again at the next start")


def _indexes(store: Store) -> list[Examined]:
    manifest = Manifest.from_json(store.meta(MANIFEST))
    if manifest is None:
        return [Examined("search indexes", "are missing: built again at the next start")]
    found = []
    for name, sealed in ((VECTORS_FILE, manifest.vectors), (TERMS_FOLDER, manifest.terms)):
        try:
            is_sound = checksum(store.folder / name) == sealed.rpartition(" ")[2]
        except OSError:
            is_sound = False
        if not is_sound:
            store.set_meta(MANIFEST, "")
        found.append(Examined(name, "" if is_sound else "is damaged: built again at the next start"))
    return found
