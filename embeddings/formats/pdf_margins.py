"""Tells what stands in the margins beside a page's text from the text: numbers of its lines, and running heads."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from embeddings.formats.pdf_lines import Line

_WIDE = 12.0
"""The width from which a line is one of the text, in sizes of its type; what is narrower may stand in a margin."""
_FEWEST = 15
"""Numbers, one after another, that show that the lines of a page are numbered."""
_FURTHER = 2
"""Those that are enough on other pages."""
_OF_TEXT = 4
"""Such lines that make a page one of text: a slide has fewer."""
_LEVEL = 2.0
"""Points by which the pieces of a head may differ in height, or those of a foot."""
_ALIGNED = 2.0
"""Points by which the numbers may end elsewhere, or begin."""
_RUNNING = 3
"""Sentences that go on beside the numbers, or numbers that stand alone: what is numbered is no table then."""
_CELLS = 3.0
"""Between two cells of a table beside a number, in sizes of their type."""
_SAME_PLACE = 6.0
"""Points by which the same words may stand elsewhere in the margin of another page."""
_PAGES = 3
"""That have the same words there."""
_NEARBY = 6
"""Pages before and behind among which the others are looked for."""
_NUMBER = re.compile(r"[1-9]\d{0,4}")

_Edge = tuple[bool, int]
"""Where numbers of lines stand: whether it is their right end that is the same, and how far to the right."""


def without_margins(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages without the numbers of their lines, and without running heads beside their text."""
    texts = [_text_of(page) for page in pages]
    beside = [_beside(page, text) for page, text in zip(pages, texts, strict=True)]
    numbers = [_numbers(lines) for lines in beside]
    edges = {
        edge for page, found in zip(pages, numbers, strict=True) for edge, run in found if _are_of_lines(run, page)
    }
    gone: list[set[Line]] = [
        {line for edge, run in found if len(run) >= _FURTHER and _is_among(edge, edges) for line in run}
        for found in numbers
    ]
    of_text = [lines if len(text) >= _OF_TEXT else [] for lines, text in zip(beside, texts, strict=True)]
    for out, lines in zip(gone, _repeated(of_text), strict=True):
        out.update(lines)
    return [[line for line in page if line not in out] for page, out in zip(pages, gone, strict=True)]


def _text_of(page: Sequence[Line]) -> list[Line]:
    """Return the wide lines of a page but for its head and its foot."""
    top, bottom = min((line.top for line in page), default=0.0), max((line.bottom for line in page), default=0.0)
    inner = (line for line in page if line.top > top + _LEVEL and line.bottom < bottom - _LEVEL)
    return [line for line in inner if line.right - line.left >= _WIDE * line.size]


def _beside(page: Sequence[Line], text: Sequence[Line]) -> list[Line]:
    """Return the lines of a page that stand left or right of all its text, from top to bottom."""
    if not text:
        return []
    left, right = min(line.left for line in text), max(line.right for line in text)
    return sorted((line for line in page if line.right <= left or line.left >= right), key=lambda line: line.top)


def _numbers(beside: Iterable[Line]) -> list[tuple[_Edge, list[Line]]]:
    """Return the runs of numbers, each one more than the one above it, that begin or end below each other."""
    runs: list[tuple[_Edge, list[Line]]] = []
    columns: dict[_Edge, list[Line]] = defaultdict(list)
    for line in beside:
        if _NUMBER.fullmatch(line.text):
            for edge in ((True, round(line.right)), (False, round(line.left))):
                columns[edge].append(line)
    for edge, lines in columns.items():
        run: list[Line] = []
        for line in lines:
            if run and int(line.text) != int(run[-1].text) + 1:
                runs.append((edge, run))
                run = []
            run.append(line)
        runs.append((edge, run))
    return runs


def _is_among(edge: _Edge, edges: Iterable[_Edge]) -> bool:
    return any(edge[0] == other[0] and abs(edge[1] - other[1]) <= _ALIGNED for other in edges)


def _are_of_lines(run: Sequence[Line], page: Sequence[Line]) -> bool:
    """Say whether numbers count the lines of a page, and not the rows of a table."""
    if len(run) < _FEWEST:
        return False
    numbers = set(run)
    others = sorted((line for line in page if line not in numbers), key=lambda line: line.bottom)
    bottoms = [line.bottom for line in others]
    running = cells = 0
    for number in run:
        half = number.height / 2
        first, end = (bisect.bisect_left(bottoms, height) for height in (number.top + half, number.bottom + half))
        level = sorted(others[first:end], key=lambda line: line.left)
        running += not level or level[0].text[:1].islower()
        cells += any(line.left - before.right > _CELLS * line.size for before, line in itertools.pairwise(level))
    return running >= _RUNNING and 4 * cells <= len(run)


def _repeated(beside: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Yield, page by page, what stands at the same place beside the text of enough pages nearby."""
    places: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for number, lines in enumerate(beside):
        for line in lines:
            for text in _texts(line, number):
                places[text].append((number, line))
    for number, lines in enumerate(beside):
        yield [
            line
            for line in lines
            if any(_pages_of(line, number, places[text]) >= _PAGES for text in _texts(line, number))
        ]


def _texts(line: Line, number: int) -> tuple[str, str]:
    """Return what a line says, and that with its first number counted from its page's."""
    return line.text, re.sub(r"\d{1,4}", lambda found: f"#{int(found[0]) - number}", line.text, count=1)


def _pages_of(line: Line, number: int, places: Sequence[tuple[int, Line]]) -> int:
    """Return on how many pages near one the same words stand where they stand on it."""
    begin, end = (
        bisect.bisect_left(places, page, key=lambda place: place[0])
        for page in (number - _NEARBY, number + _NEARBY + 1)
    )
    return len(
        {
            page
            for page, other in places[begin:end]
            if max(abs(other.left - line.left), abs(other.top - line.top)) <= _SAME_PLACE
        }
    )
