"""Opens an article's original outside: a file in the program that is meant for it, a page in the browser."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from embeddings.errors import EmbeddingsError
from embeddings.plaintext import one_line

_URL = re.compile(r"https?://", re.IGNORECASE)


def open_outside(
    source: str,
    *,
    folder: Path | None,
    copy: Callable[[str], None],
    browse: Callable[[str], None] | None = None,
) -> str:
    """Open a source, a path relative to the articles folder or a URL, and return what there is to say about it.

    Without a folder, the articles lie on another machine. Nothing is opened where there are no windows: over ssh a
    browser would draw on the terminal that we draw on. There `copy` is called with what can be opened elsewhere.
    `browse` opens a URL where the reader sits at a browser, and not at this machine.
    """
    if folder is None and not _URL.match(source):
        return f"The original lies where it was shared from: {one_line(source)}"
    if browse is not None and _URL.match(source):
        browse(source)
        return f"Opened {one_line(source)}"
    target = source if _URL.match(source) else str(_file_of(source, folder or Path()))
    if target != source and not Path(target).is_file():
        return f"{one_line(target)} cannot be found."
    if browse is not None:
        return f"The original lies on the server: {one_line(target)}"
    problem = _start(target)
    if problem is None:
        return f"Opened {one_line(target)}"
    copy(target if target.isprintable() else one_line(target))  # a line's end, where it is pasted, runs a command
    return f"{problem}: copied {one_line(target)}"


def _file_of(source: str, folder: Path) -> Path:
    """Return the absolute path of a file: its source is what can be printed of it, and it may hold more."""
    from embeddings.folder import scan

    path = folder / source
    if not path.is_file():
        roots = [str(path.parent)] if Path(source).is_absolute() else []
        with contextlib.suppress(EmbeddingsError):
            path = next((file.path for file in scan(folder, roots).files if file.source == source), path)
    return path.resolve()


def _start(target: str) -> str | None:
    """Start the program that is meant for a file or URL; return why it cannot be, or None."""
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    has_windows = sys.platform == "darwin" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())
    if not has_windows:
        return "There are no windows here to open it in"
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen([opener, target], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError as error:
        return f"{opener} cannot be started ({error.strerror})"
    return None
