"""The screen of the statistics, in an app of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Static

from embeddings.contents import Freshness
from qa_bot.statistics import Count, Statistics
from qa_bot.statistics_report import sections
from qa_bot.tui import app
from qa_bot.tui.statistics import StatisticsScreen
from tests.qa_bot.test_statistics_report import STATISTICS

HOSTILE = "[@click=app.quit]\x1b[31m[/usr/bin]\n[red]/"


class Host(App[None]):
    """Shows nothing but statistics."""

    CSS_PATH = Path(app.__file__).with_name("app.tcss")

    def __init__(self, statistics: Statistics) -> None:
        super().__init__()
        self._statistics = statistics

    def on_mount(self) -> None:
        self.push_screen(StatisticsScreen(self._statistics))


def shown(host: App[None]) -> str:
    return "\n".join(str(each.render()) for each in host.screen.query(Static))


@pytest.mark.parametrize("width", [60, 80, 160])
async def test_everything_is_shown_at_every_width(width: int) -> None:
    host = Host(STATISTICS)
    async with host.run_test(size=(width, 24), notifications=True) as pilot:
        await pilot.pause()
        said = shown(host)
        for part in sections(STATISTICS):
            assert "\n".join((part.heading, *part.lines)) in said
        box = host.screen.query_one(VerticalScroll)
        assert box.max_scroll_x == 0
        assert box.outer_size.width <= width
        bars = next(each for each in host.screen.query(Static) if "━" in str(each.render()))
        assert bars.size.height == len(str(bars.render()).splitlines()) + 1  # no bar is broken
        await pilot.press("end")
        await pilot.pause()
        assert box.scroll_y == box.max_scroll_y > 0
        await pilot.press("escape")
        assert not isinstance(host.screen, StatisticsScreen)


async def test_names_are_text() -> None:
    host = Host(replace(STATISTICS, place=HOSTILE, folders=(Count(HOSTILE, 3),)))
    async with host.run_test(size=(80, 60), notifications=True) as pilot:
        await pilot.pause()
        said = shown(host)
    assert said.count("[@click=app.quit][/usr/bin] [red]/") == 2
    assert "\x1b" not in said


async def test_a_shared_library_says_less() -> None:
    host = Host(replace(STATISTICS, freshness=None, questions=None))
    async with host.run_test(size=(80, 60), notifications=True) as pilot:
        await pilot.pause()
        said = shown(host)
    assert "Index" not in said
    assert said.endswith("what was kept of them cannot be read")


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()


@pytest.mark.parametrize("size", [(60, 48), (160, 48)], ids=["narrow", "wide"])
def test_picture(snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    untimed = replace(STATISTICS, freshness=Freshness(7, None, "behind", 2))  # a time is shown in its zone
    assert snap_compare(Host(untimed), terminal_size=size, run_before=settled)
