"""What is passed on of what a page's process writes, without a process."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from qa_bot.bot import QABot
from qa_bot.config import Config
from qa_bot.web.process import PageProcess


class Websocket:
    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.is_closed = False

    async def send_bytes(self, drawn: bytes) -> None:
        self.sent.append(drawn)

    async def send_str(self, told: str) -> None:
        self.sent.append(told.encode())

    async def close(self) -> None:
        self.is_closed = True


@pytest.mark.parametrize("stray", [b"a stray line\n", b"M\0\0\0\x04oops", b""])
async def test_a_page_whose_process_writes_what_cannot_be_understood_is_closed(bot: QABot, stray: bytes) -> None:
    websocket, config = Websocket(), Config(Path("articles"))
    page = PageProcess(
        bot,
        config,
        keeps=True,
        websocket=cast(Any, websocket),
        downloads=cast(Any, None),
        stopping=threading.Event(),
    )
    written = asyncio.StreamReader()
    written.feed_data(b"__GANGLION__\nD\0\0\0\x05drawn" + stray)
    if not stray:
        written.feed_eof()
    page._process = cast(Any, SimpleNamespace(stdout=written))
    await asyncio.wait_for(page.run(), 10)
    assert websocket.sent == [b"drawn"]
    assert websocket.is_closed
