"""The values that flow through retrieval: articles, paragraphs, passages and hits.

Knows how they relate, and nothing of files, models or screens.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from embeddings.documents import DateOrigin, Kind, PageStarts

SEPARATOR = "\n\n"
"""What stands between two paragraphs in an article's text."""
_URL = re.compile(r"https?://", re.IGNORECASE)
_NUMBERED = re.compile(r"([^0-9]*)([0-9]*)")
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
_ROMAN = re.compile(
    rf"\b(?=[clxvi])(?<![^\s/#:])(?!c\b|l\b)(c{{0,3}})({'|'.join(_TENS[::-1])})({'|'.join(_UNITS[::-1])})(?=$|[.:)])",
    re.IGNORECASE | re.ASCII,
)
"""A numeral by itself, as books number their chapters, up to 399."""


Item = tuple[int, int, int]
"""Of a paragraph that begins an item of a list: offsets in the article's text of its start and end, and its level."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The unit that a citation points at: a paragraph, a heading, an item of a list or a row of a table."""

    number: int
    """Counts from 1 within the article."""
    start: int
    """Offset in characters of its first character in the article's text."""
    end: int
    text: str
    kind: Kind = "paragraph"
    level: int = 0
    """Of a heading, from 1 for the highest; of the first paragraph of a list's item, from 1 for a list that lies in no
    other; 0 for what is neither, and where the source does not tell."""
    page: int | None = None
    """The page that it begins on, from 1, in a format that has pages."""
    later_pages: PageStarts = ()
    """Where it goes on to further pages."""

    def page_at(self, offset: int) -> int | None:
        """Return the page on which the character at an offset of its text stands."""
        return next((page for start, page in reversed(self.later_pages) if start <= offset), self.page)

    @property
    def is_heading(self) -> bool:
        """Whether it heads what follows."""
        return self.kind == "heading"

    @property
    def begins_item(self) -> bool:
        """Whether an item of a list is known to begin with it."""
        return self.kind == "item" and self.level > 0


@dataclass(frozen=True, slots=True)
class Article:
    """One source document.

    Its text is its paragraphs in order, a blank line between each two, and nothing else; for each of them
    ``article.text[paragraph.start:paragraph.end] == paragraph.text``.
    """

    id: str
    title: str
    source: str
    """The path relative to the articles folder, an absolute path outside it, or a URL; of one among several articles
    in a file as `part_of` makes it."""
    text: str
    paragraphs: tuple[Paragraph, ...]
    author: str | None = None
    published: str | None = None
    """An ISO date, YYYY-MM-DD."""
    part: str = ""
    """What it is called within its file; empty if the file holds it alone."""
    url: str | None = None
    """Where it is on the web, as far as its file says."""
    language: str = ""
    """BCP 47, as its source states it; empty if it states none."""
    date_from: DateOrigin | None = None
    """What its date is taken from; None if it has none, or was read before that was kept."""

    @property
    def file(self) -> str:
        """The source of the file that it comes from."""
        return self.source[: -1 - len(self.part)] if self.part else self.source

    def paragraph_at(self, offset: int) -> Paragraph:
        """Return the paragraph that the character at an offset of the text stands in."""
        return self.paragraphs[bisect.bisect_right(self.paragraphs, offset, key=lambda each: each.start) - 1]

    def heads(self) -> dict[int, Paragraph]:
        """Return the head row above each row of a table that has one, by the row's number."""
        found: dict[int, Paragraph] = {}
        head: Paragraph | None = None
        for paragraph in self.paragraphs:
            if paragraph.kind != "row":
                head = paragraph if paragraph.kind == "head" else None
            elif head is not None:
                found[paragraph.number] = head
        return found

    def headings(self) -> dict[int, Paragraph]:
        """Return the nearest heading above each paragraph, by its number: above a heading, one of a higher level."""
        found: dict[int, Paragraph] = {}
        above: list[Paragraph] = []
        for paragraph in self.paragraphs:
            while paragraph.is_heading and above and above[-1].level >= paragraph.level:
                above.pop()
            if above:
                found[paragraph.number] = above[-1]
            if paragraph.is_heading:
                above.append(paragraph)
        return found


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article without its text."""

    id: str
    title: str
    source: str
    author: str | None
    published: str | None
    paragraphs: int
    characters: int
    language: str = ""
    """As the article has it, and `date_from`."""
    date_from: DateOrigin | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded and retrieved: some neighbouring paragraphs, or a window of a long one.

    It is light: it names its article and paragraphs, and holds no more of them than its own text.
    """

    article_id: str
    title: str
    """Its article's, as `source` is."""
    source: str
    start: int
    """Offset in characters in the article's text, as `end` is."""
    end: int
    text: str
    first_paragraph: int
    """The number of the first paragraph that it has a part of, as `last_paragraph` is of the last."""
    last_paragraph: int
    head: str = ""
    """The head row of the table in it; empty for none."""
    heading: str = ""
    """The nearest heading above that table, or above its beginning if it has none; empty for none."""
    items: tuple[Item, ...] = ()
    """The items of lists in it, in order, where the source tells how deep they lie."""

    @property
    def above(self) -> str:
        """What is read above its text: the heading and the head row that do not stand in it, each with a blank line."""
        if not self.heading and not self.head:
            return ""
        own = ["", *self.text.split(SEPARATOR)]
        return "".join(each + SEPARATOR for each in (self.heading, self.head) if each not in own)

    @property
    def read(self) -> str:
        """What is embedded, searched and read of it."""
        return self.above + self.text

    def lists(self) -> Iterator[list[tuple[int, int]]]:
        """Yield the stretches, in what is read of it, of items that stand side by side in one list.

        What heads a list of its own, or goes on with further paragraphs, stands beside none that follows.
        """
        shift = len(self.above) - self.start
        found: list[tuple[int, int]] = []
        nothing = (self.end, self.end, 0)
        whole = [item for item in self.items if self.start <= item[0] and item[1] <= self.end]  # no window of one
        for (start, end, level), (next_start, _, next_level) in itertools.pairwise([*whole, nothing]):
            following = next_level if next_start == end + len(SEPARATOR) else 0
            if following <= level:
                found.append((start + shift, end + shift))
            if following != level:
                yield found
                found = []


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found for a query."""

    passage: Passage
    score: float
    """Higher is better; comparable between the hits of one query."""
    cosine: float = 0.0
    """Between the vectors of query and passage."""
    lexical_score: float = 0.0
    """BM25 over passage and title as a share of what the query could reach; 0 if no word is shared."""
    dense_rank: int | None = None
    """Its rank, from 1, among the vector index's hits; None if it is not among those."""
    lexical_rank: int | None = None
    """Its rank, from 1, among the lexical index's hits; None if it is not among those."""
    rarities: Mapping[str, float] = field(default_factory=dict)
    """How rare each of the query's terms is in the library: its inverse document frequency."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a part of one, that was left out, with the reason and what to do about it."""

    source: str
    reason: str


def part_of(file: str, part: str) -> str:
    """Return the source of a part of a file, or of what a file holds alone.

    A part of a page stands behind "#", which is in no page's own address: below it, it might be another page's.
    """
    return f"{file}{'#' if is_url(file) else '/'}{part}" if part else file


def natural_order(text: str) -> tuple[tuple[str, int, str], ...]:
    """Return what texts are ordered by if the numbers in them count: line 2 comes before line 10, V before IX."""
    pieces = ((match[1], match[2].lstrip("0")) for match in _NUMBERED.finditer(_ROMAN.sub(_in_digits, text)))
    return tuple((words, len(digits), digits) for words, digits in pieces)


def _in_digits(numeral: re.Match[str]) -> str:
    hundreds, tens, units = (digits.lower() for digits in numeral.groups())
    return str(100 * len(hundreds) + 10 * _TENS.index(tens) + _UNITS.index(units))


def is_url(source: str) -> bool:
    """Say whether a source, or what somebody names, is a web page's and not a file's."""
    return _URL.match(source) is not None
