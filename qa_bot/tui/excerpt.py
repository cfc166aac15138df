"""Cuts text to what a row has room for: a sentence around its quote, a paragraph around that. Knows no widgets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.content import Content

from embeddings.plaintext import clean, one_line

if TYPE_CHECKING:
    from qa_bot.values import Citation

QUOTE = "bold $foreground"
_SENTENCE = "$foreground"
_SHOWN_OF_A_TITLE = 160
_SPACE = re.compile(r"\s+")


def shortened(text: str, *, at_most: int) -> str:
    """Return how a text begins, on one line of so many characters."""
    return _head(one_line(text), at_most)


def short_title(title: str) -> str:
    """Return an article's title, of a long one how it begins: a file may have a page of text where one belongs."""
    return shortened(title, at_most=_SHOWN_OF_A_TITLE)


def excerpt(citation: Citation, *, at_most: int) -> Content:
    """Return a citation's sentence on one line, its quote bold; without a quote the paragraph, its sentence not bold.

    What has more than `at_most` characters loses words at its ends, about as many before what is marked as behind it;
    a quote without a sentence stands for that in its whole paragraph. Without both it is how the paragraph begins.
    """
    text = citation.paragraph.text
    if citation.start is not None:
        sentence = text[citation.sentence_start or 0 : citation.sentence_end]
        start = citation.start - (citation.sentence_start or 0)
        return _around(sentence, start, start + len(citation.quote or ""), QUOTE, at_most)
    if citation.sentence_start is not None:
        return _around(text, citation.sentence_start, citation.sentence_end or 0, _SENTENCE, at_most)
    return Content(shortened(text, at_most=at_most))


def _around(text: str, start: int, end: int, style: str, at_most: int) -> Content:
    """Return a part of a text in a style, and as much of what is around it as there is room for."""
    part = one_line(text[start:end])
    if len(part) >= at_most:
        return Content.assemble((_head(part, at_most), style))
    before, after = _flat(text[:start]), _flat(text[end:])
    room = at_most - len(part)
    before_at_most = max(room // 2, room - len(after))  # what one side does not need, the other gets
    after_at_most = max(room - room // 2, room - len(before))
    return Content.assemble(_tail(before, before_at_most).lstrip(), (part, style), _head(after, after_at_most).rstrip())


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
