"""Screens that pick one of many: filtered by what is typed, moved through with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, Literal, TypeVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from embeddings.plaintext import one_line
from qa_bot.wording import begun

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.visual import Visual

Picked = TypeVar("Picked")
_EDGE = 3
"""Columns at a row's beginning in which a click may do something else than pick it."""


class _Filter(Input):
    async def _on_key(self, event: events.Key) -> None:
        """Pick before what is typed next changes the list."""
        if event.key == "enter" and isinstance(self.screen, PickScreen):
            event.stop()
            event.prevent_default()
            self.screen.pick()
        else:
            await super()._on_key(event)


class _Rows(OptionList):
    async def _on_click(self, event: events.Click) -> None:
        """Let the screen take a click on a row's edge, and pick for any other."""
        position = event.style.meta.get("option")
        if position is not None and event.x < _EDGE and isinstance(self.screen, PickScreen):
            self.highlighted = position
            if self.screen.click_edge():
                event.stop()
                event.prevent_default()


class PickScreen(ModalScreen["Picked | None"], Generic[Picked]):
    """A filter over a list; Enter picks, escape leaves with nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "close"),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
        Binding("ctrl+home", "move_to('first')", show=False, priority=True),
        Binding("ctrl+end", "move_to('last')", show=False, priority=True),
    ]
    opened_with: ClassVar[str] = ""
    """The id of the binding that opens it, whose keys close it too."""
    title_shown: ClassVar[str]
    keys_shown: ClassVar[str]
    """Below the list, as short as they fit there."""
    keys_told: ClassVar[Sequence[tuple[str, str]]]
    """The same in the help, and what each does in full."""
    placeholder: ClassVar[str]
    nothing_shown: ClassVar[str]
    """What is said where there is nothing to pick from."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Picked] = []
        self._words = ""
        """What was typed when the rows were listed."""

    def rows(self, words: str) -> Sequence[tuple[Picked, Visual]]:
        """Return what there is to pick that fits what is typed, and how it is shown.

        Raises:
            ValueError: nothing can fit it; the message says why.

        """
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog picker") as box:
            box.border_title = self.title_shown
            box.border_subtitle = self.keys_shown
            yield _Filter(placeholder=self.placeholder, id="filter")
            yield _Rows()
            yield Static(id="picker-note")

    def on_mount(self) -> None:
        self.fill()

    @on(Input.Changed, "#filter")
    def fill(self) -> None:
        """List what fits what is typed."""
        note = ""
        self._words = self.query_one("#filter", Input).value
        try:
            rows = self.rows(self._words)
            note = "" if rows else "Nothing fits what is typed." if self._words.strip() else self.nothing_shown
        except ValueError as error:
            rows, note = [], begun(str(error))
        self._rows = [picked for picked, _ in rows]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(shown) for _, shown in rows)
        options.highlighted = 0 if rows else None
        self.query_one("#picker-note", Static).update(Content(note))

    def say(self, text: str) -> None:
        """Show a line below the list until something else is done; over the list it would hide what it is about."""
        self.query_one("#picker-note", Static).update(Content(one_line(begun(text))))
        self.call_after_refresh(self.query_one(OptionList).scroll_to_highlight)  # the list has less room

    def fill_again(self) -> None:
        """List what fits now, and stay where the arrow keys have gone to."""
        options = self.query_one(OptionList)
        position = options.highlighted
        self.fill()
        if position is not None and options.option_count:
            options.highlighted = min(position, options.option_count - 1)

    def redraw(self) -> None:
        """Show the rows that are listed anew; how many they are has not changed."""
        options = self.query_one(OptionList)
        if options.option_count:
            for position, (picked, shown) in enumerate(self.rows(self._words)):
                self._rows[position] = picked
                options.replace_option_prompt_at_index(position, shown)

    def click_edge(self) -> bool:
        """Take a click on the edge of the row that is highlighted; return False to have it picked."""
        return False

    @property
    def highlighted(self) -> Picked | None:
        """What the arrow keys have gone to."""
        position = self.query_one(OptionList).highlighted
        return None if position is None else self._rows[position]

    def action_move(self, step: int) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.say("")
            options.highlighted = max(0, min(options.option_count - 1, options.highlighted + step))

    def action_move_to(self, end: Literal["first", "last"]) -> None:
        count = self.query_one(OptionList).option_count
        self.action_move(count if end == "last" else -count)

    def action_leave(self) -> None:
        self.dismiss(None)

    @on(OptionList.OptionSelected)
    def pick(self) -> None:
        """Close with what the arrow keys have gone to."""
        if self.highlighted is not None:
            self.dismiss(self.highlighted)
