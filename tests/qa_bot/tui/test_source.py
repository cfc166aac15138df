"""Checking a source: finding words in it, opening its original, keeping the place in it."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from rich.color import Color
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static
from textual.widgets._footer import FooterKey

from embeddings.folder import scan
from embeddings.plaintext import one_line
from embeddings.scope import EVERYTHING, Scope
from qa_bot.conversations.sources import Source
from qa_bot.tui.app import QABotApp
from qa_bot.tui.desk import Desk
from qa_bot.tui.help import HelpScreen
from qa_bot.tui.outside import open_outside
from qa_bot.tui.prompt import Prompt
from qa_bot.tui.source import SourceView, _Page
from qa_bot.tui.turn import CitationList
from qa_bot.values import Answer, Citation
from tests.qa_bot.tui.journeys import ask, make_app, seen, shown, styled, wait_until, wait_until_ready
from tests.qa_bot.tui.scripted_bot import MAYOR, NEAR, ScriptedBot, make_article

LONG = make_article(
    *(f"Paragraph {number} of the long day, in which the water rose by some more." for number in range(40)),
    f"It was {MAYOR} who closed the bridge.",
    *(f"Afterwards, {number} days on, the [b]Mill[/b] stood\nstill." for number in range(40)),
)


def long_bot() -> ScriptedBot:
    """Return a bot that cites the paragraph in the middle of a long article."""
    bot = ScriptedBot(article=LONG)
    answered = bot.ask
    middle = LONG.paragraphs[40]

    def ask_middle(question: str, *, scope: Scope = EVERYTHING) -> Answer:

        answer = answered(question)
        start = middle.text.index(MAYOR)
        first = replace(answer.citations[0], paragraph=middle, start=start, end=start + len(MAYOR), sentence_start=0)
        return replace(answer, citations=(replace(first, sentence_end=len(middle.text)), *answer.citations[1:]))

    bot.ask = ask_middle  # type: ignore[method-assign]
    return bot


async def open_source(pilot: Pilot[None]) -> SourceView:
    await wait_until_ready(pilot)
    await ask(pilot, "who closed the bridge?")
    await pilot.press("ctrl+o")
    source = pilot.app.query_one(SourceView)
    await wait_until(pilot, lambda: source.display and source.query_one(_Page).has_focus)
    return source


async def test_words_are_found_in_the_article_one_place_after_the_other() -> None:
    async with make_app(long_bot()).run_test(size=(80, 24), notifications=True) as pilot:
        source = await open_source(pilot)
        await pilot.press("ctrl+f", *"[b]mill[/b] stood  still")
        finder = source.query_one("#finder", Input)
        await wait_until(pilot, lambda: finder.border_subtitle == "1 of 40")
        after = source.query_one("#after", Static)
        assert styled(after, "on $secondary") == ["[b]Mill[/b] stood\nstill"]
        await pilot.press("enter", "down")
        assert finder.border_subtitle == "3 of 40"
        await wait_until(pilot, lambda: seen(pilot, "Afterwards, 2 days on"))
        await pilot.press("up", "up", "up")
        await wait_until(pilot, lambda: finder.border_subtitle == "40 of 40")
        await wait_until(pilot, lambda: seen(pilot, "Afterwards, 39 days on"))


async def test_the_article_is_scrolled_by_pages_while_a_word_is_looked_for() -> None:
    async with make_app(long_bot()).run_test(size=(80, 24), notifications=True) as pilot:
        source = await open_source(pilot)
        await pilot.press("ctrl+f", *"mill")
        page, finder = source.query_one(_Page), source.query_one("#finder", Input)
        await wait_until(pilot, lambda: finder.border_subtitle == "1 of 40")
        before = page.scroll_y
        await pilot.press("pagedown")
        await wait_until(pilot, lambda: page.scroll_y > before)
        await pilot.press("pageup")
        await wait_until(pilot, lambda: page.scroll_y == before)
        assert finder.has_focus


async def test_the_help_tells_first_what_is_done_in_a_source_that_is_open() -> None:
    async with make_app(long_bot()).run_test(size=(80, 24), notifications=True) as pilot:
        await open_source(pilot)
        await pilot.press("f1")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        rows = [shown(row.query_one(".does", Static)) for row in pilot.app.screen.query(".key-row")]
        assert all("source" in does or "quote" in does for does in rows[:8])
        assert rows[8].startswith("ask what is typed")


async def test_finding_begins_at_the_cited_paragraph_and_escape_ends_it() -> None:
    async with make_app(long_bot()).run_test(size=(80, 24), notifications=True) as pilot:
        source = await open_source(pilot)
        await pilot.press("ctrl+f", *"paragraph")
        finder = source.query_one("#finder", Input)
        await wait_until(pilot, lambda: finder.border_subtitle == "1 of 40")
        await wait_until(pilot, lambda: seen(pilot, "Paragraph 0 of"))
        await pilot.press(*" 99")
        await wait_until(pilot, lambda: finder.border_subtitle == "nothing found")
        await pilot.press("escape")
        assert not finder.display
        assert source.display
        assert not styled(source.query_one("#before", Static), "on $secondary")
        await pilot.press("escape")
        assert not source.display


async def test_a_word_in_the_quote_is_found_where_the_quote_is_marked() -> None:
    async with make_app(long_bot()).run_test(size=(80, 24), notifications=True) as pilot:
        source = await open_source(pilot)
        await pilot.press("ctrl+f", *"brandt")
        await wait_until(pilot, lambda: source.query_one("#finder", Input).border_subtitle == "1 of 1")
        cited = source.query_one("#cited", Static)
        assert styled(cited, "on $secondary") == ["Brandt"]
        assert styled(cited, "on $accent") == [MAYOR]


async def test_the_source_of_a_nearest_paragraph_opens_at_its_sentence_which_is_marked_lightly() -> None:
    long = " ".join(f"On day {number} the water rose by some more, and nobody knew why it did." for number in range(60))
    article = make_article("It began.", f"{long} Buses took {NEAR} to the school. {long}", "It ended.")
    async with make_app(ScriptedBot(article=article)).run_test(size=(80, 24), notifications=True) as pilot:
        await wait_until_ready(pilot)
        turn = await ask(pilot, "nothing like it?")
        assert f"Buses took {NEAR} to the school." in str(turn.query_one(CitationList).get_option_at_index(1).prompt)
        await pilot.press("tab", "2")
        cited = pilot.app.query_one("#cited", Static)
        await wait_until(pilot, lambda: seen(pilot, NEAR))
        assert styled(cited, "on $accent-muted") == [f"Buses took {NEAR} to the school."]
        assert styled(cited, "on $accent") == []


async def test_of_a_long_paragraph_that_is_one_sentence_the_quote_alone_is_marked() -> None:
    long = f"{MAYOR} closed it, " + "and the water rose, " * 40 + "and it fell."
    async with make_app(ScriptedBot(article=make_article("It began.", long))).run_test(notifications=True) as pilot:
        source = await open_source(pilot)
        cited = source.query_one("#cited", Static)
        assert styled(cited, "on $accent") == [MAYOR]
        assert styled(cited, "on $accent-muted") == []


async def test_the_key_that_finds_is_the_prompts_own_while_no_source_is_open() -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press("ctrl+f")
        assert not pilot.app.query("#finder")


async def test_a_window_that_changes_loses_neither_the_quote_nor_the_place() -> None:
    async with make_app(long_bot()).run_test(size=(80, 24), notifications=True) as pilot:
        source = await open_source(pilot)
        await wait_until(pilot, lambda: seen(pilot, "who closed the bridge."))
        await pilot.resize_terminal(60, 20)
        await wait_until(pilot, lambda: source.size.width <= 60)
        await wait_until(pilot, lambda: seen(pilot, "who closed the bridge."))
        page = source.query_one(_Page)
        await pilot.press("home", *["pagedown"] * 2)
        await pilot.pause()
        share = page.scroll_y / page.virtual_size.height
        await pilot.resize_terminal(100, 40)
        await wait_until(pilot, lambda: source.size.width > 60)
        await wait_until(pilot, lambda: abs(page.scroll_y / page.virtual_size.height - share) < 0.02)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Keep what would be started outside, on a machine with windows."""
    commands: list[list[str]] = []
    monkeypatch.setattr("subprocess.Popen", lambda command, **_: commands.append(command))
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    return commands


async def test_the_original_is_opened_outside(tmp_path: Path, started: list[list[str]]) -> None:
    flood = tmp_path / "flood.txt"
    flood.write_text("The river rose.")
    app = QABotApp(str(tmp_path), open_bot=ScriptedBot)
    async with app.run_test(notifications=True) as pilot:
        await wait_until_ready(pilot)
        await pilot.press("f9")
        assert "Open a source first" in shown(app.query_one("#status-text", Static))
        await ask(pilot, "who closed the bridge?")
        await pilot.press("ctrl+o", "f9")
        assert started == [["xdg-open", str(flood)]]
        assert shown(app.query_one("#status-text", Static)) == f"Opened {flood}"


def test_what_is_opened_and_what_is_said(tmp_path: Path, started: list[list[str]]) -> None:
    copied: list[str] = []
    assert (
        open_outside("https://example.org/a;b", folder=tmp_path, copy=copied.append) == "Opened https://example.org/a;b"
    )
    assert started.pop() == ["xdg-open", "https://example.org/a;b"]
    assert open_outside("gone\x1b.txt", folder=tmp_path, copy=copied.append).endswith("cannot be found.")
    assert "shared from" in open_outside("a.txt", folder=None, copy=copied.append)
    assert not started
    assert not copied


@pytest.mark.parametrize("name", ["two  spaces.txt", "a\x1b[31m\nb.txt", "\u202egnp.txt", "-rf.txt", b"\xff.txt"])
def test_a_file_whose_name_cannot_be_printed_is_opened(
    tmp_path: Path, started: list[list[str]], name: str | bytes
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path / "more") + b"/" + os.fsencode(name)))
    path.parent.mkdir()
    path.write_text("The river rose.")
    for folder in (tmp_path, tmp_path / "other"):  # among the articles, and in a folder that was added
        folder.mkdir(exist_ok=True)
        [found] = scan(folder, [] if folder == tmp_path else [str(path.parent)]).files
        said = open_outside(found.source, folder=folder, copy=_never)
        assert said.startswith("Opened ")
        assert said.isprintable()
        assert started.pop() == ["xdg-open", str(path)]


def _never(text: str) -> None:
    raise AssertionError(text)


@pytest.mark.parametrize("name", ["two  words.txt", "a\x1b[31m\nb.txt", b"\xff.txt"])
async def test_without_windows_nothing_is_started_and_the_place_is_copied(
    tmp_path: Path, started: list[list[str]], monkeypatch: pytest.MonkeyPatch, name: str | bytes
) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + os.fsencode(name)))
    path.write_text("The river rose.")
    [found] = scan(tmp_path, []).files
    app = QABotApp(str(tmp_path), open_bot=lambda: ScriptedBot(article=make_article("A.", "B.", source=found.source)))
    async with app.run_test(size=(160, 30), notifications=True) as pilot:
        await open_source(pilot)
        await pilot.press("f9")
        assert app.clipboard == (str(path) if str(path).isprintable() else one_line(str(path)))
        said = shown(app.query_one("#status-text", Static))
        assert said == f"There are no windows here to open it in: copied {one_line(app.clipboard)}"
    assert started == []


def test_without_windows_an_address_is_copied(
    tmp_path: Path, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    copied: list[str] = []
    said = open_outside("https://example.org", folder=tmp_path, copy=copied.append)
    assert (started, copied) == ([], ["https://example.org"])
    assert said.startswith("There are no windows here")
    assert said.endswith("copied https://example.org")


def test_a_machine_without_the_opener_says_so_and_copies(
    tmp_path: Path, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("subprocess.Popen", missing)
    copied: list[str] = []
    said = open_outside("https://example.org", folder=tmp_path, copy=copied.append)
    assert said.startswith("xdg-open cannot be started")
    assert copied == ["https://example.org"]


async def test_a_word_typed_right_behind_the_key_that_finds_is_looked_for() -> None:
    async with make_app(long_bot()).run_test(size=(80, 24), notifications=True) as pilot:
        source = await open_source(pilot)
        pilot.app.post_message(events.Key("ctrl+f", None))
        for character in "mill":
            pilot.app.post_message(events.Key(character, character))
        await wait_until(pilot, lambda: source.query_one("#finder", Input).value == "mill")


async def test_a_look_at_the_source_that_comes_late_leaves_what_is_looked_for() -> None:
    bot = long_bot()
    looked = threading.Event()
    now = replace(LONG, text=LONG.text, author="Someone Else")

    def source_of(citation: Citation) -> Source:
        looked.wait(30)
        return Source(replace(citation, article=now), "newer file")

    bot.source_of = source_of  # type: ignore[method-assign]
    async with make_app(bot).run_test(size=(80, 24), notifications=True) as pilot:
        source = await open_source(pilot)
        await pilot.press("ctrl+f", *"mill")
        looked.set()
        await wait_until(pilot, lambda: "Someone Else" in shown(source.query_one("#source-title", Static)))
        finder = source.query_one("#finder", Input)
        assert (finder.value, finder.has_focus, finder.border_subtitle) == ("mill", True, "1 of 40")
        assert "The file has changed since" in shown(source.query_one("#source-title", Static))


def footer(pilot: Pilot[None]) -> list[str]:
    return [key.description for key in pilot.app.query(FooterKey).exclude(".-command-palette")]


async def test_the_footer_shows_how_an_open_source_is_searched_and_left() -> None:
    async with make_app(ScriptedBot()).run_test(size=(60, 20), notifications=True) as pilot:
        source = await open_source(pilot)
        await wait_until(pilot, lambda: footer(pilot) == ["others", "find", "back", "quit", "help"])
        assert seen(pilot, "f1 help"), "there is room for all of them"
        await pilot.press("f3")
        assert not isinstance(pilot.app.screen, Desk), "the keys that are not shown work all the same"
        await pilot.press("escape", "escape")
        await wait_until(pilot, lambda: not source.display)
        await wait_until(pilot, lambda: footer(pilot) == ["open", "source", "articles", "quit", "help"])
        assert seen(pilot, "f1 help"), "among citations, too"
        await pilot.press("escape")
        await wait_until(pilot, lambda: footer(pilot) == ["source", "articles", "history", "quit", "help"])


async def test_the_citation_whose_source_stands_beside_is_marked() -> None:
    async with make_app(ScriptedBot()).run_test(size=(160, 40), notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "who closed the bridge?")
        await open_source(pilot)
        first, second = pilot.app.query(CitationList)

        def grounds() -> list[list[Color]]:
            return [[ground(pilot, each, row) for row in (0, 1)] for each in (first, second)]

        plain = ground(pilot, first, 0)
        await wait_until(pilot, lambda: grounds()[0] == [plain, plain] and grounds()[1][0] != plain == grounds()[1][1])
        await pilot.press("right")
        await wait_until(pilot, lambda: grounds()[1][0] == plain != grounds()[1][1])
        await pilot.press("escape", "escape")
        await wait_until(pilot, lambda: grounds() == [[plain, plain], [plain, plain]])


def ground(pilot: Pilot[None], citations: CitationList, row: int) -> Color:
    """Return the colour behind the first letter of a list's row."""
    x, y = citations.content_region.offset
    background = pilot.app.screen.get_style_at(x + 2, y + row).bgcolor
    assert background is not None
    return background


async def test_a_source_without_others_offers_none() -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        source = await open_source(pilot)
        assert source.citation is not None
        source.show(source.citation, of=1)
        pilot.app.screen.refresh_bindings()
        await wait_until(pilot, lambda: "find" in footer(pilot) and "others" not in footer(pilot))


async def test_a_number_without_a_citation_begins_a_question() -> None:
    async with make_app(ScriptedBot()).run_test(notifications=True) as pilot:
        await open_source(pilot)
        await pilot.press(*"9 lives?")
        await wait_until(pilot, lambda: pilot.app.query_one(Prompt).text == "9 lives?")


async def test_a_question_asked_beside_an_open_source_leaves_the_focus_in_the_prompt() -> None:
    async with make_app(ScriptedBot()).run_test(size=(140, 30), notifications=True) as pilot:
        source = await open_source(pilot)
        await pilot.press(*"who else?", "enter", *"next")
        await wait_until(pilot, lambda: not source.display)
        await wait_until(pilot, lambda: pilot.app.query_one(Prompt).text == "next")
        assert pilot.app.query_one(Prompt).has_focus


@pytest.mark.parametrize("size", [(30, 10), (80, 24)])
async def test_the_longest_title_leaves_room_for_the_quote(size: tuple[int, int]) -> None:
    long = make_article("Lead.", f"{MAYOR} closed the bridge.", title="A title without an end " * 40)
    async with make_app(ScriptedBot(article=long)).run_test(size=size, notifications=True) as pilot:
        source = await open_source(pilot)
        cited = source.query_one("#cited", Static)
        await wait_until(pilot, lambda: source.query_one("_Page").content_region.contains_point(cited.region.offset))
        assert shown(source.query_one("#source-title", Static)).startswith("[1 of 2] A title")


async def test_the_head_says_what_the_date_is_from_and_the_language() -> None:
    article = replace(make_article("Lead.", f"{MAYOR} closed the bridge."), date_from="text", language="de-AT")
    async with make_app(ScriptedBot(article=article)).run_test(notifications=True) as pilot:
        source = await open_source(pilot)
        assert "2021-07-15, as its text says · de-AT" in shown(source.query_one("#source-title", Static))


async def test_an_article_of_which_nothing_is_stated_has_its_title_alone() -> None:
    article = replace(make_article(f"{MAYOR} closed the bridge.", source=""), author=None, published=None)
    async with make_app(ScriptedBot(article=article)).run_test(notifications=True) as pilot:
        source = await open_source(pilot)
        assert shown(source.query_one("#source-title", Static)).rstrip() == "[1 of 2] A flood in the valley"
