"""A bot and its commands over a few small articles, without a model."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qa_bot import cli, ready_bot
from qa_bot.bot import QABot
from qa_bot.config import Config
from qa_bot.engine import Engine
from qa_bot.reader import ExtractiveReader
from tests.conftest import ROOT, Write
from tests.hashing_encoder import HashingEncoder
from tests.word_model import WordModel

ARTICLES = {
    "pump.txt": (
        "The pump in Broad Street\n\n"
        "John Snow removed the handle of the pump in September 1854. The deaths then fell.\n\n"
        "The brewery's men drank beer and stayed well.\n"
    ),
    "kites.md": (
        "---\ntitle: Kites over Weifang\ndate: 2020-04-18\nauthor: A. Li\n---\n\n"
        "Weifang has held a festival of kites every April since 1984.\n\n"
        "The longest kite was a dragon of 280 metres.\n"
    ),
    "tea.html": (
        "<html><head><title>Tea</title></head><body><article><h1>Tea</h1>"
        "<p>The clippers raced from Fuzhou to London with the first tea of the year.</p></article></body></html>"
    ),
}
ANSWERED = "Who removed the handle of the pump in September 1854?"
UNANSWERED = "Which metals conduct superbly?"

OpenBot = Callable[[], QABot]
Run = Callable[..., int]


def engine_of(encoder: HashingEncoder) -> Engine:
    """Return an engine without a model's weights."""
    return Engine(encoder, ExtractiveReader(WordModel()))


def load_engine(config: Config, *, reading: bool, ray: str | None = None) -> Engine:
    return engine_of(HashingEncoder())


@pytest.fixture(autouse=True)
def no_engine_of_before() -> Iterator[None]:
    """Have each test load its own models, as programs of their own do."""
    yield
    ready_bot.loaded_engine.cache_clear()


def typed_in(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def spawn(
    *argv: str, module: str = "tests.qa_bot.hashing_cli", closed: int | None = None, **options: Any
) -> subprocess.Popen[str]:
    """Start a command in a process of its own, which heeds Ctrl+C, one of its three streams closed if that is wanted.

    Nothing runs between fork and exec: there, threads that other libraries have left in this process end the new one.
    """
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    command = [sys.executable, "-m", module, *argv]
    if closed is not None:
        command = ["sh", "-c", f'exec "$@" {closed}>&-', "sh", *command]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
    try:
        return subprocess.Popen(command, text=True, cwd=ROOT, **options)
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.fixture
def folder(tmp_path: Path, write: Write) -> Path:
    for name, content in ARTICLES.items():
        write(name, content)
    return tmp_path / "articles"


@pytest.fixture
def open_bot(tmp_path: Path, write: Write, encoder: HashingEncoder) -> Iterator[OpenBot]:
    """Return a function that opens a synchronised bot over what was written."""
    opened: list[QABot] = []

    def opener() -> QABot:
        bot = QABot.open(tmp_path / "articles", engine=engine_of(encoder), library=tmp_path / "library")
        opened.append(bot)
        bot.sync()
        return bot

    yield opener
    for bot in opened:
        bot.close()


@pytest.fixture
def bot(folder: Path, open_bot: OpenBot) -> QABot:
    return open_bot()


@pytest.fixture
def hashing_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready_bot, "load_engine", load_engine)


@pytest.fixture
def where(folder: Path, tmp_path: Path) -> list[str]:
    """Return the options that name the articles and their library."""
    return ["--articles", str(folder), "--library", str(tmp_path / "library")]


@pytest.fixture
def qa(where: list[str], hashing_engine: None) -> Run:
    """Return a function that runs a command over the articles and returns its exit code."""
    return lambda *typed: cli.main([*typed, *where])
