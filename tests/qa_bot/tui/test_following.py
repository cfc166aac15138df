from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from embeddings.errors import LibraryError
from embeddings.values import Skipped
from qa_bot.errors import QABotError
from qa_bot.tui.app import QABotApp
from qa_bot.tui.status import StatusLine
from tests.qa_bot.tui.journeys import app_of, ask, make_app, reply, wait_until, wait_until_ready
from tests.qa_bot.tui.scripted_bot import ScriptedBot


@pytest.fixture
def bot(tmp_path: Path) -> ScriptedBot:
    bot = ScriptedBot()
    bot.followed = [tmp_path]
    return bot


async def change(pilot: Pilot[None], bot: ScriptedBot, folder: Path) -> None:
    """Change a file until it is noticed: it may take a moment until changes are looked for."""
    syncs = bot.syncs

    def changed() -> bool:
        (folder / "new.txt").write_text(f"It froze {len(list(folder.iterdir()))} times.")
        return bot.syncs > syncs

    await wait_until(pilot, changed)


def hint(pilot: Pilot[None]) -> str:
    return str(pilot.app.query_one(StatusLine).query_one("#status-text").render())


async def test_a_file_that_changes_is_indexed_and_that_is_said(bot: ScriptedBot, tmp_path: Path) -> None:
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        bot.added, bot.skipped = ("new.txt",), (Skipped("big.txt", "is too large"),)
        await change(pilot, bot, tmp_path)
        await wait_until(pilot, lambda: hint(pilot) == "1 added. big.txt: is too large")
        assert "Ilse Brandt" in reply(await ask(pilot, "who closed the bridge?"))


async def test_a_bad_file_is_told_with_its_reason_once_and_at_f5(bot: ScriptedBot, tmp_path: Path) -> None:
    bad, worse = (Skipped(f"{name}\x1b[31m.pdf", "is no [b]PDF[/b]: export it anew") for name in ("bad", "worse"))
    told = "bad.pdf: is no [b]PDF[/b]: export it anew"
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        bot.skipped = (bad,)
        await change(pilot, bot, tmp_path)
        await wait_until(pilot, lambda: hint(pilot) == told)
        assert not pilot.app.query(".notice")
        await ask(pilot, "who closed the bridge?")
        assert hint(pilot) == ""
        bot.added = ("new.txt",)
        await change(pilot, bot, tmp_path)
        await wait_until(pilot, lambda: hint(pilot) == "1 added.")
        bot.added, bot.skipped = (), (bad, worse)
        await wait_until(pilot, lambda: not app_of(pilot).is_loading)
        await pilot.press("f5")
        await wait_until(pilot, lambda: hint(pilot).startswith(f"{told} (and 1 more: “Left out”"))


async def test_nobody_waits_while_a_changed_file_is_indexed(bot: ScriptedBot, tmp_path: Path) -> None:
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        bot.released.clear()
        await change(pilot, bot, tmp_path)
        assert "Ilse Brandt" in reply(await ask(pilot, "who closed the bridge?"))
        bot.released.set()


async def test_how_far_a_large_change_is_indexed_is_told_until_it_is(bot: ScriptedBot, tmp_path: Path) -> None:
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        bot.released.clear()
        await change(pilot, bot, tmp_path)
        await wait_until(pilot, lambda: hint(pilot) == "Indexing passages: 340 of 2,000")
        bot.released.set()
        await wait_until(pilot, lambda: hint(pilot) == "")


async def test_a_change_that_cannot_be_indexed_is_told_and_asking_goes_on(bot: ScriptedBot, tmp_path: Path) -> None:
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        bot.failure = LibraryError(tmp_path, "the disk is full: free some space")
        await change(pilot, bot, tmp_path)
        await wait_until(pilot, lambda: pilot.app.query(".-error"))
        assert "Ilse Brandt" in reply(await ask(pilot, "who closed the bridge?"))


async def test_feeds_are_fetched_at_f5_and_every_half_hour_and_not_at_the_start(
    bot: ScriptedBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa_bot.tui.app._FEEDS_EVERY", 0.05)
    bot.released.clear()
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until(pilot, lambda: bot.syncs)
        assert bot.refreshes == 0
        bot.released.set()
        bot.added = ("https://example.org/feed#2030-05-01 Ice",)
        await wait_until(pilot, lambda: bot.refreshes and "1 added." in hint(pilot))
        monkeypatch.setattr(app_of(pilot)._loader, "refresh", lambda _: None)
        await wait_until(pilot, lambda: not app_of(pilot).is_loading)
        refreshes = bot.refreshes
        await pilot.press("f5")
        await wait_until(pilot, lambda: bot.refreshes == refreshes + 1)


async def test_a_page_leaves_it_to_its_server_to_fetch_feeds_now_and_then(
    bot: ScriptedBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa_bot.tui.app._FEEDS_EVERY", 0.01)
    monkeypatch.setattr(QABotApp, "is_web", True)
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.pause(0.1)
        assert bot.refreshes == 0
        await wait_until(pilot, lambda: not app_of(pilot).is_loading)
        await pilot.press("f5")
        await wait_until(pilot, lambda: bot.refreshes == 1)


async def test_what_cannot_be_watched_is_told(bot: ScriptedBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no room for more watches")

    monkeypatch.setattr("embeddings.watching.changes", fail)
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until(pilot, lambda: "not noticed (no room for more watches): F5" in hint(pilot))


async def test_a_server_that_has_ended_is_no_fault_of_the_program(
    bot: ScriptedBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise QABotError("the server has ended")

    monkeypatch.setattr(bot, "changes", fail)
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until(pilot, lambda: "(the server has ended): F5 looks for them" in hint(pilot))
