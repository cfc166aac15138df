"""Finds the cells that drawn lines make, however many rows and columns each spans. Knows lines, and no text."""

from __future__ import annotations

import bisect
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from embeddings.formats.pdf_rules import Rule

MAX_RULES = 600
"""Of a page, its pieces put together, beyond which it is no page of tables."""
MAX_CELLS = 5_000
"""Of a grid, as if none spanned several."""
_SAME = 3.0
"""Points up to which two lines are one, or meet."""
_COVERED = 0.6
"""Share of a side that is drawn."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A rectangle of a grid, whose rows and columns count from 0; `below` and `beyond` are the first it is not in."""

    row: int
    column: int
    below: int
    beyond: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines that meet each other, and the rectangles between them."""

    across: tuple[float, ...]
    """Where columns begin, from left to right, and the last one ends."""
    downwards: tuple[float, ...]
    """Where rows begin, and the last one ends."""
    cells: tuple[Cell, ...]
    """Of each row all columns, one row after another: what spans several stands in each of them."""

    @property
    def columns(self) -> int:
        return len(self.across) - 1

    @property
    def rows(self) -> int:
        return len(self.downwards) - 1

    @property
    def size(self) -> float:
        return (self.across[-1] - self.across[0]) * (self.downwards[-1] - self.downwards[0])

    def cell_at(self, x: float, y: float) -> Cell | None:
        """Return the cell that a point lies in; None if it lies outside."""
        column, row = bisect.bisect_right(self.across, x) - 1, bisect.bisect_right(self.downwards, y) - 1
        inside = 0 <= column < self.columns and 0 <= row < self.rows
        return self.cells[row * self.columns + column] if inside else None


def grids_of(rules: Iterable[Rule]) -> list[Grid]:
    """Return the grids with several rows and columns that lines make, none of which has a cell that is no rectangle."""
    whole = list(_put_together(rules))
    level, upright = ([rule for rule in whole if rule.is_level == is_level] for is_level in (True, False))
    if len(level) < 2 or not upright or len(level) + len(upright) > MAX_RULES:
        return []
    return [grid for some in _meeting(level, upright) if (grid := _grid(some)) is not None]


def _put_together(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Yield each line whole that is drawn in pieces, or twice."""
    for is_level, some in itertools.groupby(sorted(rules, key=_place), key=lambda rule: rule.is_level):
        for beside in _beside(list(some)):
            at = sum(rule.at for rule in beside) / len(beside)
            begin = end = min(rule.begin for rule in beside)
            for rule in sorted(beside, key=lambda rule: rule.begin):
                if rule.begin > end + _SAME:
                    yield Rule(is_level, at, begin, end)
                    begin = rule.begin
                end = max(end, rule.end)
            yield Rule(is_level, at, begin, end)


def _place(rule: Rule) -> tuple[bool, float, float]:
    return rule.is_level, rule.at, rule.begin


def _beside(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield lines, sorted by their place, in groups that lie no further apart than one line's thickness."""
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > _SAME:
            yield group
            group = []
        group.append(rule)
    yield group


def _meeting(level: Sequence[Rule], upright: Sequence[Rule]) -> list[list[Rule]]:
    """Return lines in groups whose lines meet each other, directly or over others."""
    every = [*level, *upright]
    parents = list(range(len(every)))
    for (one, rule), (other, crossing) in itertools.product(enumerate(level), enumerate(upright, start=len(level))):
        if (
            rule.begin - _SAME <= crossing.at <= rule.end + _SAME
            and crossing.begin - _SAME <= rule.at <= crossing.end + _SAME
        ):
            parents[_root(parents, one)] = _root(parents, other)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for index, rule in enumerate(every):
        groups[_root(parents, index)].append(rule)
    return list(groups.values())


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index


def _grid(rules: Sequence[Rule]) -> Grid | None:
    """Return the grid of lines that meet; None if it has a single row or column, or a cell that is no rectangle.

    Where it has no line at an edge, it reaches as far as the lines do that end there.
    """
    level = [rule for rule in rules if rule.is_level]
    upright = [rule for rule in rules if not rule.is_level]
    if not level or not upright:
        return None
    across = _places([*(rule.at for rule in upright), *_ends(level)])
    downwards = _places([*(rule.at for rule in level), *_ends(upright)])
    columns, rows = len(across) - 1, len(downwards) - 1
    if min(columns, rows) < 2 or columns * rows > MAX_CELLS:
        return None
    below = _drawn(level, downwards, across)
    beside = _drawn(upright, across, downwards)
    parents = list(range(columns * rows))
    for row, column in itertools.product(range(rows), range(columns)):
        here = row * columns + column
        if column + 1 < columns and (column + 1, row) not in beside:
            parents[_root(parents, here + 1)] = _root(parents, here)
        if row + 1 < rows and (row + 1, column) not in below:
            parents[_root(parents, here + columns)] = _root(parents, here)
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for index in range(columns * rows):
        places[_root(parents, index)].append(divmod(index, columns))
    cells: dict[int, Cell] = {}
    for root, some in places.items():
        within = [column for _, column in some]
        cell = Cell(some[0][0], min(within), some[-1][0] + 1, max(within) + 1)
        if (cell.below - cell.row) * (cell.beyond - cell.column) != len(some):
            return None
        cells[root] = cell
    return Grid(across, downwards, tuple(cells[_root(parents, index)] for index in range(columns * rows)))


def _ends(rules: Sequence[Rule]) -> tuple[float, float]:
    return min(rule.begin for rule in rules), max(rule.end for rule in rules)


def _places(found: Iterable[float]) -> tuple[float, ...]:
    """Return places from the first to the last, those that are one and the same once."""
    places: list[float] = []
    for place in sorted(found):
        if not places or place - places[-1] > _SAME:
            places.append(place)
    return tuple(places)


def _drawn(rules: Sequence[Rule], lines: Sequence[float], crossing: Sequence[float]) -> set[tuple[int, int]]:
    """Return which sides of cells are drawn: the number of the line that each lies on, and its own along that one."""
    lengths: dict[tuple[int, int], float] = defaultdict(float)
    for rule in rules:
        line = bisect.bisect_right(lines, rule.at + 0.01) - 1
        for side, (begin, end) in enumerate(itertools.pairwise(crossing)):
            lengths[line, side] += max(0.0, min(end, rule.end) - max(begin, rule.begin)) / (end - begin)
    return {side for side, share in lengths.items() if share >= _COVERED}
