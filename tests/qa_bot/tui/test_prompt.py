"""Typing questions: lines, history, and what the keys around the prompt do."""

from __future__ import annotations

import pytest
from textual import events
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input, Static
from textual.widgets._toast import Toast

from qa_bot.tui.conversation import Conversation
from qa_bot.tui.help import HelpScreen
from qa_bot.tui.prompt import Prompt
from qa_bot.tui.source import SourceView
from qa_bot.tui.turn import CitationList, TurnView
from tests.qa_bot.tui.journeys import ask, make_app, shown, wait_until, wait_until_ready, wait_until_shown
from tests.qa_bot.tui.scripted_bot import ScriptedBot


def prompt_of(pilot: Pilot[None]) -> Prompt:
    return pilot.app.query_one(Prompt)


async def test_up_and_down_bring_earlier_questions_back_and_keep_what_was_being_typed() -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        for question in ("first?", "second?", "second?"):
            await ask(pilot, question)
        prompt = prompt_of(pilot)
        await pilot.press(*"draft")
        seen = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await pilot.press(key)
            seen.append(prompt.text)
        assert seen == ["second?", "first?", "first?", "second?", "draft", "draft"]


async def test_up_moves_within_several_lines_before_it_recalls() -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "first?")
        prompt = prompt_of(pilot)
        await pilot.press(*"one", "\\", "enter", *"two", "up")
        assert (prompt.text, prompt.cursor_location) == ("one\ntwo", (0, 3))
        await pilot.press("up")
        assert prompt.text == "first?"
        await pilot.press("down")
        assert prompt.text == "one\ntwo"


@pytest.mark.parametrize("key", ["shift+enter", "alt+enter", "ctrl+enter"])
async def test_a_line_is_broken_without_asking(key: str) -> None:
    bot = ScriptedBot()
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press(*"who", key, *"closed it?", "enter")
        await wait_until(pilot, lambda: bot.asked == ["who\nclosed it?"])


async def test_pasted_text_keeps_its_lines_and_the_prompt_grows_for_them() -> None:
    bot = ScriptedBot()
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        prompt = prompt_of(pilot)
        height = prompt.size.height
        pilot.app.post_message(events.Paste("“The bridge is closed.”\nWho said so?"))
        await wait_until(pilot, lambda: prompt.size.height == height + 1)
        pilot.app.post_message(events.Paste("\n" * 50))
        await wait_until(pilot, lambda: prompt.size.height > height + 2)
        assert prompt.size.height < 10
        await pilot.press("enter")
        await wait_until(pilot, lambda: bot.asked == ["“The bridge is closed.”\nWho said so?"])
        assert prompt.text == ""


async def test_a_line_that_is_shown_in_several_is_deleted_from_its_start_and_to_its_end() -> None:
    async with make_app(ScriptedBot()).run_test(size=(60, 20), notifications=True) as pilot:
        await wait_until_ready(pilot)
        prompt = prompt_of(pilot)
        prompt.text = f"one\n{'word ' * 30}\nthree"
        prompt.move_cursor((1, 120))
        await pilot.press("ctrl+k")
        assert prompt.text == f"one\n{'word ' * 24}\nthree"
        await pilot.press("ctrl+k")
        assert prompt.text == f"one\n{'word ' * 24}three"
        await pilot.press("ctrl+u")
        assert prompt.text == "one\nthree"
        await pilot.press("ctrl+u")
        assert prompt.text == "onethree"


async def test_control_c_says_above_the_prompt_how_to_quit() -> None:
    async with make_app(ScriptedBot()).run_test(size=(60, 20), notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press(*"who?", "ctrl+c")
        assert shown(pilot.app.query_one("#status-text", Static)) == "Ctrl+Q quits."
        assert not pilot.app._notifications


@pytest.mark.parametrize("key", ["f1", "f3", "f4", "ctrl+p"])
async def test_control_c_closes_what_lies_over_the_conversation(key: str) -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press(key)
        await wait_until(pilot, lambda: len(pilot.app.screen_stack) == 2)
        await pilot.press("ctrl+c")
        await wait_until(pilot, lambda: len(pilot.app.screen_stack) == 1)


async def test_control_c_copies_what_is_selected_in_a_list_and_leaves_it_open() -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press("f3", *"war")
        await wait_until(pilot, lambda: pilot.app.screen.query_one(Input).value == "war")
        await pilot.press("shift+home", "ctrl+c")
        assert pilot.app.clipboard == "war"
        assert len(pilot.app.screen_stack) == 2


async def test_a_message_while_articles_are_indexed_lies_above_the_prompt() -> None:
    async with make_app(ScriptedBot(held=True)).run_test(size=(60, 20), notifications=True) as pilot:
        await wait_until_shown(pilot)
        prompt = prompt_of(pilot)
        prompt.text = "?"
        await pilot.press("enter")
        await wait_until(pilot, lambda: pilot.app.screen.query(Toast))
        toast = pilot.app.screen.query_one(Toast)
        await wait_until(pilot, lambda: toast.region.height)
        assert toast.region.bottom <= prompt.region.y


async def test_enter_that_was_struck_before_the_program_had_the_terminal_asks() -> None:
    bot = ScriptedBot()
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_shown(pilot)
        await pilot.press(*"one?", "ctrl+j", *"two?", "ctrl+j")
        await wait_until(pilot, lambda: bot.asked == ["one?", "two?"])


async def test_what_is_typed_at_once_with_enter_is_asked_whole() -> None:
    bot = ScriptedBot()
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        for question in ("who?", "where?"):
            for character in question:
                pilot.app.post_message(events.Key(character, character))
            pilot.app.post_message(events.Key("enter", "\r"))
        await wait_until(pilot, lambda: bot.asked == ["who?", "where?"])


async def test_the_conversation_scrolls_while_the_prompt_or_a_citation_has_the_focus() -> None:
    async with make_app(ScriptedBot()).run_test(size=(80, 24), notifications=True) as pilot:
        await wait_until_ready(pilot)
        for number in range(6):
            await ask(pilot, f"question {number}?")
        conversation = pilot.app.query_one(Conversation)
        for key in ("escape", "tab"):
            await pilot.press(key)
            bottom = conversation.scroll_y
            await pilot.press("pageup")
            await wait_until(pilot, lambda bottom=bottom: conversation.scroll_y < bottom)  # type: ignore[misc]
            await pilot.press("ctrl+home")
            await wait_until(pilot, lambda: conversation.scroll_y == 0)
            await pilot.press("ctrl+end")
            await wait_until(pilot, lambda: conversation.scroll_y == conversation.max_scroll_y)


async def test_the_turn_stays_in_place_when_its_source_opens_and_the_window_changes() -> None:
    async with make_app(ScriptedBot()).run_test(size=(140, 30), notifications=True) as pilot:
        await wait_until_ready(pilot)
        for number in range(8):
            await ask(pilot, f"question {number}: {'what of the long words of it, ' * 12}?")
        turn = list(pilot.app.query(TurnView))[4]
        conversation = pilot.app.query_one(Conversation)
        conversation.scroll_to_widget(turn, top=True, animate=False)
        await wait_until(pilot, lambda: turn.region.y == conversation.region.y + 1)
        turn.query_one(CitationList).focus()
        await pilot.press("1")
        await wait_until(pilot, lambda: pilot.app.query_one(SourceView).display)
        await wait_until(pilot, lambda: turn.region.y == conversation.region.y + 1)
        await pilot.resize_terminal(120, 40)
        await wait_until(pilot, lambda: conversation.size.width < 65)
        await wait_until(pilot, lambda: turn.region.y == conversation.region.y + 1)
        await pilot.press("escape")
        await pilot.resize_terminal(90, 40)
        await wait_until(pilot, lambda: conversation.size.width > 80)
        await wait_until(pilot, lambda: turn.region.y == conversation.region.y + 1)


async def test_the_palette_does_not_open_over_the_help() -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press("f1", "ctrl+p")
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("escape", "ctrl+p")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))


async def test_an_answer_is_seen_from_its_question_on() -> None:
    async with make_app(ScriptedBot()).run_test(size=(60, 20), notifications=True) as pilot:
        await wait_until_ready(pilot)
        conversation = pilot.app.query_one(Conversation)
        for number in range(3):
            turn = await ask(pilot, f"dispute {number}: who?")
            await wait_until(pilot, lambda turn=turn: conversation.region.contains_region(turn.children[0].region))  # type: ignore[misc]
            assert turn.region.y <= conversation.region.y + 1


async def test_nothing_is_pasted_that_a_terminal_would_obey() -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        hostile = "who \x1b[31mcame\x1b]0;owned\x07  by\x9b2J \u202enight\r\nand [red]why[/red]?\x00"
        pilot.app.post_message(events.Paste(hostile))
        await wait_until(pilot, lambda: prompt_of(pilot).text == "who came  by night\nand [red]why[/red]?")
        await pilot.press("f4")
        field = await wait_for_filter(pilot)
        pilot.app.post_message(events.Paste("\x1b[31mnight"))
        await wait_until(pilot, lambda: field.value == "night")


async def wait_for_filter(pilot: Pilot[None]) -> Input:
    await wait_until(pilot, lambda: bool(pilot.app.screen.query("#filter")))
    return pilot.app.screen.query_one("#filter", Input)
