"""Tells where and when a report was sent from, which stands before what it tells: "Sarn, Feb. 1."; and when what it
tells had been told before: "as announced in March".
"""

from __future__ import annotations

import re

from qa_bot.english.words import MONTHS, TIME

_MONTH = "(?:" + "|".join(rf"{month[:3]}(?:{month[3:]}|t?\.?)" for month in MONTHS) + ")"
"""In full, or cut after three letters, September after four."""
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})"
_WORD = r"[A-ZÀ-Þ][\w’'-]*\.?"
_WEEKDAY = "(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_PLACE = rf"(?!On |In |The |At |{_WEEKDAY}\.?, )(?:{_WORD} ){{0,3}}{_WORD}(?:, {_WORD}(?: {_WORD})?)?"
_SENT_BY = r"(?:\((?:By|From) [^()]{3,40}\)\s*)?"
_DATELINE = re.compile(
    rf"{_SENT_BY}{_PLACE}, (?P<day>{_DAY})(?: ?\([A-Z][^()]{{1,30}}\))?(?:\.?(?:\Z| ?[—–]| -+ )|\.(?= *\n))"
)
"""A year makes it the date of a letter, which tells more."""

_TOLD = (
    r"(?:announced|described|discussed|expected|explained|foreseen|mentioned|noted|outlined|planned|predicted|promised"
    r"|reported|requested|shared|told|warned)"
)
_AS_TOLD = (
    rf"\bas (?:(?:first|had|has|have|he|I|it|originally|previously|she|they|was|we|were) ){{0,3}}{_TOLD}"
    r"(?: (?:back|here|earlier|at the time))?(?: (?:about|around|at|by|in|on|since))?(?: the)? \Z"
)
_BEFORE = 60
"""Characters before a part of a text that tell whether it stands behind such words."""
_ASKS_WHEN = rf"\b(?:when|(?:what|which) (?:{TIME}))\b"
_ASKS_WHEN_TOLD = rf"\b(?:{_TOLD}|announce|describe|explain|mention|plan|predict|promise|report|warn)\b"


def dated_at(paragraph: str) -> tuple[int, int] | None:
    """Return the bounds of the date in the dateline that a paragraph is or begins with; None if it has none."""
    found = _DATELINE.match(paragraph)
    return found.span("day") if found else None


def is_dateline(paragraph: str) -> bool:
    """Say whether a paragraph is a dateline and nothing else."""
    return _DATELINE.fullmatch(paragraph.strip()) is not None


def is_when_told(question: str, text: str, start: int) -> bool:
    """Say whether a part of a text tells when it was told before what happens, and it is asked when that was."""
    return (
        re.search(_ASKS_WHEN, question, re.IGNORECASE) is not None
        and re.search(_ASKS_WHEN_TOLD, question, re.IGNORECASE) is None
        and re.search(_AS_TOLD, text[max(start - _BEFORE, 0) : start], re.IGNORECASE) is not None
    )
