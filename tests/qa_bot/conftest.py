"""A bot over a few small articles, without a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa_bot.bot import QABot
from qa_bot.engine import Engine
from qa_bot.reader import ExtractiveReader
from tests.conftest import Write
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


def engine_of(encoder: HashingEncoder) -> Engine:
    """Return an engine without a model's weights."""
    return Engine(encoder, ExtractiveReader(WordModel()))


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
