"""A reader's first two visits, on the real program with the bundled models."""

from __future__ import annotations

import threading
from pathlib import Path

from textual.widgets import Static

from qa_bot.bot import QABot
from qa_bot.conversations.store import Conversations
from qa_bot.engine import Engine
from qa_bot.tui.app import QABotApp
from qa_bot.tui.prompt import Prompt
from qa_bot.tui.turn import TurnView
from tests.conftest import Write
from tests.qa_bot.tui.journeys import ask, desk_of, reply, shown, styled, wait_until, wait_until_ready, wait_until_shown


async def test_from_the_first_start_to_the_conversation_of_before(tmp_path: Path, write: Write) -> None:
    write("flood.txt", "A flood in the valley\n\nMayor Ilse Brandt ordered the bridge to be closed at dawn.\n")
    write("mill.txt", "The old mill\n\nThe mill was built in 1742 by the miller Jakob Stein.\n")
    library, may_load = tmp_path / "library", threading.Event()
    bots: list[QABot] = []

    def open_bot() -> QABot:
        may_load.wait(30)
        bots.append(QABot.open(tmp_path / "articles", engine=Engine.load(), library=library))
        return bots[-1]

    def app() -> QABotApp:
        return QABotApp(
            str(tmp_path / "articles"), open_bot=open_bot, open_conversations=lambda: Conversations.open(library)
        )

    async with app().run_test(notifications=True) as pilot:
        await wait_until_shown(pilot)
        await pilot.press(*"Who ordered the bridge to be closed?", "enter")
        await wait_until(pilot, lambda: pilot.app.query(TurnView))
        turn = pilot.app.query_one(TurnView)
        assert reply(turn).startswith("Waiting")
        may_load.set()
        await wait_until(pilot, lambda: "Ilse Brandt [1]" in reply(turn))
        await pilot.press("ctrl+o")
        cited = pilot.app.query_one("#cited", Static)
        await wait_until(pilot, lambda: styled(cited, "on $accent") == ["Mayor Ilse Brandt"])
        assert "flood.txt" in shown(pilot.app.query_one("#source-title", Static))
        await pilot.press("escape")
        assert reply(await ask(pilot, "Who won the chess tournament?")).startswith("Not in these articles.")

        write("chess.txt", "Chess in Oslo\n\nThe chess tournament in Oslo was won by Signe Dahl.\n")
        await pilot.press("f5")
        await wait_until(pilot, lambda: shown(pilot.app.query_one("#status-text", Static)) == "1 added.")
        assert "Signe Dahl [1]" in reply(await ask(pilot, "Who won the chess tournament in Oslo?"))
        await pilot.press("ctrl+q")
    bots[-1].close()

    async with app().run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press("f4", "enter")
        await wait_until(pilot, lambda: len(pilot.app.query(TurnView)) == 3)
        first, _, last = pilot.app.query(TurnView)
        assert "Ilse Brandt [1]" in reply(first)
        assert "Signe Dahl [1]" in reply(last)
        assert desk_of(pilot).query_one(Prompt).has_focus
    bots[-1].close()
