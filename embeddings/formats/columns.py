"""What the columns of a table of articles are called, and whether a text without a name is such a table."""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

Row = dict[str, Any]
"""What stands in a row, by the names that its columns are known by."""
TEXT = ("text", "body", "content", "article", "article_text", "full_text", "maintext")
CALLED = f"call it {', '.join(TEXT[:-1])} or {TEXT[-1]}"
TITLE = ("title", "headline")
AUTHOR = ("author", "authors", "byline")
DATES = (
    *("date", "published", "pubdate", "publishedat", "publishdate", "publicationdate", "datepublished", "datepublish"),
    *("publisheddate", "publishedon", "postdate", "createdat", "created", "timestamp"),
)
"""What fields and columns are called that hold an article's date, the likeliest first, as `bare_name` has it."""
LANGUAGE = ("language", "lang")
PLACE = ("url", "link", "id")
_KNOWN = frozenset((*TEXT, *TITLE, *AUTHOR, *LANGUAGE, *PLACE))
LARGEST_CELL = 20_000_000
"""In characters."""
_LOOKED_AT = 10
"""Lines or rows that have to be as a table's are."""
_MARK = re.compile(r"\A\n*(?:\"?sep=[,;|\t]\"?\n\n*)?", re.IGNORECASE)
_LONGEST_HEAD = 20
"""Lines of a table's head, whose names may be quoted and have several."""
_LABEL = re.compile(r"_*[^\W_][^\s_]*(?:_[^\s_]+){0,3}(?<![.!?:])")
"""The name of a column: a few words, and no sentence."""


def name(column: str) -> str:
    """Return the name that a column is known by."""
    return re.sub(r"[\s-]+", "_", column.strip().lower())


def bare_name(name: str) -> str:
    """Return the name of a field or a column without what its writers vary: "publish_date" is "publishDate"."""
    return re.sub(r"[\s_-]+", "", name).lower()


def head_of(lines: Sequence[str]) -> tuple[list[str], str, int]:
    """Return the names of the columns of a table in lines, what parts them, and how many lines that head has."""
    return max((_head(lines, mark) for mark in ",;\t|"), key=lambda head: _known(head[0]))


def _head(lines: Sequence[str], mark: str) -> tuple[list[str], str, int]:
    reader = csv.reader((f"{line}\n" for line in lines[:_LONGEST_HEAD]), delimiter=mark)
    cells = next(reader, [])
    return [name(cell) for cell in cells], mark, reader.line_num


def _known(names: Iterable[str]) -> int:
    """Return how many columns are called as those of an article are."""
    return sum(name in _KNOWN or bare_name(name) in DATES for name in set(names))


def lines_of(table: str) -> list[str]:
    """Return the lines of a table from its head on: a first one may tell Excel what parts the columns."""
    lines = _MARK.sub("", table.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return lines if lines[-1] else lines[:-1]


def table_suffix(text: str, *, is_whole: bool) -> str | None:
    """Return the suffix of the table that a text plainly is, or the beginning of one; None for anything else.

    Prose with commas is none: each line of JSON Lines is an object, and a CSV has a head of names, one of which is that
    of a text, over rows with as many cells. Nor are columns parted by bars, as tables in a text are.
    """
    try:
        if text.lstrip().startswith("{"):
            return ".jsonl" if _is_json_lines(text, is_whole=is_whole) else None
        return _csv_suffix(lines_of(text), is_whole=is_whole)
    except (csv.Error, ValueError, RecursionError):
        return None


def _is_json_lines(text: str, *, is_whole: bool) -> bool:
    """Say whether the first lines are objects, several of them, or one with a text.

    Raises:
        ValueError, RecursionError: one is no JSON.

    """
    lines = text.split("\n") if is_whole else text.split("\n")[:-1]
    found = [json.loads(line) for line in itertools.islice(filter(str.strip, lines), _LOOKED_AT)]
    if not found or not all(isinstance(each, dict) for each in found):
        return False
    return len(found) > 1 or not {name(key) for key in found[0]}.isdisjoint(TEXT)


def _csv_suffix(lines: Sequence[str], *, is_whole: bool) -> str | None:
    """Return the suffix of a table in lines; None for what is none.

    Raises:
        csv.Error: it is none that can be read.

    """
    names, mark, length = head_of(lines)
    if mark == "|" or not _are_columns(names) or (", " in lines[0] and _known(names) == 1):
        return None
    csv.field_size_limit(LARGEST_CELL)
    below = (f"{line}\n" for line in lines[length:])
    rows = list(itertools.islice(csv.reader(below, delimiter=mark), _LOOKED_AT))
    if len(rows) < _LOOKED_AT and not is_whole:
        rows = rows[:-1]
    if not rows or not rows[0] or any(len(row) != len(names) for row in rows if row):
        return None
    return ".tsv" if mark == "\t" else ".csv"


def _are_columns(names: list[str]) -> bool:
    """Say whether these are the names of a table's columns, of which the first may have none."""
    are_several = 1 < len(names) == len(set(names))
    return are_several and not set(TEXT).isdisjoint(names) and all(map(_LABEL.fullmatch, filter(None, names)))
