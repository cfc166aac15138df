"""Tells a page's running heads, feet and number from its text: they stand at the same place of page after page."""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from embeddings.formats.pdf_columns import Row

_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:page |p\. ?)?(?:\d{1,4}|[ivx]{1,6})(?: ?(?:/|of) ?\d{1,4})?\W{0,3}", re.IGNORECASE
)
_NUMBERED = re.compile(r"\d{1,4} [^\W\d_].{2,60}|(?!Abb|Fig|Tab)[^\W\d_].{2,60} \d{1,4}", re.IGNORECASE)
"""A head that has its page's number beside it, and is no caption."""
_MIDST = re.compile(r"\d*\]|[,;)]")
"""Unless it is a small letter, what the rest of a sentence begins with."""
_SMALLER = 0.94
"""Times the size of most of the text up to which a line is no line of it."""
_SAME_PLACE = 6.0
"""Points by which the same running head may lie elsewhere on another page."""
_LARGEST = 1.5
"""Times the size of most of the text up to which a line may be a running head; a larger one heads a chapter."""
_OUTERMOST = 3
"""Heights at a page's top and bottom among which its furniture is looked for."""
_LEVEL = 2.0
"""Points by which rows may differ in height that stand beside each other."""
_BELOW = 3
"""Rows below the head of a table: one in a letter's head has fewer."""
_PAGES = 3
"""That have the same line; of a document with two, both."""
_NEARBY = 6
"""Pages before and behind among which the others are looked for: chapters begin farther apart."""

_NUMBER = re.compile(r"[0-9]{1,6}|\b[ivxlc]{1,9}\b")
_FIGURES = 2
"""Numbers of a row without a letter beyond which it is one of a table."""
_MOST_NUMBERS = 20
"""Numbers of a row among which its page's is looked for."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_Places = dict[str, list[tuple[int, Row, frozenset[tuple[int, int]]]]]
"""Of each line, digits and a page's number beside it aside: the pages that it stands on, as what row, and what counts
the pages in it."""
_STEPS = (1, 2)
"""By how much a page's number grows from one page of the file to the next: by two where that shows two pages."""


def without_furniture(pages: Sequence[Sequence[Row]], size: float) -> list[list[Row]]:
    """Return the pages without their furniture; `size` is that of most of the text."""
    outer = [_outer(page, size) for page in pages]
    places: _Places = defaultdict(list)
    for number, rows in enumerate(outer):
        for row in rows:
            places[_without_digits(row)].append((number, row, _counts(row, number)))
    enough = min(_PAGES, max(2, len(pages)))
    kept = []
    for number, (page, rows) in enumerate(zip(pages, outer, strict=True)):
        gone = {row for row in rows if _is_repeated(row, number, places, enough)}
        gone.update(row for row in rows[:1] + rows[-1:] if len(page) > 1 and _PAGE_NUMBER.fullmatch(row.text))
        if _parts_a_sentence(page, size):
            gone.add(page[0])
        kept.append([row for row in page if row not in gone])
    return kept if any(kept) else [list(page) for page in pages]


def _outer(page: Sequence[Row], size: float) -> list[Row]:
    """Return the rows at the top and bottom of a page that are not much larger than its text, from top to bottom."""
    heights: list[float] = []
    for top in sorted(row.line.top for row in page):
        if not heights or top - heights[-1] > _LEVEL:
            heights.append(top)
    first, last = heights[:_OUTERMOST], heights[-_OUTERMOST:]
    heads = _heads(page)
    outer = [row for row in page if row.line.top <= first[-1] + _LEVEL or row.line.top >= last[0]]
    told = (row for row in outer if row.line.size <= _LARGEST * size and row not in heads)
    return sorted(told, key=lambda row: row.line.top)


def _heads(page: Sequence[Row]) -> set[Row]:
    """Return the heads of drawn tables, which are told again on each page, with several rows below."""
    heads: set[Row] = set()
    for place, row in enumerate(page):
        below = page[place + 1 : place + 1 + _BELOW]
        is_of_table = len(below) == _BELOW and all(
            other.line.kind is not None and other.line.left == row.line.left for other in below
        )
        if row.line.kind == "head" and is_of_table:
            heads.add(row)
    return heads


def _is_repeated(row: Row, number: int, places: _Places, enough: int) -> bool:
    """Say whether a row of a page stands on enough pages nearby at the same place, as it is or with the page's number.

    With other numbers it is a line of a form that each page fills in.
    """
    found = places[_without_digits(row)]
    begin, end = (bisect.bisect_left(found, page, key=lambda place: place[0]) for page in _nearby(number))
    near = [each for each in found[begin:end] if abs(each[1].line.top - row.line.top) <= _SAME_PLACE]
    same = {page for page, other, _ in near if other.text == row.text}
    counted = Counter(each for _, each in {(page, each) for page, _, counts in near for each in counts})
    return max([len(same), *(counted[each] for each in _counts(row, number))]) >= enough


def _counts(row: Row, page: int) -> frozenset[tuple[int, int]]:
    """Return how far each number of a row is from that of its page in the file, by each step; none of figures alone."""
    found = _NUMBER.findall(row.text.lower())
    if len(found) > _FIGURES and not any(map(str.isalpha, row.text)):
        return frozenset()
    values = {int(each) if each.isdigit() else _roman(each) for each in found[:_MOST_NUMBERS]}
    return frozenset((step, value - step * page) for value in values for step in _STEPS)


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _parts_a_sentence(page: Sequence[Row], size: float) -> bool:
    """Say whether a page begins with a head that no other has, in small type over the rest of a sentence."""
    head, *below = page[:2]
    if not below or head.line.size > _SMALLER * size or below[0].line.size <= _SMALLER * size:
        return False
    rest = below[0].text
    goes_on = rest[:1].islower() or _MIDST.match(rest) is not None
    return goes_on and head.line.top < below[0].line.top and _NUMBERED.fullmatch(head.text) is not None


def _nearby(number: int) -> tuple[int, int]:
    return number - _NEARBY, number + _NEARBY + 1


def _without_digits(row: Row) -> str:
    text = _NUMBER.sub("#", row.text.lower())
    return text.strip("# |") or text
