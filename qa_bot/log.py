"""Keeps what went wrong unexpectedly, with its traceback, in a file: people are shown one line."""

from __future__ import annotations

import contextlib
import datetime
import os
import traceback
from pathlib import Path
from typing import BinaryIO

from embeddings.plaintext import clean, one_line
from qa_bot import __version__

_LARGEST = 1_000_000
"""Bytes of the log from which another is begun; the one before is kept beside it."""


def unexpected(error: BaseException) -> str:
    """Write an error with its traceback to the log file, and return one line that names both."""
    path = _path()
    line = f"{type(error).__name__}: {one_line(str(error))}"
    with contextlib.suppress(OSError):
        _make_room(path)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            when = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
            log.write(f"{when} qa-bot {__version__}\n{clean(''.join(traceback.format_exception(error)))}\n")
        return f"{line} (a fault of this program: the log {path} says where)"
    return f"{line} (a fault of this program)"


def opened_log() -> BinaryIO:
    """Return the log file, open for what another process writes to its standard error; else what keeps nothing."""
    try:
        _make_room(_path())
        return _path().open("ab")
    except OSError:
        return Path(os.devnull).open("ab")


def _make_room(path: Path) -> None:
    """Make the folder of the log, and put a log aside that has grown large."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > _LARGEST:
        path.replace(path.with_name(f"{path.name}.1"))


def _path() -> Path:
    from platformdirs import user_log_path

    return user_log_path("qa-bot") / "errors.log"
