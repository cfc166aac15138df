"""Tells copies of one story, such as papers print of what an agency sent, from articles of their own, by their words.

A story's shingles are the runs of three words in it, each as a number; its sketch is a fixed quarter of those. Both
say how much of one text stands in another, whatever stands around it: that is Broder's MOD m for containment ("On the
resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import re
import zlib

Shingles = frozenset[int]

_WORD = re.compile(r"\w+")
_WORDS = 3
"""Of a shingle: of longer ones a changed word spoils more, shorter ones are in articles of all kinds."""
_KEPT = 4
"""One in so many shingles is in a sketch, which takes a byte a word."""
_FEWEST = 12
"""Shingles by which a text can be told: fewer may be the same by chance."""
_SAME_FROM = 0.4
"""The share of the shorter text's shingles that stand in the longer one, if both tell one story."""


def shingles(text: str) -> Shingles:
    """Return the shingles of a text, such as a paragraph."""
    words = _WORD.findall(text.casefold())
    return frozenset(zlib.crc32(" ".join(words[at : at + _WORDS]).encode()) for at in range(len(words) - _WORDS + 1))


def sketch(text: str) -> Shingles:
    """Return what is kept of an article's shingles."""
    return frozenset(each for each in shingles(text) if each % _KEPT == 0)


def tell_one_story(one: Shingles, other: Shingles) -> bool:
    """Say whether most of the shorter text stands in the longer one, of two that are both whole or both sketches."""
    shorter = min(len(one), len(other))
    return shorter >= _FEWEST and len(one & other) >= _SAME_FROM * shorter


def share_words(one: str, other: str) -> bool:
    """Say whether a text is too short to be told by its shingles, and most of its words are in the other."""
    words, others = sorted((set(_WORD.findall(text.casefold())) for text in (one, other)), key=len)
    return 0 < len(words) < _FEWEST + _WORDS - 1 and len(words & others) > len(words) / 2
