"""The command line with an encoder that needs no model: for tests that need a process of its own."""

from __future__ import annotations

import sys

import qa_bot.cli
from qa_bot.bot import QABot
from qa_bot.config import Config
from tests.hashing_encoder import HashingEncoder
from tests.qa_bot.conftest import engine_of


def open_bot(config: Config, *, reading: bool = True) -> QABot:
    return QABot.open(config.articles, engine=engine_of(HashingEncoder()), library=config.library)


if __name__ == "__main__":
    qa_bot.cli._open_bot = open_bot
    sys.exit(qa_bot.cli.main())
