"""The blocks of the tree that trafilatura makes of a page's article: their text, their kinds, their lists."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from embeddings.documents import Block
from embeddings.formats.html_numbers import number_of
from embeddings.formats.html_rows import MOST_IN_A_CELL
from embeddings.formats.html_texts import (
    DEEPEST,
    KINDS,
    TWO_BREAKS,
    block_of,
    flat,
    level_of,
    marked_texts,
    parted,
    texts_of_child,
)
from embeddings.formats.numbering import marked
from embeddings.formats.rows import marked_heads, table_rows
from embeddings.plaintext import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_IN_A_LINE = frozenset(["code", "del", "graphic", "hi", "lb", "ref"])
"""What stands within a line in trafilatura's tree, if there are words beside it."""
_FEWEST = 8
"""Words from which what stands between two blocks is a paragraph."""
_BREAK_IN_CODE = re.compile(r"\S\s*[\n\x00]\s*\S")


def extracted_blocks(element: Any, depth: int = 0) -> Iterator[Block]:
    """Yield the blocks of trafilatura's tree: paragraphs, headings, table rows, and items of lists.

    `depth` is in how many lists the element lies.
    """
    return _blocks_among(element, element.text or "", depth, is_apart=element.tag not in ("item", "quote"))


def _blocks_among(children: Iterable[Any], text: str, depth: int, *, is_apart: bool) -> Iterator[Block]:
    """Yield the blocks of what follows a text; words between blocks are paragraphs with the marked ones among them.

    In what is apart from all else, few words between two paragraphs are a button's.
    """
    pieces, is_loose = [text], bool(text.strip())
    within: list[Any] = []

    def flush() -> Iterator[Block]:
        if is_loose:
            for part in TWO_BREAKS.split("".join(pieces)):
                yield from block_of(" ".join(part.split()))
        else:
            for each in within:
                yield from _extracted_from(each, depth)

    for child in children:
        if child.tag in _IN_A_LINE and not (
            child.tag == "code" and _BREAK_IN_CODE.search("".join(marked_texts(child)))
        ):
            within.append(child)
            pieces += texts_of_child(child)
            is_loose = is_loose or bool((child.tail or "").strip())
            continue
        yield from flush()
        if child.tag == "item":
            of_list = not (child.get("rend") or "").startswith(("dt", "dd"))  # and not of terms with what they mean
            level = depth + of_list
            blocks = marked(_extracted_from(child, level), number_of(child))
            yield from _of_item(blocks, min(level, DEEPEST) if of_list else 0)
        else:
            yield from _extracted_from(child, depth)
        tail = child.tail or ""
        is_button = is_apart and child.tag not in ("list", "table") and len(WORD.findall(tail)) < _FEWEST
        pieces, within, is_loose = ["" if is_button else tail], [], bool(tail.strip()) and not is_button
    yield from flush()


def _of_item(blocks: Iterator[Block], level: int) -> Iterator[Block]:
    """Yield the blocks of an item, whose paragraphs are of its list; the first of all knows the level."""
    for place, block in enumerate(blocks):
        yield replace(block, kind="item", level=0 if place else level) if block.kind == "paragraph" else block


def _extracted_from(child: Any, depth: int) -> Iterator[Block]:
    if child.tag == "row":  # which arranges a page
        for cell in child:
            yield from extracted_blocks(cell, depth)
    elif child.tag == "head":
        yield from block_of(flat(child), "heading", level_of(child.get("rend")))
    elif child.tag in ("list", "table") or child.find(".//p") is not None or child.find(".//item") is not None:
        yield from _table(child) if child.tag == "table" else extracted_blocks(child, depth)
    elif child.tag == "code":
        yield from block_of("".join(marked_texts(child)), "code")
    else:
        for part in parted(child):
            yield from block_of(part, KINDS.get(child.tag, "paragraph"))


def _arranges_a_page(row: Any) -> bool:
    """Say whether a row holds more blocks than a cell of a table, and no words between them."""
    cells = [cell for cell in row if flat(cell)]
    most = 1 if len(cells) == 1 else MOST_IN_A_CELL
    is_loose = any((block.tail or "").strip() for cell in cells for block in cell)
    return not is_loose and any(len(cell) > most for cell in cells)


def _table(element: Any) -> Iterator[Block]:
    """Yield the rows of a table in trafilatura's tree, which knows the cells that the page marks as heads."""
    for is_row, run in itertools.groupby(element, key=lambda child: child.tag == "row" and not _arranges_a_page(child)):
        some = list(run)
        if is_row:
            rows = [[flat(cell) for cell in row] for row in some]
            heads = marked_heads(rows, [[cell.get("role") == "head" for cell in row] for row in some])
            for block in table_rows(rows, heads):
                yield from block_of(block.text, block.kind)
        else:
            yield from _blocks_among(some, "", 0, is_apart=True)
