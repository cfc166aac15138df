"""The articles, to choose which of them are asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from embeddings.errors import ScopeError
from embeddings.plaintext import one_line
from embeddings.scope import EVERYTHING, Scope, split_scope
from embeddings.values import ArticleSummary
from qa_bot.tui.picking import PickScreen
from qa_bot.wording import counted

_ORDERS = ("title", "date", "source")
_SHOWN_AT_MOST = 500
"""Articles that are listed; beyond, nobody looks for one by eye."""


class ArticlesScreen(PickScreen[Scope]):
    """Articles by words of their titles and sources, and by dates; picks a scope: all that are listed, or one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "sort", "sort", priority=True)]
    title_shown = "Articles"
    keys_shown = "Enter asks these · Ctrl+S sorts · Esc closes"
    nothing_shown = "There are no articles yet: they are still being read, or the folder is empty."
    placeholder = "Words of a title or source; from:2024 until:2024-06"

    def __init__(self, articles: Sequence[ArticleSummary]) -> None:
        super().__init__()
        self._articles = articles
        self._order = 0

    def action_sort(self) -> None:
        self._order = (self._order + 1) % len(_ORDERS)
        self.fill()

    def rows(self, words: str) -> Sequence[tuple[Scope, Content]]:
        scope = _typed(words)
        found = sorted(filter(scope.matches, self._articles), key=self._place)
        if not found:
            return []
        total = sum(article.paragraphs for article in found)
        which = "all" if scope.is_all else "these"
        head = (
            f"Ask {which}: {counted(len(found), 'article')}, {counted(total, 'paragraph')}, by {_ORDERS[self._order]}"
        )
        more = [(scope, Content.styled(f"… and {len(found) - _SHOWN_AT_MOST:,} more", "dim"))]
        return [
            (scope, Content.styled(head, "bold $text-accent")),
            *((Scope((article.source,)), _row(article)) for article in found[:_SHOWN_AT_MOST]),
            *(more if len(found) > _SHOWN_AT_MOST else []),
        ]

    def _place(self, article: ArticleSummary) -> tuple[object, ...]:
        title, source = article.title.casefold(), article.source.casefold()
        if _ORDERS[self._order] == "date":
            newest_first = tuple(-ord(character) for character in article.published or "")
            return not article.published, newest_first, title
        return (title, source) if _ORDERS[self._order] == "title" else (source, title)


def _typed(words: str) -> Scope:
    """Return the articles that what is typed names: its words are those of a title or a source.

    Raises:
        ValueError: what should be a date is none.

    """
    try:
        scope, rest = split_scope(words)
    except ScopeError as error:
        raise ValueError(f"{error}.") from None
    name = one_line(rest)
    return Scope((*scope.within, name), scope.since, scope.until) if name else scope or EVERYTHING


def _row(article: ArticleSummary) -> Content:
    size = counted(article.paragraphs, "paragraph").replace(" ", "\u00a0")
    known = (article.published, one_line(article.source), size)
    return Content.assemble(one_line(article.title), ("\n  " + " · ".join(filter(None, known)), "dim"))
