"""Starts the process of one page, passes on what is typed and drawn, and sees to it that it ends."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
import time
from dataclasses import replace
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import TYPE_CHECKING

from textual_serve.app_service import AppService

import qa_bot
from qa_bot.log import opened_log, unexpected
from qa_bot.web.calls import DESCRIPTOR, answer_calls

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from aiohttp.web import WebSocketResponse
    from textual_serve.download_manager import DownloadManager

    from qa_bot.bot import QABot
    from qa_bot.config import Config

_READY = b"__GANGLION__\n"
"""What Textual's driver writes before it draws."""
_ENDS_WITHIN = 0.7
"""Seconds in which a process that is asked to end must have ended."""
WORK = "work of the bot"
"""Names the threads in which the bot is at work."""
_COLUMNS_AT_MOST, _ROWS_AT_MOST = 1_000, 500


class PageProcess(AppService):
    """The interface of one page, in a process of its own: it draws, and asks the bot of this process."""

    def __init__(
        self,
        bot: QABot,
        config: Config,
        *,
        keeps: bool,
        websocket: WebSocketResponse,
        downloads: DownloadManager,
        stopping: threading.Event,
    ) -> None:
        """Draw for a page; see `interface` for what `keeps` means."""
        super().__init__(
            "qa-bot",
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=lambda: _close(websocket),
            download_manager=downloads,
        )
        self._bot = bot
        self._config = replace(config, token=None, keys=dict(config.keys))
        self._keeps = keeps
        self._stopping = stopping

    async def start(self, width: int, height: int) -> None:
        """Start the process, to draw on so many columns and rows.

        Raises:
            OSError: the system starts no more.

        """
        await super().start(*_within_bounds(width, height))

    async def set_terminal_size(self, width: int, height: int) -> None:
        await super().set_terminal_size(*_within_bounds(width, height))

    async def stop(self) -> None:
        """End the process, by force if it does not end when asked."""
        if self._task is None or self._process is None:
            return
        task, self._task = self._task, None
        try:
            await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
            with contextlib.suppress(ProcessLookupError, TimeoutError):
                self._process.terminate()
                await asyncio.wait_for(self._process.wait(), _ENDS_WITHIN)
        finally:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            task.cancel()
        await asyncio.wait([task])
        await self._process.wait()

    async def run(self) -> None:
        """Pass on what the process draws and wants, until it ends; then close the page's connection."""
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                await self._pass_on()
        except Exception as error:  # what comes is no frame: nothing that follows can be understood
            unexpected(error)
        await self.remote_close()

    async def _pass_on(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        read = self._process.stdout.readexactly
        passed_on = {b"D": self.on_data, b"M": self.on_meta, b"P": self.on_packed}
        await self._process.stdout.readuntil(_READY)
        while True:
            kind, size = await read(1), int.from_bytes(await read(4), "big")
            await passed_on[kind](await read(size))

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment = super()._build_environment(width, height)
        environment.pop("QA_BOT_TOKEN", None)
        package = str(Path(qa_bot.__file__).parent.parent)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [package, environment.get("PYTHONPATH")]))
        environment["PYTHONSAFEPATH"] = "1"  # the working folder is no place to import from
        return environment

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the process with one end of a connection, which no third can reach; a thread answers at the other."""
        ours, theirs = Pipe()
        with theirs, opened_log() as log:
            environment = {**self._build_environment(width, height), DESCRIPTOR: str(theirs.fileno())}
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "qa_bot.web.session"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env=environment,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,  # Ctrl+C is for the server, which ends it
            )
        self._process, self._stdin = process, process.stdin
        ours.send((self._config, self._keeps))
        threading.Thread(target=self._answer_calls, args=(ours,), name=WORK, daemon=True).start()
        return process

    def _answer_calls(self, connection: Connection) -> None:
        may_forget = self._keeps  # who has a token for this page takes no articles away from the others
        answer_calls(self._bot, connection, is_stopping=self._stopping.is_set, may_forget=may_forget)


def work_has_ended(*, within: float) -> bool:
    """Say whether the bot is done with what pages wanted and files needed, or will be in so many seconds."""
    until = time.monotonic() + within
    threads = [thread for thread in threading.enumerate() if thread.name == WORK]
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return not any(thread.is_alive() for thread in threads)


async def _close(websocket: WebSocketResponse) -> None:
    await websocket.close()


def _within_bounds(width: int, height: int) -> tuple[int, int]:
    return max(1, min(width, _COLUMNS_AT_MOST)), max(1, min(height, _ROWS_AT_MOST))
