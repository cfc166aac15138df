"""Tells which day an answer means that counts from the day of its article: "today", "last year", "on Monday"."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAYS = {
    -1: r"yesterday|(?:late |early )?yesterday (?:morning|afternoon|evening)|last night",
    0: r"today|(?:late |early |earlier |later )today|tonight|this (?:very )?(?:morning|afternoon|evening|day)",
    1: r"tomorrow(?: (?:morning|afternoon|evening|night))?",
}
_YEARS = {-1: "last year", 0: "this year", 1: "next year"}
_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NUMBER = r"\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|a few|several|some"
_UNIT = "days?|weeks?|weekend|months?|years?|spring|summer|autumn|fall|winter|season"
_COUNTED = re.compile(
    rf"(?:(?:late |early |earlier )?(?:on |by |until |since )?(?:last |next |this |this past |this coming )?{_WEEKDAY}"
    rf"(?: (?:morning|afternoon|evening|night))?"
    rf"|(?:late |early |earlier |later |in |by |since )?(?:the )?(?:last|next|past|coming|this) (?:few )?(?:{_UNIT})"
    rf"|(?:some |about |around )?(?:{_NUMBER}) (?:{_UNIT}) ago|(?:just |right )?now|recently)",
    re.IGNORECASE,
)


def day_meant(said: str, published: str | None) -> str:
    """Return the day or the year that words mean in an article of an ISO date: "2015-05-15".

    Where that cannot be told for certain, as of a weekday, it is when that was said: "said on 2015-05-15"; "" for
    others, and for an article without a day.
    """
    try:
        day = date.fromisoformat(published or "")
        for days, words in _DAYS.items():
            if re.fullmatch(words, said, re.IGNORECASE):
                return (day + timedelta(days)).isoformat()
    except (ValueError, OverflowError):
        return ""
    for years, words in _YEARS.items():
        if said.casefold() == words:
            return str(day.year + years)
    return f"said on {published}" if _COUNTED.fullmatch(said) else ""
