"""Reads the rows of CSV and TSV, also where a quote is never closed, or a comma in a text is not quoted."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Sequence

from embeddings.errors import UnreadableArticleError
from embeddings.formats import columns
from embeddings.formats.columns import CALLED, TEXT, Row
from embeddings.plaintext import one_line


def csv_rows(table: str) -> Iterator[tuple[int, Row | str]]:
    """Yield the number of each row that is not empty, and the row, or what is wrong with it.

    Raises:
        UnreadableArticleError: no column is called as one that holds a text is.

    """
    csv.field_size_limit(columns.LARGEST_CELL)
    lines = columns.lines_of(table)  # a tab may stand before the first column
    names, mark, length = columns.head_of(lines)
    if not set(TEXT).intersection(names):
        raise UnreadableArticleError(f"has no column that holds a text: {CALLED}")
    rows = (row for row in _Rows(lines[length:], mark, len(names)) if row)
    return ((number, row if isinstance(row, str) else _row(row, names, mark)) for number, row in enumerate(rows, 2))


def _row(cells: list[str], names: Sequence[str], mark: str) -> Row | str:
    """Return a row by the names of its columns; what is too much of it is of its text if that is the last of them."""
    surplus = cells[len(names) :]
    if any(map(str.strip, surplus)):
        if names[-1] not in TEXT:
            return f"has {len(cells)} cells, and the head {len(names)}: is what parts them in a text without quotes?"
        cells = [*cells[: len(names) - 1], mark.join(cells[len(names) - 1 :])]
    return dict(zip(names, cells, strict=False))


class _Rows:
    """The rows of a table's lines, each the cells or what is wrong with it.

    A quote that is not closed would make one cell of all rows up to the next quote: such a row is its first line.
    """

    def __init__(self, lines: Sequence[str], mark: str, width: int) -> None:
        self._lines = lines
        self._mark = mark
        self._width = width
        self._at = 0

    def __iter__(self) -> Iterator[list[str] | str]:
        while self._at < len(self._lines):
            strict = csv.reader(self._following(), delimiter=self._mark, strict=True)
            start = self._at
            try:
                for row in strict:
                    start = self._at
                    yield row
            except csv.Error:
                swallowed = self._lines[start + 1 : self._at]
                if swallowed and self._are_rows(swallowed):
                    self._at = start + 1
                    yield self._of_line(self._lines[start])
                else:
                    self._at = start
                    yield self._leniently()

    def _following(self) -> Iterator[str]:
        while self._at < len(self._lines):
            self._at += 1
            yield f"{self._lines[self._at - 1]}\n"

    def _are_rows(self, lines: Sequence[str]) -> bool:
        """Say whether each of some lines would be a row, and not a paragraph of the text above."""
        told = itertools.dropwhile(lambda line: not line.strip(), reversed(lines))
        return all(line.count(self._mark) >= self._width - 1 > 0 for line in told)

    def _of_line(self, line: str) -> list[str]:
        """Return the cells of a line that has a quote too few: that is closed at its end, or is none."""
        closed = next(csv.reader([f'{line}"'], delimiter=self._mark))
        if len(closed) == self._width:
            return closed
        cells = next(csv.reader([line], delimiter=self._mark, quoting=csv.QUOTE_NONE))
        return [cell.removeprefix('"').replace('""', '"') for cell in cells]

    def _leniently(self) -> list[str] | str:
        try:
            return next(csv.reader(self._following(), delimiter=self._mark))
        except csv.Error as error:
            return f"is damaged ({one_line(str(error))})"
