from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchfiles import Change

from embeddings import watching
from embeddings.watching import changes
from tests.conftest import Write

_PATIENCE = 30
"""Seconds after which a test gives up."""


class Watcher:
    """Looks for changes in a thread of its own."""

    def __init__(self, places: list[Path]) -> None:
        self.stop = threading.Event()
        self.seen = threading.Semaphore(0)
        self.thread = threading.Thread(target=self._watch, args=(places,))
        self.thread.start()

    def _watch(self, places: list[Path]) -> None:
        for _ in changes(places, self.stop):
            self.seen.release()

    def sees(self, change: Callable[[], object]) -> bool:
        """Make a change again and again, for it may take a moment until the first is looked for, until one is seen."""
        for _ in range(_PATIENCE):
            change()
            if self.seen.acquire(timeout=1):
                return True
        return False


@pytest.fixture
def watcher(write: Write, tmp_path: Path) -> Iterator[Watcher]:
    write("sub/a.txt", "It froze.")
    (tmp_path / "alone.md").write_text("It thawed.")
    watcher = Watcher([tmp_path / "articles", tmp_path / "alone.md", tmp_path / "missing"])
    assert watcher.sees(lambda: write("begin.txt", "It began."))
    yield watcher
    watcher.stop.set()
    watcher.thread.join(_PATIENCE)
    assert not watcher.thread.is_alive()


def test_files_that_are_added_edited_renamed_and_deleted_are_seen(
    watcher: Watcher, write: Write, tmp_path: Path
) -> None:
    assert watcher.sees(lambda: write("new/b.txt", "It thawed."))
    assert watcher.sees(lambda: write("sub/a.txt", "It froze again."))
    assert watcher.sees(lambda: (tmp_path / "alone.md").write_text("It thawed again."))
    (tmp_path / "articles/new/b.txt").rename(tmp_path / "articles/c.txt")
    assert watcher.seen.acquire(timeout=_PATIENCE)
    shutil.rmtree(tmp_path / "articles/sub")
    assert watcher.seen.acquire(timeout=_PATIENCE)


def test_what_holds_no_article_is_not_told(watcher: Watcher, write: Write) -> None:
    while watcher.seen.acquire(timeout=0.5):
        pass  # what was done to begin with
    for name in ("a.tmp", ".hidden.txt", "~$b.docx", "sub/b.sqlite"):
        write(name, "x")
    assert not watcher.seen.acquire(timeout=1)
    assert watcher.sees(lambda: write(".qabotignore", "sub/"))


@pytest.fixture
def alone(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watcher]:
    """Watch a folder and nothing else, often."""
    monkeypatch.setattr(watching, "_AT_LATEST", 200)
    write("a.txt", "It froze.")
    watcher = Watcher([tmp_path / "articles"])
    assert watcher.sees(lambda: write("begin.txt", "It began."))
    yield watcher
    watcher.stop.set()
    watcher.thread.join(_PATIENCE)
    assert not watcher.thread.is_alive()


@pytest.mark.parametrize("is_copy", [False, True])
def test_a_place_that_comes_back_when_all_were_gone_is_watched_again(
    alone: Watcher, write: Write, tmp_path: Path, is_copy: bool
) -> None:
    (tmp_path / "articles").rename(tmp_path / "gone")
    while alone.seen.acquire(timeout=1):
        pass
    if is_copy:
        shutil.copytree(tmp_path / "gone", tmp_path / "articles")
    else:
        (tmp_path / "gone").rename(tmp_path / "articles")
    assert alone.seen.acquire(timeout=_PATIENCE)
    while alone.seen.acquire(timeout=1):
        pass
    assert alone.sees(lambda: write("c.txt", "It thawed."))


def test_what_is_not_there_yet_is_waited_for_until_told_to_stop(tmp_path: Path) -> None:
    watcher = Watcher([tmp_path / "missing"])
    watcher.stop.set()
    watcher.thread.join(_PATIENCE)
    assert not watcher.thread.is_alive()
    assert not watcher.seen.acquire(timeout=0)


def test_a_place_that_goes_just_before_it_is_watched_ends_nothing(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, stop = watching._watched, threading.Event()
    write("a.txt", "It froze.")

    def late(places: list[Path], stop: threading.Event) -> Iterator[set[tuple[Change, str]]]:
        monkeypatch.setattr(watching, "_watched", real)
        return real([tmp_path / "gone"], stop)

    monkeypatch.setattr(watching, "_watched", late)
    for _ in changes([tmp_path / "articles"], stop):
        stop.set()
    assert stop.is_set()


def test_a_file_that_is_saved_by_putting_another_in_its_place_is_seen_each_time(
    watcher: Watcher, tmp_path: Path
) -> None:
    def save() -> None:
        (tmp_path / "new.part").write_text("It thawed again.")
        (tmp_path / "new.part").replace(tmp_path / "alone.md")

    for _ in range(3):
        assert watcher.sees(save)
        while watcher.seen.acquire(timeout=0.5):
            pass


def test_a_folder_that_takes_another_ones_place_is_watched(watcher: Watcher, write: Write, tmp_path: Path) -> None:
    (tmp_path / "articles").rename(tmp_path / "moved")
    write("a.txt", "It froze.")
    assert watcher.sees(lambda: write("b.txt", "It thawed."))
    while watcher.seen.acquire(timeout=3):
        pass
    assert watcher.sees(lambda: write("c.txt", "It rained."))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_name_that_is_no_text_does_not_keep_changes_from_being_seen(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_INSTEAD", 100)
    write("a.txt", "It froze.")
    (tmp_path / "articles" / os.fsdecode(b"sub\xff")).mkdir()
    watcher = Watcher([tmp_path / "articles"])
    try:
        for name in ("b.txt", os.fsdecode(b"sub\xff/c.txt"), "d.txt"):
            assert watcher.sees(lambda name=name: write(name, "It thawed."))  # type: ignore[misc]
    finally:
        watcher.stop.set()
        watcher.thread.join(_PATIENCE)
    assert not watcher.thread.is_alive()
