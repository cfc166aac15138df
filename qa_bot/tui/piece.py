"""A piece of an article as it is shown: bold headings, quiet marks where a page or an item begins. Knows no widgets."""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.content import Content

from embeddings.documents import SHOWN_NUMBER

if TYPE_CHECKING:
    from embeddings.values import Article

_MARK = "dim not bold"
_OWN_MARK = re.compile(rf"[•▪◦‣·*–—-]\s|\W?(?:\w{{1,3}}|\d+|[IVXLC]+)[.):]\s|{SHOWN_NUMBER.pattern}")
"""How an item begins that has its bullet or its number in its text."""
_DEEPEST = 5
"""Lists in lists by which an item is indented at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is shown of an article's text, which has page numbers and bullets between its own characters."""

    content: Content
    start: int
    """Offset, in the article's text, of the first character of that which is shown, as `end` is behind its last."""
    end: int
    marks: tuple[int, ...]
    """Offsets in the article's text, in order, before each of which a page's number or a bullet stands."""
    widths: tuple[int, ...]
    """Characters that the marks have before each of these and before the end: the first is 0."""

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
        marks = {place: mark for place, mark in _marks(article).items() if start <= place < end}
        edges = [start, *marks, end]
        parts = [content[one - start : other - start] for one, other in itertools.pairwise(edges)]
        for at, mark in enumerate(marks.values(), start=1):
            parts[at] = Content.styled(mark, _MARK) + parts[at]
        widths = tuple(itertools.accumulate(map(len, marks.values()), initial=0))
        return cls(Content("").join(parts), start, end, tuple(marks), widths)

    def stylize(self, style: str, first: int, last: int) -> Piece:
        """Return the piece with a style on what stands between two offsets of the article's text."""
        first, last = max(first, self.start), min(last, self.end)
        if first >= last:
            return self
        return replace(self, content=self.content.stylize(style, self.at(first), self.at(last - 1) + 1))

    def at(self, offset: int) -> int:
        """Return where a character of the article's text, by its offset, stands in what is shown."""
        return offset - self.start + self.widths[bisect.bisect_right(self.marks, offset)]


def _marks(article: Article) -> dict[int, str]:
    """Return what is shown before a place in the article's text, by that: a page's number, a bullet, or both."""
    marks: dict[int, str] = {}
    shown = None
    for paragraph in article.paragraphs:
        for start, page in ((0, paragraph.page), *paragraph.later_pages):
            if page is not None and page != shown:
                marks[paragraph.start + start] = f"[p. {page}] "
                shown = page
        if paragraph.begins_item:
            indent = "  " * min(paragraph.level - 1, _DEEPEST)
            mark = f"{indent}{'' if _OWN_MARK.match(paragraph.text) else '• '}"
            if mark:
                marks[paragraph.start] = f"{marks.get(paragraph.start, '')}{mark}"
    return dict(sorted(marks.items()))
