"""Gives each row of a page's tables a cell for every column, where cells span several columns or rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from embeddings.formats.rows import told_again

if TYPE_CHECKING:
    from collections.abc import Iterable

CELLS = ("td", "th")
_PARTS = ("thead", "tbody", "tfoot")
_WIDEST = 50
"""Columns that one cell may span."""
_MOST_COLUMNS = 200
"""Columns that may be covered at once."""
_MOST = 20_000
"""Cells that are put into the tables of a page: some rows of cells that all span the rest would take all memory."""


def tables_of(body: Any) -> list[list[Any]]:
    """Return the rows of each table, those of tables in it apart."""
    tables: dict[Any, list[Any]] = {}
    for row in body.iter("tr"):
        table = row.getparent()
        if table.tag in _PARTS and table.getparent() is not None:
            table = table.getparent()
        tables.setdefault(table, []).append(row)
    return list(tables.values())


def spread_cells(body: Any) -> None:
    """Put in the cells that a cell covers which spans columns or rows: what is told of several rows, into each.

    A row of one cell stays as it is, for that is a heading. After the tables of HTML, 4.9.12: a cell spans no further
    than the part of the table that it is in. What is left when too many cells have been put in spans nothing.
    """
    put_in = 0
    for rows in tables_of(body):
        covered: dict[int, tuple[int, str]] = {}
        part = None
        for row in rows:
            if row.getparent() is not part:
                part, covered = row.getparent(), {}
            cells = list(row.iterchildren(*CELLS))
            if len(cells) > 1 or covered:
                before = len(row)
                covered = _spread(row, cells, covered)
                put_in += len(row) - before
            if put_in > _MOST or len(covered) > _MOST_COLUMNS:
                for cell in body.iter(*CELLS):  # trafilatura would put in what is left
                    cell.attrib.pop("colspan", None)
                    cell.attrib.pop("rowspan", None)
                return


def _spread(row: Any, cells: Iterable[Any], covered: dict[int, tuple[int, str]]) -> dict[int, tuple[int, str]]:
    """Put what is missing into a row, of which columns are covered for so many rows; return what is of the next."""
    below = {column: (rows - 1, text) for column, (rows, text) in covered.items() if rows > 1}
    column = 0
    for cell in cells:
        while column in covered:
            cell.addprevious(_cell(cell, covered[column][1]))
            column += 1
        width, height = _span(cell, "colspan"), _span(cell, "rowspan")
        text = told_again(" ".join(" ".join(cell.itertext()).split()))
        for place in range(width):
            if height > 1:
                below[column + place] = (height - 1, "" if place else text)
            if place:
                cell.addnext(_cell(cell, ""))
        column += width
    while column in covered:
        row.append(_cell(row[-1] if len(row) else row, covered[column][1]))
        column += 1
    return below


def _span(cell: Any, name: str) -> int:
    """Return how many columns or rows a cell spans, which it says no more."""
    stated = cell.attrib.pop(name, "").strip()
    most = 65_534 if name == "rowspan" else _WIDEST
    return min(max(int(stated), 1), most) if stated.isdecimal() and len(stated) < 6 else 1


def _cell(beside: Any, text: str) -> Any:
    cell = beside.makeelement(beside.tag if beside.tag in CELLS else "td")
    cell.text = text
    return cell
