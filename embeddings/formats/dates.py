"""Reads the dates that machines write into letters, feeds and tables, whatever the field of one is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from embeddings.formats.columns import DATES, bare_name
from embeddings.furniture import date_of

_EARLIEST = "1000"
"""The year before which a date is what programs write for none."""
_TIMESTAMP = re.compile(r"([12]\d{3})(?:([-/.])(\d\d?)\2(\d\d?)|(\d\d)(\d\d))(?!\d)", re.ASCII)
_UNIX = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d{1,6})?", re.ASCII)
"""A time in seconds or milliseconds since 1970."""
_HOUR = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])", re.ASCII)
"""What is a year, a month, a day and an hour sooner than seconds."""
_HYPHENATED = re.compile(r"(\d{1,2})-([^\W\d_]{3,10})\.?-(\d{4})(?!\d)")
_SIGNS = re.compile(r"([12]\d{3})\s?[年년]\s?(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일]", re.ASCII)
"""A date in Chinese, Japanese or Korean."""
_BEFORE_CHRIST = re.compile(r"(?:^|[a-z] )-\d{1,4}[ -]\d", re.ASCII | re.IGNORECASE)
"""A minus before the year: what WordPress writes for a draft."""


def stated_date(fields: Mapping[Any, Any], *, as_text: Callable[[Any], str] = str) -> str | None:
    """Return the ISO date in the likeliest of the fields that are called as those with a date; None if there is none.

    What a field holds is made a text when it is looked into; there, and nowhere else, a number may be a time.
    """
    by_name = {bare_name(name): value for name, value in fields.items() if isinstance(name, str)}
    stated = (as_text(by_name[name]) for name in DATES if name in by_name)
    return next(filter(None, (iso_date(text) or _unix_date(text) for text in stated)), None)


def _unix_date(text: str) -> str | None:
    """Return the ISO date, in UTC, of a time as computers count it; None if it is none."""
    stamp = _UNIX.fullmatch(text.strip())
    if stamp is None or _HOUR.fullmatch(stamp[1]):
        return None
    return datetime.fromtimestamp(int(stamp[1]), UTC).date().isoformat()


def iso_date(text: str) -> str | None:
    """Return the ISO date in a timestamp, in a letter's date or in one written out; None if it is none of these."""
    text = text.strip()
    try:
        if _SIGNS.match(text):
            return signs_date(text)
        stamp = _TIMESTAMP.match(text)
        if stamp:
            return date(*(int(each) for each in stamp.group(1, 3, 4, 5, 6) if each)).isoformat()
        if _BEFORE_CHRIST.search(text):
            return None
        found = date_of(_HYPHENATED.sub(r"\1 \2 \3", text, count=1)) or parsedate_to_datetime(text).date().isoformat()
        return found if found >= _EARLIEST else None
    except (ValueError, TypeError, OverflowError):
        return None


def signs_date(text: str) -> str | None:
    """Return the ISO date that a text begins with in Chinese, Japanese or Korean; None if it begins with none."""
    found = _SIGNS.match(text.strip())
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None
