"""Tells the languages of our own pages apart, so that what is put together on one is all in one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from training.lines.pages import LabelledPage

_COMMON = {
    "de": frozenset(["der", "die", "und", "das", "ist", "nicht", "mit", "den"]),
    "en": frozenset(["the", "of", "and", "to", "is", "that", "with", "for"]),
    "es": frozenset(["el", "los", "las", "y", "una", "que", "con", "para"]),
    "fr": frozenset(["le", "la", "les", "des", "et", "une", "est", "pour"]),
}
"""Words that tell the languages of our own pages apart."""
_LEAST = 0.05
"""Share of a text's words that these have in its language: in another they have less."""
_FEW = 50
"""Articles of a language up to which they would be learnt by heart."""


def language_of(page: LabelledPage) -> str:
    """Return the likeliest of the languages that our own pages are in."""
    return max(_counted(" ".join(block.text for block in page.blocks)).items(), key=lambda each: each[1])[0]


def in_languages(articles: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return for each of the languages the articles that are in it, or all articles where these are few."""
    found: dict[str, list[str]] = {language: [] for language in _COMMON}
    for article in articles:
        language, count = max(_counted(article).items(), key=lambda each: each[1])
        if count >= _LEAST * len(article.split()):
            found[language].append(article)
    return {language: alike if len(alike) > _FEW else articles for language, alike in found.items()}


def _counted(text: str) -> dict[str, int]:
    words = Counter(re.findall(r"\w+", text.casefold()))
    return {language: sum(words[word] for word in common) for language, common in _COMMON.items()}
