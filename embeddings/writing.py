"""Lets one program at a time write in a library's folder, and says which one does; renames files for good."""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from embeddings.errors import LibraryBusyError
from embeddings.plaintext import one_line

LOCK_NAME = "library.lock"
PIPED, PIPED_NAME = "piped", "standard-input-"
PIPED_FILE = re.compile(rf"{PIPED_NAME}[0-9a-f]{{8}}\.[a-z]+")
"""The folder beside a library in which standard input is kept, and what the files in it are called."""
PATIENCE = 30.0
"""Seconds that a program waits for another one: as long as it waits for a transaction of SQLite's."""
_TOLD_AFTER = 3.0
_PAUSE = 0.05
_SHOWN = 100


@contextlib.contextmanager
def writing(
    folder: Path,
    *,
    lock_name: str = LOCK_NAME,
    patience: float = PATIENCE,
    on_wait: Callable[[str], None] = lambda _: None,
) -> Iterator[None]:
    """Keep other programs from entering this for the same file, having waited for the one that has.

    `on_wait` is told who that is if it takes long. The lock goes with its program, however that ends; where files
    cannot be locked or written there is none, and SQLite alone keeps writers apart.

    Raises:
        LibraryBusyError: the other one has not left in `patience` seconds.

    """
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            lock = stack.enter_context((folder / lock_name).open("ab+", buffering=0))
            _wait(lock, folder, patience, on_wait)
            lock.truncate(0)
            lock.write(f"process {os.getpid()}, {_command()}".encode(errors="replace"))
        yield


def _wait(lock: io.FileIO, folder: Path, patience: float, on_wait: Callable[[str], None]) -> None:
    started = time.monotonic()
    is_told = False
    while not _is_locked(lock):
        passed = time.monotonic() - started
        if passed >= patience:
            raise LibraryBusyError(folder, _busy(folder, lock))
        if passed >= _TOLD_AFTER and not is_told:
            on_wait(f"waiting for another program that is writing the library {folder} ({_writer(lock)})")
            is_told = True
        time.sleep(_PAUSE)


def who_writes(folder: Path) -> str:
    """Return that another program is writing a library, which one, and what to do; an empty string if none is."""
    with contextlib.suppress(OSError), (folder / LOCK_NAME).open("rb", buffering=0) as lock:
        return "" if _is_locked(lock) else _busy(folder, lock)
    return ""


def _busy(folder: Path, lock: io.FileIO) -> str:
    return f"another program is writing the library {folder} ({_writer(lock)}): wait for it, or close it"


def _is_locked(lock: io.FileIO) -> bool:
    """Lock a file unless another program has; say whether it could be."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _writer(lock: io.FileIO) -> str:
    lock.seek(0)
    return one_line(lock.read(_SHOWN).decode(errors="replace")) or "which does not say who it is"


def _command() -> str:
    """Return the program's name and its command; what else was typed may hold a password."""
    return " ".join([Path(sys.argv[0]).name, *(word for word in sys.argv[1:2] if word.isalpha())])


def put_in_place(partial: Path, path: Path) -> None:
    """Rename a file that is written whole, such that also after a loss of power it is there whole, or not at all.

    Raises:
        OSError: it cannot be written or renamed.

    """
    _to_disk(partial)
    partial.replace(path)
    _to_disk(path.parent)


def sync_folder(folder: Path) -> None:
    """See to it that what was renamed in a folder is so on the disk."""
    with contextlib.suppress(OSError):  # not every file system can
        _to_disk(folder)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
