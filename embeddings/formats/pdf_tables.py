"""Reads the rows of the tables that are drawn on a page, and leaves the order of what is on it to others."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from embeddings.documents import CELLS
from embeddings.formats.pdf_columns import is_leftwards, levelled
from embeddings.formats.pdf_grids import Cell, Grid
from embeddings.formats.pdf_lines import Line, Page
from embeddings.formats.pdf_unruled import Told, columns_in, from_top, rows_in
from embeddings.formats.pdf_words import joined, whole_words
from embeddings.formats.rows import heads_of, row_text, told_again, with_signs

_FEWEST = 2
"""Rows of a table with as many cells."""
_OF_ROWS = 0.25
"""Share of the text that stands in rows of several cells."""
_FILLED = 0.3
"""Share of the cells that hold text: those between the lines of a chart hold none."""
_LONGEST = 1_000
"""Characters of a cell: what is longer stands in a box that arranges a page."""
_MOST_HEADS = 3
"""Rows of a head."""
_SHORT = 40
"""Characters of a cell of a head, as `heads_of` has it."""
_LEADERS = re.compile(r"\s*(?:\.\s?){4,}$")
"""Dots up to the next cell."""
_NOTHING = re.compile(r"[•◦▪‣●○■·\uf0a7\uf0b7\uf0d8]|(?:\.\s?){4,}")
"""A bullet alone, or dots."""

_Cells = dict[Cell, list[Line]]


def lines_with_tables(page: Page) -> list[Line]:
    """Return the lines of a page with those of each table put together to its rows, which stand behind the others."""
    grids = [
        page.grids[place] for place, cells in _tables(page, page.grids).items() if _is_table(page.grids[place], cells)
    ]
    if not grids:
        return [line for line, _ in page.lines()]
    tables = _tables(page, grids)
    lines = page.lines(grids)
    words = whole_words(line.text for line, _ in lines)
    kept = [line for line, place in lines if place is None or place[1] not in tables.get(place[0], {})]
    kept = [line for line in kept if any(map(str.isalnum, line.text))]
    for place, cells in sorted(tables.items()):
        kept += _rows(grids[place], cells, words)
    return kept


def _tables(page: Page, grids: Sequence[Grid]) -> dict[int, _Cells]:
    """Return the lines of each grid by its place and their cells, without what stands in one row above or below all."""
    tables: dict[int, _Cells] = defaultdict(lambda: defaultdict(list))
    for line, place in page.lines(grids) if grids else ():
        if place is not None and not _NOTHING.fullmatch(line.text):
            tables[place[0]][place[1]].append(line)
    return {place: _inner(grids[place], cells) for place, cells in tables.items()}


def _inner(grid: Grid, cells: _Cells) -> _Cells:
    """Return the cells without a title above the others, across all columns, and notes below."""
    parts = [cell.row for cell in cells if cell.beyond - cell.column < grid.columns]
    if not parts:
        return {}
    return {cell: lines for cell, lines in cells.items() if min(parts) <= cell.row <= max(parts)}


def _is_table(grid: Grid, cells: _Cells) -> bool:
    """Say whether what stands in a grid is a table, and no chart, form, frame or page that lines arrange."""
    lengths = {cell: sum(len(line.text) for line in lines) for cell, lines in cells.items()}
    if max(lengths.values(), default=0) > _LONGEST or len(cells) < _FILLED * len(set(grid.cells)):
        return False
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        rows[cell.row].append(cell)
    several = [row for row in rows.values() if len(row) > 1]
    if len(several) < _FEWEST or len({cell.column for row in several for cell in row}) < _FEWEST:
        return False
    return sum(lengths[cell] for row in several for cell in row) >= _OF_ROWS * sum(lengths.values())


def _rows(grid: Grid, cells: _Cells, words: frozenset[str]) -> Iterator[Line]:
    """Yield the rows of a table, the first as its head if it looks like one."""
    numbered = [(number, row) for number in range(grid.rows) for row in _row(grid, number, cells, words)]
    columns = zip(*(row for _, row in numbered), strict=True)
    rows = [list(itertools.chain(*row)) for row in zip(*map(columns_in, columns), strict=True)]
    texts: Sequence[Sequence[str]] = [[_text(lines, words) or again for lines, again in row] for row in rows]
    full = [column for column, some in enumerate(zip(*texts, strict=True)) if any(some)]
    if is_leftwards("".join(filter(str.isalpha, itertools.chain(*itertools.chain(*texts))))):
        full.reverse()
    texts = with_signs([[row[column] for column in full] for row in texts])
    heads = _bold(rows) or heads_of(_with_short_head(texts))
    above = grid.downwards[0]
    for place, ((number, _), row, some) in enumerate(zip(numbered, rows, texts, strict=True)):
        lines = [line for own, _ in row for line in own]
        text = row_text(some, is_below_head=bool(heads))
        end = grid.downwards[number + 1]
        top = max(above, min(end - 1.0, *(line.top for line in lines)))
        above = max(top + 0.5, min(end, max(line.bottom for line in lines)))
        yield replace(
            max(lines, key=lambda line: len(line.text)),
            text=text,
            left=grid.across[0],
            right=grid.across[-1],
            top=top,
            bottom=above,
            cells=len(text.split(CELLS)),
            kind="head" if place in heads else "row",
        )


def _bold(rows: Sequence[Sequence[Told]]) -> tuple[int, ...]:
    """Return the places of the rows of several cells in bold type above others; nothing if all is bold, or more is."""
    bold = [all(line.bold for lines, _ in row for line in lines) for row in rows]
    count = next((place for place, is_bold in enumerate(bold) if not is_bold), 0)
    are_heads = count <= _MOST_HEADS and all(sum(bool(lines) for lines, _ in row) > 1 for row in rows[:count])
    return tuple(range(count)) if are_heads else ()


def _with_short_head(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Return rows in which what stands beside an empty corner is short, for it names columns whatever its length."""
    if not rows or not rows[0] or rows[0][0]:
        return rows
    first = [cell if len(cell) <= _SHORT else f"{cell[: _SHORT // 2]} {place}" for place, cell in enumerate(rows[0])]
    return [first, *rows[1:]]


def _row(grid: Grid, number: int, cells: _Cells, words: frozenset[str]) -> Iterator[list[Told]]:
    """Yield the row of a grid, several where no lines are drawn between them; none if no text is its own."""
    own: list[list[Line]] = []
    again: list[str] = []
    for column in range(grid.columns):
        cell = grid.cells[number * grid.columns + column]
        lines = cells.get(cell, []) if cell.column == column else []
        own.append(lines if cell.row == number else [])
        again.append("" if cell.row == number else told_again(_text(lines, words)))
    if any(own):
        edges = [grid.across[grid.cells[number * grid.columns + column].beyond] for column in range(grid.columns)]
        for some in rows_in(own, edges):
            yield list(zip(some, again, strict=True))


def _text(lines: Sequence[Line], words: frozenset[str]) -> str:
    """Return the text of a cell, its lines put together."""
    levels = levelled(sorted(lines, key=from_top))
    return joined([" ".join(_LEADERS.sub("", line.text) for line in level) for level in levels], words)[0]
