"""Reads the dates that machines write into letters, feeds and tables."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

from embeddings.furniture import date_of

_TIMESTAMP = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)")


def iso_date(text: str) -> str | None:
    """Return the ISO date in a timestamp, in a letter's date or in one written out; None if it is none of these."""
    text = text.strip()
    try:
        stamp = _TIMESTAMP.match(text)
        if stamp:
            return date(*map(int, stamp.groups())).isoformat()
        return date_of(text) or parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return None
