"""What an empty conversation shows: what the program does, and questions to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qa_bot.tui.excerpt import shortened
from qa_bot.tui.keys import key_of
from qa_bot.tui.row import Row
from qa_bot.tui.typeahead import TypeAhead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

_SHOWN_OF_A_QUESTION = 200


class SuggestionList(OptionList, TypeAhead):
    """Questions that the articles answer, each asked with Enter, its number or a click."""

    @dataclass
    class Chosen(Message):
        """A question is to be asked."""

        question: str

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[str] = []

    def show(self, questions: Sequence[str]) -> None:
        position = self.highlighted or 0
        self.questions = list(questions)
        self.clear_options()
        self.add_options(
            Option(
                Row(
                    Content.styled(f"{number} ", "$text-accent"),
                    [Content(shortened(each, at_most=_SHOWN_OF_A_QUESTION))],
                )
            )
            for number, each in enumerate(questions, start=1)
        )
        self.highlighted = min(position, len(questions) - 1) if questions else None

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.open_number(message.option_index + 1)

    def open_number(self, number: int) -> bool:
        if not 1 <= number <= len(self.questions):
            return False
        self.post_message(self.Chosen(self.questions[number - 1]))
        return True


class Welcome(Vertical):
    """Shown while nothing has been asked."""

    def __init__(self, *, shared: bool) -> None:
        super().__init__()
        self._shared = shared

    def compose(self) -> ComposeResult:
        leaves = "Questions are put to the store above, and nothing else leaves" if self._shared else "Nothing leaves"
        source, help_key = key_of(self.app, "source"), key_of(self.app, "help")
        machine = "the machine that serves this page" if self.app.is_web else "this machine"
        yield Static(
            Content.assemble(
                ("Ask your articles a question.\n", "bold"),
                f"The answer comes with the paragraphs that hold it; {source} opens the first in its article.\n",
                (f"{leaves} {machine}. {help_key} shows every key.", "dim"),
            ),
            id="welcome-text",
        )
        suggested = Vertical(Static(Content.styled("For example (Tab goes there):", "dim")), SuggestionList())
        suggested.id = "suggested"
        suggested.display = False
        yield suggested

    @property
    def suggests(self) -> bool:
        """Whether there are questions to be seen."""
        return self.display and self.query_one("#suggested").display

    def suggest(self, questions: Sequence[str]) -> None:
        self.query_one(SuggestionList).show(questions)
        self.query_one("#suggested").display = bool(questions)
