"""Shows at once what the interface drew first the last time, until it is there to draw: importing it takes longer."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import stat
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
_LARGEST = 1_000_000
"""Bytes of a picture; 300 columns and 100 lines of many colours are a tenth."""
_DRAWN_BY = ("TERM", "COLORTERM", "NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS")
"""Variables of the environment that change what is drawn."""
_SAID = re.compile(r"\x1b\[[?><][\d;]*\$?[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""What is said to the terminal and draws nothing: a picture asks it for nothing, and sets nothing."""
_PICTURE = re.compile(r"(?:\x1b\[[\d;]*[Hm]|[^\x00-\x09\x0b-\x1f\x7f-\x9f])*")
"""Text, its styles, and where it stands."""
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[?7l", "\x1b[?7h\x1b[?25h\x1b[?2004l\x1b[?1049l"
"""The terminal's other screen without a cursor, pastes told as such, lines not wrapped; and back."""


class FirstScreen:
    """A picture of the interface before it was ready, for one terminal and one folder; keys wait unseen meanwhile."""

    def __init__(self, *kind: object) -> None:
        """Make that of an interface of this kind: all that what is drawn first depends on, beside the terminal."""
        self._size = shutil.get_terminal_size()
        self._kind = repr((__version__, self._size, [os.environ.get(name) for name in _DRAWN_BY], kind))
        self._name = f"{zlib.crc32(self._kind.encode(errors='backslashreplace')):08x}"
        self._drawn: list[str] | None = []
        self._borrowed: _Borrowed | None = None

    @contextlib.contextmanager
    def shown(self, keyboard: int, display: TextIO) -> Iterator[None]:
        """Show the picture, if there is one, until `hand_over`; leave the terminal as it was if that never comes.

        Nothing is shown where the display is no terminal.
        """
        picture = self._kept() if display.isatty() else ""
        try:
            if picture:
                with contextlib.suppress(OSError, termios.error):
                    self._borrowed = _Borrowed(keyboard)
                    self._borrowed.take()
                    _write(display, _ENTER + picture)
            yield
        finally:
            if self._borrowed is not None:
                self.hand_over()
                _write(display, _LEAVE)

    def _kept(self) -> str:
        """Return the picture that is kept; "" for none, or what is none of ours."""
        with contextlib.suppress(OSError, ValueError):
            file = os.open(_folder() / self._name, os.O_RDONLY | os.O_NONBLOCK)
            with os.fdopen(file, encoding="utf-8", newline="\n") as kept:
                status = os.fstat(file)
                if stat.S_ISREG(status.st_mode) and status.st_size <= _LARGEST:
                    kind, _, picture = kept.read().partition("\n")
                    return picture if kind == self._kind and _PICTURE.fullmatch(picture) else ""
        return ""

    def hand_over(self) -> None:
        """Give the terminal, as it was, to what draws from now on."""
        if self._borrowed is not None:
            self._borrowed.give_back()
            self._borrowed = None

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
        picture = _SAID.sub("", "".join(drawn or ()))
        if picture and _PICTURE.fullmatch(picture) and shutil.get_terminal_size() == self._size:
            with contextlib.suppress(OSError, UnicodeError):
                _folder().mkdir(parents=True, exist_ok=True)
                written = _folder() / f".{self._name}-{os.getpid()}"
                try:
                    written.write_text(f"{self._kind}\n{picture}", encoding="utf-8", newline="\n")
                    written.replace(_folder() / self._name)
                finally:
                    written.unlink(missing_ok=True)
                for old in sorted(_folder().glob("[!.]*"), key=lambda path: path.stat().st_mtime)[:-_MOST_KEPT]:
                    old.unlink()


class _Borrowed:
    """A terminal's keyboard, what is typed unechoed and left as it was typed; Ctrl+C ends the program, no other key."""

    _ENDING = (signal.SIGHUP, signal.SIGTERM)

    def __init__(self, keyboard: int) -> None:
        self._keyboard = keyboard
        self._attributes = termios.tcgetattr(keyboard)
        self._handlers: dict[signal.Signals, Any] = {number: signal.getsignal(number) for number in self._ENDING}

    def take(self) -> None:
        for number in self._ENDING:
            signal.signal(number, _ended)
        quiet = termios.tcgetattr(self._keyboard)
        quiet[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
        quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        nothing = bytes([os.fpathconf(self._keyboard, "PC_VDISABLE") & 0xFF])
        quiet[6][termios.VQUIT] = quiet[6][termios.VSUSP] = nothing
        quiet[6][termios.VMIN], quiet[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._keyboard, termios.TCSANOW, quiet)

    def give_back(self) -> None:
        with contextlib.suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(self._keyboard, termios.TCSANOW, self._attributes)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)


def _ended(number: int, _: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def _folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("qa-bot") / "screens"


def _write(display: TextIO, text: str) -> None:
    display.write(text)
    display.flush()
