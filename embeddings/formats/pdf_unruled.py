"""Tells the rows and columns of a drawn table between which no lines are drawn. Knows the lines of its cells."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence

from embeddings.formats.pdf_columns import levelled
from embeddings.formats.pdf_lines import Line

_LEVELS = 3
"""Lines of a cell from which they may be rows of their own, whatever they say."""
_FULL = 0.85
"""Share of the places at the heights of a row's lines that hold one, where the lines are rows."""
_OF_PROSE = 15
"""Characters of a line."""
_NAMED = 0.75
"""Share of a column's figures beside which the first column has a line."""
_INSIDE = 0.5
"""Between a cell's text and its edge, in sizes of its type."""
_FIGURE = re.compile(r"[-–—−<>~±]?\s?[$€£¥]?\s?\d[\d.,:/ ]*(?:%|\(.*\)|[^\W\d_]{0,3})[*†‡]?$|[-–—−]$")
_BLANK = 0.8
"""Room above a row that is told apart by it, in sizes of its type."""
_CELL_GAP = 1.0
"""Between two cells, in sizes of their type."""
_FEWEST = 2
"""Lines at which there is such a gap."""
_CROSSING = 0.25
"""Share of the lines that may cross it."""
_STEP = 2.0
"""Points by which gaps differ that are looked at."""

Told = tuple[list[Line], str]
"""What stands in one column of a row: its own lines, and what a cell from above says there again."""


def rows_in(columns: Sequence[list[Line]], edges: Sequence[float]) -> list[list[list[Line]]]:
    """Return the lines of a row's cells, which end at edges, as the rows that no drawn line parts."""
    column_of = {id(line): column for column, lines in enumerate(columns) for line in lines}
    levels = list(levelled(sorted(itertools.chain(*columns), key=from_top)))
    split = [[[line for line in level if column_of[id(line)] == at] for at in range(len(columns))] for level in levels]
    if _are_full(split, edges):
        return split
    first = next(at for at, lines in enumerate(columns) if lines)
    figures = _figures(split, first)
    rows = split[:1]
    for above, row in itertools.pairwise(split):
        begins = bool(row[figures]) if figures is not None else bool(row[first]) and _blank(above, row)
        if begins and sum(map(bool, row)) > 1:
            rows.append(row)
        else:
            rows[-1] = [[*lines, *more] for lines, more in zip(rows[-1], row, strict=True)]
    return rows


def _are_full(levels: Sequence[Sequence[list[Line]]], edges: Sequence[float]) -> bool:
    """Say whether cells have a line at all heights, and are no prose: these are rows, if two then by their figures."""
    columns = [[lines[-1] for lines in column if lines] for column in zip(*levels, strict=True)]
    used = [(column, edge) for column, edge in zip(columns, edges, strict=True) if column]
    if len(levels) < 2 or len(used) < 2 or sum(len(column) for column, _ in used) < _FULL * len(levels) * len(used):
        return False
    if len(levels) < _LEVELS:
        return any(len(column) == len(levels) and all(map(_is_figure, column)) for column, _ in used[1:])
    return not any(_is_prose(column, edge) for column, edge in used)


def _figures(levels: Sequence[Sequence[list[Line]]], first: int) -> int | None:
    """Return a column of nothing but figures beside each of which something stands: each is of a row; None for none."""
    for at, column in enumerate(zip(*levels, strict=True)):
        lines = [lines[-1] for lines in column if lines]
        if len(lines) < _LEVELS or not all(map(_is_figure, lines)):
            continue
        beside = sum(any(lines for place, lines in enumerate(row) if place != at) for row in levels if row[at])
        named = sum(bool(row[first]) for row in levels if row[at])
        if min(beside, named) >= _NAMED * len(lines):
            return at
    return None


def _is_prose(lines: Sequence[Line], edge: float) -> bool:
    """Say whether lines end at the edge of their cell because the next one's first word has no room."""
    pairs = list(itertools.pairwise(lines))
    full = sum(not _has_room(line, below, edge) for line, below in pairs)
    going_on = sum(not line.text[:1].isupper() and not line.text[:1].isdigit() for line in lines[1:])
    long = sum(len(line.text) for line in lines) >= _OF_PROSE * len(lines)
    return long and 2 * min(full, going_on) > len(pairs)


def _has_room(line: Line, below: Line, edge: float) -> bool:
    """Say whether the first word of the line below would have had room on a line that may go on to an edge."""
    width = (line.right - line.left) / max(1, len(line.text))
    return edge - line.right > (len(below.text.split(" ", 1)[0]) + 1) * width + line.size * _INSIDE


def _is_figure(line: Line) -> bool:
    return _FIGURE.match(line.text) is not None


def _blank(above: Sequence[list[Line]], row: Sequence[list[Line]]) -> bool:
    """Say whether there is a line's room between two levels."""
    below = list(itertools.chain(*row))
    gap = min(line.top for line in below) - max(line.bottom for line in itertools.chain(*above))
    return gap >= _BLANK * min(line.size for line in below)


def columns_in(column: Sequence[Told]) -> list[list[Told]]:
    """Return for each row what stands in a column, as several where a gap without a drawn line parts it all along."""
    pieces = [line for lines, _ in column for line in lines]
    levels = [level for lines, _ in column for level in levelled(sorted(lines, key=from_top))]
    gaps = {
        round((before.right + line.left) / 2 / _STEP) * _STEP
        for level in levels
        for before, line in itertools.pairwise(sorted(level, key=lambda line: line.left))
        if line.left - before.right > _CELL_GAP * line.size
    }
    places: list[float] = []
    for gap in sorted(gaps):
        crossing = sum(line.left < gap < line.right for line in pieces)
        near = not places or any(places[-1] <= line.left and line.right <= gap for line in pieces)
        apart = sum(_parts(level, gap) for level in levels)
        if near and 2 * apart >= len(levels) and apart >= _FEWEST and crossing <= _CROSSING * len(levels):
            places.append(gap)
    told: list[list[Told]] = []
    for lines, again in column:
        parts: list[list[Line]] = [[] for _ in range(len(places) + 1)]
        for line in lines:
            parts[bisect.bisect_right(places, line.left)].append(line)
        told.append([(part, "" if at else again) for at, part in enumerate(parts)])
    return told


def _parts(level: Sequence[Line], gap: float) -> bool:
    return any(line.right <= gap for line in level) and any(line.left >= gap for line in level)


def from_top(line: Line) -> tuple[float, float]:
    """Return where a line stands, to sort it by."""
    return line.top, line.left
