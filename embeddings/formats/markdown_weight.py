"""Tells whether a Markdown file is more than text to decode, so that it is parsed in a process with limits."""

from __future__ import annotations

import re

_BLOCKS = "p|li|h[1-6]|blockquote|pre|div|section|article|table|t[rdh]|ul|ol|d[ltd]|figcaption"
BLOCK_TAG = re.compile(rf"<(?:{_BLOCKS})(?=[\s/>])", re.IGNORECASE)
"""Begins a block of HTML; of a piece with several lxml makes a tree."""
_BLOCK_TAG = re.compile(BLOCK_TAG.pattern.encode(), re.IGNORECASE)
_BORDER = re.compile(rb"[ \t>]*[|:-][ \t|:-]*\r?")
"""The line below the head of a table, which may be as short as the rows below it, though as many cells are made."""
_LARGE = 100_000
"""Bytes of notes beyond which a file is rather a book."""
_MANY_CELLS = 20_000
"""Of tables: the parser takes half a second for them, and 90 MB."""


def is_heavy(content: bytes) -> bool:
    """Say whether a file is large, holds blocks of HTML, or makes very many cells of tables."""
    if len(content) > _LARGE or len(_BLOCK_TAG.findall(content)) > 1:
        return True
    return b"|" in content and _cells(content) > _MANY_CELLS


def _cells(content: bytes) -> int:
    """Return how many cells the tables have at most, which end at an empty line."""
    cells = columns = 0
    for line in content.split(b"\n"):
        if not line.strip():
            columns = 0
        elif _BORDER.fullmatch(line):
            columns = max(columns, line.count(b"|") + 1)
        cells += columns
    return cells
