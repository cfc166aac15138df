"""The terms of a text: what the full-text index files it under, and what a question is compared by."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tantivy

STOP_WORDS = frozenset(
    """
    a about after all also am an and any are as at be been before being but by can could did do does for from
    get had has have he her him his how i if in into is it its long many me more most much my no not of on or
    our she so some than that the their them then there these they this those to us was we were what when where
    which who whom whose why will with would you your 's s t
    """.split()  # noqa: SIM905  (easier to read)
)
"""English words that carry no meaning of their own, question words among them."""


@functools.cache
def analyzer() -> tantivy.TextAnalyzer:
    """Words in lower case without accents, cut to their stems by Porter's English stemmer."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for each in (Filter.remove_long(100), Filter.lowercase(), Filter.ascii_fold(), Filter.stemmer("english")):
        builder = builder.filter(each)
    return builder.build()


def terms_of(text: str) -> list[str]:
    """Return the text's terms, in order."""
    return analyzer().analyze(text)


def query_terms(text: str) -> list[str]:
    """Return the different terms of a text but its stop words, in order; of a text of stop words alone, those."""
    terms = list(dict.fromkeys(terms_of(text)))
    return [term for term in terms if term not in _stop_terms()] or terms


@functools.cache
def _stop_terms() -> frozenset[str]:
    return frozenset(terms_of(" ".join(STOP_WORDS)))


def coverage(rarities: Mapping[str, float], text: str) -> float:
    """Return the share, from 0 to 1, of a query's terms that stand in a text, each counted by its rarity."""
    present = _different_terms(text)
    found = sum(rarity for term, rarity in rarities.items() if term in present)
    return found / (sum(rarities.values()) or 1.0)


@functools.lru_cache(maxsize=256)
def _different_terms(text: str) -> frozenset[str]:
    return frozenset(terms_of(text))
