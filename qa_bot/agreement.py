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
    words = _WORD.findall(_MINUS.sub(" minus ", plain))
    return tuple(word for word in words if word not in _FILLERS) or tuple(words)


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
