from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings import retriever as retriever_module
from embeddings.folder import scan
from embeddings.indexes import current_indexes
from embeddings.retriever import LEXICAL_WEIGHT, Retriever
from embeddings.store import Store
from embeddings.sync import sync
from embeddings.terms import coverage
from embeddings.values import Hit
from tests.conftest import Write
from tests.hashing_encoder import HashingEncoder


def covered(hit: Hit) -> float:
    return coverage(hit.rarities, f"{hit.passage.title} {hit.passage.text}")


@pytest.fixture
def retriever(tmp_path: Path, encoder: HashingEncoder, write: Write) -> Iterator[Retriever]:
    for number, thing in enumerate(["ice", "salt", "fish", "goat"]):
        write(f"{number}.txt", f"The {thing} came by ship. It was late.")
    write("copy.txt", "The ice came by ship. It was late.")
    write("lamp.txt", "Marta hung a brass lantern beside her crooked kitchen door near Bergen every night.")
    store, _ = Store.open(tmp_path / "library")
    sync(store, encoder, scan(tmp_path / "articles"))
    vectors, words, warning = current_indexes(store, model=encoder.model, dimension=encoder.dimension)
    assert warning is None
    yield Retriever(store, vectors, words, encoder)
    store.close()


def test_hits_come_best_first_with_their_ranks(retriever: Retriever) -> None:
    hits = retriever.retrieve("the goat came by ship", limit=3)
    assert hits[0].passage.text.startswith("The goat")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert (hits[0].dense_rank, hits[0].lexical_rank) == (1, 1)
    assert hits[0].cosine <= 1.0001


def test_a_score_is_the_cosine_and_the_share_of_the_words(retriever: Retriever) -> None:
    hits = retriever.retrieve("the goat came by ship", limit=9)
    assert len(hits) == 5
    for hit in hits:
        assert hit.score == pytest.approx(hit.cosine + LEXICAL_WEIGHT * hit.lexical_score)
        assert 0 <= covered(hit) <= 1
        assert (hit.lexical_rank is None) == (hit.lexical_score == 0)
    assert min(hit.dense_rank or 0 for hit in hits) == 1
    goat, *_, lamp = hits
    assert covered(goat) == pytest.approx(1)
    assert (covered(lamp), lamp.lexical_score) == (0, 0)
    assert 0 < covered(hits[1]) < 1
    assert goat.lexical_score > hits[1].lexical_score > 0


def test_cosines_are_those_of_the_encoders_vectors(retriever: Retriever, encoder: HashingEncoder) -> None:
    query = "who hung the lantern"
    for hit in retriever.retrieve(query, limit=9):
        expected = encoder.encode_query(query) @ encoder.encode_query(hit.passage.text)
        assert hit.cosine == pytest.approx(float(expected), abs=2e-4)


def test_a_hit_of_words_alone_has_its_exact_cosine(
    retriever: Retriever, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retriever_module, "DEPTH", 0)
    query = "The lantern came late, it was by ship"
    hits = retriever.retrieve(query, limit=2)
    (found,) = [hit for hit in hits if hit.dense_rank is None]
    assert found.passage.text.startswith("Marta hung")
    assert found.lexical_rank == 1
    expected = encoder.encode_query(query) @ encoder.encode_query(found.passage.text)
    assert found.cosine == pytest.approx(float(expected), abs=2e-4)


def test_a_rare_word_outweighs_common_ones(retriever: Retriever) -> None:
    hits = retriever.retrieve("brass lantern, crooked door, by ship it came late", limit=5)
    assert (hits[0].passage.source, hits[0].dense_rank, hits[0].lexical_rank) == ("lamp.txt", 6, 1)


def test_a_query_of_unknown_words_still_has_hits(retriever: Retriever) -> None:
    hits = retriever.retrieve("xylophone 東京", limit=9)
    assert len(hits) == 5
    assert {(hit.lexical_score, hit.lexical_rank, covered(hit)) for hit in hits} == {(0, None, 0)}
    assert [hit.dense_rank for hit in hits] == sorted(hit.dense_rank or 0 for hit in hits)


def test_the_same_text_is_found_once(retriever: Retriever) -> None:
    texts = [hit.passage.text for hit in retriever.retrieve("ice by ship", limit=5)]
    assert len(texts) == len(set(texts)) == 5


def test_the_same_text_is_found_once_however_shallow_the_indexes_are_asked(
    retriever: Retriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retriever_module, "DEPTH", 0)
    hits = retriever.retrieve("the ice came by ship", limit=2)
    assert hits[0].passage.text.startswith("The ice")
    assert len({hit.passage.text for hit in hits}) == 2


def test_no_more_hits_than_were_asked_for(retriever: Retriever) -> None:
    assert len(retriever.retrieve("ship", limit=2)) == 2
