from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.folder import scan
from embeddings.retriever import Retriever
from embeddings.store import Store
from embeddings.sync import sync
from embeddings.vector_index import VectorIndex
from tests.conftest import Write
from tests.hashing_encoder import HashingEncoder


@pytest.fixture
def retriever(tmp_path: Path, encoder: HashingEncoder, write: Write) -> Iterator[Retriever]:
    for number, thing in enumerate(["ice", "salt", "fish", "goat"]):
        write(f"{number}.txt", f"The {thing} came by ship. It was late.")
    write("copy.txt", "The ice came by ship. It was late.")
    store, _ = Store.open(tmp_path / "library")
    sync(store, encoder, scan(tmp_path / "articles"))
    index = VectorIndex.from_vectors(*store.vectors(model=encoder.model, dimension=encoder.dimension))
    yield Retriever(store, index, encoder)
    store.close()


def test_hits_come_best_first_with_their_ranks(retriever: Retriever) -> None:
    hits = retriever.retrieve("the goat came by ship", limit=3)
    assert hits[0].passage.text.startswith("The goat")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].dense_rank == 1
    assert hits[0].score <= 1.0001


def test_the_same_text_is_found_once(retriever: Retriever) -> None:
    texts = [hit.passage.text for hit in retriever.retrieve("ice by ship", limit=5)]
    assert len(texts) == len(set(texts)) == 4


def test_no_more_hits_than_were_asked_for(retriever: Retriever) -> None:
    assert len(retriever.retrieve("ship", limit=2)) == 2
