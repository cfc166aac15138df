"""Whatever was acknowledged as asked or answered is there, wherever the program was killed or could not write."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.conversations.database import FILE_NAME
from qa_bot.conversations.store import Conversations
from tests.faults.jobs import KILLS, SEED, Done, Worker, moments

ASKED_AT_ONCE = 8


def check(folder: Path, *, asked: set[int], answered: set[int]) -> None:
    """Find out whether the database is sound, and holds what was acknowledged."""
    kept = Conversations.open(folder)
    with contextlib.closing(kept):
        assert kept.take_warnings() == []
        assert kept._connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        turns = [turn for each in kept.summaries() for turn in kept.load(each.id).turns]
    assert all(turn.error is None for turn in turns)
    held = {turn.question: turn.answer for turn in turns}
    assert {f"Question {number}?" for number in asked} <= held.keys()
    assert all(held[f"Question {number}?"] for number in answered)
    assert len(held) == len(turns)


def kept(done: Done, what: str) -> set[int]:
    """Return the numbers that were acknowledged as on the disk."""
    return {each[what] for each in done.said if what in each and each["is_kept"]}


@pytest.mark.parametrize("seed", range(SEED, SEED + 2))
def test_killed_at_any_moment(worker: Worker, tmp_path: Path, seed: int) -> None:
    generator = random.Random(seed)
    asked, answered = set[int](), set[int]()
    killed = begun = 0
    for moment in moments(generator, writes=70, seconds=0.05):
        done = worker.do("converse", tmp_path, begun, ASKED_AT_ONCE, at=moment.at, after=moment.after)
        begun += ASKED_AT_ONCE
        killed += done.was_killed
        asked |= kept(done, "asked")
        answered |= kept(done, "answered")
        check(tmp_path, asked=asked, answered=answered)
        if killed == KILLS:
            break
    assert asked


def test_each_write_fails_in_turn(worker: Worker, tmp_path: Path) -> None:
    asked, answered = set[int](), set[int]()
    for at in range(1, 1000):
        done = worker.do("converse", tmp_path, at * ASKED_AT_ONCE, 3, at=at, kills=False)
        assert (done.code, "\n" in done.complaint, done.told("error")) == (0, False, [])
        asked |= kept(done, "asked")
        answered |= kept(done, "answered")
        check(tmp_path, asked=asked, answered=answered)
        if done.told("writes")[0] < at:
            break
        assert ("cannot be written" in done.complaint) == (not all(done.told("is_kept")))
    assert at > 10


@pytest.mark.parametrize("limit", [1, 8_192, 40_000, 60_000])
def test_a_file_that_cannot_grow(worker: Worker, tmp_path: Path, limit: int) -> None:
    before = worker.do("converse", tmp_path, 0, 3)
    done = worker.do("converse", tmp_path, 3, 12, limit=limit)
    assert (done.code, done.told("error")) == (0, [])
    assert "cannot be written" in done.complaint
    assert done.told("answered") == list(range(3, 15))
    asked, answered = kept(before, "asked") | kept(done, "asked"), kept(before, "answered") | kept(done, "answered")
    assert asked >= {0, 1, 2}
    check(tmp_path, asked=asked, answered=answered)


def test_what_is_asked_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    kept = Conversations.open(tmp_path)
    with contextlib.closing(kept):
        assert kept._connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert kept._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_another_program_has_begun_anew_is_not_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database at all" * 100)
    module = "qa_bot.conversations.database.writing"
    others: list[Conversations] = []

    @contextlib.contextmanager
    def late(*_: object, **__: object) -> Iterator[None]:
        monkeypatch.undo()
        others.append(Conversations.open(tmp_path))
        others[0].ask(others[0].begin(), "Who?")
        yield

    monkeypatch.setattr(module, late)
    ours = Conversations.open(tmp_path)
    assert ours.questions(5) == ["Who?"]
    assert not (tmp_path / f"{FILE_NAME}.damaged-2").exists()
    for each in (ours, *others):
        each.close()
