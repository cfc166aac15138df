"""Loads tables of articles, one a row: JSON, JSON Lines, CSV and TSV. What each column holds is told by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from embeddings.documents import Block, Document, LeftOut
from embeddings.errors import UnreadableArticleError
from embeddings.formats.columns import AUTHOR, CALLED, LANGUAGE, PLACE, TEXT, TITLE, Row
from embeddings.formats.csv_rows import csv_rows
from embeddings.formats.dates import stated_date
from embeddings.formats.feed import is_json_feed, of_json_feed
from embeddings.formats.html_pieces import cell_blocks, cell_line
from embeddings.formats.json_rows import fields, is_lines, parsed, rows_in, rows_of_lines, value_of, words
from embeddings.plaintext import decode, one_line


def load_jsonl(content: bytes) -> Iterator[Document | LeftOut]:
    """Yield the article in each line that is an object with a text, and which lines are not.

    What is no such lines, but JSON as a whole, is read as that.
    """
    text = decode(content)
    try:
        whole = None if is_lines(text) else parsed(text)
    except UnreadableArticleError:
        whole = None
    return _articles(rows_of_lines(text), "line") if whole is None else _of_json(whole)


def load_json(content: bytes) -> Iterator[Document | LeftOut]:
    """Yield the articles in JSON: that in an object, those in an array, wherever it stands, or the items of a feed.

    What is no JSON as a whole, but in lines, is read as that.

    Raises:
        UnreadableArticleError: it is no JSON, is nested too deep, or holds no articles.

    """
    text = decode(content)
    try:
        whole = parsed(text)
    except UnreadableArticleError:
        if not is_lines(text):
            raise
        return _articles(rows_of_lines(text), "line")
    return of_json_feed(whole) if is_json_feed(whole) else _of_json(whole)


def load_csv(content: bytes) -> Iterator[Document | LeftOut]:
    """Yield the article in each row that has a text, whatever parts the columns.

    Raises:
        UnreadableArticleError: no column is called as one that holds a text is.

    """
    return _articles(csv_rows(decode(content)), "row")


def _of_json(whole: Any) -> Iterator[Document | LeftOut]:
    rows = rows_in(whole)
    if rows is not None:
        return _articles(enumerate(rows, 1), "item")
    alone = _articles([(1, fields(whole))], "item")
    return (replace(each, part="") if isinstance(each, Document) else each for each in alone)


def _articles(rows: Iterable[tuple[int, Row | str]], unit: str) -> Iterator[Document | LeftOut]:
    bad, first_bad = 0, ""
    without, first = 0, 0
    for number, row in rows:
        if isinstance(row, str):
            bad, first_bad = bad + 1, first_bad or f"{unit} {number} {row}"
            continue
        blocks = cell_blocks(value_of(row, TEXT, "\n\n"))
        if blocks:
            yield _document(row, blocks, f"{unit} {number}")
        elif any(row.values()):
            without, first = without + 1, first or number
    if bad:
        yield LeftOut("", f"{first_bad}: mend it; {unit}s that were left out: {bad:,}")
    if without:
        yield LeftOut("", f"holds {without:,} without a text, {unit} {first} is the first: {CALLED}")


def _document(row: Row, blocks: list[Block], number: str) -> Document:
    title = cell_line(value_of(row, TITLE))
    place = one_line(value_of(row, PLACE))
    part = title or re.sub(r"^[a-z]+://", "", place) or number
    published, language = stated_date(row, as_text=words), value_of(row, LANGUAGE)
    return Document(blocks, title, cell_line(value_of(row, AUTHOR)), published, part, url=place, language=language)
