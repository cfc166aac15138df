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

    async def take(self, text: str) -> None:
        """Take the focus and what was typed elsewhere; a line feed sends it."""
        self.screen.set_focus(self)
        if text == "\n":
            await self.action_submit()
        else:
            self.cursor_position = len(self.value)
            self.insert_text_at_cursor(text)

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Asked(self.value))
        self.clear()
