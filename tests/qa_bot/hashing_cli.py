"""The command line with an encoder that needs no model: for tests that need a process of its own."""

from __future__ import annotations

import sys

import qa_bot.cli
import qa_bot.ready_bot
from tests.qa_bot.conftest import load_engine

if __name__ == "__main__":
    qa_bot.ready_bot.load_engine = load_engine
    sys.exit(qa_bot.cli.main())
