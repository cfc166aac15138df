"""The lines that say what the program is about and what it is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import ProgressBar, Static

from embeddings.plaintext import one_line
from qa_bot.wording import begun, counted

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from embeddings.values import ArticleSummary


class TitleBar(Static):
    """The program's name, where the articles are and how many."""

    def __init__(self, articles: str) -> None:
        self._articles = one_line(articles)
        super().__init__(self._titled(""))

    def _titled(self, more: str) -> Content:
        return Content.assemble((" qa-bot ", "bold"), f" {self._articles}{more}")

    def show_articles(self, articles: list[ArticleSummary]) -> None:
        paragraphs = sum(article.paragraphs for article in articles)
        self.update(self._titled(f" · {counted(len(articles), 'article')} · {counted(paragraphs, 'paragraph')}"))


class StatusLine(Horizontal):
    """What is being done, with a bar; or a hint; or an error. Takes no room when there is nothing to say."""

    def __init__(self) -> None:
        super().__init__(classes="-busy")
        self._said = "Loading the model …"

    def compose(self) -> ComposeResult:
        yield Static(self._said, id="status-text", markup=False)
        yield ProgressBar(show_eta=False, show_percentage=False)

    def show_progress(self, label: str, *, done: int = 0, total: int = 0) -> None:
        """Show a bar; for a total of 0 one that only says that work goes on."""
        self._say(f"{label}: {done:,} of {total:,}" if total else f"{label} …", "-busy")
        self.query_one(ProgressBar).update(total=total or None, progress=done)

    def show_ready(self) -> None:
        self._say("", "-ready")

    def show_hint(self, text: str) -> None:
        if not self.has_class("-busy"):
            self._say(text, "-hint")

    def show_passing(self, text: str) -> None:
        """Show a hint until what it tells of is done."""
        self.show_hint(text)
        self.set_class(self.has_class("-hint"), "-passing")

    def clear_passing(self) -> None:
        if self.has_class("-passing"):
            self.show_ready()

    def clear_hint(self) -> None:
        if self.has_class("-hint"):
            self.show_ready()

    def show_error(self, text: str) -> None:
        self._say(one_line(begun(text)), "-error")

    def _say(self, text: str, state: str) -> None:
        if (text, True) == (self._said, self.has_class(state)):
            return  # all that is seen would be arranged anew
        self._said = text
        self.remove_class("-busy", "-ready", "-hint", "-passing", "-error")
        self.add_class(state)
        self.query_one("#status-text", Static).update(Content(text))
