"""Who is answered what: over real connections, in this process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar, WSServerHandshakeError
from aiohttp.test_utils import TestServer

from qa_bot.bot import QABot
from qa_bot.config import Config
from qa_bot.web.server import Site
from tests.qa_bot.web.pages import Page

TOKEN = "a-token-of-some-length"
PATHS = ["/", "/ws", "/download/1", "/page/page.js", "/static/js/textual.js", "/static/", "/none", "/../pyproject.toml"]


async def start(bot: QABot, folder: Path, *, token: str | None) -> TestServer:
    server = TestServer(Site(bot, Config(articles=folder), token=token, port=8000).application())
    await server.start_server()
    return server


@pytest.fixture
async def site(bot: QABot, folder: Path) -> AsyncIterator[str]:
    """Return the address of a page for this machine alone."""
    server = await start(bot, folder, token=None)
    yield str(server.make_url("")).rstrip("/")
    await server.close()


@pytest.fixture
async def guarded(bot: QABot, folder: Path) -> AsyncIterator[str]:
    """Return the address of a page that asks for a token."""
    server = await start(bot, folder, token=TOKEN)
    yield str(server.make_url("")).rstrip("/")
    await server.close()


@pytest.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as opened:  # of a host without a name too
        yield opened


@pytest.mark.parametrize("path", PATHS)
async def test_without_the_token_there_is_one_line(guarded: str, client: ClientSession, path: str) -> None:
    for token in ("", "?token=", "?token=wrong", "?token=%F0%9F%90%9F&token=\x1b"):
        async with client.get(guarded + path + token) as response:
            assert response.status == 401
            assert await response.text() == (
                "Open the whole address that `qa-bot web` has printed: it ends in ?token=...\n"
            )
            assert "Set-Cookie" not in response.headers


async def test_the_token_becomes_a_cookie_with_which_all_is_there(guarded: str, client: ClientSession) -> None:
    async with client.get(f"{guarded}/?token={TOKEN}") as response:
        assert response.status == 200
        assert response.headers["Set-Cookie"] == f"qa_bot_8000={TOKEN}; HttpOnly; Path=/; SameSite=Strict"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    for path, status in zip(PATHS, (200, 400, 404, 200, 200, 403, 404, 404), strict=True):
        async with client.get(guarded + path) as response:
            assert response.status == status, path
    page = await Page.open(client, guarded)
    await page.see("Ask your articles")
    await page.websocket.close()


async def test_the_websocket_of_others_is_refused(site: str, guarded: str, client: ClientSession) -> None:
    with pytest.raises(WSServerHandshakeError) as refused:
        await client.ws_connect(f"{guarded}/ws")
    assert refused.value.status == 401
    async with client.get(f"{guarded}/?token={TOKEN}"):
        pass
    for address in (site, guarded):
        for origin in ("http://evil.example", "null", "http://127.0.0.1:1", "http://["):
            with pytest.raises(WSServerHandshakeError) as refused:
                await client.ws_connect(f"{address}/ws", origin=origin)
            assert refused.value.status == 403


@pytest.mark.parametrize("path", PATHS[:5])
async def test_a_name_that_leads_to_this_machine_is_refused(site: str, client: ClientSession, path: str) -> None:
    async with client.get(site + path, headers={"Host": "evil.example"}) as response:
        assert response.status == 403
        assert len((await response.text()).splitlines()) == 1


async def test_the_page_asks_for_nothing_from_elsewhere(site: str, client: ClientSession) -> None:
    async with client.get(site) as response:
        page = await response.text()
    assert "http" not in page
    paths = [part.split('"')[0] for part in page.replace("src=", "href=").split('href="')[1:]]
    fetched = [path for path in paths if not path.startswith("data:")]
    assert len(fetched) == 5
    for path in fetched:
        async with client.get(site + path) as response:
            assert response.status == 200, path
            text = await response.read()
            if path.startswith("/page/"):
                assert b"//" not in text.replace(b"// ", b""), path


async def test_what_is_no_message_is_passed_over(site: str, client: ClientSession) -> None:
    page = await Page.open(client, site)
    hostile = ["", "{}", "[]", "[[]]", '["stdin", 1]', '["resize", {"width": "a"}]', '["resize", {}]', "[" * 10_000]
    hostile += ['["stdin", "\\ud800"]', '["resize", {"width": -9, "height": 1e99}]', '["none"]', '["ping"]', "\x1b"]
    for message in hostile:
        await page.websocket.send_str(message)
    await page.websocket.send_bytes(b"\0")
    await page.websocket.send_str('["resize", {"width": 100000000, "height": -1}]')
    await page.websocket.send_str('["resize", {"width": 110, "height": 40}]')
    await page.websocket.send_str('["blur"]')
    await page.websocket.send_str('["focus"]')
    await page.websocket.send_str('["ping", 7]')
    assert await page.hear("pong") == 7
    await page.see("Ask about your articles")
    await page.websocket.close()


async def test_quitting_closes_the_page(site: str, client: ClientSession) -> None:
    page = await Page.open(client, site)
    await page.see("Ask about your articles")
    await page.press("\x11")
    while await page.receive():
        pass
    assert page.websocket.close_code == 1000


async def test_what_is_saved_goes_to_the_browser(site: str, client: ClientSession) -> None:
    page = await Page.open(client, site)
    await page.see("Ask about your articles")
    await page.press("\x10")
    await page.see("Search for commands")
    await page.press("screenshot")
    await page.see("SVG")
    await page.press("\r")
    async with client.get(f"{site}/download/{await page.hear('deliver_file_start')}") as response:
        assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''qa-bot")
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert (await response.text()).startswith("<svg")
    await page.websocket.close()
