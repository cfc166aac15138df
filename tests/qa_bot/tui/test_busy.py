"""What happens at once: keys behind what was typed before them, and while another program locks the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from qa_bot.conversations.database import FILE_NAME
from qa_bot.conversations.store import Conversations
from qa_bot.tui.app import QABotApp
from qa_bot.tui.articles import ArticlesScreen
from qa_bot.tui.help import HelpScreen
from qa_bot.tui.history import ConversationsScreen, NameScreen
from qa_bot.tui.picking import PickScreen
from qa_bot.tui.prompt import Prompt
from qa_bot.tui.turn import CitationList, TurnView
from tests.qa_bot.tui.journeys import (
    ask,
    desk_of,
    make_app,
    reply,
    shown,
    wait_until,
    wait_until_ready,
)
from tests.qa_bot.tui.scripted_bot import MAYOR, ScriptedBot
from tests.qa_bot.tui.test_articles import FiledBot, listed, opened


def kept_app(folder: Path) -> QABotApp:
    return QABotApp("articles", open_bot=ScriptedBot, open_conversations=lambda: Conversations.open(folder))


def send(pilot: Pilot[None], *keys: str) -> None:
    """Strike keys so quickly that the program sees none before the last is there."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))


def titles(folder: Path) -> list[str]:
    kept = Conversations.open_existing(folder)
    try:
        return sorted(f"{each.title} {each.turns}" for each in kept.summaries())
    finally:
        kept.close()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock that a program has which writes."""
    other = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


# Keys in their order


@pytest.mark.parametrize("place", ["prompt", "citations", "source"])
async def test_a_question_is_asked_in_the_conversation_that_it_was_typed_in(tmp_path: Path, place: str) -> None:
    async with kept_app(tmp_path).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "first?")
        if place == "citations":
            await pilot.press("tab")
        elif place == "source":
            await pilot.press("ctrl+o")
        send(pilot, *"who won?", "enter", "ctrl+n", *"and then?", "enter")
        await wait_until(pilot, lambda: [view.turn.question for view in pilot.app.query(TurnView)] == ["and then?"])
        await wait_until(pilot, lambda: pilot.app.query(CitationList))
    assert titles(tmp_path) == ["and then? 1", "first? 2"]


async def test_a_key_behind_a_question_is_about_that() -> None:
    async with make_app(ScriptedBot(held=True)).run_test(notifications=True) as pilot:
        await wait_until(pilot, lambda: pilot.app.query(Prompt))
        send(pilot, *"who won?", "enter", "f4")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ConversationsScreen))
        assert [view.turn.question for view in desk_of(pilot).query(TurnView)] == ["who won?"]


async def test_what_is_typed_into_the_list_is_looked_for_before_enter_picks(tmp_path: Path) -> None:
    kept = Conversations.open(tmp_path)
    for question in ("about apples?", "about bridges?"):
        kept.fail(kept.ask(kept.begin(), question), "no")
    kept.close()
    async with kept_app(tmp_path).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press("f4")
        await wait_until(pilot, lambda: isinstance(pilot.app.focused, Input))
        send(pilot, *"apples", "enter")
        await wait_until(pilot, lambda: pilot.app.query(TurnView))
        assert pilot.app.query_one(TurnView).turn.question == "about apples?"


async def test_marks_are_where_the_arrows_were_when_they_were_struck() -> None:
    bot = FiledBot()
    async with make_app(bot).run_test(size=(100, 40), notifications=True) as pilot:
        await opened(pilot)
        send(pilot, "down", "insert", "down", "insert", "down")
        await wait_until(pilot, lambda: listed(pilot)[0].startswith("Ask the marked: 2 articles"))


async def test_arrows_that_are_struck_quickly_go_as_far_through_the_citations_as_others() -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        for number in range(5):
            await ask(pilot, f"who? {number}")
        lists = list(pilot.app.query(CitationList))
        count = sum(each.option_count for each in lists)
        await pilot.press("tab")
        send(pilot, *["down"] * count, *["up"] * (count - 1))
        await wait_until(pilot, lambda: lists[0].has_focus and lists[0].highlighted == 0)
        send(pilot, *["down"] * (count - 1))
        await wait_until(pilot, lambda: lists[-1].has_focus and lists[-1].highlighted == lists[-1].option_count - 1)


# Another program


async def test_a_locked_database_keeps_no_key_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with kept_app(tmp_path).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "first?")
        await pilot.press("ctrl+n")
        await ask(pilot, "second?")
        prompt = pilot.app.query_one(Prompt)
        with locked(tmp_path):
            await pilot.press("f7")  # waits for the lock, and all else for it
            desk_of(pilot)._keeping.export("json")
            await pilot.press("f4")
            await wait_until(pilot, lambda: isinstance(pilot.app.focused, Input))
            await pilot.press(*"first")
            assert pilot.app.screen.query_one("#filter", Input).value == "first"
            assert not pilot.app.screen.query_one(OptionList).option_count
            await pilot.press("escape", *"third")
            assert prompt.text == "third"
            assert not list(tmp_path.glob("*.json"))
        view = pilot.app.query_one(TurnView)
        await wait_until(pilot, lambda: "marked as right" in reply(view))
        await wait_until(pilot, lambda: list(tmp_path.glob("*.json")))


async def test_a_conversation_is_renamed_when_the_lock_is_gone(tmp_path: Path) -> None:
    async with kept_app(tmp_path).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "first?")
        await pilot.press("f4")
        await wait_until(pilot, lambda: pilot.app.screen.query(OptionList))
        options = pilot.app.screen.query_one(OptionList)
        await wait_until(pilot, lambda: options.option_count)
        with locked(tmp_path):
            await pilot.press("ctrl+r")
            await wait_until(pilot, lambda: isinstance(pilot.app.screen, NameScreen))
            pilot.app.screen.query_one(Input).value = "Bridges"
            await pilot.press("enter")
            await wait_until(pilot, lambda: isinstance(pilot.app.screen, ConversationsScreen))
            await pilot.press(*"bri")
            assert pilot.app.screen.query_one("#filter", Input).value == "bri"
        await wait_until(pilot, lambda: [each for each in options.options if str(each.prompt).startswith("Bridges\n")])


# Where nothing is written to disk


async def test_a_conversation_that_is_not_on_disk_is_deleted_and_that_is_said() -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "first?")
        await pilot.press("ctrl+n", "f4")
        await wait_until(pilot, lambda: pilot.app.screen.query(OptionList))
        options = pilot.app.screen.query_one(OptionList)
        await wait_until(pilot, lambda: options.option_count == 1)
        await pilot.press("ctrl+d")
        note = shown(pilot.app.screen.query_one("#picker-note", Static))
        assert note.endswith("deletes “first?” until the program ends: nothing is written to disk now.")
        await pilot.press("ctrl+d")
        await wait_until(pilot, lambda: options.option_count == 0)
        await pilot.press("escape")
        assert reply(await ask(pilot, "second?")).startswith(MAYOR)


# Help


@pytest.mark.parametrize(
    ("key", "screen", "own"),
    [
        ("f3", ArticlesScreen, ("Enter", "Ins", "Ctrl+S", "Del")),
        ("f4", ConversationsScreen, ("Enter", "Ctrl+R", "Ctrl+D")),
    ],
)
async def test_help_over_a_list_says_what_its_keys_do(
    key: str, screen: type[PickScreen[object]], own: tuple[str, ...]
) -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press(key, "f1")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        keys, told = (
            [shown(each) for each in pilot.app.screen.query(name).results(Static)] for name in (".key", ".does")
        )
        assert tuple(keys[1:]) == own
        assert min(map(len, told)) > len("renames")
        await pilot.press("f1")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, screen))


async def test_the_smallest_screen_has_room_for_lists_help_and_what_is_found() -> None:
    async with make_app(ScriptedBot()).run_test(size=(30, 10), notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "dispute who?")
        for key in ("f3", "f4"):
            await pilot.press(key)
            await wait_until(pilot, lambda: any(each.size.height > 2 for each in pilot.app.screen.query(OptionList)))
            await pilot.press("f1")
            await wait_until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
            await pilot.press("down", "f1", "escape")
        await pilot.press("ctrl+o")
        await wait_until(pilot, lambda: pilot.app.query_one("#cited").size.height)
        await pilot.press("ctrl+f", *"bridge")
        await wait_until(pilot, lambda: pilot.app.query_one("#finder", Input).value == "bridge")
        assert pilot.app.query_one("#finder", Input).size.height == 1
        await wait_until(pilot, lambda: pilot.app.query_one("_Page").size.height > 0)
