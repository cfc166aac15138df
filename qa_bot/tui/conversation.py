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
from qa_bot.conversation import lightened
from qa_bot.tui.excerpt import QUOTE, excerpt, shortened
from qa_bot.tui.typeahead import TypeAhead
from qa_bot.tui.welcome import Welcome
from qa_bot.wording import agreeing, certainty, counted, gauge, marks, other_answer, supporting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from qa_bot.conversation import Turn
    from qa_bot.values import Answer, Citation

_SHOWN_OF_A_QUESTION = 400
_SHOWN_OF_AN_ANSWER = 240
_SHOWN_OF_ITS_SENTENCE = 360
_SHOWN_IN_A_ROW = 120
_NOTICES_AT_MOST = 6
_SHOWN_AT_MOST = 30
"""Turns that are on the screen or a little above it, of a longer conversation."""
_MARKS = {None: "", "right": "\n\n✓ marked as right", "wrong": "\n\n✗ marked as wrong"}


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
        return Content.assemble(("Not in these articles. ", "bold"), (more, "$text-muted"))
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

    def __init__(self, turn: Turn) -> None:
        super().__init__()
        self.turn = turn
        self._reply = Static(classes="reply")

    def compose(self) -> ComposeResult:
        asked = Content(shortened(self.turn.question, at_most=_SHOWN_OF_A_QUESTION))
        scope = f"  {one_line(self.turn.scope)}" if self.turn.scope else ""
        yield Static(Content.assemble(asked, (scope, "dim")), classes="question")
        yield self._reply
        if self.turn.answer is not None and self.turn.answer.citations:
            yield CitationList(self.turn.answer.citations)

    def on_mount(self) -> None:
        if self.turn.answer is not None or self.turn.error is not None:
            self._show_reply()
        elif not self.has_class("-asked"):
            self._reply.add_class("-failed")
            self._reply.update(Content("Not answered: the program ended before it was. Ask again."))

    def show_waiting(self, *, until_ready: bool) -> None:
        self.add_class("-asked")
        self._reply.remove_class("-failed")
        self._reply.add_class("-pending")
        self._reply.update(Content("Waiting until the articles are indexed …" if until_ready else "Looking …"))

    async def show(self, turn: Turn) -> None:
        """Show what came of the question, or what has been said of that since."""
        is_answer = turn.answer is not None and self.turn.answer is None
        self.turn = turn
        self._show_reply()
        if is_answer and turn.answer is not None and turn.answer.citations:
            await self.mount(CitationList(turn.answer.citations))

    def _show_reply(self) -> None:
        answer, error = self.turn.answer, self.turn.error
        self._reply.remove_class("-pending")
        self._reply.set_class(error is not None, "-failed")
        self._reply.set_class(answer is not None and answer.text is None, "-not-found")
        self._reply.set_class(answer is not None and answer.text is not None, "-answered")
        if answer is not None:
            self._reply.update(Content.assemble(_reply(answer), (_MARKS[self.turn.mark], "$text-accent")))
        else:
            self._reply.update(Content(one_line(error or "")))


class Earlier(Static):
    """Says how many turns stand above; a click shows some of them."""

    class Wanted(Message):
        """The reader wants to see earlier turns."""

    def on_click(self) -> None:
        self.post_message(self.Wanted())


class Conversation(VerticalScroll, can_focus=False):
    """The turns, the latest last: of a long conversation only the latest are there before others are wanted."""

    def __init__(self, *, shared: bool) -> None:
        super().__init__()
        self._shared = shared
        self._earlier: list[Turn] = []
        """The turns before those that are shown."""
        self._first_seen: tuple[TurnView, int] | None = None
        """The turn at the top of what is seen, and how many of its lines are above that."""
        self._width_seen = 0

    def compose(self) -> ComposeResult:
        yield Welcome(shared=self._shared)
        earlier = Earlier(id="earlier")
        earlier.display = False
        yield earlier

    @property
    def is_empty(self) -> bool:
        return not self.query_children(TurnView)

    async def add_turn(self, view: TurnView, *, waiting: bool) -> None:
        self.query_one(Welcome).display = False
        await self.mount(view)
        view.show_waiting(until_ready=waiting)
        await self._put_away()
        self.call_after_refresh(self.scroll_end, animate=False, immediate=True)

    async def load(self, turns: Sequence[Turn]) -> None:
        """Show a conversation that was kept, at its end."""
        await self.clear()
        self.query_one(Welcome).display = not turns
        self._earlier = list(turns[:-_SHOWN_AT_MOST])
        await self.mount_all(TurnView(turn) for turn in turns[-_SHOWN_AT_MOST:])
        self._tell_earlier()
        self.call_after_refresh(self.scroll_end, animate=False, immediate=True)

    async def _put_away(self) -> None:
        """Take the oldest turns from the screen if there are many: what stands there is arranged with every change."""
        views = list(self.query_children(TurnView))
        surplus = views[: max(0, len(views) - _SHOWN_AT_MOST)]
        old = [view for view in surplus if not view.has_focus_within and not view.query(".-pending")]
        self._earlier += [lightened(view.turn) for view in old]
        await self.remove_children(old)
        self._tell_earlier()

    async def show_earlier(self) -> bool:
        """Show some more of the turns above; say whether there were any."""
        more, self._earlier = self._earlier[-_SHOWN_AT_MOST:], self._earlier[:-_SHOWN_AT_MOST]
        await self.mount_all([TurnView(turn) for turn in more], after="#earlier")
        self._tell_earlier()
        self.call_after_refresh(self._keep_place)
        return bool(more)

    def _tell_earlier(self) -> None:
        earlier = self.query_one("#earlier", Earlier)
        earlier.display = bool(self._earlier)
        earlier.update(Content(f"↑ {counted(len(self._earlier), 'earlier question')}"))

    def show_turn(self, view: TurnView) -> None:
        """Scroll so that a turn is seen from its question on, now and when the lines are broken anew."""
        self.call_after_refresh(self._keep_place, view)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self.size.width == self._width_seen:  # else the lines are being broken anew: nobody has scrolled
            self._first_seen = next(
                (
                    (view, round(new_value) - view.virtual_region.y)
                    for view in self.query_children(TurnView)
                    if view.virtual_region.bottom > new_value
                ),
                None,
            )

    def on_resize(self) -> None:
        self.call_after_refresh(self._keep_place)

    def _keep_place(self, first: TurnView | None = None) -> None:
        """Scroll back to what was seen before the lines were broken anew, or to the turn that is to be seen first."""
        self._width_seen = self.size.width
        if first is not None:
            self._first_seen = first, 0
        if self._first_seen is not None and self._first_seen[0].is_attached:
            view, lines = self._first_seen
            lines = min(lines, max(0, view.virtual_region.height - 1))
            self.scroll_to(y=view.virtual_region.y + lines, animate=False, immediate=True)

    def add_notices(self, notices: list[str]) -> None:
        """Say what was left out, one line each, the first few."""
        self.query(".notice").remove()
        if not notices:
            return
        lines = [one_line(notice) for notice in notices[:_NOTICES_AT_MOST]]
        if len(notices) > _NOTICES_AT_MOST:
            lines.append(f"… and {len(notices) - _NOTICES_AT_MOST:,} more: “Left out” in the palette (Ctrl+P) has all")
        self.mount(Static(Content("\n".join(lines)), classes="notice"), after=self.query_one(Welcome))

    async def clear(self) -> None:
        self._first_seen = None
        self._earlier = []
        await self.query(TurnView).remove()
        self._tell_earlier()
        self.query_one(Welcome).display = True

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
