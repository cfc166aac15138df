"""What journeys through a served interface are made of: a server in a process of its own, pages, their processes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from tests.conftest import ROOT

_ESCAPE = re.compile(r"\x1b\[[0-9;?<>=$]*[a-zA-Z]|\x1b[()][A-Z0-9]")
_SECONDS = 30


class Served:
    """`qa-bot web` in a process of its own, with an encoder that needs no model."""

    def __init__(self, folder: Path, *options: str, library: Path, **environment: str) -> None:
        command = [sys.executable, "-m", "tests.qa_bot.hashing_cli", "web", "--articles", str(folder)]
        self.process = subprocess.Popen(
            [*command, "--library", str(library), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, **environment},
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        """What is printed for people to open."""

    def sessions(self) -> list[int]:
        """Return the processes that it has started and that have not ended."""
        started: list[int] = []
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # a thread that has just ended
                started += map(int, (task / "children").read_text().split())
        return [process for process in started if is_running(process)]

    def end(self, how: signal.Signals) -> tuple[int, str, str]:
        """End it, and return its code and what else it has printed, on standard output and standard error."""
        self.process.send_signal(how)
        printed, errors = self.process.communicate(timeout=_SECONDS)
        return self.process.returncode, printed, errors

    def close(self) -> None:
        if self.process.poll() is None:
            self.end(signal.SIGKILL)


class Page:
    """What a browser does, without drawing."""

    def __init__(self, websocket: ClientWebSocketResponse) -> None:
        self.websocket = websocket
        self.told: list[object] = []
        """What was told beside what is to be drawn."""
        self._drawn = ""

    @classmethod
    async def open(cls, client: ClientSession, address: str, *, token: str = "") -> Page:
        return cls(await client.ws_connect(f"{address}/ws?width=110&height=40&token={token}"))

    @property
    def shown(self) -> str:
        """All that was ever drawn since the last key."""
        return text_of(self._drawn)

    async def press(self, keys: str) -> None:
        self._drawn = ""
        await self.websocket.send_str(json.dumps(["stdin", keys]))

    async def see(self, text: str) -> None:
        """Wait until a text is drawn."""
        try:
            async with asyncio.timeout(_SECONDS):
                while text not in self.shown:
                    assert await self.receive(), f"the page was closed: {self.shown[-3000:]}"
        except TimeoutError:
            raise AssertionError(f"{text!r} is not shown: {self.shown[-3000:]}") from None

    async def receive(self) -> bool:
        """Take what comes next; say whether the page is still open."""
        message = await self.websocket.receive()
        if message.type is WSMsgType.BINARY:
            self._drawn += message.data.decode()
        elif message.type is WSMsgType.TEXT:
            self.told.append(json.loads(message.data))
        else:
            return False
        return True

    async def hear(self, kind: str) -> object:
        """Wait until something of a kind is told, and return it."""
        while not (heard := [each[1] for each in self.told if isinstance(each, list) and each[0] == kind]):
            assert await self.receive()
        return heard[-1]

    async def ask(self, question: str, *, answer: str) -> None:
        """Ask, and wait for the answer."""
        await self.see("Ask about your articles")
        await self.press(question)
        await self.see(question)
        await self.press("\r")
        await self.see(answer)


def text_of(drawn: str) -> str:
    """Return what was drawn without colours and places."""
    return _ESCAPE.sub("", drawn)


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def ends_within(seconds: float, is_over: Callable[[], bool]) -> bool:
    """Say whether something is over in so many seconds."""
    until = time.monotonic() + seconds
    while not is_over() and time.monotonic() < until:
        time.sleep(0.02)
    return is_over()
