from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

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
    checksum = index.save(tmp_path / "index")
    loaded = VectorIndex.load(tmp_path / "index", checksum=checksum)
    assert loaded is not None
    query = np.ones(8, np.float32)
    assert loaded.search(query, 5) == index.search(query, 5)
    assert loaded.ids() == index.ids()
    assert loaded.similarities(query, [110]) == index.similarities(query, [110])
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_a_loaded_index_can_be_updated(index: VectorIndex, tmp_path: Path) -> None:
    loaded = VectorIndex.load(tmp_path / "index", checksum=index.save(tmp_path / "index"))
    assert loaded is not None
    vector = unit_vectors(1, seed=4)[0]
    loaded.update(added=[(500, vector)], removed=[101])
    index.update(added=[(500, vector)], removed=[101])
    assert loaded.search(vector, 40) == index.search(vector, 40)
    checksum = loaded.save(tmp_path / "index")
    again = VectorIndex.load(tmp_path / "index", checksum=checksum)
    assert again is not None
    assert again.ids() == loaded.ids()


def test_another_checksum_gives_none(index: VectorIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "index")
    assert VectorIndex.load(tmp_path / "index", checksum="0" * 32) is None


def test_a_missing_file_gives_none(tmp_path: Path) -> None:
    assert VectorIndex.load(tmp_path / "index", checksum="") is None


@pytest.mark.parametrize("damage", ["truncated", "empty", "overwritten", "another"])
def test_a_damaged_file_gives_none(index: VectorIndex, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "index"
    checksum = index.save(path)
    content = path.read_bytes()
    path.write_bytes(
        {
            "truncated": content[:-9],
            "empty": b"",
            "overwritten": content[:500] + b"\x00\x01\x02\x03" + content[504:],
            "another": b"IxFI" + bytes(200),
        }[damage]
    )
    assert VectorIndex.load(path, checksum=checksum) is None


def test_saving_where_nothing_can_be_written_raises_and_leaves_nothing(index: VectorIndex, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    with pytest.raises(OSError, match="index"):
        index.save(tmp_path / "index")
    assert [path.name for path in tmp_path.iterdir()] == ["index"]
