"""The whole of it without a browser: `qa-bot web` in a process, its pages' processes, and how they end."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from qa_bot.tui.outside import open_outside
from tests.conftest import ROOT
from tests.qa_bot.conftest import ANSWERED
from tests.qa_bot.web.pages import Page, Served, ends_within, is_running

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes are looked at as Linux has them"
)
HEAVY = ("openvino", "torch", "faiss", "tantivy", "numpy", "tokenizers")
Start = Callable[..., Served]


@pytest.fixture
def start(tmp_path: Path, folder: Path) -> Iterator[Start]:
    """Return a function that serves the articles of the tests."""
    started: list[Served] = []

    def start_it(*options: str, **environment: str) -> Served:
        started.append(Served(folder, *options, library=tmp_path / "library", **environment))
        return started[-1]

    yield start_it
    for served in started:
        served.close()


@pytest.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession() as opened:
        yield opened


async def test_pages_ask_one_bot_and_each_has_its_own_conversation(
    start: Start, client: ClientSession, tmp_path: Path
) -> None:
    served = start()
    assert served.address.startswith("http://127.0.0.1:80")
    first, second = [await Page.open(client, served.address) for _ in range(2)]
    await first.see("3 articles")
    await first.ask(ANSWERED, answer="John Snow")
    await first.press("\x0f")
    await first.see("[1 of ")
    await first.see("The deaths then fell.")
    await first.press("\x1b[20~")
    await first.see("The original lies on the server")
    await second.ask("Which metals conduct superbly?", answer="ot in these articles")
    assert ANSWERED not in second.shown
    sessions = served.sessions()
    assert len(sessions) == 2
    await first.websocket.close()
    assert ends_within(2, lambda: len(served.sessions()) == 1)
    await second.press("\x0f")
    await second.see("[1 of ")
    await second.websocket.close()
    assert ends_within(2, lambda: not served.sessions())
    assert not any(map(is_running, sessions))
    assert (tmp_path / "library" / "conversations.sqlite3").exists()
    assert served.end(signal.SIGINT) == (0, "", "")


async def test_pages_show_what_changes_in_the_files(start: Start, client: ClientSession, folder: Path) -> None:
    served = start()
    pages = [await Page.open(client, served.address) for _ in range(2)]
    for page in pages:
        await page.see("3 articles")
    (folder / "new.txt").write_text("Ice\n\nThe harbour of Sarn froze over in March.\n")
    for page in pages:
        await page.see("1 added")
    await pages[0].ask("what froze over in March?", answer="harbour")
    assert served.end(signal.SIGINT) == (0, "", "")


async def test_a_page_s_process_loads_no_model_and_keeps_no_secret(
    start: Start, client: ClientSession, tmp_path: Path
) -> None:
    served = start(QA_BOT_TOKEN="a-token-of-some-length")
    address, _, token = served.address.partition("/?token=")
    async with client.get(served.address):
        page = await Page.open(client, address, token=token)
    await page.ask(ANSWERED, answer="John Snow")
    (process,) = served.sessions()
    assert "numpy" in Path(f"/proc/{served.process.pid}/maps").read_text()
    assert [name for name in HEAVY if name in Path(f"/proc/{process}/maps").read_text()] == []
    assert token.encode() not in Path(f"/proc/{process}/environ").read_bytes()
    assert not (tmp_path / "library" / "conversations.sqlite3").exists()  # others have the token too
    await page.websocket.close()


def test_what_is_no_request_is_answered_and_not_printed(start: Start) -> None:
    served = start()
    port = int(served.address.rpartition(":")[2])
    for sent in (
        b"\x16\x03\x01\x1b[2J\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: \x1b\r\n\r\n",
        b"GET /ws HTTP/9\r\n\r\n",
        b"",
    ):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(sent + b"\r\n\r\n")
            connection.shutdown(socket.SHUT_WR)
            assert b"Traceback" not in connection.recv(100_000)
    assert served.end(signal.SIGINT) == (0, "", "")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_pages_end_with_the_server(start: Start, client: ClientSession, how: signal.Signals) -> None:
    served = start()
    pages = [await Page.open(client, served.address) for _ in range(2)]
    await pages[0].see("Ask about your articles")
    sessions = served.sessions()
    assert len(sessions) == 2
    served.process.send_signal(how)
    assert ends_within(2, lambda: not any(map(is_running, [served.process.pid, *sessions])))
    code, printed, errors = served.end(how)
    assert (code, printed, errors) == (-how if how == signal.SIGKILL else 0, "", "")


def test_what_else_is_written_to_standard_output_does_not_reach_the_page() -> None:
    session = (
        "import os, sys; from qa_bot.web.session import leave_output_to_the_page as leave; leave(); "
        "os.write(1, b'stray'); os.write(sys.__stdout__.fileno(), b'drawn')"
    )
    ended = subprocess.run([sys.executable, "-c", session], capture_output=True, check=True, cwd=ROOT)
    assert (ended.stdout, ended.stderr) == (b"drawn", b"stray")


@pytest.mark.parametrize(
    ("source", "opened", "said"),
    [
        ("https://example.org/a", ["https://example.org/a"], "Opened https://example.org/a"),
        ("pump.txt", [], "The original lies on the server: "),
        ("gone.txt", [], "cannot be found"),
    ],
)
def test_nothing_is_opened_on_the_server(
    folder: Path, monkeypatch: pytest.MonkeyPatch, source: str, opened: list[str], said: str
) -> None:
    monkeypatch.setattr("subprocess.Popen", None)
    browsed: list[str] = []
    copied: list[str] = []
    assert said in open_outside(source, folder=folder, copy=copied.append, browse=browsed.append)
    assert browsed == opened
    assert not copied
