"""Scores the text that was kept of a page against the article in it, token by token."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.cleaning.pages import Page


@dataclass(frozen=True, slots=True)
class Score:
    """Tokens of one page, or of several together."""

    right: int
    """Kept, and the article's own."""
    wrong: int
    """Kept, and neither its own nor allowed."""
    lost: int
    """Its own, and not kept."""

    @property
    def precision(self) -> float:
        return _share(self.right, self.wrong)

    @property
    def recall(self) -> float:
        return _share(self.right, self.lost)


def score(page: Page, text: str) -> Score:
    """Count tokens as bags: however often one is in the article, as often it may and must be kept."""
    kept, own = tokens(text), tokens(*page.own)
    right = (kept & own).total()
    return Score(right, (kept - own - tokens(*page.allowed)).total(), own.total() - right)


def summed(scores: Iterable[Score]) -> Score:
    counted = list(scores)
    return Score(*(sum(getattr(each, name) for each in counted) for name in ("right", "wrong", "lost")))


def tokens(*texts: str) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall(r"\w+", text.casefold()))


def _share(part: int, other: int) -> float:
    return part / (part + other) if part + other else 1.0
