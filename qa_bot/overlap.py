"""How much of a question's meaning stands in a text, term by term."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from embeddings.sentences import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from embeddings.values import Article

IMPLIED_AT = 3
"""A term that stands in one paragraph of so many is the article's subject, and implied in all of them."""
IMPLIED_FROM = 200
"""Paragraphs of an article that are looked at for its subject."""

_STOP_WORDS = frozenset(
    """
    a about after all also am an and any are as at be been before being but by can could did do does for from
    get had has have he her him his how i if in into is it its long many me more most much my no not of on or
    our she so some than that the their them then there these they this those to us was we were what when where
    which who whom whose why will with would you your 's s t
    """.split()  # noqa: SIM905  (easier to read)
)


class Overlap:
    """How much of a question's meaning, term by term, stands in a text.

    A term counts as much as the most similar word of the text: 1 for the same stem, else the cosine between the
    two words' vectors. Terms weigh by their inverse frequency among the sentences at hand. A term that goes
    without saying in an article, because its title or most of its paragraphs hold it, counts as present in each
    of its sentences: who asks a folder names the subject, which the paragraph with the answer need not.
    """

    def __init__(
        self, question: str, sentences: Sequence[str], *, encode_words: Callable[[Sequence[str]], NDArray[np.float32]]
    ) -> None:
        self._asked = content_words(question)
        self._encode_words = encode_words
        self._asked_vectors = encode_words(self._asked)
        self._asked_stems = [stem(word) for word in self._asked]
        self._similarities: dict[str, list[float]] = {}
        self._present: dict[str, list[float]] = {}
        self._learn({word for text in sentences for word in content_words(text)})
        frequencies = Counter(term for text in sentences for term in stems(text))
        rarity = [math.log(1 + len(sentences) / (0.5 + frequencies[term])) for term in self._asked_stems]
        self._weights = [value / (sum(rarity) or 1) for value in rarity]  # without a sentence all are 0

    def of(self, text: str, implied: Sequence[float]) -> float:
        """Return the share, from 0 to 1, of the question that stands in the text or is implied."""
        terms = zip(self._weights, self._presence(text), implied, strict=True)
        return sum(weight * max(stands, goes) for weight, stands, goes in terms)

    def implied_by(self, article: Article) -> list[float]:
        """Return how far each term goes without saying in the article, from 0 to 1."""
        paragraphs = article.paragraphs[:IMPLIED_FROM]
        frequencies = Counter(term for paragraph in paragraphs for term in stems(paragraph.text))
        return [
            max(in_title, min(1.0, IMPLIED_AT * frequencies[term] / len(paragraphs)))
            for in_title, term in zip(self._presence(article.title), self._asked_stems, strict=True)
        ]

    def _presence(self, text: str) -> list[float]:
        """Return how far each term stands in the text, from 0 to 1."""
        if text not in self._present:
            words_there = content_words(text)
            self._learn(words_there)
            rows = [self._similarities[word] for word in words_there]
            self._present[text] = [max(column) for column in zip(*rows, strict=True)] or [0.0] * len(self._asked)
        return self._present[text]

    def _learn(self, new_words: Collection[str]) -> None:
        """Compare words with the question's terms, all at once."""
        ordered = [word for word in new_words if word not in self._similarities]
        if not ordered:
            return
        if not self._asked:  # a question of stop words alone: nothing to compare with
            self._similarities.update((word, []) for word in ordered)
            return
        similar = (self._encode_words(ordered) @ self._asked_vectors.T).clip(0, 1).tolist()
        for word, row in zip(ordered, similar, strict=True):
            same = stem(word)
            self._similarities[word] = [
                1.0 if term == same else value for value, term in zip(row, self._asked_stems, strict=True)
            ]


@functools.lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what is left of an English word without its ending."""
    return str(_stemmer().stemWord(word.removesuffix("'s").removesuffix("’s")))


@functools.cache
def _stemmer():  # type: ignore[no-untyped-def]  # the library has no types
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@functools.lru_cache(maxsize=20_000)
def content_words(text: str) -> tuple[str, ...]:
    """Return the different words of a text that carry meaning, in order."""
    return tuple(dict.fromkeys(word for word in words(text) if word not in _STOP_WORDS))


@functools.lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """Return the stems of a text's content words."""
    return frozenset(stem(word) for word in content_words(text))
