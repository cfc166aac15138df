"""Whatever ends an indexing, and whatever cannot be written: what the library held answers, and the next run mends it.

`make faults SEED=2 KILLS=100` kills that many processes in each test that draws moments, and one at every write.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
from pathlib import Path

import pytest

from embeddings.indexes import TERMS_FOLDER, VECTORS_FILE
from embeddings.store import FILE_NAME, Store
from embeddings.sync import text_hash
from tests.faults.jobs import KILLS, SEED, STEP, Worker, moments
from tests.faults.shelf import Shelf


@pytest.mark.parametrize("seed", range(SEED, SEED + 2))
def test_killed_at_any_moment_it_is_as_it_was_or_as_it_should_be(worker: Worker, tmp_path: Path, seed: int) -> None:
    shelf, generator = Shelf(tmp_path, seed), random.Random(seed)
    killed = 0
    for moment in moments(generator, writes=55, seconds=0.2):
        shelf.change()
        killed += worker.do("index", shelf.articles, shelf.library, at=moment.at, after=moment.after).was_killed
        shelf.check()
        if generator.random() < 0.2:
            shelf.finish()
        if killed == KILLS:
            break
    shelf.finish()


def test_killed_at_each_write_in_turn(worker: Worker, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, SEED)
    for at in range(1 + SEED % STEP, 1000, STEP):
        shelf.change()
        if not worker.do("index", shelf.articles, shelf.library, at=at).was_killed:
            break
        shelf.check()
    assert at > 30
    shelf.finish()


def test_each_write_fails_in_turn(worker: Worker, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, SEED)
    for at in range(1 + SEED % STEP, 1000, STEP):
        shelf.change()
        done = worker.do("index", shelf.articles, shelf.library, at=at, kills=False)
        assert (done.code, "\n" in done.complaint) == (0, False)
        shelf.check()
        if done.told("writes")[0] < at:
            break
    assert at > 30
    shelf.finish()


@pytest.mark.parametrize("limit", [1, 8_192, 60_000])
def test_where_files_cannot_grow_what_was_held_answers(worker: Worker, tmp_path: Path, limit: int) -> None:
    shelf = Shelf(tmp_path, limit)
    shelf.build()
    shelf.change()
    shelf.change()
    done = worker.do("index", shelf.articles, shelf.library, limit=limit)
    assert "full or failing" in done.complaint
    assert "answering from what was indexed before" in done.complaint
    assert "\n" not in done.complaint
    [found] = done.told("found")
    assert found
    shelf.check()
    shelf.finish()


@pytest.mark.parametrize("limit", [33_000, 60_000])
def test_where_an_index_cannot_be_written_it_answers_and_is_built_again(
    worker: Worker, tmp_path: Path, limit: int
) -> None:
    shelf, generator = Shelf(tmp_path, limit), random.Random(1)
    many = (" ".join(f"ship{generator.randrange(10**6)}" for _ in range(15)) for _ in range(300))
    (shelf.articles / "ships.txt").write_text("\n\n".join(f"{line}." for line in many))
    shelf.build()
    expected = worker.do("search", shelf.articles, shelf.library).told("found")
    (shelf.library / VECTORS_FILE).unlink()
    shutil.rmtree(shelf.library / TERMS_FOLDER)
    done = worker.do("search", shelf.articles, shelf.library, limit=limit)
    assert "could not be saved" in done.complaint
    assert done.told("found") == expected
    assert worker.do("search", shelf.articles, shelf.library).complaint == ""
    assert (shelf.library / VECTORS_FILE).stat().st_size > limit


def test_killed_while_a_damaged_library_is_set_aside_its_vectors_are_kept(worker: Worker, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, SEED)
    shelf.build()
    with contextlib.closing(Store.open(shelf.library)[0]) as store:
        known = {row[0] for row in store._connection.execute("SELECT text_hash FROM vectors")}
        store._connection.execute("DROP TABLE files")
        shutil.copytree(shelf.library, damaged := tmp_path / "damaged")  # its journal with it
    for at in range(1, 1000):
        shutil.rmtree(shelf.library)
        shutil.copytree(damaged, shelf.library)
        done = worker.do("migrate", shelf.library, at=at)
        store, _ = Store.open(shelf.library)
        assert {row[0] for row in store._connection.execute("SELECT text_hash FROM vectors")} == known
        assert (store.summaries(), store.files()) == ([], {})
        store.close()
        assert [each.name for each in shelf.library.glob("*.damaged-*")] == [f"{FILE_NAME}.damaged-1"]
        if not done.was_killed:
            break
    assert at > 10
    assert known <= {text_hash(passage) for passage in shelf.passages()}
    shelf.before = {}
    shelf.finish()


def test_what_a_killed_program_had_begun_to_write_goes(worker: Worker, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, SEED)
    shelf.build()
    (shelf.library / VECTORS_FILE).unlink()
    old, new = (shelf.library / f"{VECTORS_FILE}.{number}.part" for number in (1, 2))
    for each in (old, new):
        each.write_bytes(b"half an index")
    os.utime(old, (1, 1))
    assert worker.do("search", shelf.articles, shelf.library).complaint == ""
    assert (old.exists(), new.exists()) == (False, True)
