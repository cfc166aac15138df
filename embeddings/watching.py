"""Tells when something changes in the folders and files that articles come from. Reads none of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from embeddings.folder import IGNORE_FILE
from embeddings.formats import format_of

if TYPE_CHECKING:
    from watchfiles import Change

_QUIET = 200
"""Milliseconds without a change after which what has changed is told: a file is rarely written in one go."""
_AT_LATEST = 2_000
"""Milliseconds after which it is told although changes go on."""


def changes(places: Sequence[Path], stop: threading.Event) -> Iterator[None]:
    """Yield whenever something has changed in these files and folders, until it is told to stop.

    Once they are watched it yields for the first time, for something may have changed before.

    Raises:
        OSError: they cannot be watched: the system may have no room for it.

    """
    from watchfiles import watch  # a tenth of a second

    there = [place for place in places if place.exists()]
    if not there:
        return
    is_first = True
    for seen in watch(
        *there,
        watch_filter=_matters,
        stop_event=stop,
        step=_QUIET,
        debounce=_AT_LATEST,
        rust_timeout=_AT_LATEST,
        yield_on_timeout=True,
        raise_interrupt=False,
        ignore_permission_denied=True,
    ):
        if seen or is_first:
            yield
        is_first = False


def _matters(_: Change, path: str) -> bool:
    """Say whether a path may be a file of articles, or a folder: of one that is gone nobody can tell."""
    name = PurePath(path).name
    if name.startswith("."):
        return name == IGNORE_FILE
    return format_of(PurePath(path).suffix) is not None or not Path(path).is_file()
