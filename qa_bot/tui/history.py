"""The conversations that are kept, to go on with one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from embeddings.plaintext import one_line
from qa_bot.conversations.conversation import ConversationSummary
from qa_bot.errors import ConversationsError
from qa_bot.tui.keys import key_of
from qa_bot.tui.picking import PickScreen
from qa_bot.wording import begun, counted

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from qa_bot.conversations.store import Conversations


class ConversationsScreen(PickScreen[ConversationSummary]):
    """Conversations by words of their questions and answers; picks one.

    They are looked for and changed in threads: a database that another program has locked keeps no key waiting.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "rename", "rename", priority=True),
        Binding("ctrl+d", "delete", "delete", priority=True),
    ]
    opened_with = "conversations"
    title_shown = "Conversations"
    keys_shown = "Enter opens · Ctrl+R renames · Ctrl+D deletes"
    keys_told = (
        ("Enter", "open a conversation, and go on with it"),
        ("Ctrl+R", "rename it"),
        ("Ctrl+D", "struck twice: delete it"),
    )
    nothing_shown = "Nothing has been asked yet."
    placeholder = "Words of a question or an answer"

    def __init__(self, conversations: Conversations, *, current: int | None) -> None:
        super().__init__()
        self._conversations = conversations
        self._current = current
        self._to_delete: int | None = None
        self._wanted: str | None = None
        """The words that were looked for last."""
        self._shown: str | None = None
        """Those that what is listed fits."""
        self._found: list[ConversationSummary] = []
        self._problem = "Looking …"
        self._picks_when_shown = False

    def rows(self, words: str) -> Sequence[tuple[ConversationSummary, Content]]:
        """Return what was found last; what fits other words is listed when it is found.

        Raises:
            ValueError: nothing was; the message says why.

        """
        if words != self._wanted:
            self._wanted = words
            self.run_worker(self._look(words), group="look", exclusive=True, exit_on_error=False)
        if self._problem:
            raise ValueError(self._problem)
        return [(each, self._row(each)) for each in self._found]

    async def _look(self, words: str) -> None:
        found: list[ConversationSummary] = []
        problem = ""
        try:
            found = await asyncio.to_thread(self._conversations.summaries, words)
        except ConversationsError as error:
            problem = str(error)
        if words != self._wanted:  # others are on their way
            return
        self._found, self._problem, self._shown = found, problem, words
        self.fill()
        if self._picks_when_shown:
            self.pick()

    def pick(self) -> None:
        """Close with what the arrow keys have gone to, when what fits is listed."""
        self._picks_when_shown = self.query_one("#filter", Input).value != self._shown
        if not self._picks_when_shown:
            super().pick()

    def _row(self, each: ConversationSummary) -> Content:
        when = each.changed.astimezone().strftime("%Y-%m-%d %H:%M")
        here = " · open now" if each.id == self._current else ""
        return Content.assemble(one_line(each.title), (f"\n  {when} · {counted(each.turns, 'question')}{here}", "dim"))

    @on(OptionList.OptionHighlighted)
    def _think_again(self) -> None:
        self._to_delete = None

    def action_delete(self) -> None:
        """Delete what is highlighted, the second time in a row that it is wanted."""
        wanted = self.highlighted
        if wanted is None:
            return
        if wanted.id == self._current:
            key = key_of(self.app, "new_conversation")
            self.say(f"It is open now: begin a new conversation first ({key}).")
        elif self._to_delete != wanted.id:
            self._to_delete = wanted.id
            self.say(f"Ctrl+D once more deletes “{one_line(wanted.title)}” {self._how_long()}.")
        else:
            self._to_delete = None
            self._change(lambda: self._conversations.delete(wanted.id))

    def _how_long(self) -> str:
        return "for good" if self._conversations.is_kept else "until the program ends: nothing is written to disk now"

    def _change(self, change: Callable[[], None]) -> None:
        self.run_worker(self._changed(change), exit_on_error=False)

    async def _changed(self, change: Callable[[], None]) -> None:
        """Make a change and list what there is then; another program may have been there first."""
        problems: list[str] = []
        try:
            await asyncio.to_thread(change)
        except ConversationsError as error:
            problems.append(str(error))
        problems += await asyncio.to_thread(self._conversations.take_warnings)
        await self._look(self._wanted or "")
        if problems:
            self.say(" ".join(problems))

    async def action_rename(self) -> None:
        if self.highlighted is not None:
            summary = self.highlighted

            def rename(title: str | None) -> None:
                if title is not None:
                    self._change(lambda: self._conversations.rename(summary.id, title))

            await self.app.push_screen(NameScreen("Rename the conversation", one_line(summary.title)), rename)


class NameScreen(ModalScreen[str | None]):
    """Asks for one line of text; escape leaves with nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "close")]

    def __init__(self, title: str, text: str = "", *, placeholder: str = "") -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        field = Input(self._text, placeholder=self._placeholder, classes="dialog name")
        field.border_title = self._title
        field.border_subtitle = "Enter accepts · Esc closes"
        yield field

    def say(self, text: str) -> None:
        """Show a line on the frame."""
        self.query_one(Input).border_subtitle = Content(one_line(begun(text)))

    def action_leave(self) -> None:
        self.dismiss(None)

    @on(Input.Submitted)
    def _accept(self, message: Input.Submitted) -> None:
        self.dismiss(message.value)
