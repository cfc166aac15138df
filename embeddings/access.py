"""Says whether a folder is there and may be read, before anything heavier is imported."""

from __future__ import annotations

import os
from pathlib import Path

from embeddings.errors import ArticlesFolderError
from embeddings.plaintext import one_line


def check_folder(folder: Path) -> None:
    """Raise ArticlesFolderError unless the folder is there and may be read."""
    name = one_line(str(folder))
    give = "give the folder that holds your articles with --articles FOLDER"
    try:
        with os.scandir(folder):
            return
    except FileNotFoundError:
        message = f"there is no folder {name}: {give}"
    except NotADirectoryError:
        message = f"{name} is not a folder: {give}"
    except OSError as error:
        message = f"the folder {name} may not be read ({error.strerror}): give yourself permission to, or {give}"
    raise ArticlesFolderError(folder, message)


def folder_warning(folder: Path) -> str | None:
    """Return a line for a folder whose articles are answered from though it is missing; None if it may be read."""
    try:
        check_folder(folder)
    except ArticlesFolderError as error:
        return f"{error}; answering from what was indexed before"
    return None
