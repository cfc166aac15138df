"""Turns the lines of a PDF into blocks: paragraphs, headings, items and rows, across columns and pages."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from embeddings.captions import opens_caption
from embeddings.documents import CELLS, Block, Kind
from embeddings.formats.pdf_columns import Row, rows_of
from embeddings.formats.pdf_furniture import without_furniture
from embeddings.formats.pdf_lines import LARGER, Line, body_size
from embeddings.formats.pdf_margins import without_margins
from embeddings.formats.pdf_words import HYPHENS, is_cut_number, joined, whole_words
from embeddings.formats.rows import with_heads
from embeddings.furniture import ends_like_a_sentence

_BULLET = re.compile(r"[•◦▪‣●○■□➢✓–—*·\uf0a7\uf0b7\uf0d8-]\s+(?=\S)")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+\S")
_FIRST = re.compile(rf"{_BULLET.pattern}|\(?[1ai][.)]\s")
"""What a list may begin with whatever stands above it."""
_ROWS: tuple[Kind, ...] = ("head", "row")
_SMALLER = 0.94
"""Times it up to which a line is a note, a caption or the like."""
_LONGEST_HEADING = 250
_DOTTED = re.compile(r".*(?:\s?\.){5}")
"""A row of a table whose cells have dots between them."""
_FIGURE = re.compile(r"[^\w\s|]{0,3}\d[\d.,:/–-]*[^\W\d_]?[^\w\s|]{0,3}")
_DASHES = frozenset("-–—−")
_WORD = re.compile(r"[^\W\d_]{2}")
_EXACT = re.compile(r"\d[.,]\d|[%$€£]")
_LONGEST_LABEL = 60
"""Characters of what stands before the figures of a row."""
_LEVEL = 0.5
"""How far two lines may begin from each other that begin below each other, in sizes of their type."""
_NEAR = 3
"""Lines from a heading to what it heads."""
_TITLED = re.compile(r"(?:(?:\d{1,2}\.?)+ |\(?[a-z]\) )?[^\W\d_a-z][^.;:=<>|]{2,78}[^\s,.;:=<>|]")
"""A heading in type of the text's size."""
_FARTHEST = 10
"""Pages of figures and tables over which a sentence may go on."""


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of all pages, in reading order."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    everything = [rows_of(page) for page in without_margins(list(pages.values()))]
    rows = list(itertools.chain(*without_furniture(everything, body_size(lines))))
    return list(with_heads(list(_continued(_Assembly.of(rows).blocks(rows)))))


def _continued(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks without the heads of tables that only go on: what begins such a page is a row like those before."""
    head: Block | None = None
    before: Block | None = None
    for block in blocks:
        goes_on = head and before and before.is_row and before.page != block.page
        if block.kind == "head" and head and goes_on and _is_alike(block.text, head.text):
            before = replace(block, kind="row")
        else:
            head, before = block if block.kind == "head" else head, block
        yield before


def _is_alike(row: str, head: str) -> bool:
    """Say whether a row has as many cells as a head, and others."""
    return row != head and row.count(CELLS) == head.count(CELLS)


@dataclass(slots=True)
class _Open:
    """A block that may go on."""

    kind: Kind
    rows: list[Row] = field(default_factory=list)

    @property
    def last(self) -> Row:
        return self.rows[-1]

    def add(self, row: Row, kind: Kind) -> None:
        self.kind = kind if self.kind == "heading" else self.kind
        self.rows.append(row)


@dataclass(frozen=True, slots=True)
class _Assembly:
    """What is known of the whole document while its rows become blocks."""

    size: float
    """Of most of the text."""
    face: str
    """The font's name of most lines that have one alone."""
    bold_is_plain: bool
    pitch: float
    """From one line of a paragraph to the next, in sizes of its type."""
    levels: dict[float, int]
    words: frozenset[str]
    """What a word that is broken at a line's end may be."""

    @classmethod
    def of(cls, rows: Sequence[Row]) -> _Assembly:
        size = body_size(row.line for row in rows)
        bold = sum(len(row.text) for row in rows if row.line.bold)
        sizes = sorted({row.line.size for row in rows if row.line.size >= LARGER * size}, reverse=True)
        faces: Counter[str] = Counter()
        for row in rows:
            faces[row.line.face] += len(row.text) if row.line.face else 0
        return cls(
            size,
            max(faces, key=faces.__getitem__, default=""),
            bold > 0.5 * sum(len(row.text) for row in rows),
            _pitch(rows),
            {each: min(level, 6) for level, each in enumerate([*sizes, size], start=1)},
            whole_words(row.text for row in rows),
        )

    def blocks(self, rows: Sequence[Row]) -> Iterator[Block]:
        """Yield the blocks; notes and captions that part a paragraph come after it."""
        opened: _Open | None = None
        above: _Open | None = None
        held: list[_Open] = []
        listed: Row | None = None
        for row in rows:
            kind = self._kind(row)
            if (
                kind == "item"
                and opened
                and not (listed and _are_level(listed, row))
                and self._is_in_midst(opened, row)
            ):
                kind = "paragraph"
            listed = row if kind == "item" else listed
            aside = held[-1] if held else None
            if opened and self._goes_on(opened, row, kind):
                opened.add(row, kind)
            elif aside and self._goes_on(aside, row, kind):
                aside.add(row, kind)
            elif opened and kind == "paragraph" and self._resumes(opened, row):
                opened.add(row, kind)
            elif opened and self._is_unfinished(opened) and self._is_aside(opened, row, kind):
                held.append(_Open(kind, [row]))
            else:
                if opened and self._heads(opened, row, kind, above):
                    opened.kind = "heading"
                yield from itertools.chain(*map(self._finished, [*([opened] if opened else []), *held]))
                above = opened or above
                opened, held = _Open(kind, [row]), []
        yield from itertools.chain(*map(self._finished, [*([opened] if opened else []), *held]))

    def _kind(self, row: Row) -> Kind:
        line, text = row.line, row.text
        if line.kind is not None:
            return line.kind
        if row.cells > 1:
            return "row"
        if opens_caption(text):
            return "caption"
        if _BULLET.match(text):
            return "item"
        bold = line.bold and not self.bold_is_plain and line.size >= _SMALLER * self.size
        stands_out = bold or line.size >= LARGER * self.size
        if stands_out and len(text) <= _LONGEST_HEADING and not text.endswith((".", ",", ";")):
            return "heading"
        return "item" if _NUMBERED.match(text) else "paragraph"

    def _goes_on(self, opened: _Open, row: Row, kind: Kind) -> bool:
        """Say whether a row is the next line of a block, in the same column."""
        last = opened.last
        if row.region != last.region or not _alike(last.line, row.line) or opened.kind in _ROWS or kind in _ROWS:
            return False
        runs_in = opened.kind == "heading" and (row.text[:1].islower() or not _ended_early(last, row))
        opens = kind == "caption" and (opened.kind in ("caption", "heading") or ends_like_a_sentence(last.text))
        if opens or kind == "item" or (opened.kind != kind and "heading" in (opened.kind, kind) and not runs_in):
            return False
        if not 0 < row.line.bottom - last.line.bottom <= 1.3 * self.pitch * row.line.size:
            return False
        if opened.kind == "heading" or _is_cut(last, row):
            return True
        if _ended_early(last, row) and (ends_like_a_sentence(last.text) or not row.text[:1].islower()):
            return False
        return opened.kind == "item" or not self._is_indented(opened, row)

    def _heads(self, opened: _Open, row: Row, kind: Kind, above: _Open | None) -> bool:
        """Say whether a line alone, in another face than most of the text, heads the paragraph in that one below it."""
        line, text = opened.last.line, opened.last.text
        if len(opened.rows) > 1 or opened.kind not in ("paragraph", "item") or kind != "paragraph":
            return False
        if line.face in ("", self.face) or row.line.face not in ("", self.face) or not _alike(line, row.line):
            return False
        if row.region != opened.last.region or row.line.bottom - line.bottom > _NEAR * self.pitch * line.size:
            return False
        is_between = above is None or above.kind != "paragraph" or ends_like_a_sentence(above.last.text)
        return is_between and row.text[:1].isupper() and _TITLED.fullmatch(text) is not None

    def _is_in_midst(self, opened: _Open, row: Row) -> bool:
        """Say whether a row begins with a number that stands in the midst of a sentence, and is no item's."""
        level = opened.kind == "paragraph" and _are_level(opened.last, row)
        return level and not _FIRST.match(row.text) and self._is_unfinished(opened)

    def _is_indented(self, opened: _Open, row: Row) -> bool:
        """Say whether a row begins a paragraph by its indent: alone, or back out from under a hanging one."""
        step = row.line.left - opened.last.line.left
        if step > 0.8 * row.line.size:
            return True
        hung = len(opened.rows) > 1 and opened.last.line.left - opened.rows[0].line.left > 0.8 * row.line.size
        return hung and step < -0.8 * row.line.size

    def _is_unfinished(self, opened: _Open) -> bool:
        text = opened.last.text
        return opened.kind in ("paragraph", "item") and not ends_like_a_sentence(text) and _is_full(opened.last)

    def _resumes(self, opened: _Open, row: Row) -> bool:
        """Say whether a row takes an unfinished paragraph up again: elsewhere, or below what stands between."""
        last = opened.last
        if not self._is_unfinished(opened) or not _alike(last.line, row.line) or _DOTTED.match(row.text):
            return False
        if row.region == last.region:
            return _is_cut(last, row)
        return row.line.page - last.line.page <= (1 if row.text[:1].isupper() else _FARTHEST)

    def _is_aside(self, opened: _Open, row: Row, kind: Kind) -> bool:
        """Say whether a row may stand between two halves of a paragraph and be no part of it."""
        if kind in _ROWS or kind == "caption" or _DOTTED.match(row.text):
            return True
        return kind != "heading" and row.line.size <= _SMALLER * self.size and not _alike(opened.last.line, row.line)

    def _finished(self, opened: _Open) -> Iterator[Block]:
        """Yield the block; of figures each row, its cells parted, or the one column."""
        rows = [_parted(row.text) for row in opened.rows] if opened.kind == "paragraph" else []
        if not rows or not all(rows):
            yield self._block(opened)
        elif any(" | " in row for row in rows):
            yield from (Block(text, "row", 0, row.line.page) for text, row in zip(rows, opened.rows, strict=True))
        else:
            yield Block(" | ".join(rows), "row", 0, opened.rows[0].line.page)

    def _block(self, opened: _Open) -> Block:
        first = opened.rows[0]
        text, starts = joined([row.text for row in opened.rows], self.words)
        is_lead = opened.kind == "heading" and len(text) > _LONGEST_HEADING  # a paragraph in larger type
        kind: Kind = "paragraph" if is_lead else opened.kind
        level = self.levels.get(first.line.size, self.levels[self.size]) if kind == "heading" else 0
        bullet = _BULLET.match(text) if opened.kind == "item" else None
        shown = text[bullet.end() :] if bullet else text
        pages = [row.line.page for row in opened.rows]
        later = [
            (start - len(text) + len(shown), page)
            for (before, page), start in zip(itertools.pairwise(pages), starts[1:], strict=True)
            if page != before and start < len(text)
        ]
        return Block(shown, kind, level, pages[0], tuple(later))


def _are_level(row: Row, other: Row) -> bool:
    """Say whether two rows of a column begin below each other, in type of one size."""
    beside = abs(row.line.left - other.line.left) <= _LEVEL * other.line.size
    return row.region == other.region and beside and _alike(row.line, other.line)


def _parted(text: str) -> str:
    """Return a row of figures, and of what they stand for, with its cells parted; "" if it is no such row."""
    words = [word for word in text.split() if word.strip(".")]
    tail = itertools.takewhile(lambda word: word in _DASHES or _FIGURE.fullmatch(word), reversed(words))
    figures = list(tail)[::-1]
    label = " ".join(words[: len(words) - len(figures)])
    cells = [label] if label else []
    for before, figure in itertools.pairwise([label, *figures]):
        if before in _DASHES or (figure in _DASHES and before != label):
            cells[-1] += f" {figure}"
        else:
            cells.append(figure)
    count = len(cells) - bool(label)
    is_row = count > 2 or (count == 2 and _EXACT.search(" ".join(figures)))
    told = is_row or (count and not _WORD.search(label))
    return " | ".join(cells) if told and len(label) <= _LONGEST_LABEL else ""


def _pitch(rows: Sequence[Row]) -> float:
    pitches = [
        (row.line.bottom - above.line.bottom) / row.line.size
        for above, row in itertools.pairwise(rows)
        if row.region == above.region and _alike(above.line, row.line) and row.line.bottom > above.line.bottom
    ]
    return min(max(statistics.median(pitches), 1.0), 3.0) if pitches else 1.2


def _alike(line: Line, other: Line) -> bool:
    return abs(line.size - other.size) <= 0.06 * max(line.size, other.size)


def _ended_early(row: Row, following: Row) -> bool:
    """Say whether the next row's first word, or its rest, would have had room on this one."""
    line = row.line
    if line.text.endswith(HYPHENS):
        return False
    width = (line.right - line.left) / max(1, len(line.text))
    word = len(following.text.split(" ", 1)[0]) + 1
    return row.right - line.right > word * width + 1.5 * line.size


def _is_cut(row: Row, following: Row) -> bool:
    """Say whether a word or a number is broken at a row's end whose rest begins the other."""
    word = row.text.endswith(HYPHENS) and following.text[:1].islower()
    return word or is_cut_number(row.text, following.text)


def _is_full(row: Row) -> bool:
    return row.right - row.line.right <= 0.2 * (row.right - row.left)
