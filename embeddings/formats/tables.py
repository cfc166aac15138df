"""Loads tables of articles, one a row: JSON Lines, CSV and TSV. What each column holds is told by its name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from embeddings.documents import Block, Document, LeftOut
from embeddings.formats import columns
from embeddings.formats.columns import AUTHOR, CALLED, LANGUAGE, PLACE, TEXT, TITLE, Row
from embeddings.formats.csv_rows import csv_rows
from embeddings.formats.dates import stated_date
from embeddings.formats.html_pieces import cell_blocks, cell_line
from embeddings.plaintext import decode, one_line


def load_jsonl(content: bytes) -> Iterator[Document | LeftOut]:
    """Yield the article in each line that is an object with a text, and which lines are not."""
    return _articles(enumerate(map(_object, decode(content).split("\n")), 1), "line")


def load_csv(content: bytes) -> Iterator[Document | LeftOut]:
    """Yield the article in each row that has a text, whatever parts the columns.

    Raises:
        UnreadableArticleError: no column is called as one that holds a text is.

    """
    return _articles(csv_rows(decode(content)), "row")


def _object(line: str) -> Row | str:
    """Return the object in a line, the empty one of a blank line; or what is wrong with it."""
    try:
        found = json.loads(line) if line.strip() else {}
    except json.JSONDecodeError as error:
        return f"is no JSON ({error.msg}, column {error.colno})"
    except (ValueError, RecursionError) as error:
        return f"is no JSON that can be read ({error})"
    return (
        {columns.name(key): value for key, value in found.items()} if isinstance(found, dict) else "is no JSON object"
    )


def _articles(rows: Iterable[tuple[int, Row | str]], unit: str) -> Iterator[Document | LeftOut]:
    bad, first_bad = 0, ""
    without, first = 0, 0
    for number, row in rows:
        if isinstance(row, str):
            bad, first_bad = bad + 1, first_bad or f"{unit} {number} {row}"
            continue
        blocks = cell_blocks(_value(row, TEXT, "\n\n"))
        if blocks:
            yield _document(row, blocks, f"{unit} {number}")
        elif any(row.values()):
            without, first = without + 1, first or number
    if bad:
        yield LeftOut("", f"{first_bad}: mend it; {unit}s that were left out: {bad:,}")
    if without:
        yield LeftOut("", f"holds {without:,} without a text, {unit} {first} is the first: {CALLED}")


def _document(row: Row, blocks: list[Block], number: str) -> Document:
    title = cell_line(_value(row, TITLE))
    place = one_line(_value(row, PLACE))
    part = title or re.sub(r"^[a-z]+://", "", place) or number
    published, language = stated_date(row, as_text=_text), _value(row, LANGUAGE)
    return Document(blocks, title, cell_line(_value(row, AUTHOR)), published, part, url=place, language=language)


def _value(row: Row, names: Iterable[str], between: str = ", ") -> str:
    """Return what stands in the first of the columns that is not empty."""
    return next((text for name in names if (text := _text(row.get(name), between))), "")


def _text(value: object, between: str = "") -> str:
    """Return a string, a number, the name in an object, or several of them."""
    if isinstance(value, list):
        return between.join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return _text(value.get("name"))
    return str(value).strip() if isinstance(value, str | int | float) else ""
