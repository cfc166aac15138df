from __future__ import annotations

import functools
import shutil
from pathlib import Path

from qa_bot.bot import QABot
from qa_bot.config import Config
from qa_bot.tui.app import QABotApp
from qa_bot.tui.interface import interface
from qa_bot.tui.status import StatusLine
from tests.conftest import Write
from tests.hashing_encoder import HashingEncoder
from tests.qa_bot.conftest import ANSWERED, ARTICLES, engine_of
from tests.qa_bot.tui.journeys import ask, reply, wait_until, wait_until_ready


def app_over(config: Config) -> QABotApp:
    """Return the interface as the command line has it, without a model."""

    def open_bot() -> QABot:
        return QABot.open(config.articles, engine=engine_of(HashingEncoder()), library=config.library)

    return interface(config, open_bot=open_bot)


async def test_over_a_folder_without_articles_nothing_is_made_until_there_are_some(
    tmp_path: Path, write: Write
) -> None:
    config = Config(articles=write("empty.txt").parent, library=tmp_path / "library")
    app = app_over(config)
    async with app.run_test(notifications=True) as pilot:
        for _ in ("at the start", "again"):
            await wait_until(pilot, lambda: app.query_one(StatusLine).has_class("-error"))
            assert [each.name for each in tmp_path.iterdir()] == ["articles"]
            await pilot.press("f5")
            await wait_until(pilot, lambda: not app.is_loading)
        write("pump.txt", ARTICLES["pump.txt"])
        await pilot.press("f5")
        await wait_until(pilot, functools.partial(app.query_one(StatusLine).has_class, "-ready"))
        assert "John Snow" in reply(await ask(pilot, ANSWERED))
        assert (tmp_path / "library" / "conversations.sqlite3").exists()


async def test_without_the_folder_it_answers_from_what_was_indexed(folder: Path, tmp_path: Path, bot: QABot) -> None:
    shutil.rmtree(folder)
    app = app_over(Config(articles=folder, library=tmp_path / "library"))
    async with app.run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        assert [f"there is no folder {folder}" in each for each in app._notices] == [True]
        assert "John Snow" in reply(await ask(pilot, ANSWERED))
