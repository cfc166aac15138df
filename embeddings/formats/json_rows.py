"""Finds the objects in JSON, whole or a line each, that may be articles. What their fields tell, `tables` knows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from embeddings.errors import UnreadableArticleError
from embeddings.formats.columns import CALLED, TEXT, Row, name

_INSIDE = ("name", "rendered", "text", "main", "content", "body", "$date", "$numberlong", "value")
"""What the fields are called that say in an object what it is: of an author, a title, a text, a date."""
_NOTHING = frozenset(["nan", "none", "null"])
"""What programs write for nothing."""
_DEEPEST = 4
"""Objects and arrays in one another in which words are looked for, and objects in which an array of articles is."""
_NO_ARTICLES = (
    "is JSON, but holds no article: those are objects that have a text, one or the only array of them; "
    f"of the text, {CALLED}"
)


def parsed(text: str) -> Any:
    """Return what is written in JSON.

    Raises:
        UnreadableArticleError: it is none, or nested too deep.

    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"is no JSON ({error.msg}, line {error.lineno}, column {error.colno}): mend it"
    except RecursionError:
        reason = "is JSON that is nested too deep to be read: save its articles as .jsonl, one object a line"
    except ValueError as error:
        reason = f"is no JSON that can be read ({error}): mend it"
    raise UnreadableArticleError(reason)


def is_lines(text: str) -> bool:
    """Say whether the first line of a text is an object."""
    return isinstance(_row(text.lstrip().partition("\n")[0]), dict)


def rows_of_lines(text: str) -> Iterator[tuple[int, Row | str]]:
    """Yield the number of each line and the object in it, the empty one of a blank line; or what is wrong with it."""
    return ((number, _row(line) if line.strip() else {}) for number, line in enumerate(text.split("\n"), 1))


def rows_in(found: Any) -> list[Row | str] | None:
    """Return the objects of the only array with articles, and what is wrong with others; None for an article alone.

    Raises:
        UnreadableArticleError: there is no such array, or more than one.

    """
    if _has_text(found):
        return None
    arrays = list(_arrays(found, _DEEPEST))
    if len(arrays) != 1:
        raise UnreadableArticleError(_NO_ARTICLES)
    return [fields(each) for each in arrays[0]]


def fields(found: Any) -> Row | str:
    """Return the fields of an object by the names that they are known by, and those of an article that it holds."""
    if not isinstance(found, dict):
        return "is no JSON object"
    row = {name(key): value for key, value in found.items()}
    held = next((key for key in TEXT if isinstance(row.get(key), dict)), "")
    inner = {name(key): value for key, value in row[held].items()} if held else {}
    if inner.keys().isdisjoint(TEXT):
        return row
    return inner | {key: value for key, value in row.items() if key != held and value}


def words(value: object, between: str = "", depth: int = _DEEPEST) -> str:
    """Return a string, a number, what an object says that it is, or several of them."""
    if isinstance(value, list) and depth:
        return between.join(filter(None, (words(each, between, depth - 1) for each in value)))
    if isinstance(value, dict) and depth:
        inner = {name(key): each for key, each in value.items()}
        return next(filter(None, (words(inner.get(key), between, depth - 1) for key in _INSIDE)), "")
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    return "" if text.lower() in _NOTHING else text


def value_of(row: Row, names: Iterable[str], between: str = ", ") -> str:
    """Return what stands in the first of the fields that is not empty."""
    return next((text for each in names if (text := words(row.get(each), between))), "")


def _row(line: str) -> Row | str:
    """Return the object in a line, behind which a comma may stand; or what is wrong with it."""
    try:
        return fields(json.loads(line.rstrip().removesuffix(",")))
    except json.JSONDecodeError as error:
        return f"is no JSON ({error.msg}, column {error.colno})"
    except (ValueError, RecursionError) as error:
        return f"is no JSON that can be read ({error})"


def _has_text(found: Any) -> bool:
    row = fields(found)
    return isinstance(row, dict) and value_of(row, TEXT) != ""


def _arrays(found: Any, depth: int) -> Iterator[list[Any]]:
    """Yield the arrays with articles that lie in so many objects at most."""
    if isinstance(found, list) and any(map(_has_text, found)):
        yield found
    elif isinstance(found, dict) and depth:
        for value in found.values():
            yield from _arrays(value, depth - 1)
