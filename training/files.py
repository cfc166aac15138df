"""Writes files and folders so that a reader sees the old one or the whole new one, never a half."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from training.errors import TrainingError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def open_output(folder: Path) -> None:
    """Create the folder that a run writes to, and try to write there before hours are spent.

    Raises:
        TrainingError: it cannot be created or written to.

    """
    probe = folder / ".probe"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise _unwritable(folder, error) from None


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it there.

    Raises:
        TrainingError: the file cannot be written.

    """
    replace_file(path, lambda partial: partial.write_bytes(content))


def read_kept(path: Path, key: str) -> dict[str, Any] | None:
    """Return what a JSON file keeps under "key" and others; None if there is none, or it is of another key."""
    try:
        kept = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) and kept.get("key") == key else None


def replace_file(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make a file beside its place, then rename it there.

    Raises:
        TrainingError: the file cannot be written.

    """
    partial = path.with_name(f"{path.name}.partial")
    try:
        write(partial)
        partial.replace(path)
    except (OSError, RuntimeError) as error:  # torch raises RuntimeError where the disk is full
        partial.unlink(missing_ok=True)
        raise _unwritable(path, error) from None


def replace_folder(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a folder beside its place, then put it there instead of the one that may be there.

    Raises:
        TrainingError: the folder cannot be written.

    """
    partial = path.with_name(f"{path.name}.partial")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        write(partial)
        if path.exists():
            shutil.rmtree(path)
        partial.rename(path)
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: Exception) -> TrainingError:
    reason = error.strerror if isinstance(error, OSError) else str(error).partition("\n")[0]
    return TrainingError(f"{path} cannot be written ({reason}): name another folder with --output, or make room")
