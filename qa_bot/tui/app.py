"""The terminal interface: a conversation about a folder of articles, with the sources beside it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on, work
from textual.actions import SkipAction
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from embeddings.errors import EmbeddingsError
from embeddings.plaintext import one_line
from qa_bot.errors import QABotError
from qa_bot.log import unexpected
from qa_bot.tui.conversation import CitationList, Conversation, TurnView
from qa_bot.tui.help import HelpScreen, TextScreen
from qa_bot.tui.loading import Bot, BotFailed, BotIndexing, BotReady, Loader
from qa_bot.tui.outside import open_outside
from qa_bot.tui.prompt import Prompt
from qa_bot.tui.source import SourceView
from qa_bot.tui.status import StatusLine, TitleBar
from qa_bot.tui.typeahead import TypeAhead
from qa_bot.wording import changes

if TYPE_CHECKING:
    from qa_bot.values import Citation

TERMINATED = 128 + signal.SIGTERM
"""The exit code of a program that was asked to end."""
LIGHT_THEME, DARK_THEME = "textual-light", "textual-dark"


class QABotApp(App[None]):
    """The screen comes first; the models load and the articles are indexed behind it, in a thread of their own."""

    TITLE = "qa-bot"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  (Textual declares it so)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "open_next", "source", priority=True),
        Binding("ctrl+f", "find", "find in a source", priority=True, show=False),
        Binding("f9", "open_outside", "open the original", priority=True, show=False),
        Binding("escape", "back", "back"),
        Binding("pageup", "scroll('page_up')", priority=True, show=False),
        Binding("pagedown", "scroll('page_down')", priority=True, show=False),
        Binding("ctrl+home", "scroll('home')", priority=True, show=False),
        Binding("ctrl+end", "scroll('end')", priority=True, show=False),
        Binding("f1", "help", "help", priority=True),
        Binding("f2", "toggle_light", "light/dark", priority=True, show=False),
        Binding("f5", "refresh_articles", "look for new articles", priority=True, show=False),
        Binding("ctrl+q", "quit", "quit", priority=True),
    ]

    def __init__(
        self, articles: str, *, open_bot: Callable[[], Bot], theme: str = DARK_THEME, shared: bool = False
    ) -> None:
        """Make the interface over the articles in a folder, or those that are `shared` in a store, of this name."""
        super().__init__()
        self._articles = articles
        self._shared = shared
        self._loader = Loader(open_bot, self.post_message)
        self._wanted_theme = theme
        self._bot: Bot | None = None
        self._can_ask = asyncio.Event()
        self._failure: str | None = None
        self._was_ready = False
        self._notices: list[str] = []
        self._asked: asyncio.Queue[TurnView] = asyncio.Queue()
        self._open_citation: tuple[CitationList, int] | None = None

    @property
    def is_loading(self) -> bool:
        """Whether the thread that loads the models or indexes the articles is still at work."""
        return self._loader.is_working

    @property
    def is_on_main_screen(self) -> bool:
        """Whether nothing lies over the conversation: no help, no palette."""
        return self.screen is self.screen_stack[0]

    def compose(self) -> ComposeResult:
        yield TitleBar(self._articles)
        with Horizontal(id="body"):
            yield Conversation(shared=self._shared)
            yield SourceView()
        with Vertical(id="bottom"):
            yield StatusLine()
            yield Prompt()
        yield Footer()

    def on_mount(self) -> None:
        if self._wanted_theme in self.available_themes:
            self.theme = self._wanted_theme
        else:
            known = ", ".join(sorted(self.available_themes))
            self.notify(f"There is no theme {one_line(self._wanted_theme)}: choose from {known}.", markup=False)
        self.query_one(Prompt).focus()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.exit, None, TERMINATED)
        self._start_loading()
        self._answer_in_turn()

    def on_unmount(self) -> None:
        self._loader.stop()
        asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)

    # Loading and indexing

    def _start_loading(self) -> None:
        self._can_ask.clear()
        self._failure = None
        self.query_one(StatusLine).show_progress("Loading the model" if self._bot is None else "Looking for articles")
        self._loader.start(self._bot)

    def on_bot_indexing(self, message: BotIndexing) -> None:
        if not self.is_running:  # quitting: the widgets are gone
            return
        progress = message.progress
        label = {"reading": "Reading articles", "embedding": "Indexing passages"}[progress.stage]
        self.query_one(StatusLine).show_progress(label, done=progress.done, total=progress.total)

    def on_bot_ready(self, message: BotReady) -> None:
        if not self.is_running:  # quitting: the widgets are gone
            return
        self._bot = message.bot
        was_ready, self._was_ready = self._was_ready, True
        self.query_one(TitleBar).show_articles(message.articles)
        self.query_one(StatusLine).show_ready()
        if was_ready:
            self.query_one(StatusLine).show_hint(changes(message.report))
        self._notices = message.notices
        self.query_one(Conversation).add_notices(message.notices)
        self._can_ask.set()

    def on_bot_failed(self, message: BotFailed) -> None:
        if not self.is_running:  # quitting: the widgets are gone
            return
        self._bot = message.bot
        self._failure = None if self._was_ready else message.reason  # what was indexed before still answers
        self.query_one(StatusLine).show_error(f"{message.reason} — F5 tries again")
        self._can_ask.set()

    # Asking

    def on_prompt_asked(self, message: Prompt.Asked) -> None:
        self.query_one(StatusLine).clear_hint()
        self.close_source()
        turn = TurnView(message.question)
        self.query_one(Conversation).add_turn(turn, waiting=not self._can_ask.is_set())
        self._asked.put_nowait(turn)

    def on_prompt_refused(self, message: Prompt.Refused) -> None:
        self.query_one(StatusLine).show_hint(f"{message.reason[:1].upper()}{message.reason[1:]}.")

    @work(exit_on_error=False)
    async def _answer_in_turn(self) -> None:
        """Answer the questions one after the other, each as soon as the bot is ready."""
        while True:
            turn = await self._asked.get()
            await self._can_ask.wait()
            if self._bot is None or self._failure is not None:
                await turn.show_error(self._failure or "the articles could not be loaded")
                continue
            try:
                answer = await asyncio.to_thread(self._bot.ask, turn.question)
            except (EmbeddingsError, QABotError) as error:
                await turn.show_error(str(error))
            except Exception as error:  # as above: shown, and the next question may do better
                await turn.show_error(unexpected(error))
            else:
                await turn.show_answer(answer)
                self.query_one(Conversation).show_turn(turn)

    # Sources

    @on(CitationList.Opened)
    def _open(self, message: CitationList.Opened) -> None:
        self._show_citation(message.citation_list, message.citation)

    def _show_citation(self, citation_list: CitationList, citation: Citation) -> None:
        self._open_citation = (citation_list, citation.number)
        citation_list.highlighted = citation.number - 1
        self.screen.add_class("-source-open")
        self.query_one(SourceView).show(citation, of=len(citation_list.citations))

    @on(SourceView.OtherWanted)
    def _open_other(self, message: SourceView.OtherWanted) -> None:
        if self._open_citation is not None:
            citation_list, number = self._open_citation
            wanted = message.number if message.number is not None else number + message.step
            if 1 <= wanted <= len(citation_list.citations):
                self._show_citation(citation_list, citation_list.citations[wanted - 1])

    def action_open_next(self) -> None:
        """Open the latest answer's first source, or the next one if a source is open."""
        if not self.is_on_main_screen:
            return
        source_open = self.screen.has_class("-source-open")
        citation_list, number = self._open_citation if source_open and self._open_citation else (self._latest(), 0)
        if citation_list is None or not citation_list.citations:
            self.query_one(StatusLine).show_hint("There is no source yet: ask something first.")
            return
        self._show_citation(citation_list, citation_list.citations[number % len(citation_list.citations)])

    def action_find(self) -> None:
        """Look for a word in the source.

        Raises:
            SkipAction: none is open; the key is another's.

        """
        if not (self.is_on_main_screen and self.screen.has_class("-source-open")):
            raise SkipAction
        self.query_one(SourceView).open_finder()

    def action_open_outside(self) -> None:
        """Open the original of the source, a file or a page, in the program that is meant for it."""
        citation = self.query_one(SourceView).citation
        if citation is None or not self.screen.has_class("-source-open"):
            self.query_one(StatusLine).show_hint("Open a source first: F9 opens its original.")
            return
        folder = None if self._shared else Path(self._articles)
        self.query_one(StatusLine).show_hint(open_outside(citation.article.source, folder=folder))

    def _latest(self) -> CitationList | None:
        lists = self.query(CitationList)
        return lists.last() if lists else None

    def close_source(self) -> bool:
        """Close the source; say whether one was open."""
        if not self.screen.has_class("-source-open"):
            return False
        self.screen.remove_class("-source-open")
        return True

    async def action_back(self) -> None:
        """Leave what is open: the source for its citation, anything else for the prompt."""
        if self.query_one(SourceView).close_finder():
            return
        if self.close_source() and self._open_citation is not None:
            citation_list, _ = self._open_citation
            if citation_list.is_attached:
                citation_list.focus()
                return
        self.query_one(Prompt).focus()

    @on(TypeAhead.Typed)
    def _type(self, message: TypeAhead.Typed) -> None:
        prompt = self.query_one(Prompt)
        prompt.take(message.text)
        if message.is_sent:
            prompt.action_ask()

    @on(CitationList.LeftBelow)
    @on(CitationList.LeftAbove)
    def _leave_list(self, message: CitationList.LeftBelow | CitationList.LeftAbove) -> None:
        step = 1 if isinstance(message, CitationList.LeftBelow) else -1
        if not self.query_one(Conversation).focus_list_beside(message.citation_list, step=step) and step == 1:
            self.query_one(Prompt).focus()

    @on(Prompt.Left)
    def _leave_prompt(self) -> None:
        latest = self._latest()
        if latest is not None:
            latest.focus_last()

    # Other commands

    def action_scroll(self, where: Literal["page_up", "page_down", "home", "end"]) -> None:
        """Scroll the conversation, unless something else that scrolls has the focus.

        Raises:
            SkipAction: something has; the key is its own.

        """
        if not isinstance(self.focused, (Prompt, CitationList)):
            raise SkipAction
        conversation = self.query_one(Conversation)
        {
            "page_up": conversation.scroll_page_up,
            "page_down": conversation.scroll_page_down,
            "home": conversation.scroll_home,
            "end": conversation.scroll_end,
        }[where](animate=False)

    def action_help(self) -> None:
        if self.is_on_main_screen:
            self.push_screen(HelpScreen())

    def action_left_out(self) -> None:
        """Show all that could not be indexed, and why."""
        lines = [one_line(notice) for notice in self._notices] or ["Nothing was left out."]
        self.push_screen(TextScreen("Left out", Static(Content("\n".join(lines)))))

    def action_command_palette(self) -> None:
        if self.is_on_main_screen:  # not over the help
            super().action_command_palette()

    def action_toggle_light(self) -> None:
        self.theme = DARK_THEME if not self.current_theme.dark else LIGHT_THEME

    def action_refresh_articles(self) -> None:
        """Look for new and changed articles, or try again what failed."""
        if not self.is_loading:
            self._start_loading()

    def action_clear(self) -> None:
        """Begin a new conversation."""
        self.close_source()
        self._open_citation = None
        self.query_one(Conversation).clear()
        self.query_one(Prompt).focus()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield from (command for command in super().get_system_commands(screen) if command.title != "Keys")  # see Help
        yield SystemCommand("Open source", "Open the latest answer's source, or the next one", self.action_open_next)
        yield SystemCommand("Find in the source", "Look for a word in the article that is open", self.action_find)
        yield SystemCommand("Open the original", "Open the source's file or page outside", self.action_open_outside)
        yield SystemCommand("New conversation", "Clear the screen", self.action_clear)
        yield SystemCommand("Look for new articles", "Index what is new or changed", self.action_refresh_articles)
        yield SystemCommand("Light or dark", "Change between the light and the dark theme", self.action_toggle_light)
        yield SystemCommand("Left out", "Show all that could not be indexed, and why", self.action_left_out)
        yield SystemCommand("Help", "Show what every key does", self.action_help)
