"""Brings the kept indexes in step with the store: the changed passages alone, or everything if they are lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.errors import LibraryError
from embeddings.index import Manifest
from embeddings.lexical_index import LexicalIndex
from embeddings.vector_index import VectorIndex

if TYPE_CHECKING:
    from embeddings.store import Store

VECTORS_FILE, TERMS_FOLDER = "passages.faiss", "passages.tantivy"
_MANIFEST = "index"
"""The key in the store under which the manifest stands."""


def current_indexes(store: Store, *, model: str, dimension: int) -> tuple[VectorIndex, LexicalIndex, str | None]:
    """Return the indexes over vectors and over words of the store's generation, and a warning, or None.

    Raises:
        LibraryError: the store cannot be read, or holds another model's vectors.

    """
    manifest = Manifest.from_json(store.meta(_MANIFEST))
    with store.snapshot():
        generation = store.generation
        kept = _loaded(store.folder, manifest) if manifest and manifest.model == model else None
        if kept is not None and manifest is not None and manifest.generation == generation:
            return *kept, None
        folder = store.folder / TERMS_FOLDER
        vectors, words = kept or (VectorIndex.empty(dimension), None)
        wanted, held = store.passage_ids(), vectors.ids()
        added = list(store.indexed(sorted(wanted - held), model=model))
        if len(added) != len(wanted - held):
            raise LibraryError(
                store.folder,
                f"the library {store.folder} was indexed with another model: start the program again to index "
                "it with this one, or choose another with --library",
            )
        removed = sorted(held - wanted)
        vectors.update(added=((key, vector) for key, _, _, vector in added), removed=removed)
        problem: OSError | None = None
        if not store.read_only:
            try:
                words = words or LexicalIndex.create(folder)
                words.update(added=((key, title, text) for key, title, text, _ in added), removed=removed)
                terms = words.save(folder)
                if words.ids() != sorted(wanted):
                    raise OSError("another program has changed it meanwhile")
            except OSError as error:  # no room, no permission, or another program is at it
                problem = error
        if store.read_only or problem is not None:  # without a file it serves as well
            words = LexicalIndex.in_memory()
            everything = store.indexed(sorted(wanted), model=model)
            words.update(added=((key, title, text) for key, title, text, _ in everything))
    assert words is not None
    if store.read_only:
        return vectors, words, None
    try:
        if problem is not None:
            raise problem
        state = Manifest(generation, model, vectors.save(store.folder / VECTORS_FILE), terms)
        store.set_meta(_MANIFEST, state.to_json())
    except (OSError, LibraryError) as error:
        return vectors, words, f"the search index could not be saved ({error}): it is built again at the next start"
    return vectors, words, None


def _loaded(folder: Path, manifest: Manifest) -> tuple[VectorIndex, LexicalIndex] | None:
    vectors = VectorIndex.load(folder / VECTORS_FILE, checksum=manifest.vectors)
    words = LexicalIndex.load(folder / TERMS_FOLDER, checksum=manifest.terms)
    return None if vectors is None or words is None else (vectors, words)
