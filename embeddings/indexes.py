"""Brings the kept indexes in step with the store: the changed passages alone, or everything if they are lost."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.errors import LibraryError
from embeddings.index import Manifest
from embeddings.lexical_index import LexicalIndex
from embeddings.vector_index import VectorIndex

if TYPE_CHECKING:
    from embeddings.store import Store

VECTORS_FILE, TERMS_FOLDER = "passages.faiss", "passages.tantivy"
MANIFEST = "index"
"""The key in the store under which the manifest stands."""


def current_indexes(store: Store, *, model: str, dimension: int) -> tuple[VectorIndex, LexicalIndex, str | None]:
    """Return the indexes over vectors and over words of the store's generation, and a warning, or None.

    Raises:
        LibraryError: the store cannot be read, or holds another model's vectors.

    """
    manifest = Manifest.from_json(store.meta(MANIFEST))
    with store.snapshot():
        generation = store.generation
        kept = _loaded(store.folder, manifest) if manifest and manifest.model == model else None
        if kept is not None and manifest is not None and manifest.generation == generation:
            if manifest.vectors_generation == generation:
                return *kept, None
            return _updated(kept[0], store, store.passage_ids(), model=model), kept[1], None
        wanted = store.passage_ids()
        vectors, words = kept or (VectorIndex.empty(dimension), None)
        vectors = _updated(vectors, store, wanted, model=model)
        problem: OSError | None = None
        if not store.read_only:
            try:
                folder = store.folder / TERMS_FOLDER
                words = words or LexicalIndex.create(folder)
                held = frozenset(words.ids())
                words.update(added=store.texts(sorted(wanted - held)), removed=sorted(held - wanted))
                terms = words.save(folder)
                if words.ids() != sorted(wanted):
                    raise OSError("another program has changed it meanwhile")
            except OSError as error:  # no room, no permission, or another program is at it
                problem = error
        if store.read_only or problem is not None:  # without a file it serves as well
            words = LexicalIndex.in_memory()
            words.update(added=store.texts(sorted(wanted)))
    assert words is not None
    if store.read_only:
        return vectors, words, None
    try:
        if problem is not None:
            raise problem
        if manifest is None or vectors.is_worth_saving:
            state = Manifest(generation, generation, model, vectors.save(store.folder / VECTORS_FILE), terms)
        else:
            state = replace(manifest, generation=generation, terms=terms)
        store.set_meta(MANIFEST, state.to_json())
    except (OSError, LibraryError) as error:
        return vectors, words, f"the search index could not be saved ({error}): it is built again at the next start"
    return vectors, words, None


def _updated(vectors: VectorIndex, store: Store, wanted: frozenset[int], *, model: str) -> VectorIndex:
    """Return the index over the vectors that are wanted, or one of another kind if it is too large or small for it.

    Raises:
        LibraryError: the store holds another model's vectors.

    """
    if vectors.suits(len(wanted)):
        held = vectors.ids()
        vectors.update(added=store.vectors(sorted(wanted - held), model=model), removed=sorted(held - wanted))
    else:
        import numpy as np

        drawn = random.Random(0).sample(sorted(wanted), min(len(wanted), VectorIndex.sample_size(len(wanted))))
        sample = [vector for _, vector in store.vectors(drawn, model=model)]
        if sample:
            vectors = VectorIndex.suitable(np.stack(sample), count=len(wanted))
            vectors.update(added=store.vectors(sorted(wanted), model=model))
    if len(vectors) != len(wanted):
        raise LibraryError(
            store.folder,
            f"the library {store.folder} was indexed with another model: start the program again to index "
            "it with this one, or choose another with --library",
        )
    return vectors


def _loaded(folder: Path, manifest: Manifest) -> tuple[VectorIndex, LexicalIndex] | None:
    vectors = VectorIndex.load(folder / VECTORS_FILE, sealed=manifest.vectors)
    words = LexicalIndex.load(folder / TERMS_FOLDER, sealed=manifest.terms)
    return None if vectors is None or words is None else (vectors, words)
