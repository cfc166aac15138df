"""Tells what a superscript says once it stands in the line: a power, an ordinal, or nothing for a note's mark.

Knows no format.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

LOOKED_BACK = 30
"""Characters before a superscript that tell what it is."""
_BRACKETED = re.compile(r"(?:\[[^\[\]]{1,40}\]|\(\d{1,3}\))+")
_NUMBERS = re.compile(r"\d{1,2}(?:\s*[,–-]\s*\d{1,2})*")
_NOTED = re.compile(
    r"""
    (?:(?<![\d.,])(?:1[1-9]|20)\d\d  # a year
    |(?<!\d)\d{1,3}(?:,\d{3})+
    |[^\W\d_]{4})\)?$  # a word, and no unit or function
    |(?:['’]s|[.,;:!?"'”’%])$
    """,
    re.VERBOSE,
)
"""What no power is taken of."""
_PRICE = re.compile(r"[$€£¥] ?\d{1,3}(?:,\d{3})*[.,]$|(?<![\d.,])\d{1,4}[.,]$")
_HOUR = re.compile(r"(?<![\d.,:])\d{1,2}:$")
_MINUTES = re.compile(r"[0-5]\d")
_CURRENCY = re.compile(r" ?[$€£¥]")
_UNIT = re.compile(
    r"(?<![^\W\d_])(?:(?:kilo|centi|milli)?met(?:er|re)s?|miles?|yards?|feet|foot|inch(?:es)?)$", re.IGNORECASE
)
"""A length in a whole word, of which areas and volumes are powers."""
_BASE = re.compile(r"[\d)]$")
_POWER = re.compile(r"[+\-−–]?(?:\d|[knxy]\b)")
_FRACTION = ("/", "⁄")


class Raised(str):
    """A piece of a text that its source sets above the line."""

    __slots__ = ()


def as_read(raised: str, before: str, after: str = "") -> str:
    """Return what a superscript says between what stands before it and after it; "" if it is the mark of a note."""
    sign = " ".join(raised.split())
    if _UNIT.search(before) and sign in {"2", "3"}:
        return f"^{sign}"
    is_fraction = sign.isdecimal() and after.startswith(_FRACTION)
    may_note = not (is_fraction or after[:1].isalpha() or _is_of_price_or_time(sign, before, after))
    if _BRACKETED.fullmatch(sign) or (may_note and _NUMBERS.fullmatch(sign) and _NOTED.search(before)):
        return ""
    if not (_POWER.match(sign) and _BASE.search(before)):
        return raised
    return f" {sign}" if is_fraction else f"^{sign}"


def _is_of_price_or_time(sign: str, before: str, after: str) -> bool:
    """Say whether two digits are the cents of a price or the minutes of an hour."""
    if len(sign) != 2 or not sign.isdecimal():
        return False
    price = _PRICE.search(before)
    is_price = price is not None and (not price[0][0].isdecimal() or _CURRENCY.match(after) is not None)
    return is_price or (_HOUR.search(before) is not None and _MINUTES.fullmatch(sign) is not None)


def joined(pieces: Iterable[str]) -> str:
    """Return the text of pieces, what is raised among them as it is read."""
    texts = [
        (is_raised, "".join(run))
        for is_raised, run in itertools.groupby(filter(None, pieces), key=lambda piece: isinstance(piece, Raised))
    ]
    said, before = [], ""
    for place, (is_raised, text) in enumerate(texts):
        after = texts[place + 1][1] if place + 1 < len(texts) else ""
        said.append(as_read(text, before, after) if is_raised else text)
        before = (before + said[-1][-LOOKED_BACK:])[-LOOKED_BACK:]
    return "".join(said)
