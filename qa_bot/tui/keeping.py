"""What is kept at the reader's wish: what is copied, marked and written to a file, and conversations to go on with."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual.app import SystemCommand

from qa_bot.errors import ConversationsError
from qa_bot.tui.conversation import Conversation
from qa_bot.tui.history import ConversationsScreen
from qa_bot.tui.turn import TurnView

if TYPE_CHECKING:
    from textual.screen import Screen

    from qa_bot.conversations.conversation import ConversationSummary, Mark
    from qa_bot.conversations.store import Conversations
    from qa_bot.tui.asking import Asking
    from qa_bot.values import Citation

Form = Literal["markdown", "html", "json"]
_SUFFIXES: dict[Form, str] = {"markdown": ".md", "html": ".html", "json": ".json"}
_FORMS: dict[str, Form] = {"Markdown": "markdown", "HTML": "html", "JSON": "json"}
_CHANGE = "change of conversation"


class Keeping:
    """Copies, marks, exports and changes the conversation of a screen."""

    def __init__(
        self, screen: Screen[None], asking: Asking, *, say: Callable[[str], None], leave: Callable[[], None]
    ) -> None:
        """Call `say` with what there is to say, and `leave` before another conversation is shown."""
        self._screen = screen
        self._asking = asking
        self._say = say
        self._leave = leave
        self._conversations: Conversations | None = None
        self._marking = asyncio.Lock()

    def set_conversations(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def take_warnings(self) -> list[str]:
        """Return what went wrong since the last call, a line each."""
        return [] if self._conversations is None else await asyncio.to_thread(self._conversations.take_warnings)

    def copy(self, view: TurnView | None, citation: Citation | None) -> None:
        """Copy the quote of a citation with its reference; without one a turn's answer with its citations."""
        from qa_bot.export import answer_as_text, citation_as_text

        if citation is not None:
            self._screen.app.copy_to_clipboard(citation_as_text(citation))
            self._say("Copied the quote with its reference.")
        elif view is not None and view.turn.answer is not None:
            self._screen.app.copy_to_clipboard(answer_as_text(view.turn.answer))
            self._say("Copied the answer with its citations.")
        else:
            self._say("There is no answer to copy yet: ask something first.")

    async def mark(self, view: TurnView | None, mark: Mark) -> None:
        """Keep what the reader says of a turn's answer."""
        if view is None or view.turn.answer is None:
            self._say("There is no answer to mark yet: ask something first.")
        else:
            async with self._marking:  # one after the other, as their keys were struck
                await self._asking.mark(view, mark)
            if not self._screen.query_one(Conversation).shows_mark(view):
                self._say(f"Marked as {view.turn.mark}." if view.turn.mark else "The mark is taken back.")

    def export(self, form: Form) -> None:
        """Write the conversation with its sources to a file in the folder that the program was started in."""
        number = self._asking.conversation_id
        if self._conversations is None or number is None:
            self._say("There is nothing to export yet: ask something first.")
        else:
            self._screen.run_worker(self._export(self._conversations, number, form), exit_on_error=False)

    async def _export(self, conversations: Conversations, number: int, form: Form) -> None:
        try:
            text = await asyncio.to_thread(_exported, conversations, number, form)
        except ConversationsError as error:
            self._say(str(error))
            return
        name = free_name(f"qa-bot-conversation-{number}", suffix=_SUFFIXES[form])
        self._screen.app.deliver_text(
            io.StringIO(text), save_directory=Path.cwd(), save_filename=name, open_method="download"
        )

    def choose(self) -> None:
        """Let the reader choose a conversation that was kept, and go on with it."""
        if self._conversations is not None:
            screen = ConversationsScreen(self._conversations, current=self._asking.conversation_id)
            self._screen.app.push_screen(screen, self._chosen)

    def _chosen(self, summary: ConversationSummary | None) -> None:
        if summary is not None and self._conversations is not None and summary.id != self._asking.conversation_id:
            work = self._go_on(self._conversations, summary.id)
            self._screen.run_worker(work, group=_CHANGE, exclusive=True, exit_on_error=False)

    async def _go_on(self, conversations: Conversations, number: int) -> None:
        try:
            conversation = await asyncio.to_thread(conversations.load, number)
            if any(turn.is_open and not self._asking.is_awaited(turn) for turn in conversation.turns):
                conversation = await asyncio.to_thread(conversations.load, number)  # answered just now
        except ConversationsError as error:
            self._say(str(error))
            return
        self._leave()
        self._asking.go_on(conversation)
        await self._screen.query_one(Conversation).load(conversation.turns)
        self._asking.take_over(self._screen.query(TurnView))

    async def begin(self) -> None:
        """Begin a new conversation; the one that is on the screen is kept."""
        conversation = self._screen.query_one(Conversation)
        was_new = conversation.is_empty
        self._screen.workers.cancel_group(self._screen, _CHANGE)
        self._leave()
        self._asking.go_on(None)
        await conversation.clear()
        if was_new:
            self._say("This conversation is new: nothing has been asked in it yet.")

    def exports(self) -> Iterator[SystemCommand]:
        """Yield what the palette offers of files."""
        for name, form in _FORMS.items():
            does = "Write this conversation with its sources to a file"
            yield SystemCommand(f"Export as {name}", does, partial(self.export, form))


def _exported(conversations: Conversations, number: int, form: Form) -> str:
    """Return a conversation as the text of a file.

    Raises:
        ConversationsError: it cannot be read.

    """
    from qa_bot.export import EXPORTS

    return EXPORTS[form](conversations.load(number))


def free_name(stem: str, *, suffix: str) -> str:
    """Return a name that no file in the working folder has yet."""
    names = (f"{stem}{f'-{number}' if number else ''}{suffix}" for number in (0, *range(2, 10_000)))
    return next(name for name in names if not Path(name).exists())
