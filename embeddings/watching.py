"""Tells when something changes in the folders and files that articles come from. Reads none of them."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from embeddings.folder import IGNORE_FILE
from embeddings.formats import PASSED_OVER, format_of

if TYPE_CHECKING:
    from watchfiles import Change

_QUIET = 200
"""Milliseconds without a change after which what has changed is told: a file is rarely written in one go."""
_AT_LATEST = 2_000
"""Milliseconds after which it is told although changes go on, and after which is looked for what is not there."""
_INSTEAD = 20_000
"""Milliseconds after which something may have changed where that cannot be told."""


def changes(places: Sequence[Path], stop: threading.Event) -> Iterator[None]:
    """Yield whenever something has changed in these files and folders, until it is told to stop.

    Once they are watched it yields for the first time, and again whenever a place is another one under the same name:
    something may have changed before. When none of them is there, it waits until one is. Where a file or folder has a
    name that is no text, of which the system tells nothing, it yields now and then.

    Raises:
        OSError: they cannot be watched: the system may have no room for it.

    """
    while not stop.is_set():
        before, is_first = _standing(places), True
        there = [place for place, standing in zip(places, before, strict=True) if standing is not None]
        if not there:
            stop.wait(_AT_LATEST / 1000)
            continue
        try:
            for seen in _watched(there, stop):
                if seen or is_first:
                    yield
                is_first = False
                if _standing(places) != before:
                    break  # what is watched is no longer what has its name
        except FileNotFoundError:
            continue  # it has gone just now
        except RuntimeError:  # the base of that which watchfiles raises, and does not name
            if not stop.wait(_INSTEAD / 1000):
                yield


def _watched(places: Sequence[Path], stop: threading.Event) -> Iterator[set[tuple[Change, str]]]:
    """Yield what has changed in places that are there, and nothing now and then if nothing has."""
    from watchfiles import watch  # a tenth of a second

    return watch(
        *places,
        watch_filter=_matters,
        stop_event=stop,
        step=_QUIET,
        debounce=_AT_LATEST,
        rust_timeout=_AT_LATEST,
        yield_on_timeout=True,
        raise_interrupt=False,
        ignore_permission_denied=True,
    )


def _standing(places: Sequence[Path]) -> list[tuple[int, ...] | None]:
    """Return what tells each place from another of its name: a program may save a file by putting a new one there."""
    standing: list[tuple[int, ...] | None] = []
    for place in places:
        try:
            status = place.stat()
        except OSError:
            standing.append(None)
        else:
            is_file = stat.S_ISREG(status.st_mode)
            standing.append((status.st_ino, *((status.st_mtime_ns, status.st_size) if is_file else ())))
    return standing


def _matters(_: Change, path: str) -> bool:
    """Say whether a path may be a file of articles, or a folder: of one that is gone nobody can tell."""
    name = PurePath(path).name
    if name.startswith(PASSED_OVER):
        return name == IGNORE_FILE
    return format_of(PurePath(path).suffix) is not None or not Path(path).is_file()
