"""Finds the sentences of a text, with their offsets."""

from __future__ import annotations

import re

_MAX_TEXT = 200_000
"""Characters that one call of the segmenter is given."""


def sentence_offsets(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, in characters, without the space around it, in order."""
    import sentencex  # a compiled library: loaded when text is first cut

    offsets: list[tuple[int, int]] = []
    for base in range(0, len(text), _MAX_TEXT):
        cursor = base
        for sentence in sentencex.segment("en", text[base : base + _MAX_TEXT]):
            core = sentence.strip()
            if not core:
                continue
            start = text.index(core, cursor)
            cursor = start + len(core)
            offsets.append((start, cursor))
    return offsets


_WORD = re.compile(r"\w+(?:['’]\w+)*")


def words(text: str) -> list[str]:
    """Return the words of the text, in lower case and in order."""
    return [word.casefold() for word in _WORD.findall(text)]
