from __future__ import annotations

import contextlib
import sqlite3
import threading
from pathlib import Path

from embeddings.database import connected


def test_a_new_database_that_another_program_is_making_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("CREATE TABLE kept (text)")
        made = threading.Timer(0.3, lambda: other.execute("COMMIT"))
        made.start()
        with contextlib.closing(connected(path)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("kept",)]
        made.join()
