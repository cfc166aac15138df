"""The command line with an encoder that needs no model: for tests that need a process of its own."""

from __future__ import annotations

import sys

import qa_bot.cli
from qa_bot.config import Config
from qa_bot.engine import Engine
from tests.hashing_encoder import HashingEncoder
from tests.qa_bot.conftest import engine_of


def load_engine(config: Config, *, reading: bool, ray: str | None = None) -> Engine:
    return engine_of(HashingEncoder())


if __name__ == "__main__":
    qa_bot.cli._load_engine = load_engine
    sys.exit(qa_bot.cli.main())
