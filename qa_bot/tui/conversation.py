"""The conversation: questions, answers and their citations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from embeddings.plaintext import clean, one_line
from qa_bot.tui.typeahead import TypeAhead

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from qa_bot.values import Answer, Citation

_SHOWN_OF_A_QUESTION = 400
_SHOWN_OF_A_QUOTE = 120
_NOTICES_AT_MOST = 6

WELCOME = Content.assemble(
    ("Ask your articles a question.\n", "bold"),
    "The answer comes with the paragraphs nearest to it; Ctrl+O opens the first in its article.\n",
    ("Nothing leaves this machine. F1 shows every key.", "dim"),
)


class CitationList(OptionList, TypeAhead):
    """An answer's citations: a row each, opened with Enter, its number or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open source"),
        Binding("up", "cursor_up", "up", show=False),
        Binding("down", "cursor_down", "down", show=False),
    ]

    @dataclass
    class Opened(Message):
        """A citation's source is wanted."""

        citation_list: CitationList
        citation: Citation

    @dataclass
    class LeftBelow(Message):
        """The reader went down from the last citation."""

        citation_list: CitationList

    @dataclass
    class LeftAbove(Message):
        """The reader went up from the first citation."""

        citation_list: CitationList

    def __init__(self, citations: tuple[Citation, ...], *, answer: str | None) -> None:
        super().__init__(*(Option(_row(citation, answer=answer)) for citation in citations))
        self.citations = citations

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.post_message(self.Opened(self, self.citations[message.option_index]))

    def open_number(self, number: int) -> bool:
        if not 1 <= number <= len(self.citations):
            return False
        self.post_message(self.Opened(self, self.citations[number - 1]))
        return True

    def action_cursor_down(self) -> None:
        if self.highlighted is not None and self.highlighted >= self.option_count - 1:
            self.post_message(self.LeftBelow(self))
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        if not self.highlighted:
            self.post_message(self.LeftAbove(self))
        else:
            super().action_cursor_up()

    def focus_last(self) -> None:
        self.highlighted = self.option_count - 1
        self.focus()


def _row(citation: Citation, *, answer: str | None) -> Content:
    """Return a citation in two lines; in one if its quote is the answer, which stands right above it."""
    known = (f"paragraph {citation.paragraph.number}", citation.article.published)
    row = Content.assemble(
        (f"[{citation.number}] ", "bold $text-accent"),
        (citation.article.title, "bold"),
        # No-break spaces, so that a line breaks before the dot and not behind it.
        ("".join(f" ·\u00a0{part.replace(' ', chr(0xA0))}" for part in known if part), "dim"),
    )
    if citation.quote is not None and citation.quote == answer:
        return row
    return row + Content(f"\n{_shortened(citation.quote or citation.paragraph.text, _SHOWN_OF_A_QUOTE)}")


def _shortened(text: str, limit: int) -> str:
    flat = one_line(text)
    return flat if len(flat) <= limit else f"{flat[:limit].rsplit(' ', 1)[0]} …"


class Turn(Vertical):
    """One question and what came of it."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question
        self._reply = Static(Content(""), classes="reply -pending")

    def compose(self) -> ComposeResult:
        yield Static(Content(_shortened(clean(self.question), _SHOWN_OF_A_QUESTION)), classes="question")
        yield self._reply

    def show_waiting(self, *, until_ready: bool) -> None:
        text = "Waiting until the articles are indexed …" if until_ready else "Looking …"
        self._reply.update(Content(text))

    async def show_answer(self, answer: Answer) -> None:
        self._reply.remove_class("-pending")
        match = f"match {answer.confidence:.0%} · {answer.timings.total:,.0f} ms"
        if answer.text is None:
            self._reply.add_class("-not-found")
            more = "The nearest paragraphs:" if answer.citations else ""
            self._reply.update(Content.assemble(("Not in these articles. ", "bold"), (more, "dim")))
        else:
            self._reply.add_class("-answered")
            self._reply.update(Content.assemble((answer.text, "bold"), (" [1]", "$text-accent"), (f"\n{match}", "dim")))
        if answer.citations:
            await self.mount(CitationList(answer.citations, answer=answer.text))

    async def show_error(self, reason: str) -> None:
        self._reply.remove_class("-pending")
        self._reply.add_class("-failed")
        self._reply.update(Content(one_line(reason)))


class Conversation(VerticalScroll, can_focus=False):
    """The turns, the latest last."""

    def compose(self) -> ComposeResult:
        yield Static(WELCOME, id="welcome")

    def add_turn(self, turn: Turn, *, waiting: bool) -> None:
        self.query_one("#welcome").display = False
        self.mount(turn)
        turn.show_waiting(until_ready=waiting)
        self.call_after_refresh(self.scroll_end, animate=False)

    def show_turn(self, turn: Turn) -> None:
        """Scroll so that a turn is seen from its question on."""
        self.call_after_refresh(self.scroll_to_widget, turn, top=True, animate=False)

    def add_notices(self, notices: list[str]) -> None:
        """Say what was left out, one line each, the first few."""
        self.query(".notice").remove()
        if not notices:
            return
        lines = [one_line(notice) for notice in notices[:_NOTICES_AT_MOST]]
        if len(notices) > _NOTICES_AT_MOST:
            lines.append(f"… and {len(notices) - _NOTICES_AT_MOST:,} more: `qa-bot index` lists them")
        self.mount(Static(Content("\n".join(lines)), classes="notice"), after="#welcome")

    def clear(self) -> None:
        self.query(Turn).remove()
        self.query_one("#welcome").display = True

    def focus_list_beside(self, citation_list: CitationList, *, step: int) -> bool:
        """Focus the citations of the turn before or after; say whether there is one."""
        lists = list(self.query(CitationList))
        position = lists.index(citation_list) + step
        if not 0 <= position < len(lists):
            return False
        if step > 0:
            lists[position].highlighted = 0
            lists[position].focus()
        else:
            lists[position].focus_last()
        return True
