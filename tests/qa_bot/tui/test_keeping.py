"""Conversations that go on, articles that are chosen, answers that are copied, marked and exported."""

from __future__ import annotations

import json
import textwrap
import threading
import time
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from embeddings.scope import EVERYTHING, Scope
from embeddings.values import Article, ArticleSummary
from qa_bot.conversations.conversation import Turn
from qa_bot.conversations.store import Conversations
from qa_bot.errors import ConversationsError
from qa_bot.kept_suggestions import KeptSuggestions
from qa_bot.tui.app import QABotApp
from qa_bot.tui.articles import ArticlesScreen
from qa_bot.tui.conversation import Conversation, Earlier
from qa_bot.tui.history import NameScreen
from qa_bot.tui.prompt import PLACEHOLDER, Prompt
from qa_bot.tui.source import SourceView
from qa_bot.tui.turn import CitationList, TurnView
from qa_bot.tui.welcome import SuggestionList, Welcome
from qa_bot.values import Answer
from tests.qa_bot.tui.journeys import (
    app_of,
    ask,
    desk_of,
    make_app,
    reply,
    shown,
    wait_until,
    wait_until_ready,
    wait_until_shown,
)
from tests.qa_bot.tui.scripted_bot import FLOOD, MAYOR, ScriptedBot, answer, make_article

HOSTILE = "[red]x[/red] \x1b[31m \u202egnp.exe"


def kept_app(folder: Path, bot: ScriptedBot | None = None) -> QABotApp:
    return QABotApp(
        "articles", open_bot=lambda: bot or ScriptedBot(), open_conversations=lambda: Conversations.open(folder)
    )


def hint(pilot: Pilot[None]) -> str:
    return shown(pilot.app.screen_stack[0].query_one("#status-text", Static))


def summaries() -> list[ArticleSummary]:
    """Return articles of two folders and three years, one without a date."""
    known = (("Bridges", "news/bridges.txt", "2021-07-15"), ("apples", "food/apples.txt", None))
    more = ((f"{HOSTILE} Rivers", "news/rivers.txt", "2023-01-02"), ("Tides", "sea/tides.txt", "2022-03-04"))
    return [
        ArticleSummary(f"id {source}", title, source, None, date, 3, 900) for title, source, date in (*known, *more)
    ]


# Conversations


async def test_a_conversation_of_before_is_opened_and_goes_on(tmp_path: Path) -> None:
    app = kept_app(tmp_path)
    async with app.run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "who closed the bridge?")
        await ask(pilot, "nothing like it?")
    async with kept_app(tmp_path).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press("up", "up")
        assert pilot.app.query_one(Prompt).text == "who closed the bridge?"
        await pilot.press("f4")
        await wait_until(pilot, lambda: pilot.app.screen.query(OptionList) and listed(pilot))
        row = str(pilot.app.screen.query_one(OptionList).get_option_at_index(0).prompt)
        assert row.startswith("who closed the bridge?\n")
        assert row.endswith("· 2 questions")
        await pilot.press("enter")
        await wait_until(pilot, lambda: len(pilot.app.query(TurnView)) == 2)
        first, second = pilot.app.query(TurnView)
        assert reply(first).startswith(f"{MAYOR} [1] [2]")
        assert reply(second).startswith("Not in these articles.")
        assert not pilot.app.query_one(Welcome).display
        await ask(pilot, "who else?")
    [kept] = Conversations.open_existing(tmp_path).summaries()
    assert kept.turns == 3


async def test_a_question_leans_on_those_before_it_and_says_how_it_was_read(tmp_path: Path) -> None:
    bot = ScriptedBot()
    async with kept_app(tmp_path, bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "who closed the bridge?")
        view = await ask(pilot, "when was she born?")
        assert shown(view.query_one(".question", Static)) == (f"when was she born?\nread as: when was {MAYOR} born?")
    again = ScriptedBot()
    async with kept_app(tmp_path, again).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press("f4", "enter")
        await wait_until(pilot, lambda: len(pilot.app.query(TurnView)) == 2)
        assert "read as: when was" in shown(pilot.app.query(TurnView).last().query_one(".question", Static))
        await ask(pilot, "where does she live?")
        await pilot.press("ctrl+n")
        await wait_until(pilot, lambda: not pilot.app.query(TurnView))
        await ask(pilot, "where does she live?")
    assert bot.asked == ["who closed the bridge?", f"when was {MAYOR} born?"]
    assert again.asked == [f"where does {MAYOR} live?", "where does she live?"]


async def test_an_answer_below_another_is_seen_to_its_end(tmp_path: Path) -> None:
    async with kept_app(tmp_path).run_test(size=(80, 24), notifications=True) as pilot:
        await wait_until_ready(pilot)
        conversation = pilot.app.query_one(Conversation)
        for question in ("who closed the bridge?", "when was she born?", "who closed the mill?"):
            view = await ask(pilot, question)
            await wait_until(pilot, lambda: conversation.scroll_y == conversation.max_scroll_y)
            assert view.virtual_region.bottom <= conversation.scroll_y + conversation.size.height + 1


async def test_a_question_is_kept_before_it_is_answered(tmp_path: Path) -> None:
    bot = ScriptedBot(held=True)
    app = kept_app(tmp_path, bot)
    async with app.run_test(notifications=True) as pilot:
        await wait_until_shown(pilot)
        await pilot.press(*"who?", "enter")
        kept = Conversations.open_existing(tmp_path)
        await wait_until(pilot, kept.summaries)
        kept.close()
        bot.released.set()
    async with kept_app(tmp_path).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        kept = Conversations.open_existing(tmp_path)
        turn = kept.load(1).turns[0]
        kept.fail(replace(turn, answer=None), "")
        kept._connection.execute("UPDATE turns SET answer = NULL, error = NULL")
        kept._connection.commit()
        kept.close()
        await pilot.press("f4", "enter")
        await wait_until(pilot, lambda: pilot.app.query(TurnView))
        assert reply(pilot.app.query_one(TurnView)).startswith("Not answered")


async def test_where_earlier_questions_cannot_be_read_that_is_told_and_others_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ConversationsError("the conversations cannot be read ([b]disk I/O error[/b]): check the disk")

    monkeypatch.setattr(Conversations, "questions", fail)
    async with kept_app(tmp_path).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        assert "cannot be read ([b]disk I/O error[/b])" in shown(pilot.app.query_one(".notice", Static))
        assert "Ilse Brandt" in reply(await ask(pilot, "who closed the bridge?"))
    assert [each.title for each in Conversations.open_existing(tmp_path).summaries()] == ["who closed the bridge?"]


async def test_a_question_is_kept_before_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    keep = Conversations.ask

    def slow(*given: Any) -> Turn:
        time.sleep(0.05)
        turn = keep(*given)
        drawn.append(len(app.query(TurnView)))
        return turn

    monkeypatch.setattr(Conversations, "ask", slow)
    app = make_app(ScriptedBot())
    async with app.run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "who?")
    assert drawn == [0]


@pytest.mark.parametrize(
    ("now", "note", "text"),
    [
        (FLOOD, "", FLOOD.paragraphs[2].text),
        (make_article("Another text, without that sentence."), "The article has changed since", ""),
        (None, "No longer among the articles", ""),
    ],
)
async def test_a_kept_citation_opens_its_paragraph_and_says_what_has_changed(
    tmp_path: Path, now: object, note: str, text: str
) -> None:
    async with kept_app(tmp_path).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "who closed the bridge?")
    bot = ScriptedBot()
    bot.now[FLOOD.id] = now  # type: ignore[assignment]
    async with kept_app(tmp_path, bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press("f4", "enter")
        await wait_until(pilot, lambda: pilot.app.query(CitationList))
        await pilot.press("ctrl+o")
        after, title = (pilot.app.query_one(f"#{name}", Static) for name in ("after", "source-title"))
        await wait_until(pilot, lambda: note in shown(title) and shown(after) == text)
        assert shown(pilot.app.query_one("#cited", Static)) == FLOOD.paragraphs[1].text


async def test_a_new_conversation_leaves_the_old_one_kept(tmp_path: Path) -> None:
    async with kept_app(tmp_path).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "first?")
        await pilot.press("ctrl+n")
        await wait_until(pilot, lambda: not pilot.app.query(TurnView))
        await ask(pilot, "second?")
    assert [each.title for each in Conversations.open_existing(tmp_path).summaries()] == ["second?", "first?"]


async def test_conversations_are_found_renamed_and_deleted(tmp_path: Path) -> None:
    async with kept_app(tmp_path).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        for question in ("about apples?", "about [b]bridges?"):
            await ask(pilot, question)
            await pilot.press("ctrl+n")
        await wait_until(pilot, lambda: not pilot.app.query(TurnView))
        await pilot.press("f4", *"apples")
        options = pilot.app.screen.query_one(OptionList)
        await wait_until(pilot, lambda: options.option_count == 1)
        await pilot.press("ctrl+r")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, NameScreen))
        pilot.app.screen.query_one(Input).value = "Fruit [red]and[/red] apples"
        await pilot.press("enter")
        await wait_until(pilot, lambda: str(options.get_option_at_index(0).prompt).startswith("Fruit [red]and"))
        await pilot.press("ctrl+d")
        assert options.option_count == 1
        await pilot.press("ctrl+d")
        await wait_until(pilot, lambda: options.option_count == 0)
        assert not app_of(pilot)._notifications
        assert "Nothing fits" in shown(pilot.app.screen.query_one("#picker-note", Static))
        await pilot.press("escape")
    assert [each.title for each in Conversations.open_existing(tmp_path).summaries()] == ["about [b]bridges?"]


async def test_the_conversation_that_is_open_is_not_deleted(tmp_path: Path) -> None:
    async with kept_app(tmp_path).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "who?")
        await pilot.press("f4")
        await wait_until(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count)
        await pilot.press("ctrl+d", "ctrl+d")
        assert "It is open now" in shown(pilot.app.screen.query_one("#picker-note", Static))
        await pilot.press("escape")
    assert len(Conversations.open_existing(tmp_path).summaries()) == 1


async def test_of_a_long_conversation_the_earlier_turns_are_shown_when_they_are_wanted(tmp_path: Path) -> None:
    kept = Conversations.open(tmp_path)
    conversation = kept.begin()
    for number in range(50):
        kept.fail(kept.ask(conversation, f"question {number}?"), "no")
    kept.close()
    async with kept_app(tmp_path).run_test(size=(100, 40), notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press("f4", "enter")
        await wait_until(pilot, lambda: len(pilot.app.query(TurnView)) == 20)
        earlier = pilot.app.query_one(Earlier)
        assert shown(earlier) == "↑ 30 earlier questions"
        assert pilot.app.query(TurnView).last().turn.question == "question 49?"
        await pilot.press("ctrl+home")
        await wait_until(pilot, lambda: pilot.app.query_one(Conversation).scroll_y == 0)
        await pilot.press("pageup")
        await wait_until(pilot, lambda: len(pilot.app.query(TurnView)) == 40)
        await pilot.press("ctrl+home")
        await wait_until(pilot, lambda: pilot.app.query_one(Conversation).scroll_y == 0)
        await pilot.click(Earlier)
        await wait_until(pilot, lambda: len(pilot.app.query(TurnView)) == 50)
        assert not earlier.display
        assert [view.turn.question for view in pilot.app.query(TurnView)] == [f"question {n}?" for n in range(50)]
        await pilot.press("escape", *"one more?", "enter")
        await wait_until(pilot, lambda: len(pilot.app.query(TurnView)) == 20)
        assert pilot.app.query(TurnView).last().turn.question == "one more?"
        assert shown(earlier) == "↑ 31 earlier questions"


# Choosing articles


async def app_with_articles(pilot: Pilot[None]) -> None:
    await wait_until_ready(pilot)
    await pilot.press("f3")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, ArticlesScreen))


class ManyArticles(ScriptedBot):
    def articles(self) -> list[ArticleSummary]:
        return summaries()


def listed(pilot: Pilot[None]) -> list[str]:
    return [str(option.prompt) for option in pilot.app.screen.query_one(OptionList).options]


async def test_articles_are_chosen_by_words_and_dates_and_asked_alone() -> None:
    bot = ManyArticles()
    async with make_app(bot).run_test(size=(100, 30), notifications=True) as pilot:
        await app_with_articles(pilot)
        assert listed(pilot)[0] == "Ask all: 4 articles, 12 paragraphs, by title"
        await pilot.press(*"NEWS from:2022")
        await wait_until(pilot, lambda: len(listed(pilot)) == 2)
        assert "[red]x[/red]" in listed(pilot)[1]
        assert "\x1b" not in listed(pilot)[1]
        await pilot.press("enter")
        await wait_until(pilot, lambda: app_of(pilot).is_on_main_screen)
        prompt = pilot.app.query_one(Prompt)
        assert str(prompt.border_title) == "in “NEWS” from 2022-01-01"
        turn = await ask(pilot, "who?")
        assert bot.scopes[-1] == Scope(("NEWS",), since="2022-01-01")
        assert "in “NEWS” from 2022-01-01" in shown(turn.query_one(".question", Static))
        await pilot.press("f3", "enter")
        await wait_until(pilot, lambda: app_of(pilot).is_on_main_screen)
        await ask(pilot, "who?")
        assert bot.scopes[-1] == EVERYTHING
        assert not prompt.border_title


async def test_the_command_that_asks_all_articles_says_so_where_all_are() -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        ask_all = next(each for each in desk_of(pilot).commands() if each.title == "Ask all articles")
        await pilot.press(*"in:sports", "enter")
        await wait_until(pilot, lambda: str(pilot.app.query_one(Prompt).border_title) == "in “sports”")
        ask_all.callback()
        assert not pilot.app.query_one(Prompt).border_title
        assert not hint(pilot)
        ask_all.callback()
        assert hint(pilot) == "All articles are asked already."


async def test_one_article_is_chosen_and_lists_are_sorted() -> None:
    bot = ManyArticles()
    async with make_app(bot).run_test(size=(100, 30), notifications=True) as pilot:
        await app_with_articles(pilot)
        orders = []
        for _ in range(3):
            orders.append([row.split("\n")[1].split("·")[-1].strip() for row in listed(pilot)[1:]])
            await pilot.press("ctrl+s")
        by_title, by_date, by_source = orders
        assert by_title == ["news/rivers.txt", "food/apples.txt", "news/bridges.txt", "sea/tides.txt"]
        assert by_date == ["news/rivers.txt", "sea/tides.txt", "news/bridges.txt", "food/apples.txt"]
        assert by_source == ["food/apples.txt", "news/bridges.txt", "news/rivers.txt", "sea/tides.txt"]
        await pilot.press("down", "down", "enter")
        await wait_until(pilot, lambda: app_of(pilot).is_on_main_screen)
        await ask(pilot, "who?")
        assert bot.scopes[-1] == Scope(("food/apples.txt",))


async def test_what_is_no_date_is_told_in_the_list_and_at_the_prompt() -> None:
    async with make_app(ManyArticles()).run_test(notifications=True) as pilot:
        await app_with_articles(pilot)
        await pilot.press(*"from:soon")
        await wait_until(pilot, lambda: "soon" in shown(pilot.app.screen.query_one("#picker-note", Static)))
        await pilot.press("enter", "escape")
        prompt = pilot.app.query_one(Prompt)
        await pilot.press(*"from:soon who?", "enter")
        await wait_until(pilot, lambda: "soon" in hint(pilot))
        assert prompt.text == "from:soon who?"


async def test_a_scope_typed_in_a_question_holds_for_it_and_typed_alone_for_all_that_follow() -> None:
    bot = ScriptedBot()
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        for typed, asked in (("who in:news", "who"), ("xin:folder who?", "xin:folder who?")):
            turn = await ask(pilot, typed)
            assert turn.turn.question == asked
        await ask(pilot, "who?")
        await pilot.press(*"in:sea", "enter")
        await wait_until(pilot, lambda: str(pilot.app.query_one(Prompt).border_title) == "in “sea”")
        await ask(pilot, "who?")
        assert bot.scopes == [Scope(("news",)), EVERYTHING, EVERYTHING, Scope(("sea",))]


class DatedBot(ScriptedBot):
    """Has two articles in folders, of different years."""

    def articles(self) -> list[ArticleSummary]:
        named = (("a", "harbour/storm.txt", "2019-01-05"), ("b", "sports/final.md", "2024-05-31"))
        return [ArticleSummary(each, "Untitled", source, None, day, 1, 30) for each, source, day in named]


async def test_a_scope_is_completed_while_it_is_typed() -> None:
    bot = DatedBot()
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        prompt = pilot.app.query_one(Prompt)
        await pilot.press(*"in:sp")
        assert prompt.suggestion == "orts/"
        await pilot.press("tab", *" from:")
        assert prompt.suggestion == "2019"
        await pilot.press("tab", *" who won?", "enter")
        await wait_until(pilot, lambda: bot.asked[-1:] == ["who won?"])  # what is suggested was asked before
        assert bot.scopes[-1] == Scope(("sports/",), since="2019-01-01")


# Suggestions


async def test_suggestions_are_shown_asked_and_completed() -> None:
    bot = ScriptedBot()
    async with make_app(bot).run_test(size=(80, 24), notifications=True) as pilot:
        await wait_until_ready(pilot)
        suggestions = ["Who closed the [b]bridge?", "When did it rain?"]
        app_of(pilot).query_one(Welcome).suggest(suggestions)
        pilot.app.query_one(Prompt).suggest(suggestions)
        prompt = pilot.app.query_one(Prompt)
        await pilot.press(*"when")
        assert prompt.suggestion == " did it rain?"
        await pilot.press("tab")
        assert prompt.text == "when did it rain?"
        prompt.clear()
        await pilot.press("tab")
        await wait_until(pilot, lambda: pilot.app.query_one(SuggestionList).has_focus)
        await pilot.press("1")
        await wait_until(pilot, lambda: bot.asked == ["Who closed the [b]bridge?"])
        assert prompt.has_focus


async def test_tab_goes_to_no_suggestion_that_is_not_seen() -> None:
    bot = ScriptedBot(held=True)
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_shown(pilot)
        pilot.app.query_one(Welcome).suggest(["Who closed the bridge?", "When did it rain?"])
        await pilot.press(*"who?", "enter")
        await wait_until(pilot, lambda: pilot.app.query(TurnView))
        await pilot.press("tab", "2")
        assert pilot.app.query_one(Prompt).has_focus
        assert pilot.app.query_one(Prompt).text == "2"
        bot.released.set()
        await wait_until(pilot, lambda: pilot.app.query(CitationList))
        assert bot.asked == ["who?"]


class TouringBot(ScriptedBot):
    """Has three articles that make a question each, and answers as many of these as it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may_answer = threading.Semaphore(1)
        made = (make_article(f"{MAYOR} won the Tour of {tour}.", source=tour) for tour in ("Sarn", "Linz", "Graz"))
        self.tours = {each.id: each for each in made}

    def articles(self) -> list[ArticleSummary]:
        return [ArticleSummary(each.id, each.title, each.source, None, None, 1, 30) for each in self.tours.values()]

    def article(self, article_id: str) -> Article | None:
        return self.tours[article_id]

    def ask(self, question: str, *, scope: Scope = EVERYTHING) -> Answer:
        self.asked.append(question)
        self.may_answer.acquire(timeout=20)
        return answer(question, next(each for each in self.tours.values() if each.source in question))


async def test_suggestions_come_one_by_one_and_at_the_second_start_at_once(tmp_path: Path) -> None:
    def app_over(bot: ScriptedBot) -> QABotApp:
        return QABotApp("articles", open_bot=lambda: bot, kept_suggestions=lambda: KeptSuggestions(tmp_path, None))

    bot, again = TouringBot(), TouringBot()
    async with app_over(bot).run_test(notifications=True) as pilot:
        suggestions = pilot.app.query_one(SuggestionList)
        await wait_until(pilot, lambda: suggestions.questions == ["Who won the Tour of Sarn?"])
        bot.may_answer.release()
        await wait_until(pilot, lambda: len(suggestions.questions) == 2)
        await pilot.press("tab", "down")
        bot.may_answer.release()
        await wait_until(pilot, lambda: len(suggestions.questions) == 3)
        assert suggestions.highlighted == 1
        await wait_until(pilot, lambda: KeptSuggestions(tmp_path, None).read(1))
    async with app_over(again).run_test(notifications=True) as pilot:
        await wait_until(pilot, lambda: pilot.app.query_one(SuggestionList).questions == suggestions.questions)
    assert again.asked == []


async def test_what_is_asked_before_is_completed_and_not_within_a_line() -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "who closed the bridge?")
        prompt = pilot.app.query_one(Prompt)
        await pilot.press(*"who")
        assert prompt.suggestion == " closed the bridge?"
        await pilot.press("left")
        await pilot.press("x")
        assert prompt.suggestion == ""


# Copying, marking, exporting


async def test_an_answer_and_a_quote_are_copied_with_their_references() -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press("f6")
        assert "no answer to copy" in hint(pilot)
        await ask(pilot, "who closed the bridge?")
        await pilot.press("f6")
        copied = pilot.app.clipboard
        assert copied.startswith(MAYOR)
        assert "A flood in the valley" in copied
        assert "A night in the gymnasium" in copied
        await pilot.press("ctrl+o")
        await wait_until(pilot, lambda: pilot.app.query_one(SourceView).display)
        await pilot.press("f6")
        assert pilot.app.clipboard.startswith(f"“{MAYOR}” — A flood in the valley")


async def test_marks_are_kept_shown_and_taken_back(tmp_path: Path) -> None:
    async with kept_app(tmp_path).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press("f7")
        assert "no answer to mark" in hint(pilot)
        first, second = await ask(pilot, "first?"), await ask(pilot, "second?")
        lines = len(reply(second).splitlines())
        await pilot.press("f8")
        await wait_until(pilot, lambda: "✗ marked as wrong" in reply(second))
        assert len(reply(second).splitlines()) == lines, "the citations below have moved"
        first.query_one(CitationList).focus()
        await pilot.press("f7")
        await wait_until(pilot, lambda: "✓ marked as right" in reply(first))
        await pilot.press("escape", "f8")
        await wait_until(pilot, lambda: "marked" not in reply(second))
    assert [(turn.question, turn.mark) for turn, _ in Conversations.open_existing(tmp_path).marked()] == [
        ("first?", "right")
    ]


async def test_a_conversation_is_exported_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with kept_app(tmp_path / "library").run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        desk_of(pilot)._keeping.export("json")
        assert "nothing to export" in hint(pilot)
        await ask(pilot, "who closed the bridge?")
        for form in ("markdown", "html", "json"):
            desk_of(pilot)._keeping.export(form)
            await wait_until(pilot, lambda: hint(pilot).startswith("Written to"))
        await pilot.press("ctrl+n")
        await wait_until(pilot, lambda: not hint(pilot))
    files = {path.suffix: path.read_text(encoding="utf-8") for path in tmp_path.glob("qa-bot-conversation-1.*")}
    assert MAYOR in files[".md"]
    assert "<!DOCTYPE html>" in files[".html"] or "<!doctype html>" in files[".html"]
    assert json.loads(files[".json"])["turns"][0]["question"] == "who closed the bridge?"


@pytest.mark.parametrize("opens", ["ctrl+o", "tab"])
async def test_a_mark_that_is_not_seen_is_told(opens: str) -> None:
    async with make_app(ScriptedBot()).run_test(size=(60, 16), notifications=True) as pilot:
        await wait_until_ready(pilot)
        turn = await ask(pilot, "dispute: who closed the bridge?")
        await pilot.press(opens)
        await wait_until(pilot, lambda: not desk_of(pilot).query_one(Conversation).shows_mark(turn))
        await pilot.press("f7")
        await wait_until(pilot, lambda: hint(pilot) == "Marked as right.")
        await pilot.press("f7")
        await wait_until(pilot, lambda: hint(pilot) == "The mark is taken back.")


# Keys


async def test_keys_can_be_set_and_one_that_does_not_exist_is_told() -> None:
    app = QABotApp("articles", open_bot=ScriptedBot, keys={"help": "f12", "halp": "f11", "copy": "ctrl+g,f6"})
    async with app.run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        assert "There is no key halp" in shown(app.screen.query_one(".notice", Static))
        await pilot.press("f1")
        assert app.is_on_main_screen
        helps = {command.title: command.help for command in app.get_system_commands(app.screen)}
        assert helps["Copy"].endswith("· Ctrl+G F6")
        await pilot.press("f12")
        await wait_until(pilot, lambda: not app.is_on_main_screen)
        keys = [shown(key) for key in app.screen.query(".key").results(Static)]
        assert {"F12", "Ctrl+G F6", "F7 F8", "Ctrl+O"} <= set(keys)
        assert "F1" not in keys


async def test_what_is_said_of_keys_is_true_of_those_that_were_set() -> None:
    keys = {"help": "f12", "source": "ctrl+g,f10", "open_original": "f11", "refresh": "f3", "mark_right": "f7, ctrl+y"}
    app = QABotApp("articles", open_bot=ScriptedBot, keys=keys)
    async with app.run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        notice = shown(app.screen.query_one(".notice", Static))
        assert notice == "F3 is the key of refresh and articles: give one of them another."
        welcome = shown(app.screen.query_one("#welcome-text", Static))
        assert "Ctrl+G opens the first" in welcome
        assert "F12 shows every key" in welcome
        await pilot.press("f11")
        await wait_until(pilot, lambda: "F11 opens its original" in hint(pilot))


def test_the_readme_sets_keys_that_there_are() -> None:
    text = Path("README.md").read_text(encoding="utf-8")
    table = text[text.index("    [keys]\n") :].partition("\n\n")[0]
    keys = tomllib.loads(textwrap.dedent(table))["keys"]
    assert keys
    assert keys.keys() <= QABotApp("articles", open_bot=ScriptedBot)._keys().keys()


# What happens meanwhile


async def test_an_answer_that_is_awaited_appears_when_its_conversation_is_opened_again(tmp_path: Path) -> None:
    bot = ScriptedBot(held=True)
    async with kept_app(tmp_path, bot).run_test(notifications=True) as pilot:
        await wait_until_shown(pilot)
        await pilot.press(*"who?", "enter")
        kept = Conversations.open_existing(tmp_path)
        await wait_until(pilot, kept.summaries)
        kept.close()
        await pilot.press("ctrl+n", "f4", "enter")
        await wait_until(pilot, lambda: pilot.app.query(TurnView))
        view = pilot.app.query_one(TurnView)
        await wait_until(pilot, lambda: reply(view).startswith("Waiting"))
        bot.released.set()
        await wait_until(pilot, lambda: reply(view).startswith(MAYOR))
        assert pilot.app.query_one(Prompt).border_subtitle == "ready"


async def test_a_question_belongs_to_the_conversation_that_was_open_when_it_was_asked(tmp_path: Path) -> None:
    opened = threading.Event()

    def open_late() -> Conversations:
        opened.wait(30)
        return Conversations.open(tmp_path)

    app = QABotApp("articles", open_bot=ScriptedBot, open_conversations=open_late)
    async with app.run_test(notifications=True) as pilot:
        await wait_until_shown(pilot)
        await pilot.press(*"first?", "enter")
        await wait_until(pilot, lambda: pilot.app.query(TurnView))
        await pilot.press("ctrl+n")
        await wait_until(pilot, lambda: not pilot.app.query(TurnView))
        await pilot.press(*"second?", "enter")
        await wait_until(pilot, lambda: pilot.app.query(TurnView))
        opened.set()
        await wait_until(pilot, lambda: pilot.app.query(CitationList))
    kept = Conversations.open_existing(tmp_path).summaries()
    assert [(each.title, each.turns) for each in kept] == [("second?", 1), ("first?", 1)]


async def test_a_question_is_not_drawn_in_another_conversation_that_is_opened_while_it_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep = Conversations.ask

    def kept_meanwhile(*given: Any) -> Turn:
        app.call_from_thread(app._desk._asking.go_on, None)
        return keep(*given)

    app = make_app(ScriptedBot())
    async with app.run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        with monkeypatch.context() as patched:
            patched.setattr(Conversations, "ask", kept_meanwhile)
            await pilot.press(*"who?", "enter")
            await wait_until(pilot, lambda: app._desk.is_all_kept and not app._desk.is_asking)
        assert not app.query(TurnView)
        await ask(pilot, "and who?")
        assert len(app.query(TurnView)) == 1


@pytest.mark.parametrize(("waits", "kept"), [(True, ["first?"]), (False, [])])
async def test_quitting_waits_until_what_was_asked_is_kept_and_done_twice_for_nothing(
    tmp_path: Path, waits: bool, kept: list[str]
) -> None:
    opened = threading.Event()

    def open_late() -> Conversations:
        opened.wait(30)
        return Conversations.open(tmp_path)

    app = QABotApp("articles", open_bot=ScriptedBot, open_conversations=open_late)
    async with app.run_test(notifications=True) as pilot:
        await wait_until_shown(pilot)
        await pilot.press(*"first?", "enter", "ctrl+q")
        await wait_until(pilot, lambda: not app._desk.is_all_kept)
        assert app.return_code is None
        if waits:
            opened.set()
        else:
            await pilot.press("ctrl+q")
        await wait_until(pilot, lambda: app.return_code == 0)
    opened.set()
    assert [each.title for each in Conversations.open_existing(tmp_path).summaries()] == kept


async def test_what_cannot_be_kept_is_answered_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no pen")

    for name in ("ask", "answer", "fail"):
        monkeypatch.setattr(Conversations, name, broken)
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        for question in ("who?", "crash", "who else?"):
            turn = await ask(pilot, question)
        assert reply(turn).startswith(MAYOR)
        assert pilot.app.query_one(Prompt).border_subtitle == "ready"


async def test_a_new_conversation_while_an_answer_is_awaited_is_ready_afterwards() -> None:
    bot = ScriptedBot(held=True)
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_shown(pilot)
        await pilot.press(*"who?", "enter")
        await wait_until(pilot, lambda: pilot.app.query(TurnView))
        await pilot.press("ctrl+n")
        bot.released.set()
        await wait_until(pilot, lambda: pilot.app.query_one(Prompt).border_subtitle == "ready")


async def test_in_alone_asks_all_articles_again() -> None:
    bot = ScriptedBot()
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        for typed in ("in:news", "in:"):
            await pilot.press(*typed, "enter")
        await wait_until(pilot, lambda: not pilot.app.query_one(Prompt).border_title)
        assert pilot.app.query_one(Prompt).placeholder == PLACEHOLDER
        await ask(pilot, "who?")
        assert bot.scopes == [EVERYTHING]


async def test_in_before_a_question_asks_that_one_of_all_articles() -> None:
    bot = ScriptedBot()
    async with make_app(bot).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press(*"in:news", "enter")
        for typed in ("in: who?", "IN:  from:2024 who?", "built in: stone?", "who came?"):
            await ask(pilot, typed)
        assert bot.asked == ["who?", "who?", "built in: stone?", "who came?"]
        news = Scope(("news",))
        assert bot.scopes == [EVERYTHING, Scope((), "2024-01-01"), news, news]
        assert str(pilot.app.query_one(Prompt).border_title) == "in “news”"
        assert "in: alone asks all again" in str(pilot.app.query_one(Prompt).placeholder)


async def test_an_export_never_writes_over_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mine = tmp_path / "qa-bot-conversation-1.md"
    mine.write_text("mine")
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "who?")
        desk_of(pilot)._keeping.export("markdown")
        await wait_until(pilot, lambda: hint(pilot).startswith("Written to"))
    assert mine.read_text() == "mine"
    assert MAYOR in (tmp_path / "qa-bot-conversation-1-2.md").read_text()


async def test_a_picture_of_the_screen_is_written_where_exports_are_and_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "[red]" / "a"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        app_of(pilot).deliver_screenshot()
        await wait_until(pilot, lambda: hint(pilot) == f"Written to {folder / 'qa-bot-screen.svg'}")
        assert not pilot.app._notifications
    assert "Ask" in (folder / "qa-bot-screen.svg").read_text(encoding="utf-8")


async def test_a_second_thought_keeps_a_conversation(tmp_path: Path) -> None:
    async with kept_app(tmp_path).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        for question in ("first?", "second?"):
            await ask(pilot, question)
            await pilot.press("ctrl+n")
        await pilot.press("f4")
        await wait_until(pilot, lambda: pilot.app.screen.query(OptionList) and listed(pilot))
        for key in ("ctrl+d", "down", "up", "ctrl+d"):
            await pilot.press(key)
            await pilot.pause()
        await pilot.press("escape")
    assert len(Conversations.open_existing(tmp_path).summaries()) == 2
