"""The conversations that are kept, to go on with one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from embeddings.plaintext import one_line
from qa_bot.conversation import ConversationSummary
from qa_bot.errors import ConversationsError
from qa_bot.tui.picking import PickScreen
from qa_bot.wording import counted

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from qa_bot.conversations import Conversations


class ConversationsScreen(PickScreen[ConversationSummary]):
    """Conversations by words of their questions and answers; picks one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "rename", "rename", priority=True),
        Binding("ctrl+d", "delete", "delete", priority=True),
    ]
    title_shown = "Conversations"
    keys_shown = "Enter opens · Ctrl+R renames · Ctrl+D deletes"
    nothing_shown = "Nothing has been asked yet."
    placeholder = "Words of a question or an answer"

    def __init__(self, conversations: Conversations, *, current: int | None) -> None:
        super().__init__()
        self._conversations = conversations
        self._current = current
        self._to_delete: int | None = None

    def rows(self, words: str) -> Sequence[tuple[ConversationSummary, Content]]:
        try:
            found = self._conversations.summaries(words)
        except ConversationsError as error:
            raise ValueError(str(error)) from None
        return [(each, self._row(each)) for each in found]

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
            self.notify("It is open now: begin a new conversation first (Ctrl+N).")
        elif self._to_delete != wanted.id:
            self._to_delete = wanted.id
            self.notify(f"Ctrl+D once more deletes “{one_line(wanted.title)}” for good.", markup=False)
        else:
            self._to_delete = None
            self._change(lambda: self._conversations.delete(wanted.id))

    def _change(self, change: Callable[[], None]) -> None:
        """Make a change and list what there is then; another program may have been there first."""
        try:
            change()
        except ConversationsError as error:
            self.notify(str(error), markup=False)
        self.fill()

    async def action_rename(self) -> None:
        if self.highlighted is not None:
            summary = self.highlighted

            def rename(title: str | None) -> None:
                if title is not None:
                    self._change(lambda: self._conversations.rename(summary.id, title))

            await self.app.push_screen(NameScreen("Rename the conversation", summary.title), rename)


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

    def action_leave(self) -> None:
        self.dismiss(None)

    @on(Input.Submitted)
    def _accept(self, message: Input.Submitted) -> None:
        self.dismiss(message.value)
