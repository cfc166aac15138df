"""Numbers and the units behind them, however an answer writes them: "two hundred and fifty metres", "250 m"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

FIGURE = r"\d+(?:[.,]\d+)*"
_PLAIN = re.compile(r"\d{1,15}(?:\.\d{1,9})?")
_WITH_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+")
_BELOW_TWENTY = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()  # noqa: SIM905  (easier to read)
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90
}  # fmt: skip
_NUMBERS = _TENS | {word: number for number, word in enumerate(_BELOW_TWENTY)}
_HUNDRED = 100
_HALF = Decimal("0.5")
_SCALES = {"thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ALONE = {"dozen": 12, "hundred": _HUNDRED, **_SCALES}
"""What scales a number, and is one where none stands before it."""
_UNITS = {
    way: each.split()[0]
    for each in (
        "metre metres meter meters m",
        "kilometre kilometres kilometer kilometers km kms",
        "centimetre centimetres centimeter centimeters cm",
        "millimetre millimetres millimeter millimeters mm",
        "mile miles mi",
        "yard yards yd yds",
        "foot feet ft",
        "inch inches ins",
        "second seconds sec secs",
        "minute minutes min mins",
        "hour hours hr hrs",
        "year years yr yrs",
        "gram grams gramme grammes g",
        "kilogram kilograms kilo kilos kg kgs",
        "ounce ounces oz",
        "pound pounds lb lbs",
        "percent pct",
        "dollar dollars usd",
        "euro euros eur",
        "million mn",
        "billion bn",
        "trillion tn",
        "thirds third",
        "quarter quarters",
        "fifths fifth",
    )
    for way in each.split()
}
"""How units are written behind a number, each with its name. None that may be another word there: "1912 in Sarn"."""


def in_figures(words: Sequence[str]) -> tuple[str, ...]:
    """Return words in lower case with each number among them in figures, and the unit behind it by its name.

    That is 12 for a dozen, 250 for "two hundred and fifty", 2.5 for "two and a half", and 1000000 for a million.
    """
    written: list[str] = []
    at = 0
    while at < len(words):
        number, end = _number(words, at)
        if end > at:
            written.append(number)
        else:
            behind_number = bool(written) and written[-1][-1].isdigit()
            written.append(_UNITS.get(words[at], words[at]) if behind_number else words[at])
        at = max(end, at + 1)
    return tuple(written)


def _number(words: Sequence[str], start: int) -> tuple[str, int]:
    """Return the number that begins at a word, in figures, and where it ends; at the same word if there is none."""
    value, scale, end = _group(words, start)
    if end == start + 1 and words[start][0].isdigit():
        return words[start].replace(",", ""), end  # as it is written: "007", "1.50"
    while scale > 1:
        at = _behind_and(words, end)
        added, next_scale, next_end = _group(words, at)
        if at == next_end or words[at] not in _NUMBERS or not 0 < added < scale:
            break
        value, scale, end = value + added, next_scale, next_end
    text = f"{value:f}"
    return (text.rstrip("0").removesuffix(".") if "." in text else text), end


def _group(words: Sequence[str], start: int) -> tuple[Decimal, int, int]:
    """Return the value of what is scaled as one, such as "fifty thousand", by what it is scaled, and where it ends.

    What is below a thousand is scaled by 1, for nothing is added to it: its "and fifty" is a part of it.
    """
    value, at = _below_hundred(words, start)
    if at == start and tuple(words[start : start + 2]) == ("half", "a") and words[start + 2 : start + 3]:
        value, at = (_HALF, start + 2) if words[start + 2] in _ALONE else (value, at)
    elif at > start and tuple(words[at : at + 3]) == ("and", "a", "half"):
        value, at = value + _HALF, at + 3
    if at == start and (start == len(words) or words[start] not in _ALONE):
        return value, 1, start
    value = value if at > start else Decimal(1)
    if at < len(words) and words[at] == "dozen":
        return value * _ALONE["dozen"], 1, at + 1
    if at < len(words) and words[at] == "hundred":
        value, at = value * _HUNDRED, at + 1
        behind = _behind_and(words, at)
        added, end = _below_hundred(words, behind)
        is_added = end > behind and words[behind] in _NUMBERS and 0 < added < _HUNDRED
        goes_on = end < len(words) and words[end] in ("hundred", "dozen")  # "between one hundred and two hundred"
        if is_added and not goes_on:
            value, at = value + added, end
    scale = 1
    while at < len(words) and (named := _UNITS.get(words[at], words[at])) in _SCALES:
        scale *= _SCALES[named]
        at += 1
    return value * scale, scale, at


def _below_hundred(words: Sequence[str], start: int) -> tuple[Decimal, int]:
    """Return the number that one word is, or two as in "forty-two", and where it ends; a figure may be any number."""
    word = words[start] if start < len(words) else ""
    if _WITH_COMMAS.fullmatch(word) or _PLAIN.fullmatch(word):
        return Decimal(word.replace(",", "")), start + 1
    if word not in _NUMBERS:
        return Decimal(0), start
    following = words[start + 1] if start + 1 < len(words) else ""
    if word in _TENS and 0 < _NUMBERS.get(following, 0) < 10:
        return Decimal(_TENS[word] + _NUMBERS[following]), start + 2
    return Decimal(_NUMBERS[word]), start + 1


def _behind_and(words: Sequence[str], at: int) -> int:
    return at + 1 if at < len(words) and words[at] == "and" else at
