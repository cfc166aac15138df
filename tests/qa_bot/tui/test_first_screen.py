"""What is shown until the interface is there to draw, in terminals of their own."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import pty
import re
import select
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa_bot.remembered import remember_theme
from qa_bot.tui.first_screen import FirstScreen
from qa_bot.tui.themes import LIGHT
from tests.conftest import ROOT

Start = Callable[[], "Terminal"]

PROMPT = b"press Enter"
TEXTUAL = b"\x1b[?1004h"
"""Textual asks to be told of the focus, and we do not."""
LEFT = b"\x1b[?1049l"
PASTES = b"\x1b[?2004h"


class Terminal:
    """A terminal of 80 columns and 24 lines."""

    def __init__(self, *program: str) -> None:
        """Open one in which this runs; without, one that nothing runs in."""
        self._process = 0
        if program:
            self._process, self._descriptor = pty.fork()
            if self._process == 0:
                os.chdir(ROOT)
                os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24")
                os.execv(program[0], program)
        else:
            self._descriptor, self.inside = pty.openpty()
        self.shown = b""

    def type(self, text: str) -> None:
        os.write(self._descriptor, text.encode())

    def wait_for(self, text: bytes) -> None:
        while text not in re.sub(rb"\x1b\[[0-9;]*[a-zA-Z]", b"", self.shown):
            assert self.reads(60), f"{text!r} is not shown: {self.shown[-500:]!r}"

    def reads(self, timeout: float) -> bool:
        """Read what is drawn next. Return False if that is nothing in so many seconds."""
        ready, _, _ = select.select([self._descriptor], [], [], timeout)
        with contextlib.suppress(OSError):  # the program has ended
            self.shown += os.read(self._descriptor, 65536) if ready else b""
        return bool(ready)

    def close(self) -> None:
        os.close(self._descriptor)
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        else:
            os.close(self.inside)


@pytest.fixture
def start(tmp_path: Path, folder: Path) -> Iterator[Start]:
    """Return a function that starts the program over some articles."""
    started: list[Terminal] = []

    def start_it() -> Terminal:
        command = ("-m", "tests.qa_bot.hashing_cli", "--articles", str(folder), "--library", str(tmp_path / "library"))
        started.append(Terminal(sys.executable, *command))
        return started[-1]

    yield start_it
    for terminal in started:
        terminal.close()


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """Return one that nothing runs in."""
    own = Terminal()
    yield own
    own.close()


def pictures() -> list[Path]:
    return list((Path.home() / ".local/state/qa-bot/screens").glob("[!.]*"))


def wait_for_picture() -> Path:
    until = time.monotonic() + 60
    while not pictures():
        assert time.monotonic() < until, "no picture is kept"
        time.sleep(0.05)
    return pictures()[0]


def test_what_was_drawn_first_is_shown_at_the_next_start_before_textual_is_there(start: Start) -> None:
    first = start()
    first.wait_for(PROMPT)
    assert TEXTUAL in first.shown[: first.shown.index(PROMPT)]
    wait_for_picture()
    second = start()
    second.wait_for(PROMPT)
    assert TEXTUAL not in second.shown


def test_what_is_typed_meanwhile_reaches_the_prompt_and_no_picture(start: Start) -> None:
    start().wait_for(PROMPT)
    picture = wait_for_picture()
    kept = picture.read_bytes()
    second = start()
    second.wait_for(PROMPT)
    second.type("zebra")
    second.wait_for(b"zebra")
    assert TEXTUAL in second.shown[: second.shown.index(b"zebra")]  # no echo of the terminal's
    second.wait_for(b"ready")
    assert picture.read_bytes() == kept


@contextlib.contextmanager
def shown(screen: FirstScreen, terminal: Terminal) -> Iterator[None]:
    with open(terminal.inside, "w", closefd=False) as display, screen.shown(terminal.inside, display):
        yield


def test_what_is_pasted_early_reaches_the_prompt_as_it_was_and_no_picture(start: Start) -> None:
    start().wait_for(PROMPT)
    wait_for_picture()
    second = start()
    second.wait_for(PROMPT)
    assert PASTES in second.shown
    second.type("\x1b[200~a zebra\rand a gnu\x1b[201~")
    second.wait_for(b"and a gnu")
    assert b"a zebra" in second.shown
    second.wait_for(b"ready")
    assert b"answering" not in second.shown
    assert not any(b"zebra" in picture.read_bytes() for picture in pictures())


def test_a_paste_before_there_is_any_picture_gets_into_none(start: Start) -> None:
    terminal = start()
    terminal.wait_for(PASTES)
    terminal.type("\x1b[200~a zebra\x1b[201~")
    terminal.wait_for(b"zebra")
    terminal.wait_for(b"ready")
    assert not pictures()


def test_a_picture_is_of_the_theme_that_was_chosen_last(start: Start) -> None:
    start().wait_for(PROMPT)
    wait_for_picture()
    remember_theme(LIGHT.name)
    second = start()
    second.wait_for(PROMPT)
    assert TEXTUAL in second.shown[: second.shown.index(PROMPT)]


def kept_picture(*kind: object, drawn: str = "a picture") -> None:
    screen = FirstScreen(*kind)
    screen.record(drawn)
    screen.keep()


def test_without_an_interface_the_terminal_is_left_as_it_was(terminal: Terminal) -> None:
    kept_picture("articles")
    before = termios.tcgetattr(terminal.inside)
    with pytest.raises(KeyboardInterrupt), shown(FirstScreen("articles"), terminal):
        assert not termios.tcgetattr(terminal.inside)[3] & termios.ECHO
        raise KeyboardInterrupt
    terminal.wait_for(LEFT)
    assert b"a picture" in terminal.shown
    assert termios.tcgetattr(terminal.inside) == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_before_there_is_an_interface_the_terminal_is_left_as_it_was(
    terminal: Terminal, number: signal.Signals
) -> None:
    kept_picture("articles")
    before = termios.tcgetattr(terminal.inside), signal.getsignal(number)
    with pytest.raises(SystemExit) as ended, shown(FirstScreen("articles"), terminal):
        os.kill(os.getpid(), number)
        time.sleep(10)
    assert ended.value.code == 128 + number
    terminal.wait_for(LEFT)
    assert (termios.tcgetattr(terminal.inside), signal.getsignal(number)) == before


def test_asked_to_end_while_the_picture_is_drawn_the_terminal_is_left_as_it_was(terminal: Terminal) -> None:
    kept_picture("articles")
    before = termios.tcgetattr(terminal.inside)

    class Slow(io.StringIO):
        def isatty(self) -> bool:
            return True

        def flush(self) -> None:
            if LEFT.decode() not in self.getvalue():
                raise KeyboardInterrupt

    display = Slow()
    with pytest.raises(KeyboardInterrupt), FirstScreen("articles").shown(terminal.inside, display):
        pass
    assert display.getvalue().endswith(LEFT.decode())
    assert termios.tcgetattr(terminal.inside) == before


def test_what_takes_over_finds_the_terminal_as_it_was_and_leaves_it(terminal: Terminal) -> None:
    kept_picture("articles")
    before = termios.tcgetattr(terminal.inside)
    screen = FirstScreen("articles")
    with shown(screen, terminal):
        screen.hand_over()
        assert termios.tcgetattr(terminal.inside) == before
    terminal.wait_for(b"a picture")
    assert not terminal.reads(0.1)
    assert LEFT not in terminal.shown


@pytest.mark.parametrize("kind", [("other articles",), ("articles", "another theme")])
def test_nothing_is_shown_that_was_drawn_for_another_interface(terminal: Terminal, kind: tuple[str, ...]) -> None:
    kept_picture("articles")
    with shown(FirstScreen(*kind), terminal):
        pass
    assert not terminal.reads(0.1)


def test_nothing_is_shown_in_a_terminal_of_another_size(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_picture("articles")
    monkeypatch.setenv("COLUMNS", "61")
    with shown(FirstScreen("articles"), terminal):
        pass
    assert not terminal.reads(0.1)


def test_nothing_is_said_to_the_terminal_again_but_what_draws(terminal: Terminal) -> None:
    said = ("\x1b[?2048$p", "\x1b[>1u", "\x1b]22;default\x07", "\x1b[?2026l")
    kept_picture("articles", drawn="\x1b[1;1H\x1b[1;38;5;254mprompt\x1b[0m".join(said))
    with shown(FirstScreen("articles"), terminal):
        pass
    terminal.wait_for(LEFT)
    assert terminal.shown.count(b"\x1b[1;1H\x1b[1;38;5;254mprompt\x1b[0m") == 3
    assert not any(each.encode() in terminal.shown for each in said)


@pytest.mark.parametrize("hostile", ["\x1b]52;c;eA==\x07", "\x1b[6n", "\x1b[?1000h", "\x1bc", "\x9b6n", "\x07"])
def test_what_somebody_has_put_into_a_picture_never_reaches_the_terminal(terminal: Terminal, hostile: str) -> None:
    kept_picture("articles")
    with pictures()[0].open("a", encoding="utf-8") as kept:
        kept.write(hostile)
    with shown(FirstScreen("articles"), terminal):
        pass
    assert not terminal.reads(0.1)


def test_a_pipe_in_the_place_of_a_picture_is_not_waited_for(terminal: Terminal) -> None:
    kept_picture("articles")
    path = pictures()[0]
    path.unlink()
    os.mkfifo(path)
    with shown(FirstScreen("articles"), terminal):
        pass
    assert not terminal.reads(0.1)


def test_no_picture_is_kept_of_a_window_that_was_changed_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = FirstScreen("articles")
    screen.record("a picture")
    monkeypatch.setenv("COLUMNS", "61")
    screen.keep()
    assert not pictures()


def test_what_cannot_be_written_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "no space", str(target))

    monkeypatch.setattr(Path, "replace", fail)
    kept_picture("articles")
    assert not list((Path.home() / ".local/state/qa-bot/screens").iterdir())


def test_what_somebody_typed_into_is_not_kept() -> None:
    screen = FirstScreen("articles")
    screen.record("a picture")
    screen.spoil()
    screen.record("more")
    screen.keep()
    assert not pictures()


def test_few_pictures_are_kept_the_latest() -> None:
    for number in range(30):
        kept_picture(number, drawn=f"picture {number}")
    shown = {picture.read_text(encoding="utf-8").partition("\n")[2] for picture in pictures()}
    assert len(shown) == 20
    assert "picture 29" in shown


def test_a_picture_that_cannot_be_read_or_kept_is_no_matter(terminal: Terminal) -> None:
    kept_picture("articles")
    pictures()[0].write_bytes(b"\xff")
    with shown(FirstScreen("articles"), terminal):
        pass
    assert not terminal.reads(0.1)
    (Path.home() / ".local").rename(Path.home() / "gone")
    (Path.home() / ".local").write_text("no folder")
    kept_picture("articles")
