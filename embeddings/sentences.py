"""Finds the sentences of a text, with their offsets."""

from __future__ import annotations

import bisect
import functools
import re

_MAX_TEXT = 200_000
"""Characters that one call of the segmenter is given."""
_MEASURE = re.compile(
    r"[\d¼-¾⅐-⅞] ?(?:hrs?|mins?|secs?|ft|ins?|yds?|lbs?|oz|cwt|st|pts?|gals?|tsp|tbsp|km|cm|mm|kg|yrs?|mos?|wks?)\.$",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?<![\w.])(?:Ms|Mx|Amb|Ald|Cllr|Atty|Ste|Pte|Asst|Dep)\.$")
"""What stands before a name or another title and ends no sentence."""
_BRACKETED = re.compile(r"^(\(?)(\d{1,3}(?:\.\d{1,3}){0,8}|[A-Za-z]|[ivxl]{2,6}|[IVXL]{2,6})\)(?=\s)", re.MULTILINE)
"""The number of an item, behind whose bracket the segmenter finds no end of a sentence."""
_LONGEST_TITLE = 6
_LONGEST_MEASURE = 8
"""Characters of a figure's last digit, a unit and its full stop, at most."""


def sentence_offsets(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, in characters, without the space around it, in order."""
    import sentencex  # a compiled library: loaded when text is first cut

    offsets: list[tuple[int, int]] = []
    text = _BRACKETED.sub(lambda number: f"{'x' * len(number[1])}{number[2]}.", text)  # as long as it was
    for base in range(0, len(text), _MAX_TEXT):
        cursor = base
        for sentence in sentencex.segment("en", text[base : base + _MAX_TEXT]):
            core = sentence.strip()
            if not core:
                continue
            start = text.index(core, cursor)
            cursor = start + len(core)
            if offsets and _goes_on(text, offsets[-1][1], start):
                start = offsets.pop()[0]
            offsets.append((start, cursor))
    return offsets


def _goes_on(text: str, end: int, start: int) -> bool:
    """Say whether what follows what ends there belongs to the same sentence: "in 2 mins. 6 secs.", "Ms. Berg"."""
    if text[end:start] == " " and _TITLED.search(text, max(0, end - _LONGEST_TITLE), end):
        return True
    is_more = text[start].isdecimal() or text[start].islower()
    return is_more and text[end:start] == " " and _MEASURE.search(text, end - _LONGEST_MEASURE, end) is not None


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence, or the sentences, around a part of a text begin and end: at a blank line at latest."""
    sentences = _offsets(text)
    first = max(0, bisect.bisect_right(sentences, (start, len(text))) - 1)
    last = max(first, bisect.bisect_left(sentences, (end, 0)) - 1)
    begin, stop = (sentences[first][0], sentences[last][1]) if sentences else (0, len(text))
    above, below = text.rfind("\n\n", 0, start), text.find("\n\n", end)
    begin = max(begin, above + 2 if above >= 0 else 0)
    stop = min(stop, below if below >= 0 else len(text))
    return min(begin, start), max(stop, end)


@functools.lru_cache(maxsize=256)
def _offsets(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentence_offsets(text))
