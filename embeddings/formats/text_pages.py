"""Joins the pages of a text that form feeds part, as programs write that read a PDF out: running heads go."""

from __future__ import annotations

import re
from collections import Counter

from embeddings.furniture import ends_like_a_sentence

_EDGE = 2
"""Lines at the top and at the end of a page that may be running heads."""
_FEW_PAGES = 4
"""Up to which a line that stands twice recurs; of more, it has to stand three times."""
_LONGEST = 20
"""Words of a running head."""


def without_pages(text: str) -> str:
    """Return a text without form feeds and what recurs beside them, but for digits; a sentence goes on on the next."""
    if "\f" not in text:
        return text
    pages = [lines for page in text.split("\f") if (lines := page.strip().splitlines())]
    times = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    least = 2 if len(pages) <= _FEW_PAGES else 3
    recurring = frozenset(key for key, count in times.items() if key and count >= least)
    joined: list[str] = []
    for page in pages:
        lines = _without_heads(page, recurring)
        goes_on = joined and lines and lines[0].lstrip()[:1].islower() and not ends_like_a_sentence(joined[-1])
        joined += lines if goes_on or not joined else ["", *lines]
    return "\n".join(joined)


def _edges(page: list[str]) -> list[str]:
    full = [line for line in page if line.strip()]
    return [*full[:_EDGE], *full[-_EDGE:]]


def _key(line: str) -> str:
    """Return what a running head says on every page, "0" for a page's number; "" for what is none, but a sentence."""
    if len(line.split()) > _LONGEST or (ends_like_a_sentence(line) and any(map(str.isalpha, line))):
        return ""
    return " ".join(re.sub(r"\d+", "0", line).split())


def _without_heads(page: list[str], recurring: frozenset[str]) -> list[str]:
    """Return the lines of a page without those at its edges that recur, and without blank ones there."""
    first, last = _heads(page, recurring), _heads(page[::-1], recurring)
    return page[first : len(page) - last]


def _heads(lines: list[str], recurring: frozenset[str]) -> int:
    """Return how many lines a page begins with that are running heads, or blank."""
    heads = at = 0
    while at < len(lines):
        if lines[at].strip():
            if heads == _EDGE or _key(lines[at]) not in recurring:
                return at
            heads += 1
        at += 1
    return at
