"""The line in which a question is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class Prompt(Input):
    """Enter asks; up goes to the citations."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("up", "leave", "citations", show=False)]

    @dataclass
    class Asked(Message):
        """A question was typed and sent."""

        question: str

    class Left(Message):
        """The reader wants to go up, to the citations."""

    def __init__(self) -> None:
        super().__init__(placeholder="Ask about your articles, then press Enter", select_on_focus=False)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being typed, so that the focus may be moved elsewhere."""
        return not self.value and self.has_focus

    def take(self, character: str) -> None:
        """Take the focus and a character that was typed elsewhere."""
        self.focus()
        self.cursor_position = len(self.value)
        self.insert_text_at_cursor(character)

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Asked(self.value))
        self.clear()
