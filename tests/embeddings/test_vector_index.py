from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings import vector_index
from embeddings.vector_index import VectorIndex


def unit_vectors(count: int, *, dimension: int = 8, seed: int = 3) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    scaled: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled


def index_of(ids: Iterable[int], vectors: NDArray[np.float32]) -> VectorIndex:
    index = VectorIndex.empty(vectors.shape[1])
    index.update(added=zip(ids, vectors, strict=True))
    return index


@pytest.fixture
def index() -> VectorIndex:
    return index_of(range(100, 140), unit_vectors(40))


def test_search_is_exact() -> None:
    generator = np.random.default_rng(5)
    vectors = generator.standard_normal((200, 16)).astype(np.float32)
    ids = generator.permutation(1000)[:200].astype(np.int64)
    query = generator.standard_normal(16).astype(np.float32)
    found = index_of(ids.tolist(), vectors).search(query, 10)
    order = np.argsort(-(vectors @ query))[:10]
    assert [key for key, _ in found] == ids[order].tolist()
    assert [score for _, score in found] == pytest.approx((vectors @ query)[order].tolist(), rel=1e-4)


def test_asking_for_more_than_there_is_gives_what_there_is(index: VectorIndex) -> None:
    assert len(index.search(np.ones(8, np.float32), 100)) == len(index) == 40


def test_an_empty_index_finds_nothing() -> None:
    index = VectorIndex.empty(8)
    assert index.search(np.ones(8, np.float32), 5) == []
    assert index.similarities(np.ones(8, np.float32), []) == []
    assert (len(index), index.ids()) == (0, frozenset())


def test_an_update_adds_and_removes(index: VectorIndex) -> None:
    vectors = unit_vectors(40)
    new = unit_vectors(2, seed=4)
    index.update(added=zip([500, 501], new, strict=True), removed=[100, 139, 120])
    kept = [key for key in range(100, 140) if key not in (100, 139, 120)]
    assert len(index) == 39
    assert index.ids() == {*kept, 500, 501}
    for key, vector in [(500, new[0]), (501, new[1]), (101, vectors[1]), (138, vectors[38])]:
        ((nearest, score),) = index.search(vector, 1)
        assert nearest == key
        assert score == pytest.approx(1)
    fresh = index_of([*kept, 500, 501], np.concatenate([vectors[[key - 100 for key in kept]], new]))
    assert index.search(vectors[20], 39) == fresh.search(vectors[20], 39)


def test_an_update_with_nothing_changes_nothing(index: VectorIndex) -> None:
    index.update(added=[], removed=[])
    assert len(index) == 40


def test_everything_can_be_removed_and_added_again(index: VectorIndex) -> None:
    index.update(added=[], removed=index.ids())
    assert (len(index), index.ids()) == (0, frozenset())
    index.update(added=[(7, np.eye(8, dtype=np.float32)[0])])
    assert index.search(np.ones(8, np.float32), 5) == [(7, 1.0)]


def test_similarities_are_those_of_the_ids_in_their_order(index: VectorIndex) -> None:
    query = unit_vectors(1, seed=6)[0]
    scores = dict(index.search(query, 40))
    index.update(added=[], removed=[100])
    assert index.similarities(query, [139, 105, 120]) == pytest.approx([scores[139], scores[105], scores[120]])


def test_a_saved_index_finds_the_same(index: VectorIndex, tmp_path: Path) -> None:
    sealed = index.save(tmp_path / "index")
    loaded = VectorIndex.load(tmp_path / "index", sealed=sealed)
    assert loaded is not None
    query = np.ones(8, np.float32)
    assert loaded.search(query, 5) == index.search(query, 5)
    assert loaded.ids() == index.ids()
    assert loaded.similarities(query, [110]) == index.similarities(query, [110])
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_a_loaded_index_can_be_updated(index: VectorIndex, tmp_path: Path) -> None:
    loaded = VectorIndex.load(tmp_path / "index", sealed=index.save(tmp_path / "index"))
    assert loaded is not None
    vector = unit_vectors(1, seed=4)[0]
    loaded.update(added=[(500, vector)], removed=[101])
    index.update(added=[(500, vector)], removed=[101])
    assert loaded.search(vector, 40) == index.search(vector, 40)
    sealed = loaded.save(tmp_path / "index")
    again = VectorIndex.load(tmp_path / "index", sealed=sealed)
    assert again is not None
    assert again.ids() == loaded.ids()


def test_another_checksum_gives_none(index: VectorIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "index")
    assert VectorIndex.load(tmp_path / "index", sealed="0" * 32) is None


def test_a_missing_file_gives_none(tmp_path: Path) -> None:
    assert VectorIndex.load(tmp_path / "index", sealed="") is None


@pytest.mark.parametrize("damage", ["truncated", "empty", "overwritten", "another"])
def test_a_damaged_file_gives_none(index: VectorIndex, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "index"
    sealed = index.save(path)
    content = path.read_bytes()
    path.write_bytes(
        {
            "truncated": content[:-9],
            "empty": b"",
            "overwritten": content[:500] + b"\x00\x01\x02\x03" + content[504:],
            "another": b"IxFI" + bytes(200),
        }[damage]
    )
    assert VectorIndex.load(path, sealed=sealed) is None


def test_saving_where_nothing_can_be_written_raises_and_leaves_nothing(index: VectorIndex, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    with pytest.raises(OSError, match="index"):
        index.save(tmp_path / "index")
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


# many vectors

MANY, DIMENSION = 3_000, 32


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_index, "EXACT_UP_TO", 1_000)


@pytest.fixture
def crowd() -> NDArray[np.float32]:
    """Return vectors that stand in groups, as those of texts do."""
    rng = np.random.default_rng(7)
    spread = unit_vectors(60, dimension=DIMENSION)[rng.integers(0, 60, MANY)]
    vectors = spread + 0.15 * rng.standard_normal((MANY, DIMENSION)).astype(np.float32)
    scaled: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return scaled


@pytest.fixture
def clustered(few_are_many: None, crowd: NDArray[np.float32]) -> VectorIndex:
    sample = crowd[: VectorIndex.sample_size(MANY)]
    index = VectorIndex.suitable(sample, count=MANY)
    index.update(added=enumerate(crowd))
    return index


def test_many_vectors_are_clustered_and_found(clustered: VectorIndex, crowd: NDArray[np.float32]) -> None:
    assert not clustered.is_exact
    assert (len(clustered), clustered.ids()) == (MANY, frozenset(range(MANY)))
    found = 0
    for query in crowd[:50]:
        nearest = set(np.argsort(-(crowd @ query))[:20].tolist())
        found += len(nearest & {key for key, _ in clustered.search(query, 60)})
    assert found / (50 * 20) > 0.99


def test_many_vectors_are_added_removed_and_kept(
    clustered: VectorIndex, crowd: NDArray[np.float32], tmp_path: Path
) -> None:
    new = unit_vectors(1, dimension=DIMENSION, seed=9)[0]
    clustered.update(added=[(9_000, new)], removed=range(100))
    assert clustered.ids() == {*range(100, MANY), 9_000}
    assert clustered.search(new, 1)[0][0] == 9_000
    assert clustered.search(crowd[0], 1)[0][0] >= 100
    loaded = VectorIndex.load(tmp_path / "index", sealed=clustered.save(tmp_path / "index"))
    assert loaded is not None
    assert not loaded.is_exact
    assert loaded.ids() == clustered.ids()
    assert loaded.search(new, 30) == clustered.search(new, 30)
    loaded.update(added=[(9_001, new)], removed=[9_000])
    assert loaded.search(new, 1)[0][0] == 9_001


def test_as_many_clusters_are_searched_as_this_version_says(
    clustered: VectorIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = clustered.save(tmp_path / "index")
    monkeypatch.setattr(vector_index, "PROBED", 1)
    loaded = VectorIndex.load(tmp_path / "index", sealed=sealed)
    assert loaded is not None
    query = np.ones(DIMENSION, np.float32)
    assert len(loaded.search(query, MANY)) < len(clustered.search(query, MANY))


@pytest.mark.usefixtures("few_are_many")
def test_each_kind_suits_a_range_of_sizes(clustered: VectorIndex) -> None:
    exact = VectorIndex.empty(8)
    assert exact.suits(0)
    assert exact.suits(1_000)
    assert not exact.suits(1_001)
    assert clustered.suits(MANY)
    assert clustered.suits(900)  # removing an article at the limit builds nothing anew
    assert not clustered.suits(200)
    assert clustered.suits(3 * MANY)
    assert not clustered.suits(5 * MANY)


# what changed since a file was written


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("count", [400, MANY])
def test_a_file_is_not_changed_until_it_is_worth_it(crowd: NDArray[np.float32], tmp_path: Path, count: int) -> None:
    path = tmp_path / "index"
    index = VectorIndex.suitable(crowd[: VectorIndex.sample_size(count)], count=count)
    index.update(added=enumerate(crowd[:count]))
    sealed = index.save(path)
    loaded = VectorIndex.load(path, sealed=sealed)
    assert loaded is not None
    unchanged = loaded.is_worth_saving
    new = unit_vectors(3, dimension=DIMENSION, seed=9)
    loaded.update(added=[(9_000, new[0]), (9_001, new[1])], removed=[0, 1])
    loaded.update(added=[(9_002, new[2])], removed=[9_001, 2, 777_777])
    assert (len(loaded), loaded.ids()) == (count - 1, frozenset({*range(3, count), 9_000, 9_002}))
    assert loaded.search(new[2], 1)[0][0] == 9_002
    assert {0, 1, 2, 9_001}.isdisjoint(key for key, _ in loaded.search(crowd[0], 200))
    scores = [score for _, score in loaded.search(crowd[5], 200)]
    assert (len(scores), scores) == (200, sorted(scores, reverse=True))
    if loaded.is_exact:
        assert loaded.similarities(new[2], [9_002, 5]) == pytest.approx([1, float(crowd[5] @ new[2])], abs=1e-5)
    assert VectorIndex.load(path, sealed=sealed) is not None
    loaded.update(added=[], removed=range(3, 3 + count // 10))
    assert (unchanged, loaded.is_worth_saving) == (False, True)
    again = VectorIndex.load(path, sealed=loaded.save(path))
    assert again is not None
    assert again.ids() == loaded.ids() == frozenset({*range(3 + count // 10, count), 9_000, 9_002})
    assert again.search(new[0], 40) == loaded.search(new[0], 40)


@pytest.mark.parametrize("clusters", [False, True])
def test_the_nearest_of_some_are_found_also_when_others_were_added_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clusters: bool
) -> None:
    if clusters:
        monkeypatch.setattr(vector_index, "EXACT_UP_TO", 50)
        monkeypatch.setattr(vector_index, "PROBED", 1)
    vectors = unit_vectors(400)
    index = VectorIndex.suitable(vectors[:300], count=300)
    index.update(added=zip(range(300), vectors[:300], strict=True))
    assert index.is_exact != clusters
    kept = VectorIndex.load(tmp_path / "i", sealed=index.save(tmp_path / "i"))
    assert kept is not None
    kept.update(added=zip(range(300, 400), vectors[300:], strict=True), removed=range(0, 300, 3))
    some = frozenset(range(0, 400, 9))
    there = [key for key in sorted(some) if key >= 300 or key % 3]
    query = unit_vectors(1, seed=9)[0]
    order = sorted(there, key=lambda key: -float(vectors[key] @ query))
    for searched in (kept, VectorIndex.load(tmp_path / "i", sealed=index.save(tmp_path / "i"))):
        assert searched is not None
        expected = order if searched is kept else sorted(some & frozenset(range(300)))
        assert sorted(key for key, _ in searched.search(query, 400, some)) == sorted(expected)
    if not clusters:
        assert [key for key, _ in kept.search(query, 5, some)] == order[:5]
    assert kept.search(query, 5, frozenset()) == []


def test_the_more_are_looked_among_the_fewer_clusters_need_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_index, "EXACT_UP_TO", 50)
    monkeypatch.setattr(vector_index, "PROBED", 3)
    vectors = unit_vectors(400)
    index = VectorIndex.suitable(vectors, count=400)
    index.update(added=zip(range(400), vectors, strict=True))
    assert [index._probed(count) for count in (0, 1, 50, 51, 100, 200, 399, 400)] == [80, 80, 80, 24, 12, 6, 4, 3]
    assert VectorIndex.empty(8)._probed(9) is None
