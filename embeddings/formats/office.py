"""What Word's documents and OpenDocument's have in common: paragraphs, tables, a title. Knows neither format."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any

from embeddings.documents import Block, Document, Kind
from embeddings.formats.rows import table_rows, told_again
from embeddings.formats.titles import may_be_title
from embeddings.furniture import same_words
from embeddings.plaintext import one_line

_MOST_IN_A_CELL = 5
"""Paragraphs in a cell beyond which its row arranges a page."""

_WIDEST = 50
"""Columns, or rows, that one cell may span."""


def paragraphs(text: str, kind: Kind, level: int = 0) -> Iterator[Block]:
    """Yield the blocks of a paragraph: one, or several if empty lines were typed into it; code stays on its lines."""
    if kind == "code":
        yield from [Block(text.strip("\n"), kind)] if text.strip() else []
        return
    for part in re.split(r"\n\s*\n", text):
        flat = " ".join(part.split())
        if flat:
            yield Block(flat, kind, level)


def table(rows: Iterable[tuple[list[list[Block]], bool]]) -> Iterator[Block]:
    """Yield a block for each row of cells, given with whether it is marked as a head.

    Where a table only arranges a page, the blocks in its cells are yielded.
    """
    listed = list(rows)
    one_column = all(len(cells) == 1 for cells, _ in listed)

    def arranges(row: tuple[list[list[Block]], bool]) -> bool:
        return one_column or any(len(cell) > _MOST_IN_A_CELL for cell in row[0])

    for arranged, run in itertools.groupby(listed, key=arranges):
        some = list(run)
        if arranged:
            yield from (block for cells, _ in some for cell in cells for block in cell)
        else:
            texts = [[" ".join(block.shown for block in cell) for cell in cells] for cells, _ in some]
            yield from table_rows(texts, [place for place, (_, is_head) in enumerate(some) if is_head] or None)


def said_again(cell: list[Block]) -> list[Block]:
    """Return what a cell that spans several rows says in those below its first."""
    return cell if told_again(" ".join(block.text for block in cell)) else []


def span(stated: str) -> int:
    """Return how many columns or rows a cell is stated to span."""
    return min(max(int(stated), 1), _WIDEST) if stated.isdecimal() and len(stated) < 6 else 1


def nearest(element: Any, tag: str, hidden: frozenset[str]) -> Iterator[Any]:
    """Yield the outermost elements of a tag below an element, those in hidden ones left out."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in hidden:
            yield from nearest(child, tag, hidden)


def titled(
    blocks: list[Block], *, shown: str | None, stated: str | None, author: str | None, language: str | None
) -> Document:
    """Return the document with the title that is shown on its pages, else that which is stated beside them.

    Without one it is the heading that it begins with, which goes.
    """
    believed = one_line(stated or "")
    title = shown or (believed if may_be_title(believed) else None)
    if len(blocks) > 1 and blocks[0].kind == "heading" and (title is None or same_words(blocks[0].text, title)):
        return Document(blocks[1:], title or blocks[0].text, author, language=language or "")
    return Document(blocks, title, author, language=language or "")
