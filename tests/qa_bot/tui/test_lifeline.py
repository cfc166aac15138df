"""What becomes of the program when its terminal, or what has started it, is gone: in a terminal of its own."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import shlex
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa_bot.tui.app import TERMINATED
from tests.conftest import ROOT

Start = Callable[..., "Terminal"]


class Terminal:
    """A terminal in which a shell has started a shell, and that the program.

    As make does, the first catches the hangup and waits for what it has started, which is told of nothing.
    """

    def __init__(self, command: str, process_file: Path) -> None:
        self.shell, self._descriptor = pty.fork()
        if self.shell == 0:
            os.chdir(ROOT)
            os.environ["TERM"] = "xterm-256color"
            os.execv("/bin/sh", ["/bin/sh", "-c", f"trap : HUP; {command}; sleep 60"])
        self.shown = b""
        self.wait_for(b"press Enter")
        self.program = int(process_file.read_text())

    def wait_for(self, text: bytes) -> None:
        until = time.monotonic() + 60
        while text not in self.shown:
            ready, _, _ = select.select([self._descriptor], [], [], max(0, until - time.monotonic()))
            assert ready, f"{text!r} is not shown: {self.shown[-500:]!r}"
            self.shown += os.read(self._descriptor, 65536)

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    @property
    def parent(self) -> int:
        """What has started the program."""
        return int(Path(f"/proc/{self.program}/stat").read_text().rpartition(")")[2].split()[1])

    @property
    def echoes(self) -> bool:
        """Whether what is typed is shown by the terminal itself, as shells have it."""
        return bool(termios.tcgetattr(self._descriptor)[3] & termios.ECHO)

    @property
    def is_running(self) -> bool:
        try:
            state = Path(f"/proc/{self.program}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return False
        return state != "Z"

    def ends_within(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while self.is_running and time.monotonic() < until:
            time.sleep(0.05)
        return not self.is_running


@pytest.fixture
def start(tmp_path: Path, folder: Path) -> Iterator[Start]:
    started: list[Terminal] = []

    def start_it(after: str = "; true") -> Terminal:
        command = [sys.executable, "-m", "tests.qa_bot.hashing_cli", "--articles", str(folder)]
        command += ["--library", str(tmp_path / "library")]
        process_file = tmp_path / "process"
        program = f"echo $$ > {shlex.quote(str(process_file))}; exec {shlex.join(command)}"
        between = f"sh -c {shlex.quote(program)}{after}"
        started.append(Terminal(f"sh -c {shlex.quote(between)}", process_file))
        return started[-1]

    yield start_it
    for terminal in started:
        terminal.close()
        for process in (terminal.program, terminal.shell):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(terminal.shell, 0)


pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes are looked at as Linux has them"
)


def test_it_ends_when_its_terminal_is_closed(start: Start) -> None:
    terminal = start()
    assert terminal.is_running
    terminal.close()
    assert terminal.ends_within(2)


def test_it_ends_when_what_has_started_it_is_gone(start: Start) -> None:
    terminal = start()
    os.kill(terminal.parent, signal.SIGKILL)
    assert terminal.ends_within(2)


def test_a_terminal_that_goes_on_without_what_has_started_it_is_left_as_it_was(start: Start) -> None:
    terminal = start()
    assert not terminal.echoes
    os.kill(terminal.parent, signal.SIGKILL)
    terminal.wait_for(b"\x1b[?1049l")  # back from the screen that programs draw on
    assert terminal.ends_within(2)
    assert terminal.echoes


def test_it_goes_on_while_nothing_happens(start: Start) -> None:
    terminal = start()
    assert not terminal.ends_within(2)


def test_asked_to_end_it_leaves_the_terminal_as_it_was(start: Start) -> None:
    terminal = start("; echo the code is $?")
    os.kill(terminal.program, signal.SIGTERM)
    terminal.wait_for(f"the code is {TERMINATED}".encode())
    assert b"\x1b[?1049l" in terminal.shown  # back from the screen that programs draw on
    assert b"Traceback" not in terminal.shown
