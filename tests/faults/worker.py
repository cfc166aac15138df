"""Does one job after another, each in a fork of its own that is killed, or fails to write, where it is told to.

    python -m tests.faults.worker

One process has loaded the libraries, and run nothing of them, so that a fork costs some milliseconds. Jobs come as
lines of JSON; for each a line tells how it ended and what it said.
"""

from __future__ import annotations

import errno
import functools
import json
import os
import resource
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import tantivy

from embeddings.database import Connection
from embeddings.errors import EmbeddingsError
from embeddings.library import Library
from embeddings.store import Store
from qa_bot.conversations.store import Conversations
from qa_bot.errors import QABotError
from qa_bot.portable import exported, imported
from tests.hashing_encoder import HashingEncoder
from tests.qa_bot.tui import scripted_bot

LOADED = faiss, np, tantivy
_LONGEST_S = 60
_WRITES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.utime", "os.truncate", "os.fsync"}

Say = Callable[[object], None]


def index(say: Say, articles: str, library: str) -> None:
    opened = Library.open(Path(library), articles=Path(articles), encoder=HashingEncoder(max_tokens=20))
    report = opened.sync()
    found = opened.search("a storm in the harbour", limit=3)
    opened.close()
    skipped = [each.reason for each in report.skipped]
    say({"warnings": opened.warnings, "skipped": skipped, "found": [each.passage.text for each in found]})


def search(say: Say, articles: str, library: str) -> None:
    """Search what is held, and make the indexes of it, without a look at the folder."""
    opened = Library.open(Path(library), articles=Path(articles), encoder=HashingEncoder(max_tokens=20))
    found = opened.search("a storm in the harbour", limit=3)
    opened.close()
    say({"warnings": opened.warnings, "found": [each.passage.text for each in found]})


def converse(say: Say, folder: str, first: int, count: int) -> None:
    """Ask and answer; say the number of each question, and of each answer, that is kept."""
    kept = Conversations.open(Path(folder))
    begun = kept.begin()
    for number in range(first, first + count):
        turn = kept.ask(begun, f"Question {number}?")
        say({"asked": number, "is_kept": kept.is_kept})
        kept.answer(turn, scripted_bot.answer(f"Question {number}?"))
        say({"answered": number, "is_kept": kept.is_kept})
    say({"warnings": kept.take_warnings()})
    kept.close()


def migrate(say: Say, folder: str) -> None:
    store, warning = Store.open(Path(folder))
    store.close()
    say({"warnings": [warning] if warning else []})


def pack(say: Say, place: str) -> None:
    """Export the library in a place to an archive there."""
    folder = Path(place)
    exported(folder / "news.zip", folder / "articles", library=folder / "library", force=True)


def unpack(say: Say, place: str) -> None:
    """Import the archive in a place, where a library is."""
    folder = Path(place)
    imported(folder / "news.zip", folder / "articles", library=folder / "library", force=True)


JOBS = {each.__name__: each for each in (index, search, converse, migrate, pack, unpack)}


class Fault:
    """Counts what is written, statements and files; acts at the n-th."""

    def __init__(self, at: int, *, kills: bool, folder: str) -> None:
        self._at = at
        self._kills = kills
        self._folder = folder
        self.writes = 0

    def count(self) -> None:
        self.writes += 1
        if self.writes == self._at:
            if self._kills:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def watch(self) -> None:
        """Count from now on what this process writes."""
        fsync, fault = os.fsync, self

        def counted_fsync(descriptor: int) -> None:
            fault.count()
            fsync(descriptor)

        class Counted(Connection):
            def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
                fault.count_statement(sql)
                return super().execute(sql, *values)

            def executemany(self, sql: str, *values: Any) -> sqlite3.Cursor:
                fault.count_statement(sql)
                return super().executemany(sql, *values)

            def executescript(self, sql: str) -> sqlite3.Cursor:
                fault.count_statement(sql)
                return super().executescript(sql)

        def counted_connect(*values: Any, factory: object = None, **options: Any) -> sqlite3.Connection:
            return Counted(*values, **options)

        vars(os)["fsync"] = counted_fsync
        vars(sqlite3)["connect"] = counted_connect
        sys.addaudithook(self._audit)

    def count_statement(self, sql: str) -> None:
        if sql.lstrip().startswith(("SELECT", "PRAGMA")):
            return
        try:
            self.count()
        except OSError:
            raise sqlite3.OperationalError("database or disk is full") from None

    def _audit(self, event: str, values: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(values[2], int) and values[2] & (os.O_WRONLY | os.O_RDWR):
            if str(values[0]).startswith(self._folder):
                self.count()
        elif event in _WRITES and str(values[0]).startswith(self._folder):
            self.count()


def _do(job: dict[str, Any], say: Say) -> None:
    signal.alarm(_LONGEST_S)
    fault = Fault(
        job["at"], kills=job["kills"], folder=job["arguments"][-1 if job["job"] in ("index", "search") else 0]
    )
    fault.watch()
    if job["limit"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["limit"], job["limit"]))
    try:
        JOBS[job["job"]](say, *job["arguments"])
    except (EmbeddingsError, QABotError) as error:
        say({"error": str(error)})
    except BaseException:
        say({"traceback": traceback.format_exc()})
    say({"writes": fault.writes})


def _say(descriptor: int, said: object) -> None:
    os.write(descriptor, f"{json.dumps(said)}\n".encode())


def _forked(job: dict[str, Any]) -> dict[str, Any]:
    """Do a job in a fork; return what it said, and its exit code, or minus the signal that ended it."""
    reading, telling = os.pipe()
    if not (process := os.fork()):
        os.close(reading)
        _do(job, functools.partial(_say, telling))
        os._exit(0)
    os.close(telling)
    if job["after"] is not None:
        time.sleep(job["after"])
        os.kill(process, signal.SIGKILL)
    with open(reading, encoding="utf-8") as pipe:  # noqa: PTH123  (a pipe has no path)
        said = [json.loads(line) for line in pipe if line.endswith("\n")]
    return {"code": os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), "said": said}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(_forked(json.loads(line))), flush=True)  # noqa: T201  (it is how they are told)
