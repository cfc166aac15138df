"""Lets a question be begun anywhere: what is typed or pasted on a citation or a source goes to the prompt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from textual import events


class TypeAhead(Widget):
    """A widget whose number keys open citations and whose other characters begin a question.

    Keys that were struck quickly are on their way to this widget before the prompt has the focus. So once a question
    has begun, everything goes there, spaces, numbers and Enter too, until this widget is focused again.
    """

    _typing = False

    @dataclass
    class Typed(Message):
        """Text for the prompt."""

        text: str
        is_sent: bool = False
        """Whether Enter was struck, which asks what has been typed."""

    def open_number(self, number: int) -> bool:
        """Open the citation of this number; return False if there is none, so that the number is typed."""
        return False

    def on_focus(self) -> None:
        self._typing = False

    def on_key(self, event: events.Key) -> None:
        is_sent = self._typing and event.key in ("enter", "ctrl+j")
        if is_sent:
            text = ""
        elif event.character is not None and event.is_printable and (self._typing or event.character != " "):
            text = event.character
        else:
            return
        event.stop()
        event.prevent_default()
        is_number = text.isascii() and text.isdigit()
        if self._typing or not (is_number and self.open_number(int(text))):
            self._typing = True
            self.post_message(self.Typed(text, is_sent))

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self._typing = True
        self.post_message(self.Typed(event.text))
