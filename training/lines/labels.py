"""Tells which lines of a page are its article's, where the article is known as text alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TELLING = 6
"""Words from which a line is told by itself; shorter ones by those around them, too."""
_RUN = 3
_NEAR = 12
"""Lines from a short one within which a longer one of the article's has to be."""
_MOSTLY = 0.6


def shares_of_article(lines: Sequence[str], article: str) -> list[float]:
    """Return what share of each line is the article's: 1 if it stands in it, else of its runs of three words."""
    paragraphs = [words_of(line) for line in article.splitlines()]
    flat = [word for words in paragraphs for word in words]
    text, whole = _spaced(flat), {tuple(words) for words in paragraphs}
    runs = set(_runs(flat))
    shares = []
    for line in lines:
        words = words_of(line)
        if len(words) < _TELLING:
            share = 1.0 if words and tuple(words) in whole else 0.5 if words and _spaced(words) in text else 0.0
        elif _spaced(words) in text:
            share = 1.0
        else:
            own = [run in runs for run in _runs(words)]
            share = sum(own) / len(own)
        shares.append(share)
    return [_by_those_around(lines, shares, at) for at in range(len(lines))]


def _by_those_around(lines: Sequence[str], shares: Sequence[float], at: int) -> float:
    """Return the share of a line; 1 or 0 for a short one: it may stand in an article, and on a button as well.

    One that is a whole paragraph of the article's is believed beside a longer line of it, words from its middle between
    two.
    """
    if len(words_of(lines[at])) >= _TELLING or shares[at] == 0:
        return shares[at]
    before = next((other for other in range(at - 1, -1, -1) if len(words_of(lines[other])) >= _TELLING), None)
    after = next((other for other in range(at + 1, len(lines)) if len(words_of(lines[other])) >= _TELLING), None)
    around = [shares[other] > _MOSTLY and abs(other - at) <= _NEAR for other in (before, after) if other is not None]
    return float(any(around) if shares[at] == 1 else len(around) == 2 and all(around))


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
