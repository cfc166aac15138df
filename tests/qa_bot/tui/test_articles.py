"""F3: articles that are marked, sorted and told by their state; what was added and is forgotten."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from embeddings.errors import LibraryError
from embeddings.scope import EVERYTHING, Scope
from embeddings.standing import Standing
from embeddings.values import ArticleSummary
from qa_bot.tui.app import QABotApp
from qa_bot.tui.articles import ArticlesScreen
from qa_bot.tui.prompt import Prompt
from tests.qa_bot.conftest import OpenBot
from tests.qa_bot.tui.journeys import app_of, ask, desk_of, make_app, shown, wait_until, wait_until_ready
from tests.qa_bot.tui.scripted_bot import ScriptedBot

NOTES = "/home/mara/[red]notes[/red]"
PAGE = "https://example.org/river"


class FiledBot(ScriptedBot):
    """Has articles in its folder, in one that was added, and of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.standing = {
            "flood.txt": Standing("as indexed", None),
            "school.txt": Standing("gone", None),
            f"{NOTES}/mill.md": Standing("changed", NOTES),
            f"{NOTES}/bridge.md": Standing("gone", NOTES),
            PAGE: Standing("as indexed", PAGE),
        }

    def articles(self) -> list[ArticleSummary]:
        if not (self.syncs > 1 or self.released.is_set()):
            return []
        named = zip(self.standing, ("Flood", "School", "Mill", "Bridge", "River"), (3, 9, 27, 1, 81), strict=False)
        gone = [source for source, standing in self.standing.items() if standing.added in self.forgotten]
        return [ArticleSummary(s, title, s, None, None, size, 900) for s, title, size in named if s not in gone]


async def opened(pilot: Pilot[None], *, known: bool = True) -> ArticlesScreen:
    """Open the list of articles, and wait until their states are known."""
    await wait_until_ready(pilot)
    await pilot.press("f3")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, ArticlesScreen))
    screen = pilot.app.screen
    assert isinstance(screen, ArticlesScreen)
    if known:
        await wait_until(pilot, lambda: screen._standings)
    return screen


def listed(pilot: Pilot[None]) -> list[str]:
    return [str(option.prompt) for option in pilot.app.screen.query_one(OptionList).options]


def titles(rows: Iterable[str]) -> list[str]:
    return [row.split("\n")[0] for row in rows][1:]


def told(pilot: Pilot[None]) -> str:
    assert not pilot.app._notifications  # they would lie over the list
    return shown(pilot.app.screen.query_one("#picker-note", Static))


async def go_to(pilot: Pilot[None], title: str) -> None:
    position = next(index for index, row in enumerate(listed(pilot)) if row[2:].startswith(title))
    pilot.app.screen.query_one(OptionList).highlighted = position
    await pilot.pause()


def scope_shown(pilot: Pilot[None]) -> str:
    return Content.from_markup(str(pilot.app.query_one(Prompt).border_title)).plain


async def test_the_marked_are_asked_whatever_is_typed_meanwhile() -> None:
    bot = FiledBot()
    async with make_app(bot).run_test(size=(100, 40), notifications=True) as pilot:
        await opened(pilot)
        await go_to(pilot, "Mill")
        await pilot.press("insert")
        await pilot.press(*"flo")
        await wait_until(pilot, lambda: len(listed(pilot)) == 2)
        await pilot.press("down", "ctrl+@")
        assert listed(pilot)[0] == "Ask the marked: 2 articles, 30 paragraphs, by title"
        assert titles(listed(pilot)) == ["● Flood"]
        await pilot.press("enter")
        await wait_until(pilot, lambda: app_of(pilot).is_on_main_screen)
        assert scope_shown(pilot) == "in 2 articles"
        await ask(pilot, "who?")
        assert bot.scopes == [Scope((f"{NOTES}/mill.md", "flood.txt"))]


async def test_the_frame_names_one_article_as_far_as_there_is_room_and_counts_several() -> None:
    titles = {PAGE: "A river", "flood.txt": f"漢[b]漢[/b]{'漢' * 30}"}
    async with make_app(ScriptedBot()).run_test(size=(140, 24), notifications=True) as pilot:
        await wait_until_ready(pilot)
        desk_of(pilot).set_articles([ArticleSummary(each, titles[each], each, None, None, 1, 1) for each in titles])
        for scope, width, expected in (
            (Scope((PAGE,), "2024-01-01"), 80, "in “A river” from 2024-01-01"),
            (Scope(("flood.txt",), "2024-01-01"), 47, "in “漢[b]漢[/b]漢漢漢漢…” from 2024-01-01"),
            (Scope(("flood.txt",)), 20, "in “漢[b]漢…”"),
            (Scope(("flood.txt", PAGE), until="2024-01-01"), 80, "in 2 articles until 2024-01-01"),
            (Scope(("sports/",)), 80, "in “sports/”"),
            (Scope(("flood.txt", "sports/")), 80, "in “flood.txt” or “sports/”"),
            (Scope((), "2024-01-01"), 80, "from 2024-01-01"),
            (EVERYTHING, 80, ""),
        ):
            desk_of(pilot)._choose_scope(scope)
            await pilot.resize_terminal(width, 24)
            await wait_until(pilot, lambda expected=expected: scope_shown(pilot) == expected)  # type: ignore[misc]
            screen = "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
            assert expected in screen


async def test_a_mark_is_taken_back_and_what_is_typed_marks_nothing() -> None:
    bot = FiledBot()
    async with make_app(bot).run_test(size=(100, 40), notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("insert")
        assert listed(pilot)[0].startswith("Ask all")
        assert told(pilot) == "Go to an article first."
        await pilot.press("down", "insert", "insert", "space")
        assert told(pilot) == ""
        assert pilot.app.screen.query_one(Input).value == " "
        assert not any(row.startswith("●") for row in listed(pilot))
        await pilot.press("up", "enter")
        await wait_until(pilot, lambda: app_of(pilot).is_on_main_screen)
        await ask(pilot, "who?")
        assert bot.scopes == [EVERYTHING]


async def test_a_click_on_the_circle_marks_and_elsewhere_picks() -> None:
    async with make_app(FiledBot()).run_test(size=(100, 40), notifications=True) as pilot:
        rows = (await opened(pilot)).query_one(OptionList)
        await pilot.click(rows, offset=(1, 1))
        await pilot.click(rows, offset=(1, 4))
        assert titles(listed(pilot))[:2] == ["● Bridge", "● Flood"]
        await pilot.click(rows, offset=(1, 4))
        assert titles(listed(pilot))[:2] == ["● Bridge", "○ Flood"]
        await pilot.click(rows, offset=(12, 4))
        await wait_until(pilot, lambda: app_of(pilot).is_on_main_screen)
        assert scope_shown(pilot) == "in “Bridge”"


async def test_rows_say_how_articles_stand_and_are_sorted_by_size() -> None:
    async with make_app(FiledBot()).run_test(size=(100, 40), notifications=True) as pilot:
        await opened(pilot)
        rows = dict(row.split("\n") for row in listed(pilot)[1:])
        assert rows == {
            "○ Bridge": f"added · file gone · 1 paragraph · {NOTES}/bridge.md",
            "○ Flood": "3 paragraphs · flood.txt",
            "○ Mill": f"added · file changed · 27 paragraphs · {NOTES}/mill.md",
            "○ River": f"web page · 81 paragraphs · {PAGE}",
            "○ School": "file gone · 9 paragraphs · school.txt",
        }
        await pilot.press("ctrl+s", "ctrl+s", "ctrl+s")
        assert listed(pilot)[0].endswith(", by size")
        assert titles(listed(pilot)) == ["○ River", "○ Mill", "○ School", "○ Flood", "○ Bridge"]


async def test_numbers_count_where_titles_and_sources_are_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    bot = ScriptedBot()
    parts = [ArticleSummary(f"{n}", f"Part {n}", f"book/part {12 - n}.txt", None, None, 3, 900) for n in (10, 1, 2)]
    monkeypatch.setattr(bot, "articles", lambda: parts)
    async with make_app(bot).run_test(size=(100, 40), notifications=True) as pilot:
        await opened(pilot, known=False)
        assert titles(listed(pilot)) == ["○ Part 1", "○ Part 2", "○ Part 10"]
        await pilot.press("ctrl+s", "ctrl+s")
        assert listed(pilot)[0].endswith(", by source")
        assert titles(listed(pilot)) == ["○ Part 10", "○ Part 2", "○ Part 1"]


async def test_the_list_is_there_before_the_states_are(monkeypatch: pytest.MonkeyPatch) -> None:
    bot, looked_at = FiledBot(), threading.Event()

    def standings() -> dict[str, Standing]:
        looked_at.wait(10)
        return bot.standing

    monkeypatch.setattr(bot, "standings", standings)
    async with make_app(bot).run_test(size=(100, 40), notifications=True) as pilot:
        screen = await opened(pilot, known=False)
        assert len(listed(pilot)) == 6
        await pilot.press("down", "down", "delete")
        assert told(pilot) == "The files are still being looked at: try again in a moment."
        looked_at.set()
        await wait_until(pilot, lambda: screen._standings)
        assert "file changed" in listed(pilot)[3]
        assert screen.query_one(OptionList).highlighted == 2


async def test_files_that_cannot_be_looked_at_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    bot = FiledBot()

    def standings() -> dict[str, Standing]:
        raise LibraryError(Path("/a"), "the library is damaged: [mend] it")

    monkeypatch.setattr(bot, "standings", standings)
    async with make_app(bot).run_test(notifications=True) as pilot:
        await opened(pilot, known=False)
        await wait_until(pilot, lambda: told(pilot) == "The library is damaged: [mend] it")


@pytest.mark.parametrize("key", ["delete", "ctrl+d"])
async def test_what_was_added_is_forgotten_when_it_is_wanted_twice(key: str) -> None:
    bot = FiledBot()
    async with make_app(bot).run_test(size=(100, 40), notifications=True) as pilot:
        await opened(pilot)
        await go_to(pilot, "Mill")
        await pilot.press("insert", key)
        assert told(pilot) == f"Once more forgets {NOTES} (2 articles); no file is deleted."
        assert bot.forgotten == []
        await pilot.press("down")
        assert told(pilot) == ""
        await pilot.press("up", key)
        assert bot.forgotten == []
        await pilot.press(key)
        await wait_until(pilot, lambda: len(listed(pilot)) == 4)
        assert bot.forgotten == [NOTES]
        assert told(pilot) == f"Forgot 2 articles of {NOTES}."
        assert titles(listed(pilot)) == ["○ Flood", "○ River", "○ School"]
        assert listed(pilot)[0].startswith("Ask all: 3 articles")


async def test_what_lies_in_the_articles_folder_is_not_forgotten_and_what_is_typed_is_edited() -> None:
    bot = FiledBot()
    async with make_app(bot).run_test(size=(100, 40), notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("delete")
        assert told(pilot) == "Go to an article first."
        await go_to(pilot, "Flood")
        await pilot.press("delete", "delete")
        assert told(pilot) == "flood.txt lies in the articles folder: delete or move the file, then press F5."
        await pilot.press(*"mill", "home", "down", "delete", "delete")
        assert pilot.app.screen.query_one(Input).value == "ll"
        assert told(pilot) == ""
        assert bot.forgotten == []


async def test_what_cannot_be_forgotten_now_is_told_and_everything_stays() -> None:
    bot = FiledBot()
    async with make_app(bot).run_test(size=(100, 40), notifications=True) as pilot:
        await opened(pilot)
        await go_to(pilot, "River")
        bot.failure = LibraryError(Path("/a"), "the disk is full: free [some] space")
        await pilot.press("delete", "delete")
        await wait_until(pilot, lambda: told(pilot) == "The disk is full: free [some] space")
        assert bot.forgotten == [PAGE]
        bot.forgotten.clear()  # it was refused
        bot.failure = None
        bot.released.clear()
        await pilot.press("f5", "delete", "delete")
        assert told(pilot) == "The articles are being read: forget when that is done."
        bot.released.set()
        assert len(listed(pilot)) == 6
        assert bot.forgotten == []


async def test_articles_that_others_share_are_not_forgotten() -> None:
    app = QABotApp("news", open_bot=FiledBot, shared=True)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await opened(pilot, known=False)
        await go_to(pilot, "River")
        await pilot.press("delete")
        assert told(pilot) == "What others share is forgotten where its articles are."
        assert all("web page" not in row for row in listed(pilot))
        assert "Forget articles" not in [command.title for command in app.get_system_commands(app.screen)]


async def test_the_list_is_filled_when_the_articles_are_there() -> None:
    bot = FiledBot()
    bot.released.clear()
    async with make_app(bot).run_test(size=(100, 40), notifications=True) as pilot:
        await wait_until(pilot, lambda: bot.syncs)
        await pilot.press("f3")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ArticlesScreen))
        assert listed(pilot) == []
        bot.released.set()
        await wait_until(pilot, lambda: len(listed(pilot)) == 6 and "file gone" in listed(pilot)[1])


async def test_a_real_library_forgets(folder: Path, tmp_path: Path, open_bot: OpenBot) -> None:
    added = tmp_path / "more" / "ice.txt"
    added.parent.mkdir()
    added.write_text("Ice\n\nThe harbour of Sarn froze over in March.\n")
    bot = open_bot()
    bot.sync(add=[str(added.parent)])
    (folder / "pump.txt").write_text("The pump\n\nIt was replaced.\n")
    async with make_app(bot).run_test(size=(140, 40), notifications=True) as pilot:
        await opened(pilot)
        await go_to(pilot, "Ice")
        await pilot.press("delete", "delete")
        await wait_until(pilot, lambda: len(listed(pilot)) == 4)
        assert str(added) not in [article.source for article in bot.articles()]
