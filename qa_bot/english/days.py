"""Tells which day an answer means that counts from the day of its article: "today", "last year", "on Monday"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from qa_bot.english.words import DAY, QUESTION_WORD, TIME

_PART = "(?:morning|afternoon|evening|night)"
_ROUGHLY = "(?:by |since |until )?(?:late |early |earlier |later |just |only )?"
_HOUR = (
    "(?:at |around |about |by |just |shortly |before |after ){0,2}"
    r"(?:noon|midday|midnight|dawn|dusk|\d{1,2}(?:[.:]\d\d)?(?: ?[ap]\.?m\.?| o['’]clock)?)"
)
_DAYS = {
    -2: "the day before yesterday",
    -1: rf"yesterday(?: {_PART})?|last night",
    0: "today|tonight|this (?:very )?(?:morning|afternoon|evening|day)",
    1: rf"tomorrow(?: {_PART})?",
    2: "the day after tomorrow",
}
_YEARS = {-1: "last year", 0: "this year", 1: "next year"}
_NUMBER = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
    "|half an?|a couple of|a few|several|some|many)"
)
_UNIT = "(?:weeks?|weekend|months?|years?|decades?|spring|summer|autumn|fall|winter|season)"
_COUNTED = (
    rf"(?:late |early |earlier )?(?:on |by |until |since )?(?:last |next |this |this past |this coming )?{DAY}"
    rf"(?: {_PART})?(?:,? {_HOUR})?"
    "|(?:late |early |earlier |later |in |by |since )?"
    rf"(?:(?:last|next|this) {_UNIT}|(?:next few|(?:the )?(?:past|coming|last few)) (?:few )?(?:days?|{_UNIT}))"
    rf"|(?:some |about |around |almost |nearly |over |just |(?:more|less) than )?(?:{_NUMBER} )?"
    rf"(?:minutes?|hours?|days?|centur(?:y|ies)|{_UNIT}) ago|(?:just |right )?now|recently"
)
"""Not "the next day" or "the last week", which count from what is told."""
_ASKS_WHEN = (
    rf"(?:(?!\b(?!when)(?:{QUESTION_WORD})\b).)*\b"
    rf"(?:when|(?:(?:what|which)(?:['’]s| is| was)?(?: the)?(?: \w+)? )?(?:{TIME}|week|season)"
    r"|how (?:long ago|recently|soon))\b"
)


def asks_when(question: str) -> bool:
    """Say whether a question asks for a time, by its first question word: "Yesterday" may be a song elsewhere.

    Its patterns, like the others here, are compiled when they are first needed: the first screen waits for none.
    """
    return re.match(_ASKS_WHEN, question, re.IGNORECASE | re.DOTALL) is not None


def day_meant(said: str, published: str | None) -> str:
    """Return the day or the year that words mean in an article of an ISO date: "2015-05-15".

    Where that cannot be told for certain, as of a weekday, it is when that was said: "said on 2015-05-15"; "" for
    others, and for an article without a day.
    """
    try:
        day = date.fromisoformat(published or "")
        for days, words in _DAYS.items():
            if re.fullmatch(rf"(?:{_HOUR} )?{_ROUGHLY}(?:{words})(?:,? {_HOUR})?", said, re.IGNORECASE):
                return (day + timedelta(days)).isoformat()
    except (ValueError, OverflowError):
        return ""
    for years, words in _YEARS.items():
        if said.casefold() == words:
            return str(day.year + years)
    return f"said on {published}" if re.fullmatch(_COUNTED, said, re.IGNORECASE) else ""
