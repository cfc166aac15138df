"""Serves the terminal interface to browsers: a page, its files and downloads, and a process for each page."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import textual_serve
from aiohttp import WSCloseCode, WSMsgType, web
from textual_serve.download_manager import DownloadManager

from qa_bot.log import unexpected
from qa_bot.web.access import Refusal, refusal
from qa_bot.web.following import fetch, follow
from qa_bot.web.process import WORK, PageProcess, work_has_ended

if TYPE_CHECKING:
    import socket

    from qa_bot.bot import QABot
    from qa_bot.config import Config

_PAGE = Path(__file__).parent / "page"
_TERMINAL = Path(textual_serve.__file__).parent / "static"
_ENDS_WITHIN = 0.5
"""Seconds for connections that are open, and after them for what the bot is at, when the server ends."""
_REASON_AT_MOST = 120
"""Bytes that fit into the frame that closes a connection."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",  # an address may hold the token
    "X-Content-Type-Options": "nosniff",
}

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """One bot, and the pages that ask it."""

    def __init__(self, bot: QABot, config: Config, *, token: str | None, port: int) -> None:
        self._bot = bot
        self._config = config
        self._token = token
        self._cookie = f"qa_bot_{port}"  # cookies are shared between the ports of a host
        self._downloads = DownloadManager()
        self._pages: set[PageProcess] = set()
        self._stopping = threading.Event()

    def application(self) -> web.Application:
        """Return what answers requests."""
        application = web.Application(middlewares=[self._guard])
        application.add_routes(
            [
                web.get("/", self._index),
                web.get("/ws", self._converse),
                web.get("/download/{key}", self._download),
                web.static("/page", _PAGE),
                web.static("/static", _TERMINAL),
            ]
        )
        application.on_response_prepare.append(_add_headers)
        application.on_startup.append(self._follow)
        application.on_shutdown.append(self._stop)
        return application

    @web.middleware
    async def _guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Answer only those who may ask, and nothing with a traceback."""
        refused = self._refusal(request)
        if refused is not None:
            return web.Response(status=refused.status, text=f"{refused.reason}\n")
        try:
            return await handler(request)
        except web.HTTPException:
            raise
        except Exception as error:  # whatever a library raises
            return web.Response(status=500, text=f"{unexpected(error)}\n")

    def _refusal(self, request: web.Request) -> Refusal | None:
        return refusal(
            token=self._token,
            given=[*request.query.getall("token", []), request.cookies.get(self._cookie, "")],
            host=request.headers.get("Host", ""),
            origin=request.headers.get("Origin"),
        )

    async def _index(self, request: web.Request) -> web.StreamResponse:
        response = web.FileResponse(_PAGE / "index.html", headers={"Cache-Control": "no-store"})
        if self._token is not None:
            response.set_cookie(self._cookie, self._token, httponly=True, samesite="Strict", secure=request.secure)
        return response

    async def _converse(self, request: web.Request) -> web.StreamResponse:
        """Run the interface for a page, until that or the interface ends."""
        websocket = web.WebSocketResponse(heartbeat=15, timeout=_ENDS_WITHIN)
        await websocket.prepare(request)
        page = PageProcess(
            self._bot,
            self._config,
            keeps=self._token is None,  # else one would read what another has asked
            websocket=websocket,
            downloads=self._downloads,
            stopping=self._stopping,
        )
        self._pages.add(page)
        try:
            await page.start(_count(request.query.get("width"), 80), _count(request.query.get("height"), 24))
            async for message in websocket:
                if message.type is WSMsgType.TEXT:
                    await _pass_on(message.data, page, websocket)
        except OSError as error:
            await websocket.close(code=WSCloseCode.INTERNAL_ERROR, message=unexpected(error).encode()[:_REASON_AT_MOST])
        finally:
            await page.stop()
            self._pages.discard(page)
            await websocket.close()
        return websocket

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """Hand out what an interface delivers, never to be opened as a page of ours."""
        key = request.match_info["key"]
        try:
            download = await self._downloads.get_download_metadata(key)
        except KeyError:
            return web.Response(status=404, text="There is no such file, or no longer.\n")
        response = web.StreamResponse(
            headers={
                "Content-Type": "application/octet-stream",
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(download.file_name, safe='')}",
            }
        )
        await response.prepare(request)
        async for chunk in self._downloads.download(key):
            await response.write(chunk)
        await response.write_eof()
        return response

    async def _follow(self, _: web.Application) -> None:
        for keep_up in (follow, fetch):
            threading.Thread(target=keep_up, args=(self._bot, self._stopping), name=WORK, daemon=True).start()

    async def _stop(self, _: web.Application) -> None:
        self._stopping.set()
        await asyncio.gather(*(page.stop() for page in self._pages))


def serve(bot: QABot, config: Config, listening: socket.socket, *, token: str | None) -> bool:
    """Serve until SIGINT or SIGTERM; say whether the bot is still at work on something, in a thread.

    Every page's process has ended then. Without a token, whoever reaches the socket is served.
    """
    site = Site(bot, config, token=token, port=listening.getsockname()[1])
    for name in ("aiohttp", "asyncio", "textual-serve"):
        logger = logging.getLogger(name)
        logger.addHandler(_ToTheLog())
        logger.propagate = False
    web.run_app(site.application(), sock=listening, print=None, access_log=None, shutdown_timeout=_ENDS_WITHIN)
    return not work_has_ended(within=_ENDS_WITHIN)


class _ToTheLog(logging.Handler):
    """Keeps the errors that libraries tell in our log, and all else that they tell nowhere."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and record.levelno >= logging.ERROR:
            unexpected(error)


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)


async def _pass_on(text: str, page: PageProcess, websocket: web.WebSocketResponse) -> None:
    """Pass on what a browser tells in the protocol of textual-serve; what is not of it is passed over."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return
    match message:
        case ["stdin", str(typed)]:
            await page.send_bytes(typed.encode("utf-8", "replace"))
        case ["resize", {"width": int(width), "height": int(height)}]:
            await page.set_terminal_size(width, height)
        case ["ping", sent]:
            await websocket.send_json(["pong", sent])
        case ["blur", *_]:
            await page.blur()
        case ["focus", *_]:
            await page.focus()


def _count(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else default
