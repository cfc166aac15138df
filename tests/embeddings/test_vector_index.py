from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from embeddings.vector_index import VectorIndex


@pytest.fixture
def index() -> VectorIndex:
    vectors = np.random.default_rng(3).standard_normal((40, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return VectorIndex.from_vectors(np.arange(100, 140, dtype=np.int64), vectors)


def test_search_is_exact() -> None:
    generator = np.random.default_rng(5)
    vectors = generator.standard_normal((200, 16)).astype(np.float32)
    ids = generator.permutation(1000)[:200].astype(np.int64)
    query = generator.standard_normal(16).astype(np.float32)
    found = VectorIndex.from_vectors(ids, vectors).search(query, 10)
    order = np.argsort(-(vectors @ query))[:10]
    assert [key for key, _ in found] == ids[order].tolist()
    assert [score for _, score in found] == pytest.approx((vectors @ query)[order].tolist(), rel=1e-4)


def test_asking_for_more_than_there_is_gives_what_there_is(index: VectorIndex) -> None:
    assert len(index.search(np.ones(8, np.float32), 100)) == len(index) == 40


def test_an_empty_index_finds_nothing() -> None:
    index = VectorIndex.from_vectors(np.zeros(0, np.int64), np.zeros((0, 8), np.float32))
    assert index.search(np.ones(8, np.float32), 5) == []


def test_a_saved_index_finds_the_same(index: VectorIndex, tmp_path: Path) -> None:
    checksum = index.save(tmp_path / "index")
    loaded = VectorIndex.load(tmp_path / "index", checksum=checksum)
    assert loaded is not None
    query = np.ones(8, np.float32)
    assert loaded.search(query, 5) == index.search(query, 5)
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


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
