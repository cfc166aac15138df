"""The source: a whole article, opened at the cited paragraph, the quote and its sentence highlighted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qa_bot.tui.typeahead import TypeAhead

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from embeddings.values import Article
    from qa_bot.values import Citation


_SENTENCE = "on $accent-muted"
_QUOTE = "bold underline $text on $accent"  # the line for themes in which both grounds are one colour


class _Page(VerticalScroll, TypeAhead):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "other(-1)", "previous source", show=False),
        Binding("right", "other(1)", "other sources", key_display="← →"),
    ]

    def action_other(self, step: int) -> None:
        self.post_message(SourceView.OtherWanted(step=step))

    def open_number(self, number: int) -> bool:
        self.post_message(SourceView.OtherWanted(number=number))
        return True


class SourceView(Vertical):
    """An article in three pieces, so that a long one costs no more than a short one: before, cited, after."""

    @dataclass
    class OtherWanted(Message):
        """Another citation of the same answer is wanted: so many steps on, or the one of this number."""

        step: int = 0
        number: int | None = None

    def __init__(self) -> None:
        super().__init__()
        self._citation: Citation | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="source-title")
        with _Page():
            yield Static(id="before")
            yield Static(id="cited")
            yield Static(id="after")

    def show(self, citation: Citation, *, of: int) -> None:
        """Open a citation's article at its paragraph; `of` is how many citations the answer has."""
        self._citation = citation
        article, paragraph = citation.article, citation.paragraph
        known = [article.author, article.published, article.source]
        self.query_one("#source-title", Static).update(
            Content.assemble(
                (f"[{citation.number} of {of}] ", "bold $text-accent"),
                (article.title, "bold"),
                ("\n" + " · ".join(filter(None, known)), "dim"),
            )
        )
        for name, content in (
            ("before", _piece(article, 0, paragraph.start)),
            ("cited", _cited(citation)),
            ("after", _piece(article, paragraph.end, len(article.text))),
        ):
            static = self.query_one(f"#{name}", Static)
            static.update(content)
            static.display = bool(content.plain)
        cited_widget = self.query_one("#cited", Static)
        cited_widget.border_title = Content(f"paragraph {paragraph.number}")
        self.query_one(_Page).focus(scroll_visible=False)
        self.call_after_refresh(self._scroll_to_quote)

    def on_resize(self) -> None:
        self.call_after_refresh(self._scroll_to_quote)

    def _scroll_to_quote(self) -> None:
        """Put the quote's first line in the upper third of the page."""
        if self._citation is None:
            return
        page, cited = self.query_one(_Page), self.query_one("#cited", Static)
        share = (self._citation.start or 0) / max(1, len(self._citation.paragraph.text))
        line = cited.virtual_region.y + int(cited.size.height * share)
        page.scroll_to(y=max(0, line - page.size.height // 3), animate=False)


def _cited(citation: Citation) -> Content:
    """Return the cited paragraph, the sentence lightly highlighted and the quote in it strongly."""
    cited = Content(citation.paragraph.text)
    if citation.sentence_start is not None and citation.sentence_end is not None:
        cited = cited.stylize(_SENTENCE, citation.sentence_start, citation.sentence_end)
    if citation.start is not None and citation.end is not None:
        cited = cited.stylize(_QUOTE, citation.start, citation.end)
    return cited


def _piece(article: Article, start: int, end: int) -> Content:
    """Return the article's text from start to end, without the blank lines around it, its headings bold."""
    text = article.text[start:end]
    base = start + len(text) - len(text.lstrip())
    content = Content(text.strip())
    for paragraph in article.paragraphs:
        if paragraph.heading and start <= paragraph.start < end:
            content = content.stylize("bold", paragraph.start - base, paragraph.end - base)
    return content
