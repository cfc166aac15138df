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

from embeddings.plaintext import one_line
from qa_bot.tui.excerpt import QUOTE, excerpt, shortened
from qa_bot.tui.typeahead import TypeAhead
from qa_bot.wording import agreeing, certainty, gauge, marks, other_answer, supporting

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from qa_bot.values import Answer, Citation

_SHOWN_OF_A_QUESTION = 400
_SHOWN_OF_AN_ANSWER = 240
_SHOWN_OF_ITS_SENTENCE = 360
_SHOWN_IN_A_ROW = 120
_NOTICES_AT_MOST = 6


def _welcome(*, shared: bool) -> Content:
    leaves = "Questions are put to the store above, and nothing else leaves" if shared else "Nothing leaves"
    return Content.assemble(
        ("Ask your articles a question.\n", "bold"),
        "The answer comes with the paragraphs that hold it; Ctrl+O opens the first in its article.\n",
        (f"{leaves} this machine. F1 shows every key.", "dim"),
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

    def __init__(self, citations: tuple[Citation, ...]) -> None:
        super().__init__(*(Option(_row(citation)) for citation in citations))
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


def _row(citation: Citation) -> Content:
    """Return a citation in two lines; in one if it is the answer's first, whose sentence stands right above."""
    known = (f"paragraph {citation.paragraph.number}", citation.article.published)
    row = Content.assemble(
        (f"[{citation.number}] ", "bold $text-accent"),
        (citation.article.title, "bold"),
        # Breaks before the dots and not behind them.
        ("".join(f" {_unbroken(f'· {part}')}" for part in known if part), "dim"),
    )
    if citation.quote is None:
        return Content.assemble(row, "\n", excerpt(citation, at_most=_SHOWN_IN_A_ROW))
    if citation.number == 1:
        return row
    return Content.assemble(row, "\n", excerpt(citation, at_most=_SHOWN_IN_A_ROW).stylize_before("$foreground 70%"))


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")


def _reply(answer: Answer) -> Content:
    """Return what is said above the citations: the answer, how sure it is, the sentence that proves it, others."""
    if answer.text is None:
        more = "The nearest paragraphs:" if answer.citations else ""
        return Content.assemble(("Not in these articles. ", "bold"), (more, "dim"))
    said = shortened(answer.text, at_most=_SHOWN_OF_AN_ANSWER)
    reply = Content.assemble(
        (said, QUOTE),
        (f" {marks(supporting(answer))}", "$text-accent"),
        (f"\n{certainty(answer.confidence)} ", "dim"),
        _gauge(answer.confidence),
        (" · ".join(("", *filter(None, [agreeing(answer), f"{answer.timings.total:,.0f} ms"]))), "dim"),
    )
    sentence = excerpt(answer.citations[0], at_most=_SHOWN_OF_ITS_SENTENCE)
    if sentence.plain != said:
        reply = Content.assemble(reply, "\n\n", sentence)
    for position, other in enumerate(answer.alternatives):
        reply = Content.assemble(
            reply,
            "\n" if position else "\n\n",
            (f"{other_answer(answer, other)}: ", "dim"),
            (shortened(other.text, at_most=_SHOWN_OF_AN_ANSWER), QUOTE),
            (f" {marks(other.numbers)}", "$text-accent"),
        )
    return reply


def _gauge(confidence: float) -> Content:
    filled, rest = gauge(confidence)
    return Content.assemble((filled, "$text-accent"), (rest, "dim"))


class TurnView(Vertical):
    """One question and what came of it."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question
        self._reply = Static(Content(""), classes="reply -pending")

    def compose(self) -> ComposeResult:
        yield Static(Content(shortened(self.question, at_most=_SHOWN_OF_A_QUESTION)), classes="question")
        yield self._reply

    def show_waiting(self, *, until_ready: bool) -> None:
        text = "Waiting until the articles are indexed …" if until_ready else "Looking …"
        self._reply.update(Content(text))

    async def show_answer(self, answer: Answer) -> None:
        self._reply.remove_class("-pending")
        self._reply.add_class("-not-found" if answer.text is None else "-answered")
        self._reply.update(_reply(answer))
        if answer.citations:
            await self.mount(CitationList(answer.citations))

    async def show_error(self, reason: str) -> None:
        self._reply.remove_class("-pending")
        self._reply.add_class("-failed")
        self._reply.update(Content(one_line(reason)))


class Conversation(VerticalScroll, can_focus=False):
    """The turns, the latest last."""

    def __init__(self, *, shared: bool) -> None:
        super().__init__()
        self._shared = shared
        self._first_seen: tuple[TurnView, int] | None = None
        """The turn at the top of what is seen, and how many of its lines are above that."""
        self._width_seen = 0

    def compose(self) -> ComposeResult:
        yield Static(_welcome(shared=self._shared), id="welcome")

    def add_turn(self, turn: TurnView, *, waiting: bool) -> None:
        self.query_one("#welcome").display = False
        self.mount(turn)
        turn.show_waiting(until_ready=waiting)
        self.call_after_refresh(self.scroll_end, animate=False)

    def show_turn(self, turn: TurnView) -> None:
        """Scroll so that a turn is seen from its question on, now and when the lines are broken anew."""
        self._first_seen = turn, 0
        self.call_after_refresh(self._keep_place)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self.size.width == self._width_seen:  # else the lines are being broken anew: nobody has scrolled
            self._first_seen = next(
                (
                    (turn, round(new_value) - turn.virtual_region.y)
                    for turn in self.query_children(TurnView)
                    if turn.virtual_region.bottom > new_value
                ),
                None,
            )

    def on_resize(self) -> None:
        self.call_after_refresh(self._keep_place)

    def _keep_place(self) -> None:
        self._width_seen = self.size.width
        if self._first_seen is not None:
            turn, lines = self._first_seen
            lines = min(lines, max(0, turn.virtual_region.height - 1))
            self.scroll_to(y=turn.virtual_region.y + lines, animate=False)

    def add_notices(self, notices: list[str]) -> None:
        """Say what was left out, one line each, the first few."""
        self.query(".notice").remove()
        if not notices:
            return
        lines = [one_line(notice) for notice in notices[:_NOTICES_AT_MOST]]
        if len(notices) > _NOTICES_AT_MOST:
            lines.append(f"… and {len(notices) - _NOTICES_AT_MOST:,} more: “Left out” in the palette (Ctrl+P) has all")
        self.mount(Static(Content("\n".join(lines)), classes="notice"), after="#welcome")

    def clear(self) -> None:
        self._first_seen = None
        self.query(TurnView).remove()
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
