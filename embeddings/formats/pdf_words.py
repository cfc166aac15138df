"""Joins the lines of a paragraph, and the words that are broken at their ends. Knows text, and no page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_TAIL = 60
"""Characters at a text's end among which a broken word is looked for."""
_SOFT = "\u00ad"
HYPHENS = ("-", _SOFT, "\u2010")
_BROKEN = re.compile(rf"(\w+(?:-\w+)*)[{''.join(HYPHENS)}]$")
_WORD = re.compile(r"\w+(?:[-\u2010]\w+)*")
_UNSPACED = re.compile("[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60]")
"""Chinese and Japanese."""
_NUMBERED = re.compile(r"\w\u2013$")
"""Before the rest of a number or a range."""
_COMPOUNDED = 4
"""Letters from which two words that are both written elsewhere are rather a compound than a word and its end."""


def whole_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that are written within a line, in lower case, hyphens and all."""
    words: set[str] = set()
    broken = False
    for text in texts:
        found = _WORD.findall(text.lower())
        first = int(broken)
        broken = text.endswith(HYPHENS)
        words.update(found[first : len(found) - broken])
    return frozenset(words)


def joined(texts: Sequence[str], words: frozenset[str]) -> tuple[str, list[int]]:
    """Return lines as one text, and where each begins in it, behind the rest of a word that is broken before it.

    A hyphen at a line's end stays if the words of the document speak for it.
    """
    text, starts = "", list[int]()
    for line in texts:
        following = line[:-1].replace(_SOFT, "") + line[-1:]
        broken = _BROKEN.search(text, max(0, len(text) - _TAIL))
        begun = _WORD.match(following)
        rest = 0
        if broken is None or begun is None:
            unspaced = _UNSPACED.match(text[-1:]) and _UNSPACED.match(following)
            text = text.removesuffix(_SOFT)
            text += following if not text or unspaced or is_cut_number(text, following) else f" {following}"
        else:
            hyphen = "-" if _is_hyphenated(broken[1].lower(), begun[0], words) else ""
            text = f"{text[:-1]}{hyphen}{following}"
            rest = len(following) - len(following.partition(" ")[2])
        starts.append(len(text) - len(following) + rest)
    return text.removesuffix(_SOFT), starts


def is_cut_number(text: str, following: str) -> bool:
    """Say whether a number or a range is broken at its dash."""
    return following[:1].isdigit() and _NUMBERED.search(text, max(0, len(text) - 2)) is not None


def _is_hyphenated(before: str, after: str, words: frozenset[str]) -> bool:
    """Say whether a word that is broken at a hyphen is written with it."""
    lowered = after.lower()
    if f"{before}{lowered}" in words or f"{before}-{lowered}" in words:
        return f"{before}{lowered}" not in words
    compound = before in words and lowered in words and min(len(before), len(after)) >= _COMPOUNDED
    return compound or "-" in before + after or not after[0].islower() or before[-1].isdigit()
