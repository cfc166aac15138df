"""Finds the date that a PDF prints near the title on its first page. Leaves what the file says of itself to `pdf`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.formats.pdf_lines import Line
from embeddings.furniture import date_of, is_dateline
from embeddings.labels import DATE

_NEAR = 15
"""Lines at the top of the first page."""
_OLDEST = 20
"""Years before a file was made from which a date is that of what it tells of."""
_CHANGED = re.compile(r"\b(?:aktualisiert|mis à jour|actualizado|modified|revised|updated)\b", re.IGNORECASE)


def printed_date(lines: Sequence[Line], made: str) -> str | None:
    """Return the ISO date in a line that is no more than a date, or a byline with one; None if several differ.

    A day after the one on which the file was made is that of something else, which the file announces, and one many
    years before it that of what it tells of.
    """
    first = [line for line in lines if line.page == lines[0].page]
    near = sorted(first, key=lambda line: (line.top, line.left))[:_NEAR]
    found = {date for line in near if not _CHANGED.search(line.text) and (date := _date_in(line.text))}
    found = {date for date in found if int(made[:4]) - int(date[:4]) <= _OLDEST}
    return found.pop() if len(found) == 1 and max(found) <= made else None


def _date_in(text: str) -> str | None:
    if date := date_of(text):
        return date
    dates = list(DATE.finditer(text)) if is_dateline(text) else []
    return date_of(dates[0][0]) if len(dates) == 1 else None
