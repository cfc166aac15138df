"""Reads the dates that machines write into letters, feeds and tables, whatever the field of one is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

from embeddings.formats.columns import DATES, bare_name
from embeddings.furniture import date_of

_EARLIEST = "1000"
"""The year before which a date is what programs write for none."""
_TIMESTAMP = re.compile(r"([12]\d{3})(?:([-/.])(\d\d?)\2(\d\d?)|(\d\d)(\d\d))(?!\d)", re.ASCII)
_BEFORE_CHRIST = re.compile(r"(?:^|[a-z] )-\d{1,4}[ -]\d", re.ASCII | re.IGNORECASE)
"""A minus before the year: what WordPress writes for a draft."""


def stated_date(fields: Mapping[Any, Any], *, as_text: Callable[[Any], str] = str) -> str | None:
    """Return the ISO date in the likeliest of the fields that are called as those with a date; None if there is none.

    What a field holds is made a text when it is looked into.
    """
    by_name = {bare_name(name): value for name, value in fields.items() if isinstance(name, str)}
    stated = (iso_date(as_text(by_name[name])) for name in DATES if name in by_name)
    return next(filter(None, stated), None)


def iso_date(text: str) -> str | None:
    """Return the ISO date in a timestamp, in a letter's date or in one written out; None if it is none of these."""
    text = text.strip()
    try:
        stamp = _TIMESTAMP.match(text)
        if stamp:
            return date(*(int(each) for each in stamp.group(1, 3, 4, 5, 6) if each)).isoformat()
        if _BEFORE_CHRIST.search(text):
            return None
        found = date_of(text) or parsedate_to_datetime(text).date().isoformat()
        return found if found >= _EARLIEST else None
    except (ValueError, TypeError, OverflowError):
        return None
