"""The footer, and the room that it has."""

from __future__ import annotations

import itertools

import pytest
from textual.pilot import Pilot
from textual.widgets._footer import FooterKey

from qa_bot.tui.app import QABotApp
from tests.qa_bot.tui.journeys import ARTICLES, wait_until, wait_until_ready
from tests.qa_bot.tui.scripted_bot import ScriptedBot

LONG = {"articles": "ctrl+pagedown", "quit": "ctrl+shift+backspace", "help": "ctrl+question_mark"}


def shown(pilot: Pilot[None]) -> list[FooterKey]:
    return [key for key in pilot.app.query(FooterKey) if key.display]


def ends(pilot: Pilot[None]) -> list[tuple[int, int]]:
    return sorted((key.region.x, key.region.right) for key in shown(pilot))


@pytest.mark.parametrize("keys", [{}, LONG], ids=["own", "long"])
@pytest.mark.parametrize("width", [60, 80])
async def test_no_key_is_clipped_and_help_and_quit_and_palette_stay(width: int, keys: dict[str, str]) -> None:
    app = QABotApp(str(ARTICLES), open_bot=ScriptedBot, keys=keys)
    async with app.run_test(size=(width, 20)) as pilot:
        await wait_until_ready(pilot)
        await wait_until(pilot, lambda: len(shown(pilot)) >= 4)
        assert {"help", "quit", "palette"} <= {key.description for key in shown(pilot)}
        assert all(key.region.width >= key.render().cell_len for key in shown(pilot))
        assert all(right <= x for (_, right), (x, _) in itertools.pairwise(ends(pilot)))
        assert ends(pilot)[-1][1] <= width


async def test_a_key_that_had_no_room_is_shown_when_there_is() -> None:
    app = QABotApp(str(ARTICLES), open_bot=ScriptedBot, keys=LONG)
    async with app.run_test(size=(60, 20)) as pilot:
        await wait_until_ready(pilot)
        await wait_until(pilot, lambda: shown(pilot) and "history" not in {key.description for key in shown(pilot)})
        await pilot.resize_terminal(80, 20)
        await wait_until(pilot, lambda: "history" in {key.description for key in shown(pilot)})
