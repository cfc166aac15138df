"""The source: a whole article, opened at the cited paragraph, the quote and its sentence highlighted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from embeddings.plaintext import one_line
from qa_bot.tui.excerpt import short_title
from qa_bot.tui.piece import Piece
from qa_bot.tui.row import Row
from qa_bot.tui.typeahead import TypeAhead
from qa_bot.wording import dated, place, section

if TYPE_CHECKING:
    from qa_bot.values import Citation


_SENTENCE = "on $accent-muted"
_QUOTE = "bold underline $text on $accent"  # the line for themes in which both grounds are one colour
_FOUND = "underline on $secondary-muted"
_FOUND_HERE = "bold underline $text on $secondary"
_LONGEST_SENTENCE = 480
"""Characters, some six lines: to mark a sentence of more would be to mark a paragraph, and no place in it."""
_FOUND_AT_MOST = 999
"""Places that are found of a word: beyond, nobody goes through them one by one."""


class _Page(VerticalScroll, TypeAhead):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "other(-1)", "previous source", show=False),
        Binding("right", "other(1)", "others", key_display="← →"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._width_seen = 0
        self._scrolled_to: float | None = None
        """The share of the page above what is seen, if the reader has scrolled."""

    def place(self, line: int) -> None:
        """Scroll so that a line of the page is seen in its upper third."""
        self._width_seen = 0
        self.scroll_to(y=max(0, line - self.size.height // 3), animate=False, immediate=True)
        self._width_seen = self.size.width
        self._scrolled_to = None

    def keep_place(self) -> bool:
        """Scroll back to where the reader was before the lines were broken anew; say whether he had scrolled."""
        share = self._scrolled_to
        if share is None:
            return False
        self.place(round(share * self.virtual_size.height) + self.size.height // 3)
        self._scrolled_to = share
        return True

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self.size.width == self._width_seen:  # else nobody has scrolled
            self._scrolled_to = new_value / max(1, self.virtual_size.height)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer others only where there are some."""
        if action == "other":
            return isinstance(self.parent, SourceView) and self.parent.of > 1
        return super().check_action(action, parameters)

    def action_other(self, step: int) -> None:
        self.post_message(SourceView.OtherWanted(step=step))

    def open_number(self, number: int) -> bool:
        view = self.parent
        if not isinstance(view, SourceView) or not 1 <= number <= view.of:
            return False
        self.post_message(SourceView.OtherWanted(number=number))
        return True


class _Finder(Input):
    """Where a word is typed that is looked for in the article."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "next", show=False),
        Binding("up", "step(-1)", "previous", show=False),
    ]

    @dataclass
    class StepWanted(Message):
        """The next place is wanted, or for -1 the one before."""

        step: int

    def action_step(self, step: int) -> None:
        self.post_message(self.StepWanted(step))


class SourceView(Vertical):
    """An article in three pieces, so that a long one costs no more than a short one: before, cited, after."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll_page('up')", show=False),
        Binding("pagedown", "scroll_page('down')", show=False),
    ]

    @dataclass
    class OtherWanted(Message):
        """Another citation of the same answer is wanted: so many steps on, or the one of this number."""

        step: int = 0
        number: int | None = None

    def __init__(self) -> None:
        super().__init__()
        self.citation: Citation | None = None
        """What is open, or was last."""
        self.of = 0
        self._found: list[tuple[int, int]] = []
        """Offsets in the article's text of what is looked for."""
        self._found_here = 0

    def show(self, citation: Citation, *, of: int, note: str = "") -> None:
        """Open a citation's article at its paragraph.

        `of` is how many citations the answer has; `note` says what has become of the article since.
        """
        self.of = of
        if not self.children:
            self._furnish()
        self._describe(citation, note)
        self.close_finder()
        self._focus_page()
        self.call_after_refresh(self._scroll_to_place)

    def update(self, citation: Citation, *, note: str) -> None:
        """Show the same citation in its article as that is now; what is looked for and where the reader is stay."""
        self._describe(citation, note)
        self._find(self.query_one(_Finder).value)
        self.call_after_refresh(self._keep_place)

    def _furnish(self) -> None:
        """Put the pieces in, which the first screen does not wait for; what is drawn next has them already."""
        page, finder = _Page(), _Finder(placeholder="Find in this article", id="finder")
        finder.display = False
        self.mount(Static(id="source-title"), page, finder)
        page.mount(Static(id="before"), Static(id="cited"), Static(id="after"))

    def _describe(self, citation: Citation, note: str) -> None:
        self.citation = citation
        article = citation.article
        number = (f"[{citation.number} of {self.of}] ", "bold $text-accent")
        stated = filter(None, (article.author, dated(article), article.language, article.source))
        known = [
            Content.styled(one_line(f"· {each}" if position else each), "dim") for position, each in enumerate(stated)
        ]
        noted = [[Content.styled(note, "$text-warning")]] if note else []
        title = Content.assemble(number, (short_title(article.title), "bold"))
        self.query_one("#source-title", Static).update(Row(Content(""), [title], known, *noted))
        above = [(f" · {one_line(each)}", "dim") for each in (section(citation), citation.head) if each]
        self.query_one("#cited", Static).border_title = Content.assemble(place(citation), *above)

    def on_resize(self) -> None:
        self.call_after_refresh(self._keep_place)

    def _keep_place(self) -> None:
        if not self.query_one(_Page).keep_place():
            self._scroll_to_place()

    # Finding

    def open_finder(self) -> None:
        finder = self.query_one(_Finder)
        finder.display = True
        self.screen.set_focus(finder)  # at once: what is typed next is already on its way

    def close_finder(self) -> bool:
        """Forget what was looked for and go back to the article; say whether anything was."""
        finder = self.query_one(_Finder)
        had_focus = finder.has_focus
        was_open, finder.display = finder.display, False
        finder.clear()
        self._find("")
        if had_focus:
            self._focus_page()
        return bool(was_open)

    def _focus_page(self) -> None:
        self.screen.set_focus(self.query_one(_Page), scroll_visible=False)

    @on(Input.Changed)
    def _look(self, message: Input.Changed) -> None:
        message.stop()
        if self.query_one(_Finder).display:
            self._find(message.value)
            self.call_after_refresh(self._scroll_to_place)

    @on(Input.Submitted)
    def _look_on(self, message: Input.Submitted) -> None:
        message.stop()
        self._step(1)

    @on(_Finder.StepWanted)
    def _look_beside(self, message: _Finder.StepWanted) -> None:
        self._step(message.step)

    def _find(self, words: str) -> None:
        """Mark every place of what is looked for, from the cited paragraph on; with nothing to look for, none."""
        text = "" if self.citation is None else self.citation.article.text
        pattern = r"\s+".join(map(re.escape, words.split()))
        places = re.finditer(pattern, text, re.IGNORECASE) if pattern else iter(())
        self._found = [place.span() for _, place in zip(range(_FOUND_AT_MOST), places, strict=False)]
        start = 0 if self.citation is None else self.citation.paragraph.start
        self._found_here = next((number for number, place in enumerate(self._found) if place[0] >= start), 0)
        self._mark()

    def _step(self, step: int) -> None:
        if self._found:
            self._found_here = (self._found_here + step) % len(self._found)
            self._mark()
            self._scroll_to_place()

    def _mark(self) -> None:
        """Draw the article anew, with what is marked in it."""
        if self.citation is None:
            return
        article, paragraph = self.citation.article, self.citation.paragraph
        for name, piece in (
            ("before", Piece.of(article, 0, paragraph.start)),
            ("cited", _cited(self.citation)),
            ("after", Piece.of(article, paragraph.end, len(article.text))),
        ):
            for number, (first, last) in enumerate(self._found):
                style = _FOUND_HERE if number == self._found_here else _FOUND
                piece = piece.stylize(style, first, last)  # noqa: PLW2901
            static = self.query_one(f"#{name}", Static)
            static.update(piece.content)
            static.display = bool(piece.content.plain)
        finder = self.query_one(_Finder)
        count = f"{self._found_here + 1} of {len(self._found)}" if self._found else "nothing found"
        finder.border_subtitle = count if finder.value.strip() else "Enter: next · Esc: close"

    # Scrolling

    def action_scroll_page(self, where: Literal["up", "down"]) -> None:
        """Scroll the article while a word is looked for in it."""
        page = self.query_one(_Page)
        {"up": page.scroll_page_up, "down": page.scroll_page_down}[where](animate=False)

    def _scroll_to_place(self) -> None:
        """Put what is looked for, else the quote or the nearest sentence, in the upper third of the page."""
        if self.citation is None:
            return
        article, paragraph = self.citation.article, self.citation.paragraph
        place = self._found[self._found_here][0] if self._found else paragraph.start + self.citation.opens_at
        if place < paragraph.start:
            name, start, end = "before", 0, paragraph.start
        elif place < paragraph.end:
            name, start, end = "cited", paragraph.start, paragraph.end
        else:
            name, start, end = "after", paragraph.end, len(article.text)
        piece = Piece.of(article, start, end)
        page, static = self.query_one(_Page), self.query_one(f"#{name}", Static)
        above = piece.content[: piece.at(place) + 1].get_height({}, max(1, static.size.width))
        page.place(static.virtual_region.y + static.gutter.top + above - 1)


def _cited(citation: Citation) -> Piece:
    """Return the cited paragraph, the sentence lightly highlighted, unless it is long, and the quote in it strongly."""
    paragraph = citation.paragraph
    start = paragraph.start
    cited = Piece.of(citation.article, start, paragraph.end)
    if citation.sentence_start is not None and len(citation.sentence or "") <= _LONGEST_SENTENCE:
        cited = cited.stylize(_SENTENCE, start + citation.sentence_start, start + (citation.sentence_end or 0))
    if citation.start is not None and citation.end is not None:
        cited = cited.stylize(_QUOTE, start + citation.start, start + citation.end)
    return cited
