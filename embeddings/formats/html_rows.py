"""Writes what the rows of a page's tables read as into its tree, unless they arrange the page."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from lxml.etree import SubElement

from embeddings.formats.html_blocks import every_block
from embeddings.formats.html_spans import CELLS, spread_cells, tables_of
from embeddings.formats.html_texts import flat
from embeddings.formats.rows import heads_of, marked_heads, row_text, with_signs

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINKED = 0.7
"""Share of a table's characters in links from which it is a menu."""
MOST_IN_A_CELL = 5
"""Paragraphs in a cell beyond which its row arranges a page."""


def write_rows(body: Any) -> None:
    """Write what the rows of tables read as into a page's tree, unless a row, or a single column, arranges a page.

    Those of a table without a head that is links for the most part stay links.
    """
    spread_cells(body)
    for some in tables_of(body):
        if _is_presented(some[0]):
            continue
        rows = [(row, cells) for row in some if (cells := _cells(row)) is not None]
        texts: Sequence[Sequence[str]] = [[text for _, text in cells] for _, cells in rows]
        if max(map(len, texts), default=0) < 2:
            continue
        marks = [[cell.tag == "th" or row.getparent().tag == "thead" for cell, _ in cells] for row, cells in rows]
        heads = marked_heads(texts, marks)
        texts = with_signs(texts)
        heads = heads_of(texts) if heads is None else heads
        has_head = any(any(texts[place]) for place in heads)
        links = sum(len(flat(link)) for row, _ in rows for link in row.iter("a"))
        is_menu = not has_head and links >= _LINKED * sum(map(len, itertools.chain(*texts)))
        for place, ((row, _), text) in enumerate(zip(rows, texts, strict=True)):
            del row[:]
            within = SubElement(row, "a") if is_menu else row
            within.text = row_text(text, is_below_head=has_head)
            if place in heads:
                row.tag = "thead"  # whose text is a head, as every_block has it


def _is_presented(row: Any) -> bool:
    """Say whether a row's table says of itself that it arranges a page, as those of newsletters do."""
    table = next(row.iterancestors("table"), None)
    return table is not None and table.get("role", "").strip().lower() in ("none", "presentation")


def _cells(row: Any) -> list[tuple[Any, str]] | None:
    """Return the cells of a row and their texts; None if it holds another table or arranges a page."""
    cells = list(row.iterchildren(*CELLS))
    if len(cells) < len(row) or (row.text or "").strip() or any((cell.tail or "").strip() for cell in cells):
        return None
    if row.find(".//table") is not None or row.find(".//tr") is not None:
        return None
    blocks = [list(every_block(cell)) for cell in cells]
    most = 1 if len(cells) == 1 else MOST_IN_A_CELL
    if max(map(len, blocks), default=0) > most or any(
        each.kind in ("code", "heading") for each in itertools.chain(*blocks)
    ):
        return None
    return [(cell, " ".join(block.shown for block in some)) for cell, some in zip(cells, blocks, strict=True)]
