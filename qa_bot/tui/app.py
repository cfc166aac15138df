"""The terminal interface: a conversation about a folder of articles, with the sources beside it."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import on, work
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer

from embeddings.errors import Cancelled, EmbeddingsError
from embeddings.plaintext import one_line
from qa_bot.errors import QABotError
from qa_bot.log import unexpected
from qa_bot.tui.conversation import CitationList, Conversation, Turn
from qa_bot.tui.help import HelpScreen
from qa_bot.tui.prompt import Prompt
from qa_bot.tui.source import SourceView
from qa_bot.tui.status import StatusLine, TitleBar
from qa_bot.tui.typeahead import TypeAhead
from qa_bot.wording import changes

if TYPE_CHECKING:
    from embeddings.sync import Progress, SyncReport
    from embeddings.values import ArticleSummary
    from qa_bot.values import Answer, Citation

TERMINATED = 128 + signal.SIGTERM
"""The exit code of a program that was asked to end."""
LIGHT_THEME, DARK_THEME = "textual-light", "textual-dark"


class Bot(Protocol):
    """What the interface needs of a bot; `QABot` is one."""

    def sync(self, *, on_progress: Callable[[Progress], None], is_cancelled: Callable[[], bool]) -> SyncReport: ...

    def articles(self) -> list[ArticleSummary]: ...

    def take_warnings(self) -> list[str]: ...

    def ask(self, question: str) -> Answer: ...


@dataclass
class BotIndexing(Message):
    """The articles are being read or embedded."""

    progress: Progress

    def can_replace(self, message: Message) -> bool:
        """Let the latest stand for those that have not been shown yet."""
        return isinstance(message, BotIndexing)


@dataclass
class BotReady(Message):
    """The bot can be asked."""

    bot: Bot
    articles: list[ArticleSummary]
    report: SyncReport
    notices: list[str]


@dataclass
class BotFailed(Message):
    """The bot could not be made ready."""

    reason: str
    bot: Bot | None
    """The bot, if it was opened: what was indexed before still answers."""


class QABotApp(App[None]):
    """The screen comes first; the models load and the articles are indexed behind it, in a thread of their own."""

    TITLE = "qa-bot"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  (Textual declares it so)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "open_next", "source", priority=True),
        Binding("escape", "back", "back"),
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
        self._open_bot = open_bot
        self._wanted_theme = theme
        self._bot: Bot | None = None
        self._can_ask = asyncio.Event()
        self._failure: str | None = None
        self._was_ready = False
        self._stop = threading.Event()
        self._loader: threading.Thread | None = None
        self._asked: asyncio.Queue[Turn] = asyncio.Queue()
        self._open_citation: tuple[CitationList, int] | None = None

    @property
    def is_loading(self) -> bool:
        """Whether the thread that loads the models or indexes the articles is still at work."""
        return self._loader is not None and self._loader.is_alive()

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
        self._stop.set()
        asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)

    # Loading and indexing

    def _start_loading(self) -> None:
        self._can_ask.clear()
        self._failure = None
        self.query_one(StatusLine).show_progress("Loading the model" if self._bot is None else "Looking for articles")
        self._loader = threading.Thread(target=self._load, name="load and index", daemon=True)
        self._loader.start()

    def _load(self) -> None:
        """Make the bot ready. Runs in a thread: tells the screen by messages and touches no widget."""
        bot = self._bot
        try:
            bot = bot or self._open_bot()
            report = bot.sync(
                on_progress=self._tell_progress,
                is_cancelled=self._stop.is_set,
            )
            notices = [*bot.take_warnings(), *(f"{skip.source}: {skip.reason}" for skip in report.skipped)]
            self.post_message(BotReady(bot, bot.articles(), report, notices))
        except Cancelled:
            return
        except (EmbeddingsError, QABotError) as error:
            self.post_message(BotFailed(str(error), bot))
        except Exception as error:  # whatever a library raises is shown; nothing ends the program
            self.post_message(BotFailed(unexpected(error), bot))

    def _tell_progress(self, progress: Progress) -> None:
        self.post_message(BotIndexing(progress))

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
        question = message.question
        if not question.strip():
            self.query_one(StatusLine).show_hint("The question is empty: type what you would like to know.")
            return
        self.query_one(StatusLine).clear_hint()
        self.close_source()
        turn = Turn(question)
        self.query_one(Conversation).add_turn(turn, waiting=not self._can_ask.is_set())
        self._asked.put_nowait(turn)

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
        if self.screen is not self.screen_stack[0]:
            return
        source_open = self.screen.has_class("-source-open")
        citation_list, number = self._open_citation if source_open and self._open_citation else (self._latest(), 0)
        if citation_list is None or not citation_list.citations:
            self.query_one(StatusLine).show_hint("There is no source yet: ask something first.")
            return
        self._show_citation(citation_list, citation_list.citations[number % len(citation_list.citations)])

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
        if self.close_source() and self._open_citation is not None:
            citation_list, _ = self._open_citation
            if citation_list.is_attached:
                citation_list.focus()
                return
        self.query_one(Prompt).focus()

    @on(TypeAhead.Typed)
    async def _type(self, message: TypeAhead.Typed) -> None:
        await self.query_one(Prompt).take(message.text)

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

    def action_help(self) -> None:
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

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
        yield SystemCommand("New conversation", "Clear the screen", self.action_clear)
        yield SystemCommand("Look for new articles", "Index what is new or changed", self.action_refresh_articles)
        yield SystemCommand("Light or dark", "Change between the light and the dark theme", self.action_toggle_light)
        yield SystemCommand("Help", "Show what every key does", self.action_help)
