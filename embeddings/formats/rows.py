"""Makes blocks of a table's rows, and tells which of them is the head. Knows no format."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from embeddings.documents import CELLS, Block, Kind

_T = TypeVar("_T")
NO_CELL = "–"
"""Stands for an empty cell below a head, so that what is behind it stays in its column."""
_LONGEST = 40
"""Characters of a cell in a head that no format marks as one, and of one that is told again."""
_FEWEST_BELOW = 2
"""Rows below one that is taken for a head."""
_MOST = 0.75
"""Share of the rows below it that have as many cells, and of those below an empty corner that have a first one."""
_BEFORE = re.compile(r"(?:[A-Z]{2})?[$€£¥₹]\s?\(?|\(|[•●▪■◦·]")
"""What stands alone in a cell before the one that it belongs to, in tables that line figures up, or lists."""
_BEHIND = re.compile(r"\)|%|\)\s?%|%\s?\)")
_BULLET = re.compile(r"[•●▪■◦·]")
_ENDS = re.compile(r"[\d–—-]$")
_VALUE = re.compile(r"(?:[A-Z]{2})?[$€£¥₹]?\s?[-–—(]*(?:\d|$)")
_FIGURE = re.compile(r"[-–—(]*[\d.,]|[-–—]$")


def table_rows(rows: Sequence[Sequence[str]], heads: Collection[int] | None = None) -> Iterator[Block]:
    """Yield a block for each row that is not empty, given as its cells.

    `heads` are the places of those that the format calls head rows, by default unknown: then the first is one if it
    looks like one.
    """
    rows = with_signs(rows)
    known = heads_of(rows) if heads is None else heads
    has_head = any(map(any, (rows[place] for place in known)))
    for place, row in enumerate(rows):
        kind: Kind = "head" if place in known else "row"
        if text := row_text(row, is_below_head=has_head):
            yield Block(text, kind)


def row_text(row: Sequence[str], *, is_below_head: bool) -> str:
    """Return the cells of a row in one line; those of a table with a head stay in their columns."""
    last = max((at for at, cell in enumerate(row) if cell), default=-1)
    return CELLS.join([cell or NO_CELL for cell in row[: last + 1]] if is_below_head else filter(None, row))


def with_signs(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Return rows in which no column has only signs: of a currency, of percents, brackets, and bullets of a list.

    Each stands with the figure, or the item, beside it, and the columns that are empty then are left out.
    """
    signs = {
        place for row in rows for place, cell in enumerate(row) if _BEFORE.fullmatch(cell) or _BEHIND.fullmatch(cell)
    }
    told = [list(row) for row in rows]
    gone: set[int] = set()
    for place in sorted(signs):
        for beside in (place + 1, place - 1):
            pairs = [(row[place], row[beside]) for row in told if beside >= 0 and max(place, beside) < len(row)]
            alone = any(row[place] for row in told if place < len(row) <= beside)
            belong = all(_belong(*pair, behind=beside < place) for pair in pairs)
            if beside not in gone and any(map(all, pairs)) and belong and not alone:
                for row in told:
                    _join(row, place, beside)
                gone.add(place)
                break
    if not gone:
        return rows
    full = {place for row in told for place, cell in enumerate(row) if cell}
    return [[cell for place, cell in enumerate(row) if place in full] for row in told]


def _belong(cell: str, beside: str, *, behind: bool) -> bool:
    """Say whether what stands in a cell belongs to the one beside it, or has that one's place."""
    if not cell or not beside:
        return not (cell and behind)
    if behind:
        return _BEHIND.fullmatch(cell) is not None and _ENDS.search(beside) is not None
    return _BULLET.fullmatch(cell) is not None or (
        _BEFORE.fullmatch(cell) is not None and _FIGURE.match(beside) is not None
    )


def _join(row: list[str], place: int, beside: int) -> None:
    """Put what stands in a cell of a row into the one beside it."""
    if max(place, beside) >= len(row):
        return
    cell, row[place] = row[place], ""
    gap = " " * bool(_BULLET.fullmatch(cell) and row[beside])
    row[beside] = f"{row[beside]}{cell}" if beside < place else f"{cell}{gap}{row[beside]}"


def told_again(cell: str) -> str:
    """Return what a cell that spans several rows says in those below its first: nothing if it is long."""
    return cell if len(cell) <= _LONGEST else ""


def marked_heads(rows: Sequence[Sequence[str]], marks: Sequence[Sequence[bool]]) -> tuple[int, ...] | None:
    """Return the places of the head rows of a table whose format marks head cells; None where it marks none."""
    if not any(map(any, marks)):
        return None
    places = tuple(
        place
        for place, (row, marked) in enumerate(zip(rows, marks, strict=True))
        if len(row) > 1 and all(is_marked or not cell for cell, is_marked in zip(row, marked, strict=True))
    )
    return places if len(places) < len(rows) else ()


def with_heads(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks of a format that knows few tables: the first row of several is their head if it looks like one.

    Those behind a head have theirs.
    """
    before: Kind = "paragraph"
    for kind, run in itertools.groupby(blocks, key=lambda block: block.kind):
        rows = list(run)
        if kind == "row" and before != "head" and heads_of([row.text.split(CELLS) for row in rows]):
            rows[0] = replace(rows[0], kind="head")
        before = kind
        yield from rows


def heads_of(rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the place of the head row, which is the first if it is one: different short words above as many cells.

    Of two columns, which may be names with what belongs to them, one must also have a figure in each row below. Beside
    an empty corner, above rows most of which begin with a word, there may be figures, of years, too.
    """
    if len(rows) <= _FEWEST_BELOW or not rows[0]:
        return ()
    first, *below = rows
    alike = [row for row in below if len(row) == len(first)]
    has_corner = len(first) > 2 and not first[0] and _is_below_a_corner(below)
    named = first[1:] if has_corner else first
    if not all(0 < len(cell) <= _LONGEST for cell in named) or (not has_corner and any(map(_has_digit, named))):
        return ()
    if len(first) < 2 or len(set(first)) < len(first) or len(alike) < _MOST * len(below):
        return ()
    has_figures = any(all(map(_has_digit, column)) for column in zip(*alike, strict=True))
    return (0,) if has_figures or len(first) > 2 else ()


def _is_below_a_corner(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether most rows begin with a word and one of the other columns is figures."""
    told = [row for row in rows if any(row)]
    others = (list(filter(None, column)) for column in itertools.islice(itertools.zip_longest(*told), 1, None))
    has_figures = any(_share(_VALUE.match, column) >= _MOST for column in others if column)
    return has_figures and _share(lambda row: row[0], told) >= _MOST


def _share(holds: Callable[[_T], object], each: Sequence[_T]) -> float:
    return sum(bool(holds(one)) for one in each) / len(each)


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))
