"""A piece of an article as it is shown: its headings bold, and a quiet number where a page begins. Knows no widgets."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from embeddings.values import Article

_NUMBER = "dim not bold"


@dataclass(frozen=True, slots=True)
class Piece:
    """What is shown of an article's text, which has page numbers between its own characters."""

    content: Content
    start: int
    """Offset, in the article's text, of the first character of that which is shown, as `end` is behind its last."""
    end: int
    pages: tuple[int, ...]
    """Offsets in the article's text, in order, before each of which a page's number stands."""
    widths: tuple[int, ...]
    """Characters that the numbers have before each of these and before the end: the first is 0."""

    @classmethod
    def of(cls, article: Article, start: int, end: int) -> Piece:
        """Return the article's text from start to end, without the blank lines around it."""
        text = article.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        end = start + len(text)
        content = Content(text)
        for paragraph in article.paragraphs:
            if paragraph.is_heading and start <= paragraph.start < end:
                content = content.stylize("bold", paragraph.start - start, paragraph.end - start)
        numbers = [(place, f"[p. {page}] ") for place, page in _page_starts(article) if start <= place < end]
        edges = [start, *(place for place, _ in numbers), end]
        parts = [content[one - start : other - start] for one, other in itertools.pairwise(edges)]
        for at, (_, number) in enumerate(numbers, start=1):
            parts[at] = Content.styled(number, _NUMBER) + parts[at]
        widths = tuple(itertools.accumulate((len(number) for _, number in numbers), initial=0))
        return cls(Content("").join(parts), start, end, tuple(place for place, _ in numbers), widths)

    def stylize(self, style: str, first: int, last: int) -> Piece:
        """Return the piece with a style on what stands between two offsets of the article's text."""
        first, last = max(first, self.start), min(last, self.end)
        if first >= last:
            return self
        return replace(self, content=self.content.stylize(style, self.at(first), self.at(last - 1) + 1))

    def at(self, offset: int) -> int:
        """Return where a character of the article's text, by its offset, stands in what is shown."""
        return offset - self.start + self.widths[bisect.bisect_right(self.pages, offset)]


def _page_starts(article: Article) -> Iterator[tuple[int, int]]:
    """Yield where in the article's text another page begins, and its number."""
    shown = None
    for paragraph in article.paragraphs:
        for start, page in ((0, paragraph.page), *paragraph.later_pages):
            if page is not None and page != shown:
                yield paragraph.start + start, page
                shown = page
