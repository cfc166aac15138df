"""The theme that was chosen last, in a file of the user's own."""

from __future__ import annotations

import contextlib
from pathlib import Path


def _path() -> Path:
    from platformdirs import user_state_path

    return user_state_path("qa-bot") / "theme"


def remembered_theme() -> str | None:
    """Return the theme that was chosen last; None if none was, or the file cannot be read."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return _path().read_text(encoding="utf-8").strip() or None
    return None


def remember_theme(name: str) -> None:
    """Keep the theme for the next start, if that can be written: it is not worth a complaint."""
    with contextlib.suppress(OSError):
        _path().parent.mkdir(parents=True, exist_ok=True)
        _path().write_text(f"{name}\n", encoding="utf-8")
