"""Whatever ends an export or an import, or cannot be written: what was there before is whole, or what should be is."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from embeddings import archive
from embeddings.place import restored
from embeddings.store import Store
from tests.embeddings.test_sync_histories import contents
from tests.faults.jobs import KILLS, SEED, STEP, Worker, moments
from tests.faults.shelf import Shelf

ARCHIVE, LIBRARY = "news.zip", "library"
ANY_NAME = re.compile(r".*")
LIMITS = [1, 8_192, 60_000]


class Desk:
    """A folder with a library and an archive of an earlier state of it."""

    def __init__(self, place: Path, worker: Worker) -> None:
        self.place = place
        self._shelf = Shelf(place, SEED)
        self._shelf.build()
        assert not worker.do("pack", place).complaint
        self.packed = held(place / LIBRARY)
        self._shelf.build()
        self.library = held(place / LIBRARY)
        assert self.packed != self.library
        self._kept = place.with_name("kept")
        shutil.copytree(place, self._kept)

    def restore(self) -> None:
        shutil.rmtree(self.place)
        shutil.copytree(self._kept, self.place)

    def names(self) -> set[str]:
        return {each.name for each in self.place.iterdir()}


@pytest.fixture(scope="module")
def made(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("portable") / "desk", worker)


@pytest.fixture
def desk(made: Desk) -> Desk:
    made.restore()
    return made


def held(library: Path) -> Any:
    store, warning = Store.open(library)
    with contextlib.closing(store):
        assert warning is None
        return contents(store)["articles"]


def held_in(path: Path) -> Any:
    """Return the articles in an archive, each of whose files is as its manifest knows it."""
    with tempfile.TemporaryDirectory() as folder, archive.opened(path, names=ANY_NAME) as opened:
        opened.extract(Path(folder))
        return held(Path(folder))


def check_archive(desk: Desk) -> None:
    assert held_in(desk.place / ARCHIVE) in (desk.packed, desk.library)
    assert held(desk.place / LIBRARY) == desk.library


def check_library(desk: Desk) -> None:
    """Find out whether the library is the old one at the next start, or the new, the old one being set aside."""
    place, aside = (desk.place / name for name in (LIBRARY, f"{LIBRARY}.replaced-1"))
    restored(place)
    assert held_in(desk.place / ARCHIVE) == desk.packed
    if aside.exists():
        assert held(aside) == desk.library
        assert held(place) == desk.packed
    else:
        assert held(place) == desk.library
    assert not place.with_name(f"{LIBRARY}.being-replaced").exists()


CHECKS = {"pack": check_archive, "unpack": check_library}


@pytest.mark.parametrize("kills", [True, False])
@pytest.mark.parametrize("job", CHECKS)
def test_each_write_is_the_last_in_turn(worker: Worker, desk: Desk, job: str, kills: bool) -> None:
    names = desk.names()
    for at in range(1 + SEED % STEP, 1000, STEP):
        desk.restore()
        done = worker.do(job, desk.place, at=at, kills=kills)
        CHECKS[job](desk)
        if not kills:
            assert (done.code, "\n" in done.complaint) == (0, False)
            if done.complaint:
                assert desk.names() == names
        if not done.was_killed and done.told("writes")[0] < at:
            break
    assert at > 10


@pytest.mark.parametrize("job", CHECKS)
def test_killed_at_any_moment(worker: Worker, desk: Desk, job: str) -> None:
    killed = 0
    for moment in moments(random.Random(SEED), writes=20, seconds=0.2):
        desk.restore()
        killed += worker.do(job, desk.place, at=moment.at, after=moment.after).was_killed
        CHECKS[job](desk)
        if killed == KILLS:
            break


def test_an_import_that_is_killed_between_two_renamings_is_put_right_and_told(worker: Worker, desk: Desk) -> None:
    place, told = desk.place / LIBRARY, dict[bool, str | None]()
    last = worker.do("unpack", desk.place).told("writes")[0]
    for at in range(last - 12, last + 1):
        desk.restore()
        assert worker.do("unpack", desk.place, at=at).was_killed
        if place.with_name(f"{LIBRARY}.being-replaced").exists():
            is_new = place.exists()
            told[is_new] = restored(place)
            assert held(place) == (desk.packed if is_new else desk.library)
            check_library(desk)
            assert not any(name.startswith(".qa-bot") for name in desk.names())
    assert told == {
        False: f"an import was ended before it was done: the library {place} is as it was; import again",
        True: f"an import was ended when it was done but for a name: what was there is now {place}.replaced-1",
    }


@pytest.mark.parametrize("job", CHECKS)
def test_the_next_removes_what_a_killed_one_left(worker: Worker, desk: Desk, job: str) -> None:
    names = desk.names()
    assert worker.do(job, desk.place, at=12).was_killed
    assert desk.names() > names
    worker.do(job, desk.place)
    assert desk.names() - {f"{LIBRARY}.replaced-1"} == names


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("job", CHECKS)
def test_where_files_cannot_grow_nothing_is_left_half(worker: Worker, desk: Desk, job: str, limit: int) -> None:
    names = desk.names()
    done = worker.do(job, desk.place, limit=limit)
    assert re.search(r"cannot be written|full or failing", done.complaint)
    assert "\n" not in done.complaint
    assert desk.names() == names
    CHECKS[job](desk)
    assert (held_in(desk.place / ARCHIVE), held(desk.place / LIBRARY)) == (desk.packed, desk.library)
