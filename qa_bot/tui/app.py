"""The terminal interface: a conversation about a folder of articles, with the sources beside it."""

from __future__ import annotations

import asyncio
import io
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.content import Content
from textual.events import DeliveryComplete, DeliveryFailed, Event, Key, Paste
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Static
from textual.worker import WorkerFailed

from embeddings.errors import EmbeddingsError
from embeddings.plaintext import one_line, without_controls
from qa_bot.errors import QABotError
from qa_bot.exit_codes import FAILED
from qa_bot.log import unexpected
from qa_bot.tui.articles import ArticlesScreen
from qa_bot.tui.desk import Desk
from qa_bot.tui.help import HelpScreen, TextScreen
from qa_bot.tui.history import NameScreen
from qa_bot.tui.keeping import free_name
from qa_bot.tui.keys import complaints, key_of, shown_keys
from qa_bot.tui.loading import Loader, in_memory
from qa_bot.tui.messages import (
    ArticlesChanged,
    ArticlesForgotten,
    Bot,
    BotAnswers,
    BotFailed,
    BotIndexing,
    BotReady,
    ConversationsOpened,
    FollowingFailed,
    ForgettingFailed,
    SuggestionsFound,
)
from qa_bot.tui.picking import PickScreen
from qa_bot.tui.status import StatusLine
from qa_bot.tui.themes import DARK, LIGHT
from qa_bot.wording import news, what_was_forgotten

if TYPE_CHECKING:
    from textual.driver import Driver

    from qa_bot.conversations.store import Conversations
    from qa_bot.kept_suggestions import KeptSuggestions
    from qa_bot.statistics import Statistics

TERMINATED = 128 + signal.SIGTERM
"""The exit code of a program that was asked to end."""
_LOOKS_AGAIN = 0.1
"""Seconds after which what is to be added is, if nothing else is being indexed by then."""
_DRAWN_AFTER = 0.15
"""Seconds after which what was made ready last is drawn, too, and the models are not loaded yet."""
_FEEDS_EVERY = 30 * 60
"""Seconds after which feeds that are followed are fetched again while the program runs."""


_OF_NO_USE = ("Keys", "Maximize", "Minimize")
"""Commands of Textual's: the help has the keys, and a prompt that fills the screen hides the answer."""


class QABotApp(App[None]):
    """The screen comes first; the models load and the articles are indexed behind it, in a thread of their own."""

    TITLE = "qa-bot"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  (Textual declares it so)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "statistics", "statistics", priority=True, show=False, id="statistics"),
        Binding("f1", "help", "help", priority=True, id="help"),
        Binding("f2", "toggle_light", "light/dark", priority=True, show=False, id="light"),
        Binding("f5", "refresh_articles", "look for new articles", priority=True, show=False, id="refresh"),
        Binding("ctrl+q", "quit", "quit", priority=True, id="quit"),
        Binding("ctrl+c", "interrupt", priority=True, show=False),
    ]

    def __init__(
        self,
        articles: str,
        *,
        open_bot: Callable[[], Bot],
        open_conversations: Callable[[], Conversations] = in_memory,
        theme: str = DARK.name,
        on_theme: Callable[[str], None] = lambda _: None,
        keys: Mapping[str, str] = MappingProxyType({}),
        shared: bool = False,
        statistics: Callable[[], Statistics] | None = None,
        kept_suggestions: Callable[[], KeptSuggestions | None] = lambda: None,
        driver: type[Driver] | None = None,
        on_drawn: Callable[[], None] = lambda: None,
    ) -> None:
        """Make the interface over the articles in a folder, or those that are `shared` in a store, of this name.

        `on_theme` is called with each theme that is chosen from then on; `keys` are other keys for bindings, by the
        bindings' ids; `statistics` gathers what there is to say in numbers; `kept_suggestions` opens those of before;
        `on_drawn` is called when the first screen has been drawn, and no article is known yet.
        """
        super().__init__(driver_class=driver)
        for each in (DARK, LIGHT):
            self.register_theme(each)
        self.theme = theme if theme in self.available_themes else DARK.name  # here: later all styles are read once more
        self._loader = Loader(open_bot, open_conversations, self.post_message, kept_suggestions)
        self._shared = shared
        self._desk = Desk(articles, shared=shared, on_asked=self._loader.hush)
        self._wanted_theme = theme
        self._on_theme = on_theme
        self._wanted_keys = keys
        self._statistics = statistics
        self._on_drawn = on_drawn
        self.fault: str | None = None
        """What nobody expected and has ended it, in one line."""
        self._bot: Bot | None = None
        self._was_ready = False
        self._is_quitting = False
        self._typed_early: list[Event] | None = []
        """Keys before there is a prompt to take them, which Textual would drop."""
        self._complaints: list[str] = []
        """What is wrong with what was wanted of it: the conversation shows it above what was left out."""
        self._notices: list[str] = []
        self._first_notices: list[str] = []
        """Those that the conversation shows while they stand: what is left out later is told when it is."""

    @property
    def is_loading(self) -> bool:
        """Whether the thread that loads the models or indexes the articles is still at work."""
        return self._loader.is_loading

    @property
    def is_working(self) -> bool:
        """Whether any thread is: leaving the interpreter under one that runs a model can crash."""
        return self._loader.is_working or self._desk.is_asking

    @property
    def is_on_main_screen(self) -> bool:
        """Whether nothing lies over the conversation: no help, no palette."""
        return self.screen is self._desk

    def get_default_screen(self) -> Desk:
        return self._desk

    def on_load(self) -> None:
        self.set_keymap(dict(self._wanted_keys))

    def on_mount(self) -> None:
        self._shown_theme = self.theme
        self.theme_changed_signal.subscribe(self, self._tell_theme)
        self.set_class(self.console.color_system == "standard", "-few-colors")
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.exit, None, TERMINATED)

    async def on_ready(self) -> None:
        if not self.is_running:  # quitting: the widgets are gone
            return
        self._complaints = list(self._found_wrong())
        self._desk.show_notices(self._complaints)
        self._start_loading()
        self.set_interval(_FEEDS_EVERY, self._refresh_feeds)
        self.set_timer(_DRAWN_AFTER, self._tell_drawn)
        typed, self._typed_early = self._typed_early or [], None
        for event in typed:
            await self.on_event(event)

    def _tell_drawn(self) -> None:
        if self._bot is None:  # else what is on the screen is of these articles
            self._on_drawn()

    def _own_keys(self) -> dict[str, str]:
        """Return the keys of the bindings that have an id, by that, as they are where no others are wanted."""
        bindings = (*self.BINDINGS, *self._desk.BINDINGS)
        return {each.id: each.key for each in bindings if isinstance(each, Binding) and each.id}

    def _keys(self) -> dict[str, str]:
        """Return the keys of those bindings as they are shown."""
        return {name: shown_keys(self._wanted_keys.get(name, own)) for name, own in self._own_keys().items()}

    def _found_wrong(self) -> Iterator[str]:
        """Yield what is wrong with the theme and the keys that are wanted."""
        if self._wanted_theme not in self.available_themes:
            known = ", ".join(sorted(self.available_themes))
            yield f"There is no theme {one_line(self._wanted_theme)}: choose from {known}."
        yield from complaints(self._wanted_keys, self._own_keys())

    def _tell_theme(self, theme: Theme) -> None:
        if theme.name != self._shown_theme:  # the first is told too, which nobody has chosen
            self._shown_theme = theme.name
            self._on_theme(theme.name)

    def on_unmount(self) -> None:
        self._loader.stop()
        asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)

    def _handle_exception(self, error: Exception) -> None:
        """End for what nobody expected, which is told by who has started this: Textual would print its traceback."""
        if self._exception is None:  # else it comes of the first
            self.fault = unexpected(error.error if isinstance(error, WorkerFailed) else error)
            self._exception = error
            self._exception_event.set()
        self._return_code = FAILED
        self._close_messages_no_wait()

    # Loading and indexing

    def _start_loading(self, *, add: Sequence[str] = (), refresh: bool = False) -> None:
        if self.is_loading:
            self.set_timer(_LOOKS_AGAIN, partial(self._start_loading, add=add, refresh=refresh))
            return
        self._desk.wait_for_bot("Loading the model" if self._bot is None else "Looking for articles")
        self._loader.start(self._bot, add=add, refresh=refresh)

    def _refresh_feeds(self) -> None:
        if self._bot is not None and not self.is_web:  # whose server does so, once for all pages
            self._loader.refresh(self._bot)

    def on_bot_indexing(self, message: BotIndexing) -> None:
        if not self.is_running:  # quitting: the widgets are gone
            return
        progress = message.progress
        label = {"reading": "Reading articles", "embedding": "Indexing passages"}[progress.stage]
        status = self._desk.query_one(StatusLine)
        if message.is_waited_for:
            status.show_progress(label, done=progress.done, total=progress.total)
        else:
            status.show_passing(f"{label}: {progress.done:,} of {progress.total:,}")

    def on_bot_answers(self, message: BotAnswers) -> None:
        if self.is_running:  # else quitting: the widgets are gone
            self._bot = message.bot
            self._desk.set_answering(message.bot, message.articles)

    def on_bot_ready(self, message: BotReady) -> None:
        if not self.is_running:  # quitting: the widgets are gone
            return
        self._bot = message.bot
        was_ready, self._was_ready = self._was_ready, True
        self._notices = message.notices
        if not was_ready:
            self._first_notices = [notice for notice in message.notices if notice not in message.told_before]
        self._desk.set_bot(message.bot, message.articles, self._shown(message.notices))
        if was_ready:
            self._desk.say(news(message.report, message.notices))
        if self._desk.is_empty:
            self._loader.find_suggestions(message.bot, message.articles)

    def _shown(self, notices: list[str]) -> list[str]:
        return [*self._complaints, *(notice for notice in notices if notice in self._first_notices)]

    def on_bot_failed(self, message: BotFailed) -> None:
        if not self.is_running:  # quitting: the widgets are gone
            return
        self._bot = message.bot
        self._desk.set_failed(message.reason, message.bot, answers=self._was_ready)

    def on_articles_screen_forget_wanted(self, message: ArticlesScreen.ForgetWanted) -> None:
        if self._bot is None or self.is_loading:
            self._tell("The articles are being read: forget when that is done.")
        else:
            self._loader.forget(self._bot, message.added)

    def on_articles_changed(self, message: ArticlesChanged) -> None:
        if not self.is_running:  # quitting: the widgets are gone
            return
        self._desk.query_one(StatusLine).clear_passing()
        untold = [notice for notice in message.notices if notice not in self._notices]
        if message.report.has_news or message.notices != self._notices:
            self._desk.set_changed(message.articles, self._shown(message.notices))
        if message.report.has_news or untold:
            self._desk.say(news(message.report, untold))
        self._notices = message.notices

    def on_following_failed(self, message: FollowingFailed) -> None:
        if self.is_running:
            key = key_of(self, "refresh")
            self._desk.say(f"Changes of files are not noticed ({one_line(message.reason)}): {key} looks for them.")

    def on_articles_forgotten(self, message: ArticlesForgotten) -> None:
        if self.is_running:  # else quitting: the widgets are gone
            self._desk.set_articles(message.articles)
            self._tell(" ".join(f"Forgot {what_was_forgotten(each)}." for each in message.forgotten))

    def on_forgetting_failed(self, message: ForgettingFailed) -> None:
        if self.is_running:  # else quitting: the widgets are gone
            self._tell(message.reason)

    def _tell(self, text: str) -> None:
        """Say what has come of what was wanted in a list, there if it is still open."""
        if isinstance(self.screen, (PickScreen, TextScreen, NameScreen)):
            self.screen.say(text)
        else:
            self._desk.say(text)

    def on_conversations_opened(self, message: ConversationsOpened) -> None:
        self._desk.set_conversations(message.conversations, message.questions)

    def on_suggestions_found(self, message: SuggestionsFound) -> None:
        self._desk.suggest(message.questions)

    def on_delivery_complete(self, message: DeliveryComplete) -> None:
        self._desk.say(f"Written to {one_line(str(message.path or message.name or 'a file'))}")

    def on_delivery_failed(self, message: DeliveryFailed) -> None:
        self._desk.say(f"The file cannot be written ({one_line(str(message.exception))}).")

    # Other commands

    async def on_event(self, event: Event) -> None:
        """Let nothing be pasted that a terminal would obey when it is drawn, and what is typed early wait."""
        if isinstance(event, Paste):
            event.text = without_controls(event.text)
        if self._typed_early is not None and isinstance(event, (Key, Paste)):
            self._typed_early.append(event)
        else:
            await super().on_event(event)

    async def action_quit(self) -> None:
        """Quit when what was asked is kept, or at once if that is wanted again meanwhile."""
        if self._is_quitting:
            self.exit()
        else:
            self._is_quitting = True
            self.run_worker(self._quit(), exit_on_error=False)

    async def _quit(self) -> None:
        await self._desk.pass_typed()
        if not self._desk.is_all_kept:
            self._desk.say("Quits as soon as the question is kept; once more quits at once.")
            await self._desk.wait_until_kept()
        self.exit()

    def action_interrupt(self) -> None:
        """Close what lies over the conversation, and there say how to quit; what is selected is copied instead."""
        if getattr(self.focused, "selected_text", "") or self.screen.get_selected_text():
            raise SkipAction
        if self.is_on_main_screen:
            self._desk.say(f"{self._keys()['quit']} quits.")
        else:
            self.simulate_key("escape")

    def on_key(self, event: Key) -> None:
        """Answer a key of the conversation over which something lies that has no use for it."""
        below = self._desk.active_bindings.get(event.key)
        if not self.is_on_main_screen and event.key not in self.screen.active_bindings and below is not None:
            self._close_or_refuse(below.binding.id, event.key)

    def _close_or_refuse(self, name: str | None, key: str) -> None:
        """Close what was opened with a key, by its binding's id; of any other say what comes first."""
        if name is not None and name == getattr(self.screen, "opened_with", None):
            self.screen.dismiss()
        elif name is not None:
            self._tell(f"Esc first, then {shown_keys(key)}.")

    def action_help(self) -> None:
        """Show the keys of what is on the screen, or close them."""
        if isinstance(self.screen, PickScreen):
            self.push_screen(HelpScreen.of(self.screen))
        elif self.is_on_main_screen:
            self.push_screen(HelpScreen.of_desk(self._keys(), source_is_open=self._desk.source_is_open))
        else:
            self._close_or_refuse("help", self._keys()["help"])

    def action_left_out(self) -> None:
        """Show all that could not be indexed, and why."""
        reading = "The articles are still being read: look again when that is done."
        nothing = reading if self.is_loading else "Nothing was left out."
        lines = [one_line(notice) for notice in self._notices] or [nothing]
        self.push_screen(TextScreen("Left out", Static(Content("\n".join(lines)))))

    def action_statistics(self) -> None:
        """Show what the articles and the answers are like in numbers."""
        if not self.is_on_main_screen:
            self._close_or_refuse("statistics", self._keys()["statistics"])
        elif self._statistics is not None:
            self.run_worker(self._show_statistics(self._statistics), exclusive=True, exit_on_error=False)

    async def _show_statistics(self, gather: Callable[[], Statistics]) -> None:
        from qa_bot.tui.statistics import StatisticsScreen

        try:
            statistics = await asyncio.to_thread(gather)
        except (EmbeddingsError, QABotError) as error:
            self._desk.say(str(error))
        else:
            if self.is_on_main_screen:
                self.push_screen(StatisticsScreen(statistics))

    def action_command_palette(self) -> None:
        if self.is_on_main_screen:  # not over the help
            super().action_command_palette()
        elif isinstance(self.screen, CommandPalette):
            self.screen.dismiss()
        else:
            self._close_or_refuse("palette", self.COMMAND_PALETTE_BINDING)

    def action_toggle_light(self) -> None:
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def action_add(self) -> None:
        """Add a file, a folder or a web page to the articles."""
        place = "A file, a folder or the address of a page"
        self.push_screen(NameScreen("Add articles", placeholder=place), self._add)

    def _add(self, location: str | None) -> None:
        if location and location.strip():
            if self.is_loading:
                self._tell(f"{one_line(location)} is added when the articles have been read.")
            self._start_loading(add=(location.strip(),))

    def action_refresh_articles(self) -> None:
        """Look for new and changed articles, in feeds too, or try again what failed."""
        if self.is_loading:
            self._tell("The articles are being looked at already.")
        else:
            self._start_loading(refresh=True)

    def deliver_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> str | None:
        """Write a picture of the screen where exports are written, and have it told once, as theirs are."""
        return self.deliver_text(
            io.StringIO(self.export_screenshot()),
            save_directory=path or Path.cwd(),
            save_filename=filename or free_name("qa-bot-screen", suffix=".svg"),
            open_method="download",
        )

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield from (each for each in super().get_system_commands(screen) if each.title not in _OF_NO_USE)
        keys = self._keys()
        for command in (*self._desk.commands(), *self._commands()):
            yield command._replace(help=command.help.format_map(keys))

    def _commands(self) -> Iterator[SystemCommand]:
        if not (self._shared or self.is_web):  # who shares them, or serves the page, adds to them
            yield SystemCommand("Add articles", "A file, a folder that is followed, or a web page", self.action_add)
        yield SystemCommand(
            "Look for new articles", "Index what is new or changed · {refresh}", self.action_refresh_articles
        )
        yield SystemCommand("Light or dark", "Change between the two · {light}", self.action_toggle_light)
        yield SystemCommand(
            "Statistics", "Sizes, dates, answer times, the index · {statistics}", self.action_statistics
        )
        yield SystemCommand("Left out", "Show all that could not be indexed, and why", self.action_left_out)
        yield SystemCommand("Help", "Show what every key does · {help}", self.action_help)
