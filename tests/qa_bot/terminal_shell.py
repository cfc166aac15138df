"""A shell in a terminal of its own, so that a test can press Tab in it."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from pathlib import Path

_ENDED = "the-end"


def typed_into(shell: list[str], *lines: str, folder: Path, seconds: float = 20) -> str:
    """Return what a shell has shown once it has come to the end of what was typed, a line at a time."""
    keyboard, terminal = pty.openpty()
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    running = subprocess.Popen(
        shell, stdin=terminal, stdout=terminal, stderr=terminal, cwd=folder, env=environment, start_new_session=True
    )
    os.close(terminal)
    try:
        os.write(keyboard, "\n".join((*lines, f"echo {_ENDED[:3]}'{_ENDED[3:]}'", "")).encode())
        return _shown(keyboard, until=time.monotonic() + seconds)
    finally:
        running.kill()
        running.wait()
        os.close(keyboard)


def _shown(keyboard: int, *, until: float) -> str:
    shown = b""
    while _ENDED.encode() not in shown:
        ready, _, _ = select.select([keyboard], [], [], max(0, until - time.monotonic()))
        assert ready, shown.decode(errors="replace")
        shown += os.read(keyboard, 65_536)
    return shown.decode(errors="replace")
