"""Writes the code of a page's tree as plain lines, before blocks are cut of it: each highlighter has its own tags."""

from __future__ import annotations

import re
from typing import Any

from lxml.etree import iterwalk

from embeddings.formats.html_spans import CELLS
from embeddings.formats.html_texts import OUTSIDE

_NUMBER = re.compile(r"(?:^|[\s_-])(?:gutter|lnt?|line-?n(?:o|os|um|ums|umbers?)|blob-num)(?=[\s_-]|$)", re.IGNORECASE)
"""What the class of a line's number is called by."""
_UNMARKED = re.compile(r"user-select\s*:\s*none", re.IGNORECASE)
"""The style of what is not copied with the code."""
_LINE = re.compile(r"(?:^|[\s_-])(?:code-?|token-?|view-?)?line(?=\s|$)", re.IGNORECASE)
"""What the class of a line is called by."""
_LINE_NUMBER = re.compile(r"[0-9]{1,6}")
_COUNTS = re.compile(r"[0-9\s]*")
_LINES = frozenset(["div", "dd", "dl", "dt", "li", "ol", "table", "tbody", "tr", "ul"])
"""What begins on a line of its own."""
_NO_CODE = frozenset("article blockquote h1 h2 h3 h4 h5 h6 main p section".split())  # noqa: SIM905  (easier to read)
"""What stands in a `pre` that was never closed, or that holds an article."""


def write_code(page: Any) -> None:
    """Change a tree so that each `pre` holds its lines alone, without their numbers.

    A table that sets the numbers beside the code becomes the code, and a figure around it a part of the page:
    trafilatura leaves figures out.
    """
    for table in list(page.iter("table")):
        _without_numbers(table)
    for pre in [each for each in page.iter("pre") if next(each.iterancestors("pre"), None) is None]:
        if next(pre.iter(*_NO_CODE), None) is not None:
            continue
        lines = _lines_of(pre)
        if not lines.strip():
            pre.drop_tree()
            continue
        del pre[:]
        pre.text = lines
        for figure in pre.iterancestors("figure"):
            figure.tag = "div"


def _without_numbers(table: Any) -> None:
    """Put the code of a table in its place, if all that stands before it, and nothing behind, counts its lines."""
    if next(table.iter("pre"), None) is None or any(table.find(path) is not None for path in (".//table", "caption")):
        return
    *before, last = [*table.iter(*CELLS)] or [table]
    code = next(last.iter("pre"), None)
    if code is None or _words(code) != _words(last):
        return
    told = [number for cell in before for text in cell.itertext() for number in text.split()]
    first = int(told[0]) if told and _LINE_NUMBER.fullmatch(told[0]) else 0
    counts_on = told == [str(number) for number in range(first, first + len(told))]
    if told and counts_on and abs(len(told) - len(_lines_of(code).splitlines())) <= 1:
        code.tail = table.tail
        table.getparent().replace(table, code)


def _words(element: Any) -> list[str]:
    return str(element.xpath("string()")).split()


def _lines_of(pre: Any) -> str:
    """Return the text of a `pre`, in which each element that is a line of code ends one."""
    pieces = ["\n"]
    lines: list[int | None] = []  # where each of the elements around begins that is one
    walk = iterwalk(pre, events=("start", "end"))  # tags may be nested deeper than functions may
    for event, element in walk:
        if event == "start":
            is_left_out = element.tag in OUTSIDE or _is_number(element)
            is_line = element is not pre and not is_left_out and _is_line(element)
            pieces += ["\n"] * (is_line and not pieces[-1].endswith("\n"))
            lines.append(len(pieces) if is_line else None)
            if is_left_out:
                walk.skip_subtree()
            else:
                pieces += filter(None, [element.text])
        elif element is not pre:
            begin = lines.pop()
            is_open = begin is not None and (begin == len(pieces) or not pieces[-1].endswith("\n"))
            pieces += ["\n"] * (element.tag == "br" or (is_open and not _ends_behind(element)))
            pieces += filter(None, [element.tail])
    return "".join(pieces).strip("\n")


def _is_line(element: Any) -> bool:
    return element.tag in _LINES or _LINE.search(element.get("class", "")) is not None


def _ends_behind(line: Any) -> bool:
    """Say whether the line ends with what follows an element."""
    behind = (line.tail or "").strip(" \t")
    following = line.getnext()
    return behind.startswith("\n") or (not behind and following is not None and following.tag == "br")


def _is_number(element: Any) -> bool:
    """Say whether an element is the number of a line, or all of those beside the code."""
    is_called = _NUMBER.search(element.get("class", "")) or _UNMARKED.search(element.get("style", ""))
    return bool(is_called) and _COUNTS.fullmatch(element.xpath("string()")) is not None
