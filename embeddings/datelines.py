"""Tells where and when a report was sent from, which stands before what it tells: "Sarn, Feb. 1."."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})"
_WORD = r"[A-ZÀ-Þ][\w’'-]*\.?"
_PLACE = rf"(?!On |In |The |At )(?:{_WORD} ){{0,3}}{_WORD}(?:, {_WORD}(?: {_WORD})?)?"
_SENT_BY = r"(?:\((?:By|From) [^()]{3,40}\)\s*)?"
_DATELINE = re.compile(
    rf"{_SENT_BY}{_PLACE}, (?P<day>{_DAY})(?: ?\([A-Z][^()]{{1,30}}\))?(?:\.?(?:\Z| ?[—–]| -+ )|\.(?= *\n))"
)
"""A year makes it the date of a letter, which tells more."""


def dated_at(paragraph: str) -> tuple[int, int] | None:
    """Return the bounds of the date in the dateline that a paragraph is or begins with; None if it has none."""
    found = _DATELINE.match(paragraph)
    return found.span("day") if found else None


def is_dateline(paragraph: str) -> bool:
    """Say whether a paragraph is a dateline and nothing else."""
    return _DATELINE.fullmatch(paragraph.strip()) is not None
