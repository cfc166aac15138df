"""The terminal interface: a conversation about a folder of articles, with the sources beside it."""

from __future__ import annotations

import asyncio
import io
import signal
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.actions import SkipAction
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DeliveryComplete, DeliveryFailed
from textual.screen import Screen
from textual.widgets import Footer, Static

from embeddings.errors import EmbeddingsError, ScopeError
from embeddings.plaintext import one_line
from embeddings.scope import EVERYTHING, Scope, split_scope
from qa_bot.conversation import Turn
from qa_bot.errors import ConversationsError, QABotError
from qa_bot.tui.articles import ArticlesScreen
from qa_bot.tui.asking import Asking
from qa_bot.tui.conversation import CitationList, Conversation, TurnView
from qa_bot.tui.help import HelpScreen, TextScreen
from qa_bot.tui.history import ConversationsScreen
from qa_bot.tui.loading import (
    Bot,
    BotFailed,
    BotIndexing,
    BotReady,
    ConversationsOpened,
    Loader,
    SuggestionsFound,
    in_memory,
)
from qa_bot.tui.outside import open_outside
from qa_bot.tui.prompt import Prompt
from qa_bot.tui.source import SourceView
from qa_bot.tui.status import StatusLine, TitleBar
from qa_bot.tui.typeahead import TypeAhead
from qa_bot.tui.welcome import SuggestionList, Welcome
from qa_bot.wording import changes, state_of_source

if TYPE_CHECKING:
    from embeddings.values import ArticleSummary
    from qa_bot.conversation import ConversationSummary, Mark
    from qa_bot.conversations import Conversations
    from qa_bot.statistics import Statistics
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
        Binding("ctrl+o", "open_next", "source", priority=True, id="source"),
        Binding("f3", "choose_articles", "articles", priority=True, id="articles"),
        Binding("f4", "choose_conversation", "conversations", priority=True, id="conversations"),
        Binding("ctrl+n", "new_conversation", "new conversation", priority=True, show=False, id="new_conversation"),
        Binding("ctrl+t", "statistics", "statistics", priority=True, show=False, id="statistics"),
        Binding("f6", "copy", "copy", priority=True, show=False, id="copy"),
        Binding("f7", "mark('right')", "mark as right", priority=True, show=False, id="mark_right"),
        Binding("f8", "mark('wrong')", "mark as wrong", priority=True, show=False, id="mark_wrong"),
        Binding("ctrl+f", "find", "find in a source", priority=True, show=False, id="find"),
        Binding("f9", "open_outside", "open the original", priority=True, show=False, id="open_original"),
        Binding("escape", "back", "back", show=False),
        Binding("pageup", "scroll('page_up')", priority=True, show=False),
        Binding("pagedown", "scroll('page_down')", priority=True, show=False),
        Binding("ctrl+home", "scroll('home')", priority=True, show=False),
        Binding("ctrl+end", "scroll('end')", priority=True, show=False),
        Binding("f1", "help", "help", priority=True, id="help"),
        Binding("f2", "toggle_light", "light/dark", priority=True, show=False, id="light"),
        Binding("f5", "refresh_articles", "look for new articles", priority=True, show=False, id="refresh"),
        Binding("ctrl+q", "quit", "quit", priority=True, id="quit"),
    ]

    def __init__(
        self,
        articles: str,
        *,
        open_bot: Callable[[], Bot],
        open_conversations: Callable[[], Conversations] = in_memory,
        theme: str = DARK_THEME,
        keys: Mapping[str, str] = MappingProxyType({}),
        shared: bool = False,
        statistics: Callable[[], Statistics] | None = None,
    ) -> None:
        """Make the interface over the articles in a folder, or those that are `shared` in a store, of this name.

        `keys` are other keys for bindings, by the bindings' ids; `statistics` gathers what there is to say in numbers.
        """
        super().__init__()
        self._articles = articles
        self._shared = shared
        self._loader = Loader(open_bot, open_conversations, self.post_message)
        self._wanted_theme = theme
        self._wanted_keys = keys
        self._statistics = statistics
        self._asking = Asking(self._show_answered)
        self._bot: Bot | None = None
        self._conversations: Conversations | None = None
        self._summaries: list[ArticleSummary] = []
        self._scope = EVERYTHING
        self._was_ready = False
        self._notices: list[str] = []
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
        self._set_keys()
        self.query_one(Prompt).focus()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.exit, None, TERMINATED)
        self._start_loading()
        for work in (self._asking.keep_in_turn(), self._asking.answer_in_turn()):
            self.run_worker(work, exit_on_error=False)

    def _set_keys(self) -> None:
        known = {binding.id for binding in self.BINDINGS if isinstance(binding, Binding) and binding.id}
        for name in self._wanted_keys.keys() - known:
            self.notify(f"There is no key {one_line(name)}: choose from {', '.join(sorted(known))}.", markup=False)
        self.set_keymap(dict(self._wanted_keys))

    def on_unmount(self) -> None:
        self._loader.stop()
        asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)

    # Loading and indexing

    def _start_loading(self) -> None:
        self._asking.wait_for_bot()
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
        self._summaries = message.articles
        self.query_one(TitleBar).show_articles(message.articles)
        self.query_one(StatusLine).show_ready()
        if was_ready:
            self.query_one(StatusLine).show_hint(changes(message.report))
        self._notices = message.notices
        self.query_one(Conversation).add_notices(message.notices)
        self._asking.set_bot(message.bot)
        self._show_state()
        if self.query_one(Conversation).is_empty:
            self._loader.find_suggestions(message.bot, message.articles)

    def on_bot_failed(self, message: BotFailed) -> None:
        if not self.is_running:  # quitting: the widgets are gone
            return
        self._bot = message.bot
        failure = None if self._was_ready else message.reason  # what was indexed before still answers
        self.query_one(StatusLine).show_error(f"{message.reason} — F5 tries again")
        self._asking.set_bot(message.bot, failure=failure)

    def on_conversations_opened(self, message: ConversationsOpened) -> None:
        self._conversations = message.conversations
        self._asking.set_conversations(message.conversations)
        self.query_one(Prompt).remember(message.questions)

    def on_suggestions_found(self, message: SuggestionsFound) -> None:
        self.query_one(Welcome).suggest(message.questions)
        self.query_one(Prompt).suggest(message.questions)

    # Asking

    async def on_prompt_asked(self, message: Prompt.Asked) -> None:
        try:
            scope, question = split_scope(message.question)
        except ScopeError as error:
            self.query_one(Prompt).text = message.question
            self.on_prompt_refused(Prompt.Refused(str(error)))
            return
        if question:
            await self._ask(question, scope or self._scope)
        else:
            self._set_scope(scope)

    async def _ask(self, question: str, scope: Scope) -> None:
        self.query_one(StatusLine).clear_hint()
        self.close_source()
        self._loader.hush()
        view = TurnView(Turn(0, question, datetime.now(UTC), str(scope)))
        await self.query_one(Conversation).add_turn(view, waiting=not self._asking.can_ask)
        self._asking.ask(view, scope)
        self._show_state()

    async def on_suggestion_list_chosen(self, message: SuggestionList.Chosen) -> None:
        self.query_one(Prompt).focus()
        await self._ask(message.question, self._scope)

    def _set_scope(self, scope: Scope) -> None:
        """Ask what is asked from now on of some articles alone."""
        self._scope = scope
        self.query_one(Prompt).show_scope(str(scope))

    def _show_state(self) -> None:
        self.query_one(Prompt).show_state("answering …" if self._asking.waiting else "ready")

    def on_prompt_refused(self, message: Prompt.Refused) -> None:
        self.query_one(StatusLine).show_hint(f"{message.reason[:1].upper()}{message.reason[1:]}.")

    async def _show_answered(self, view: TurnView) -> None:
        self.query_one(Conversation).show_turn(view)
        self._show_state()

    # Sources

    @on(CitationList.Opened)
    def _open(self, message: CitationList.Opened) -> None:
        self._show_citation(message.citation_list, message.citation)

    def _show_citation(self, citation_list: CitationList, citation: Citation) -> None:
        self._open_citation = (citation_list, citation.number)
        citation_list.highlighted = citation.number - 1
        self.screen.add_class("-source-open")
        self.query_one(SourceView).show(citation, of=len(citation_list.citations))
        if self._bot is not None:
            self.run_worker(self._look_at_source(self._bot, citation), exclusive=True, group="source")

    async def _look_at_source(self, bot: Bot, citation: Citation) -> None:
        """Show a citation in its article as it is now, of which a kept one has one paragraph; say what changed."""
        try:
            source = await asyncio.to_thread(bot.source_of, citation)
        except (EmbeddingsError, QABotError) as error:
            self.query_one(StatusLine).show_hint(str(error))
            return
        view = self.query_one(SourceView)
        if view.citation is citation and (source.state != "as cited" or source.citation.article != citation.article):
            view.show(source.citation, of=view.of, note=state_of_source(source))

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

    def on_earlier_wanted(self) -> None:
        self.run_worker(self.query_one(Conversation).show_earlier())

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
        elif (suggestions := self.query_one(SuggestionList)).display:
            suggestions.focus()

    # Keeping

    def _current_turn(self) -> TurnView | None:
        """Return the turn whose source is open or whose citations have the focus, else the latest."""
        if self.screen.has_class("-source-open") and self._open_citation is not None:
            within = self._open_citation[0].parent
        else:
            within = None if self.focused is None else self.focused.parent
        views = self.query(TurnView)
        return within if isinstance(within, TurnView) else views.last() if views else None

    def action_copy(self) -> None:
        """Copy the quote of the source that is open with its reference, else an answer with its citations."""
        from qa_bot.export import answer_as_text, citation_as_text

        view, citation = self._current_turn(), self.query_one(SourceView).citation
        if self.screen.has_class("-source-open") and citation is not None:
            self.copy_to_clipboard(citation_as_text(citation))
            self.query_one(StatusLine).show_hint("Copied the quote with its reference.")
        elif view is not None and view.turn.answer is not None:
            self.copy_to_clipboard(answer_as_text(view.turn.answer))
            self.query_one(StatusLine).show_hint("Copied the answer with its citations.")
        else:
            self.query_one(StatusLine).show_hint("There is no answer to copy yet: ask something first.")

    async def action_mark(self, mark: Mark) -> None:
        view = self._current_turn()
        if view is None or view.turn.answer is None:
            self.query_one(StatusLine).show_hint("There is no answer to mark yet: ask something first.")
        else:
            await self._asking.mark(view, mark)

    def action_choose_articles(self) -> None:
        """Choose which articles are asked."""
        if self.is_on_main_screen:
            self.push_screen(ArticlesScreen(self._summaries), self._choose_scope)

    def _choose_scope(self, scope: Scope | None) -> None:
        if scope is not None:
            self._set_scope(scope)

    def action_choose_conversation(self) -> None:
        """Go on with a conversation that was kept."""
        if self.is_on_main_screen and self._conversations is not None:
            screen = ConversationsScreen(self._conversations, current=self._asking.conversation_id)
            self.push_screen(screen, self._go_on)

    async def _go_on(self, summary: ConversationSummary | None) -> None:
        if summary is None or self._conversations is None or summary.id == self._asking.conversation_id:
            return
        try:
            conversation = await asyncio.to_thread(self._conversations.load, summary.id)
        except ConversationsError as error:
            self.query_one(StatusLine).show_hint(str(error))
            return
        self._leave_conversation()
        self._asking.go_on(conversation)
        await self.query_one(Conversation).load(conversation.turns)

    def _leave_conversation(self) -> None:
        self.close_source()
        self._open_citation = None
        self.query_one(Prompt).focus()

    def action_export(self, form: Literal["markdown", "html", "json"]) -> None:
        """Write the conversation with its sources to a file in the folder that the program was started in."""
        from qa_bot.export import EXPORTS

        number = self._asking.conversation_id
        if self._conversations is None or number is None:
            self.query_one(StatusLine).show_hint("There is nothing to export yet: ask something first.")
            return
        try:
            conversation = self._conversations.load(number)
        except ConversationsError as error:
            self.query_one(StatusLine).show_hint(str(error))
            return
        text = io.StringIO(EXPORTS[form](conversation))
        name = f"qa-bot-conversation-{number}.{'md' if form == 'markdown' else form}"
        self.deliver_text(text, save_directory=Path.cwd(), save_filename=name, open_method="download")

    def on_delivery_complete(self, message: DeliveryComplete) -> None:
        self.query_one(StatusLine).show_hint(f"Written to {one_line(str(message.path or message.name or 'a file'))}")

    def on_delivery_failed(self, message: DeliveryFailed) -> None:
        self.query_one(StatusLine).show_hint(f"The file cannot be written ({one_line(str(message.exception))}).")

    # Other commands

    def action_scroll(self, where: Literal["page_up", "page_down", "home", "end"]) -> None:
        """Scroll the conversation, unless something else that scrolls has the focus.

        Raises:
            SkipAction: something has; the key is its own.

        """
        if not isinstance(self.focused, (Prompt, CitationList)):
            raise SkipAction
        conversation = self.query_one(Conversation)
        if where == "page_up" and conversation.scroll_y == 0:
            self.on_earlier_wanted()
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

    async def action_statistics(self) -> None:
        """Show what the articles and the answers are like in numbers."""
        from qa_bot.tui.statistics import StatisticsScreen

        if not self.is_on_main_screen or self._statistics is None:
            return
        try:
            self.push_screen(StatisticsScreen(await asyncio.to_thread(self._statistics)))
        except EmbeddingsError as error:
            self.query_one(StatusLine).show_hint(str(error))

    def action_command_palette(self) -> None:
        if self.is_on_main_screen:  # not over the help
            super().action_command_palette()

    def action_toggle_light(self) -> None:
        self.theme = DARK_THEME if not self.current_theme.dark else LIGHT_THEME

    def action_refresh_articles(self) -> None:
        """Look for new and changed articles, or try again what failed."""
        if not self.is_loading:
            self._start_loading()

    async def action_new_conversation(self) -> None:
        """Begin a new conversation; the one that is on the screen is kept."""
        self._leave_conversation()
        self._asking.go_on(None)
        await self.query_one(Conversation).clear()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield from (command for command in super().get_system_commands(screen) if command.title != "Keys")  # see Help
        yield SystemCommand("Open source", "Open the latest answer's source, or the next one", self.action_open_next)
        yield SystemCommand("Find in the source", "Look for a word in the article that is open", self.action_find)
        yield SystemCommand("Open the original", "Open the source's file or page outside", self.action_open_outside)
        yield SystemCommand("Choose articles", "Ask some articles alone", self.action_choose_articles)
        yield SystemCommand("Ask all articles", "Forget which were chosen", partial(self._set_scope, EVERYTHING))
        yield SystemCommand("Conversations", "Go on with one, rename or delete it", self.action_choose_conversation)
        yield SystemCommand("Copy", "The answer, or the quote of the source that is open", self.action_copy)
        yield SystemCommand("Mark as right", "Keep that an answer is right", partial(self.action_mark, "right"))
        yield SystemCommand("Mark as wrong", "Keep that an answer is wrong", partial(self.action_mark, "wrong"))
        for form in ("markdown", "html", "json"):
            does = "Write this conversation with its sources to a file"
            yield SystemCommand(f"Export as {form}", does, partial(self.action_export, form))
        yield SystemCommand("New conversation", "Begin anew; this one is kept", self.action_new_conversation)
        yield SystemCommand("Look for new articles", "Index what is new or changed", self.action_refresh_articles)
        yield SystemCommand("Light or dark", "Change between the light and the dark theme", self.action_toggle_light)
        yield SystemCommand("Statistics", "Sizes, dates, answer times, the index", self.action_statistics)
        yield SystemCommand("Left out", "Show all that could not be indexed, and why", self.action_left_out)
        yield SystemCommand("Help", "Show what every key does", self.action_help)
