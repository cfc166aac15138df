"""Tells files by their content: a release from others, and the state in which an index was left from every other."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_YOUNG_NS, _SET_BACK_NS = 1_000_000_000, 2_000_000_000
"""A file written so recently has its time set so far back when its state is taken: another write in the same tick of
the clock would not show."""


def sha256(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal, as releases are published with.

    Raises:
        OSError: it cannot be read.

    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def checked_beside(check: Callable[[], object]) -> Iterator[None]:
    """Run a check of what is being loaded in a thread beside that: a second core has nothing else to do.

    What the check raises is raised in place of whatever loading does, which it explains.
    """
    with ThreadPoolExecutor(1) as executor:
        checking = executor.submit(check)
        try:
            yield
        finally:
            checking.result()


def checksum(path: Path) -> str:
    """Return what tells the content of a file, or of all files of a folder, from every other.

    Raises:
        OSError: it cannot be read.

    """
    digest = hashlib.blake2b(digest_size=16)
    for file in _files(path):
        digest.update(str(file.relative_to(path)).encode())
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "blake2b").digest())
    return digest.hexdigest()


def seal(path: Path) -> str:
    """Return what `is_sealed` knows the present state of a file, or of all files of a folder, by.

    Raises:
        OSError: it cannot be read, or its times cannot be set.

    """
    return f"{settled_state(path)} {checksum(path)}"  # in this order: a write in between shows


def is_sealed(path: Path, sealed: str) -> bool:
    """Say whether a file or folder is as it was when it was sealed: by sizes and times, else by what is in it.

    Raises:
        OSError: it cannot be read.

    """
    state, _, content = str(sealed).rpartition(" ")  # a manifest may hold anything
    return bool(state) and (_state(path) == state or checksum(path) == content)


def looks_sealed(path: Path, sealed: str) -> bool:
    """Say whether a file or folder is as it was when it was sealed, by sizes and times alone.

    Raises:
        OSError: it cannot be looked at.

    """
    return _state(path) == str(sealed).rpartition(" ")[0]


def settled_state(path: Path) -> str:
    """Return what changes with every later write to a file, or to any file of a folder, without reading it.

    Raises:
        OSError: it cannot be looked at, or its times cannot be set.

    """
    now = time.time_ns()
    for file in _files(path):
        status = file.stat()
        if status.st_mtime_ns > now - _YOUNG_NS:
            os.utime(file, ns=(status.st_atime_ns, now - _SET_BACK_NS))
    return _state(path)


def _state(path: Path) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for file in _files(path):
        status = file.stat()
        digest.update(f"{file.relative_to(path)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_in_state(path: Path, state: str) -> bool:
    """Say whether a file or folder is in the state that `settled_state` returned.

    Raises:
        OSError: it cannot be looked at.

    """
    return _state(path) == state


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.iterdir()):
        if file.suffix != ".lock":
            yield file
