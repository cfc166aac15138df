"""Pictures of the screen in the states that a reader sees; `pytest --snapshot-update` takes them anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, ProgressBar

from embeddings.errors import LibraryError
from embeddings.standing import Standing
from embeddings.values import ArticleSummary, Skipped
from qa_bot.conversations.conversation import ConversationSummary
from qa_bot.conversations.store import Conversations
from qa_bot.tui.history import ConversationsScreen
from qa_bot.tui.prompt import Prompt
from qa_bot.tui.source import SourceView
from qa_bot.tui.status import StatusLine
from qa_bot.tui.themes import LIGHT
from qa_bot.tui.turn import TurnView
from qa_bot.tui.welcome import Welcome
from tests.qa_bot.tui.journeys import ARTICLES, ask, make_app, reply, wait_until, wait_until_ready, wait_until_shown
from tests.qa_bot.tui.scripted_bot import ScriptedBot

NOON = datetime(2026, 1, 5, 12).astimezone()
SIZES = {"smallest": (60, 20), "narrow": (80, 24), "wide": (160, 48)}

Snapshot = Callable[..., bool]
Step = Callable[[Pilot[None]], Awaitable[None]]


class KeptConversations(Conversations):
    """Conversations whose times are the same in every picture."""

    def summaries(self, search: str = "") -> list[ConversationSummary]:
        titles = ("when did the water begin to fall?", "who closed the bridge?", "The [b]mill[/b] in the flood")
        return [ConversationSummary(number, title, NOON, NOON, number) for number, title in enumerate(titles, start=1)]


def after(*steps: Step) -> Step:
    """Return one step that takes several, with a cursor that does not blink."""

    async def run(pilot: Pilot[None]) -> None:
        await wait_until_shown(pilot)
        pilot.app.query_one(Prompt).cursor_blink = False
        for step in steps:
            await step(pilot)
        await pilot.pause()

    return run


async def loading(pilot: Pilot[None]) -> None:
    bar = pilot.app.query_one(ProgressBar)
    await wait_until(pilot, lambda: bar.progress == 340)


async def answered(pilot: Pilot[None]) -> None:
    await ask(pilot, "who closed the bridge?")


async def disputed(pilot: Pilot[None]) -> None:
    await ask(pilot, "dispute: who closed the bridge?")


async def followed(pilot: Pilot[None]) -> None:
    await ask(pilot, "when was she born?")


async def not_found(pilot: Pilot[None]) -> None:
    await ask(pilot, "nothing like it?")


async def opened(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+o")
    await wait_until(pilot, lambda: pilot.app.query_one(SourceView).display)


async def helped(pilot: Pilot[None]) -> None:
    await pilot.press("f1")


async def helped_with_lists(pilot: Pilot[None]) -> None:
    await pilot.press("f3", "f1")


async def waiting(pilot: Pilot[None]) -> None:
    await pilot.press(*"who closed the bridge?", "enter")
    await wait_until(pilot, lambda: pilot.app.query(TurnView))


async def refused(pilot: Pilot[None]) -> None:
    await ask(pilot, "fail to say who")


async def on_citations(pilot: Pilot[None]) -> None:
    await pilot.press("tab")


async def listed(pilot: Pilot[None]) -> None:
    await pilot.app.push_screen(ConversationsScreen(KeptConversations.in_memory(), current=2))
    await wait_until(pilot, lambda: any(each.option_count for each in pilot.app.screen.query(OptionList)))
    pilot.app.screen.query_one(Input).cursor_blink = False


async def suggested(pilot: Pilot[None]) -> None:
    pilot.app.query_one(Welcome).suggest(["Who closed the bridge?", "When did the water begin to fall?"])
    await pilot.press("tab")


async def written(pilot: Pilot[None]) -> None:
    await pilot.press(*"“The bridge is closed.”", "\\", "enter", *"Who said so?")


async def marked(pilot: Pilot[None]) -> None:
    await pilot.press("f7")
    await wait_until(pilot, lambda: "marked as right" in reply(pilot.app.query(TurnView).last()))


async def found(pilot: Pilot[None]) -> None:
    pilot.app.query_one(Input).cursor_blink = False
    await pilot.press("ctrl+f", *"mill")


async def chosen(pilot: Pilot[None]) -> None:
    await pilot.press("f3", *"flood")
    pilot.app.screen.query_one(Input).cursor_blink = False


async def scoped(pilot: Pilot[None]) -> None:
    await pilot.press(*"in:flood from:2021", "enter")


async def failed(pilot: Pilot[None]) -> None:
    await wait_until(pilot, lambda: pilot.app.query_one(StatusLine).has_class("-error"))


class StandingBot(ScriptedBot):
    """Has an article in each state."""

    def articles(self) -> list[ArticleSummary]:
        return [
            ArticleSummary(source, title, source, None, "2021-07-15", count, 900)
            for source, title, count in (
                ("flood.txt", "A flood in the valley", 3),
                ("/home/mara/notes/mill.md", "The mill after the flood, and what became of those who lived in it", 12),
                ("/home/mara/notes/bridge.md", "Bridges", 5),
                ("https://example.org/river", "The river", 31),
            )
        ]

    def standings(self) -> dict[str, Standing]:
        notes = "/home/mara/notes"
        return {
            "flood.txt": Standing("as indexed", None),
            f"{notes}/mill.md": Standing("changed", notes),
            f"{notes}/bridge.md": Standing("gone", notes),
            "https://example.org/river": Standing("as indexed", "https://example.org/river"),
        }


async def articles_listed(pilot: Pilot[None]) -> None:
    await pilot.press("f3")
    screen = pilot.app.screen
    screen.query_one(Input).cursor_blink = False
    await wait_until(pilot, lambda: "web page" in str(screen.query_one(OptionList).options[-1].prompt))
    await pilot.press("down", "insert", "down", "insert", "ctrl+s")


async def forgetting(pilot: Pilot[None]) -> None:
    await pilot.press("down", "down", "down", "delete")


STATES: dict[str, tuple[Any, Step]] = {
    "loading": (lambda: ScriptedBot(held=True), after(loading)),
    "empty": (ScriptedBot, after(wait_until_ready)),
    "answered": (ScriptedBot, after(wait_until_ready, answered)),
    "disputed": (ScriptedBot, after(wait_until_ready, disputed)),
    "followed": (ScriptedBot, after(wait_until_ready, answered, followed)),
    "not_found": (ScriptedBot, after(wait_until_ready, not_found)),
    "source": (ScriptedBot, after(wait_until_ready, answered, opened)),
    "help": (ScriptedBot, after(wait_until_ready, helped)),
    "skipped": (
        lambda: ScriptedBot(skipped=[Skipped("notes.txt", "is empty: nothing to index")]),
        after(wait_until_ready),
    ),
    "suggested": (ScriptedBot, after(wait_until_ready, suggested)),
    "written": (ScriptedBot, after(wait_until_ready, written)),
    "marked": (ScriptedBot, after(wait_until_ready, answered, marked)),
    "found": (ScriptedBot, after(wait_until_ready, answered, opened, found)),
    "chosen": (ScriptedBot, after(wait_until_ready, chosen)),
    "scoped": (ScriptedBot, after(wait_until_ready, scoped)),
    "waiting": (lambda: ScriptedBot(held=True), after(loading, waiting)),
    "refused": (ScriptedBot, after(wait_until_ready, refused)),
    "citations": (ScriptedBot, after(wait_until_ready, disputed, on_citations)),
    "conversations": (ScriptedBot, after(wait_until_ready, listed)),
    "list_help": (ScriptedBot, after(wait_until_ready, helped_with_lists)),
    "failed": (lambda: LibraryError(ARTICLES, "the disk is full: free some space"), after(failed)),
    "standing": (StandingBot, after(wait_until_ready, articles_listed)),
    "forgetting": (StandingBot, after(wait_until_ready, articles_listed, forgetting)),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_screen(snap_compare: Snapshot, state: str, size: str) -> None:
    make_bot, run_before = STATES[state]
    assert snap_compare(make_app(make_bot()), terminal_size=SIZES[size], run_before=run_before)


@pytest.mark.parametrize("state", STATES)
def test_light_screen(snap_compare: Snapshot, state: str) -> None:
    make_bot, run_before = STATES[state]
    app = make_app(make_bot(), theme=LIGHT.name)
    assert snap_compare(app, terminal_size=SIZES["narrow"], run_before=run_before)
