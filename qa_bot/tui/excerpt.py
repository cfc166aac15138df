"""Cuts text to what a row has room for: a citation's sentence around its quote. Knows no widgets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.content import Content

from embeddings.plaintext import clean, one_line

if TYPE_CHECKING:
    from qa_bot.values import Citation

QUOTE = "bold $foreground"
_SPACE = re.compile(r"\s+")


def shortened(text: str, *, at_most: int) -> str:
    """Return how a text begins, on one line of so many characters."""
    return _head(one_line(text), at_most)


def excerpt(citation: Citation, *, at_most: int) -> Content:
    """Return a citation's sentence on one line, its quote bold; without a quote, how its paragraph begins.

    A sentence of more than `at_most` characters loses words at its ends, about as many before the quote as behind
    it; a quote without a sentence stands for that in its whole paragraph.
    """
    text = citation.paragraph.text
    if citation.start is None or citation.end is None:
        return Content(shortened(text, at_most=at_most))
    quote = one_line(text[citation.start : citation.end])
    if len(quote) >= at_most:
        return Content.assemble((_head(quote, at_most), QUOTE))
    before = _flat(text[citation.sentence_start or 0 : citation.start])
    after = _flat(text[citation.end : citation.sentence_end])
    room = at_most - len(quote)
    before_at_most = max(room // 2, room - len(after))  # what one side does not need, the other gets
    after_at_most = max(room - room // 2, room - len(before))
    return Content.assemble(
        _tail(before, before_at_most).lstrip(), (quote, QUOTE), _head(after, after_at_most).rstrip()
    )


def _flat(text: str) -> str:
    return _SPACE.sub(" ", clean(text))


def _head(text: str, at_most: int) -> str:
    """Return the whole words that a text begins with; in scripts without spaces the characters."""
    if len(text) <= at_most:
        return text
    words, space, broken = text[:at_most].rpartition(" ")
    return f"{words if space else broken} …"


def _tail(text: str, at_most: int) -> str:
    """Return the whole words that a text ends with, as above."""
    if len(text) <= at_most:
        return text
    broken, space, words = text[len(text) - at_most :].partition(" ")
    return f"… {words if space else broken}"
