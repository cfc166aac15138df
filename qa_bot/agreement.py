"""Says whether two answers are the same one in other words, such as "Bali" and "Mustafa Bali"."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence

from qa_bot.values import Span

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_FILLERS = frozenset(
    ("a", "an", "the", "of", "in", "on", "at", "by", "about", "around", "some", "mr", "mrs", "ms", "dr")
)
_DIGITS = re.compile(r"\d")
_SIGNS = {"%": " percent ", "$": " dollars ", "€": " euros ", "£": " pounds ", "−": " minus "}
_MINUS = re.compile(r"(?<![\w)])-(?=\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_SMALL = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()  # noqa: SIM905  (easier to read)
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90
}  # fmt: skip
_NUMBERS = _TENS | {word: number for number, word in enumerate(_SMALL)}
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
    )
    for way in each.split()
}
"""How units are written behind a number, each with its name. None that may be another word there: "1912 in Sarn"."""
_TURNERS = frozenset(
    """
    not no never without nor neither minus percent per half quarter dozen hundred thousand million billion trillion
    hundreds thousands millions billions
    """.split()  # noqa: SIM905  (easier to read)
)
"""Words that turn an answer round or scale it: with one more or less of them it is another."""


@functools.lru_cache(maxsize=4_096)
def key_words(text: str) -> tuple[str, ...]:
    """Return the words of an answer that tell it from another, in lower case and without accents."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(_SIGNS.get(each, each) for each in folded if not unicodedata.combining(each))
    words = _counted(_WORD.findall(_MINUS.sub(" minus ", plain).replace("per cent", "percent")))
    return tuple(word for word in words if word not in _FILLERS) or words


def _counted(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words with each number up to 99 in figures, and the unit behind a number by its name."""
    counted: list[str] = []
    tens = ""
    for word in words:
        if tens and 0 < _NUMBERS.get(word, 0) < 10:  # "forty-two"
            counted[-1] = str(_TENS[tens] + _NUMBERS[word])
        elif word in _NUMBERS:
            counted.append(str(_NUMBERS[word]))
        elif _THOUSANDS.fullmatch(word):
            counted.append(word.replace(",", ""))
        elif counted and counted[-1][-1].isdigit():
            counted.append(_UNITS.get(word, word))
        else:
            counted.append(word)
        tens = word if word in _TENS else ""
    return tuple(counted)


def agree(one: str, other: str) -> bool:
    """Say whether one of the answers is the other, or stands in it as a whole and leaves out no number or "not"."""
    short, long = sorted((key_words(one), key_words(other)), key=len)
    if not short:
        return one == other
    if short == long:
        return True
    inside = any(long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1))
    return inside and _figures(short) == _figures(long)


def _figures(words: Iterable[str]) -> set[str]:
    return {word for word in words if _DIGITS.search(word) or word in _TURNERS}


def grouped(spans: Sequence[Span]) -> list[list[Span]]:
    """Return the spans by the answer that they give, each group led by its best, groups in the order of those."""
    groups: list[list[Span]] = []
    for span in spans:
        for group in groups:
            if agree(group[0].text, span.text):
                group.append(span)
                break
        else:
            groups.append([span])
    return groups
