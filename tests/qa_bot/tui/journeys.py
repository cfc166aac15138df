"""What journeys through the interface are made of: waiting for what is to be seen, typing, asking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from qa_bot.tui.app import QABotApp
from qa_bot.tui.desk import Desk
from qa_bot.tui.messages import Bot
from qa_bot.tui.prompt import Prompt
from qa_bot.tui.themes import DARK
from qa_bot.tui.turn import CitationList, TurnView

ARTICLES = Path("articles")


def make_app(bot: Bot | Exception, *, theme: str = DARK.name) -> QABotApp:
    def open_bot() -> Bot:
        if isinstance(bot, Exception):
            raise bot
        return bot

    app = QABotApp(str(ARTICLES), open_bot=open_bot, theme=theme)
    app.animation_level = "none"
    return app


async def wait_until(pilot: Pilot[None], condition: Callable[[], object], *, pauses: int = 2_000) -> None:
    """Let the app work until the condition holds.

    Raises:
        TimeoutError: it did not come to hold.

    """
    for _ in range(pauses):
        if condition():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise TimeoutError("what was waited for did not happen")


async def wait_until_shown(pilot: Pilot[None]) -> None:
    """Wait until the screen has its widgets."""
    await wait_until(pilot, lambda: pilot.app.query(Prompt))


async def wait_until_ready(pilot: Pilot[None]) -> None:
    await wait_until(pilot, lambda: pilot.app.query("StatusLine.-ready"))


async def ask(pilot: Pilot[None], question: str) -> TurnView:
    """Type a question, send it and wait until it is answered; return its turn."""
    before = len(pilot.app.query(TurnView))
    pilot.app.query_one(Prompt).focus()
    pilot.app.query_one(Prompt).text = question
    await pilot.press("enter")
    await wait_until(pilot, lambda: len(pilot.app.query(TurnView)) > before)
    turn = pilot.app.query(TurnView).last()
    await wait_until(pilot, lambda: not turn.query(".-pending"))
    return turn


def app_of(pilot: Pilot[None]) -> QABotApp:
    assert isinstance(pilot.app, QABotApp)
    return pilot.app


def desk_of(pilot: Pilot[None]) -> Desk:
    desk = app_of(pilot).screen_stack[0]
    assert isinstance(desk, Desk)
    return desk


def shown(widget: Static) -> str:
    """Return the text that a widget shows."""
    return str(widget.visual)


def seen(pilot: Pilot[None], words: str) -> bool:
    """Say whether words stand on the screen."""
    return words in "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


def reply(turn: TurnView) -> str:
    return shown(turn.query_one(".reply", Static))


def rows(turn: TurnView) -> list[str]:
    """Return the citations as the turn lists them."""
    return [str(option.prompt) for option in turn.query_one(CitationList).options]


def styled(widget: Static, style: str) -> list[str]:
    """Return the pieces of a widget's text whose style ends so."""
    content = widget.visual
    assert isinstance(content, Content)
    return [content.plain[span.start : span.end] for span in content.spans if str(span.style).endswith(style)]
