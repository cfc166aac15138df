"""Runs a block without root's power to read and write everything, so that permissions mean something."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

_NOBODY = 65534


@contextlib.contextmanager
def unprivileged(folder: Path) -> Iterator[None]:
    """Act as nobody if the tests run as root; the way to the folder is opened first."""
    if os.geteuid() != 0:
        yield
        return
    opened = [(path, path.stat().st_mode) for path in (folder, *folder.parents) if not path.stat().st_mode & 0o001]
    for path, mode in opened:
        path.chmod(mode | 0o011)
    folder.chmod(folder.stat().st_mode | 0o055)
    os.setresuid(_NOBODY, _NOBODY, 0)  # the real one too: os.access asks for that
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        for path, mode in opened:
            path.chmod(mode)
