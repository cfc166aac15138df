"""Shows at once what the interface drew first the last time, until it is there to draw: importing it takes longer."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import sys
import termios
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, TextIO

from qa_bot import __version__

_MOST_KEPT = 20
"""Pictures, of terminals of other sizes and of other folders."""
_DRAWN_BY = ("TERM", "COLORTERM", "NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS")
"""Variables of the environment that change what is drawn."""
_MODES = re.compile(r"\x1b\[[?>][\d;]*\$?[A-Za-z]|\x1b\[<u|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""What is said to the terminal and draws nothing: a picture that is shown again asks it for nothing."""
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l\x1b[?7l", "\x1b[?7h\x1b[?25h\x1b[?1049l"
"""The terminal's other screen without a cursor, lines not wrapped, and back."""


class FirstScreen:
    """A picture of the interface before it was ready, for one terminal and one folder; keys wait unseen meanwhile."""

    def __init__(self, *kind: object) -> None:
        """Make that of an interface of this kind: what it is over, how it looks."""
        size = shutil.get_terminal_size()
        drawn_by = [os.environ.get(name) for name in _DRAWN_BY]
        self._name = f"{zlib.crc32(repr((__version__, size, drawn_by, kind)).encode()):08x}"
        self._shown = ""
        self._drawn: list[str] | None = []
        self._before: tuple[int, list[Any]] | None = None
        """The keyboard and its terminal's attributes, until these are put back."""

    @contextlib.contextmanager
    def shown(self, keyboard: int, display: TextIO) -> Iterator[None]:
        """Show the picture, if there is one, until `hand_over`; leave the terminal as it was if that never comes.

        Nothing is shown where the display is no terminal.
        """
        if display.isatty():
            with contextlib.suppress(OSError, UnicodeDecodeError, termios.error):
                self._shown = (_folder() / self._name).read_text(encoding="utf-8")
                self._begin(keyboard)
                _write(display, _ENTER + self._shown)
        try:
            yield
        finally:
            if self._before is not None:
                self.hand_over()
                _write(display, _LEAVE)

    def _begin(self, keyboard: int) -> None:
        """Let what is typed wait for the interface, unechoed and as it was typed; Ctrl+C ends the program."""
        before = termios.tcgetattr(keyboard)
        quiet = list(before)
        quiet[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
        quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        signal.signal(signal.SIGTERM, _terminated)
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # Textual has its own way to stop
        termios.tcsetattr(keyboard, termios.TCSANOW, quiet)
        self._before = keyboard, before

    def hand_over(self) -> None:
        """Give the terminal to what draws from now on."""
        if self._before is not None:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            keyboard, attributes = self._before
            self._before = None
            with contextlib.suppress(termios.error):  # the terminal is gone
                termios.tcsetattr(keyboard, termios.TCSANOW, attributes)

    def record(self, drawn: str) -> None:
        """Take note of what is drawn, until it is kept."""
        if self._drawn is not None:
            self._drawn.append(drawn)

    def spoil(self) -> None:
        """Do not keep what is drawn: somebody has typed, and it may be in the picture."""
        self._drawn = None

    def keep(self) -> None:
        """Keep what was drawn until now for the next start, if that can be written: it is not worth a complaint."""
        drawn, self._drawn = self._drawn, None
        picture = _MODES.sub("", "".join(drawn or ()))
        if picture and picture != self._shown:
            with contextlib.suppress(OSError):
                _folder().mkdir(parents=True, exist_ok=True)
                written = _folder() / f".{self._name}-{os.getpid()}"
                written.write_text(picture, encoding="utf-8")
                written.replace(_folder() / self._name)
                for old in sorted(_folder().iterdir(), key=lambda path: path.stat().st_mtime)[:-_MOST_KEPT]:
                    old.unlink()


def _folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("qa-bot") / "screens"


def _write(display: TextIO, text: str) -> None:
    display.write(text)
    display.flush()


def _terminated(number: int, _: FrameType | None) -> NoReturn:
    sys.exit(128 + number)
