"""Where a question is typed: a line that grows as it must, and remembers what was asked before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea

from embeddings.errors import ScopeError
from embeddings.plaintext import one_line
from embeddings.scope import EVERYTHING, Scope, split_scope
from qa_bot.errors import QuestionError
from qa_bot.scope_completion import ScopeNames
from qa_bot.typed import checked_question, completions
from qa_bot.wording import counted

if TYPE_CHECKING:
    from embeddings.values import ArticleSummary

_ALL = re.compile(r"in:(?:\s+|$)", re.IGNORECASE)
"""What a question begins with that is asked of all articles; alone, all that follow are."""
_FRAME = 6
"""Columns of the frame that are not for what is said in it."""
PLACEHOLDER = "Ask about your articles, then press Enter"
_PLACEHOLDER_IN_SCOPE = "Ask about these articles; in: alone asks all again"


class Prompt(TextArea):
    """Enter asks; a backslash before it breaks the line; up and down bring earlier questions back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete_or_leave", "complete, or citations", show=False),
        Binding("shift+tab", "leave", "citations", show=False),
    ]

    @dataclass
    class Asked(Message):
        """A question was typed and sent."""

        question: str
        """Empty if only a scope was typed, which then holds for what follows."""
        scope: Scope | None
        """None where none was typed."""

    @dataclass
    class Refused(Message):
        """What was sent cannot be asked; it stays where it was typed."""

        reason: str

    class Left(Message):
        """The reader wants to go to the citations."""

    def __init__(self) -> None:
        super().__init__(placeholder=PLACEHOLDER, highlight_cursor_line=False, compact=True)
        self._asked: list[str] = []
        self._suggested: list[str] = []
        self._recalled = 0
        """How many questions back of what is being typed the text is."""
        self._draft = ""
        self._scope = EVERYTHING
        self._titles: Sequence[str] = ()
        self._names = ScopeNames()

    def remember(self, questions: list[str]) -> None:
        """Take the questions that were asked before, oldest first, for up and down to bring back."""
        self._asked = [*questions, *self._asked]

    def suggest(self, questions: list[str]) -> None:
        """Take questions that what is typed may be completed to."""
        self._suggested = questions

    def name_articles(self, articles: Sequence[ArticleSummary]) -> None:
        """Take the articles to whose names and dates the words of a scope may be completed."""
        self._names = ScopeNames(articles)

    def show_scope(self, scope: Scope, *, titles: Sequence[str]) -> None:
        """Say which articles are asked; `titles` are those of the articles that it names, if it names nothing else."""
        self._scope, self._titles = scope, titles
        self.placeholder = PLACEHOLDER if scope.is_all else _PLACEHOLDER_IN_SCOPE
        self.on_resize()

    def on_resize(self) -> None:
        """Name one article as far as there is room, and count several."""
        dates = one_line(str(replace(self._scope, within=())))
        named = Content(f"in {counted(len(self._titles), 'article')}")
        if len(self._titles) == 1:
            room = max(1, self.outer_size.width - len(f"in “” {dates}") - _FRAME)
            named = Content.assemble("in “", Content(one_line(self._titles[0])).truncate(room, ellipsis=True), "”")
        shown = Content.assemble(named, f" {dates}".rstrip()) if self._titles else Content(one_line(str(self._scope)))
        self.border_title = shown

    def show_state(self, state: str) -> None:
        self.border_subtitle = state

    def update_suggestion(self) -> None:
        """Offer the rest of a scope's word, else a question that begins so, the latest that was asked first."""
        typed, whole = self.text, None
        if self.cursor_location == self.document.end and "\n" not in typed:
            whole = self._names.completed(typed) or completions(typed, self._suggested, self._asked)
        self.suggestion = whole[len(typed) :] if whole else ""

    def action_complete_or_leave(self) -> None:
        if self.suggestion:
            self.action_cursor_right()
        else:
            self.post_message(self.Left())

    def take(self, text: str) -> None:
        """Take the focus and what was typed elsewhere."""
        self.screen.set_focus(self)
        self.move_cursor(self.document.end)
        self.insert(text)

    async def _on_key(self, event: events.Key) -> None:
        """Ask or break the line, after all that was typed before: bindings would be quicker than that."""
        action = _KEYS.get(event.key)
        if action is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        action(self)

    def action_ask(self) -> None:
        if self.text.endswith("\\"):
            self.text = self.text.removesuffix("\\")
            self.move_cursor(self.document.end)
            self.action_break_line()
            return
        try:
            typed = checked_question(self.text)
            of_all = _ALL.match(typed)
            scope, question = split_scope(typed[of_all.end() if of_all else 0 :])
            question = question and checked_question(question)
        except (QuestionError, ScopeError) as error:
            self.post_message(self.Refused(str(error)))
            return
        if not self._asked or self._asked[-1] != typed:
            self._asked.append(typed)
        self._recalled = 0
        self.clear()
        self.post_message(self.Asked(question, scope if scope or of_all else None))

    def action_break_line(self) -> None:
        self.replace("\n", *self.selection)

    def action_delete_to_start_of_line(self) -> None:
        """Delete what stands before the cursor, also where the line is shown in several: else some of it would stay."""
        row, column = self.selection.end
        if column:
            self.delete((row, 0), (row, column))
        else:
            super().action_delete_to_start_of_line()

    def action_delete_to_end_of_line(self) -> None:
        row, column = self.selection.end
        self.delete((row, column), (row, len(self.document.get_line(row))))

    async def action_delete_to_end_of_line_or_delete_line(self) -> None:
        """Delete what stands behind the cursor, and where nothing does, the break."""
        row, column = self.selection.end
        if column < len(self.document.get_line(row)):
            self.action_delete_to_end_of_line()
        else:
            self.action_delete_right()

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_cursor_up(self, select: bool = False) -> None:
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            self._recall(self._recalled + 1)
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            self._recall(self._recalled - 1)
        else:
            super().action_cursor_down(select)

    def _recall(self, back: int) -> None:
        """Show the question so many back, or at 0 what was being typed."""
        if not 0 <= back <= len(self._asked) or back == self._recalled:
            return
        if not self._recalled:
            self._draft = self.text
        self._recalled = back
        self.text = self._asked[-back] if back else self._draft
        self.move_cursor(self.document.end)


# Ctrl+J is what Enter sends that was struck before the program had the terminal.
_KEYS = {
    **dict.fromkeys(("enter", "ctrl+j"), Prompt.action_ask),
    **dict.fromkeys(("shift+enter", "alt+enter", "ctrl+enter"), Prompt.action_break_line),
}
