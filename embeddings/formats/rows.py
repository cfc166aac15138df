"""Makes blocks of a table's rows, and tells which of them is the head. Knows no format."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from embeddings.documents import CELLS, Block, Kind

NO_CELL = "–"
"""Stands for an empty cell below a head, so that what is behind it stays in its column."""
_LONGEST = 40
"""Characters of a cell in a head that no format marks as one, and of one that is told again."""
_FEWEST_BELOW = 2
"""Rows below one that is taken for a head."""
_MOST = 0.75
"""Share of the rows below it that have as many cells."""


def table_rows(rows: Sequence[Sequence[str]], heads: Collection[int] | None = None) -> Iterator[Block]:
    """Yield a block for each row that is not empty, given as its cells.

    `heads` are the places of those that the format calls head rows, by default unknown: then the first is one if it
    looks like one.
    """
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
    """Yield blocks of a format that knows no tables: the first row of several is their head if it looks like one."""
    for kind, run in itertools.groupby(blocks, key=lambda block: block.kind):
        rows = list(run)
        if kind == "row" and heads_of([row.text.split(CELLS) for row in rows]):
            rows[0] = replace(rows[0], kind="head")
        yield from rows


def heads_of(rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the place of the head row, which is the first if it is one: different short words above as many cells.

    Of two columns, which may be names with what belongs to them, one must also have a figure in each row below.
    """
    if len(rows) <= _FEWEST_BELOW or not all(0 < len(cell) <= _LONGEST for cell in rows[0]):
        return ()
    first, *below = rows
    alike = [row for row in below if len(row) == len(first)]
    if len(first) < 2 or len(set(first)) < len(first) or any(map(_has_digit, first)) or len(alike) < _MOST * len(below):
        return ()
    has_figures = any(all(map(_has_digit, column)) for column in zip(*alike, strict=True))
    return (0,) if has_figures or len(first) > 2 else ()


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))
