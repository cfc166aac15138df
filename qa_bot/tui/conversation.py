"""The conversation: its turns, of which the screen holds so many as are read, and the place in them that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from embeddings.plaintext import one_line
from qa_bot.conversations.conversation import lightened
from qa_bot.tui.turn import CitationList, TurnView
from qa_bot.tui.welcome import Welcome
from qa_bot.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from qa_bot.conversations.conversation import Turn

_NOTICES_AT_MOST = 6
_SHOWN_AT_MOST = 20
"""Turns that are on the screen or a little above it, of a longer conversation."""


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
        self.call_after_refresh(self.call_after_refresh, self._keep_place, view)  # its citations are arranged by then

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

    def shows_mark(self, view: TurnView) -> bool:
        """Whether what a turn says of its mark is seen: not above the edge, nor under a source."""
        return self.region.contains_point(view.marked_at)

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

    def focus_list_beside(self, citation_list: CitationList, *, step: int) -> None:
        """Focus the citations of the turn before or after, if there is one."""
        lists = list(self.query(CitationList))
        position = lists.index(citation_list) + step
        if not 0 <= position < len(lists):
            return
        if step > 0:
            lists[position].focus_first()
        else:
            lists[position].focus_last()
