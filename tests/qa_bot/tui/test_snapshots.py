"""Pictures of the screen in the states that a reader sees; `pytest --snapshot-update` takes them anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import ProgressBar

from embeddings.errors import LibraryError
from embeddings.values import Skipped
from qa_bot.tui.prompt import Prompt
from qa_bot.tui.source import SourceView
from qa_bot.tui.status import StatusLine
from tests.qa_bot.tui.journeys import ARTICLES, ask, make_app, wait_until, wait_until_ready
from tests.qa_bot.tui.scripted_bot import ScriptedBot

NARROW, WIDE = (80, 24), (160, 48)

Snapshot = Callable[..., bool]
Step = Callable[[Pilot[None]], Awaitable[None]]


def after(*steps: Step) -> Step:
    """Return one step that takes several, with a cursor that does not blink."""

    async def run(pilot: Pilot[None]) -> None:
        await wait_until(pilot, lambda: pilot.app.query(Prompt))
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


async def not_found(pilot: Pilot[None]) -> None:
    await ask(pilot, "nothing like it?")


async def opened(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+o")
    await wait_until(pilot, lambda: pilot.app.query_one(SourceView).display)


async def helped(pilot: Pilot[None]) -> None:
    await pilot.press("f1")


async def light(pilot: Pilot[None]) -> None:
    await pilot.press("f2")


async def failed(pilot: Pilot[None]) -> None:
    await wait_until(pilot, lambda: pilot.app.query_one(StatusLine).has_class("-error"))


STATES: dict[str, tuple[Any, Step]] = {
    "loading": (lambda: ScriptedBot(held=True), after(loading)),
    "empty": (ScriptedBot, after(wait_until_ready)),
    "answered": (ScriptedBot, after(wait_until_ready, answered)),
    "disputed": (ScriptedBot, after(wait_until_ready, disputed)),
    "not_found": (ScriptedBot, after(wait_until_ready, not_found)),
    "source": (ScriptedBot, after(wait_until_ready, answered, opened)),
    "light_source": (ScriptedBot, after(wait_until_ready, answered, opened, light)),
    "help": (ScriptedBot, after(wait_until_ready, helped)),
    "skipped": (
        lambda: ScriptedBot(skipped=[Skipped("notes.txt", "is empty: nothing to index")]),
        after(wait_until_ready),
    ),
    "failed": (lambda: LibraryError(ARTICLES, "the disk is full: free some space"), after(failed)),
}


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("state", STATES)
def test_screen(snap_compare: Snapshot, state: str, size: tuple[int, int]) -> None:
    make_bot, run_before = STATES[state]
    assert snap_compare(make_app(make_bot()), terminal_size=size, run_before=run_before)
