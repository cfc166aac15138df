"""The blocks of a page's tree: their text, their kinds, their links."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lxml.etree import iterwalk

from embeddings.documents import Block, Kind
from embeddings.formats.html_numbers import number_of
from embeddings.formats.html_spans import CELLS
from embeddings.formats.html_texts import BLOCKS, BREAK, DEEPEST, HEADINGS, KINDS, OUTSIDE, block_of, level_of
from embeddings.formats.numbering import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BOXES = frozenset(["article", "body", "div", "main", "section", "td"])
"""What holds other blocks of a page, and is drawn apart from what is around it."""
_LONGEST_HEADING = 200
"""Characters of a heading beyond which it was never closed: what stands in it are the paragraphs below it."""
_UNPARTED = HEADINGS | {"pre"}
"""What stays one where two lines end."""


def every_block(body: Any) -> Iterator[Block]:
    """Yield every block of text in a page's body that stands outside its navigation and forms."""
    for block, _ in linked_blocks(body):
        yield block


def linked_blocks(body: Any) -> Iterator[tuple[Block, float]]:
    """Yield the blocks as `every_block` does, and what share of each one's characters stands in links."""
    pieces: list[str] = []
    linked, links = 0, 0
    depth, begins_item, number = 0, False, ""
    within: list[tuple[str, int, str]] = []
    numbers = itertools.count()

    def flush(tag: str = "") -> Iterator[tuple[Block, float]]:
        nonlocal linked, begins_item, number
        text, level = "".join(pieces), level_of(within[-1][2] or tag if within else tag)
        share = linked / max(len(text), 1)
        pieces.clear()
        linked = 0
        box = next((number for name, number, _ in reversed(within) if name in _BOXES), None)
        kind: Kind = "heading" if level else KINDS.get(tag, "item" if depth and tag not in CELLS else "paragraph")
        level = level or (min(depth, DEEPEST) if kind == "item" and begins_item else 0)
        for block in marked(block_of(text, kind, level), number):
            begins_item, number = False, ""
            yield replace(block, box=box), share

    walk = iterwalk(body, events=("start", "end", "comment", "pi"))  # tags may be nested deeper than functions may
    for event, element in walk:
        is_outside = element.tag in OUTSIDE
        if event == "start":
            if is_outside:
                walk.skip_subtree()
                continue
            if element.tag in BLOCKS:
                yield from flush()
                within.append((element.tag, next(numbers), _heading(element, within)))
            if element.tag == "li":
                depth, begins_item, number = depth + 1, True, number_of(element)
            links += element.tag == "a"
            pieces.append(element.text or "")
            linked += len(element.text or "") if links else 0
            continue
        if event == "end" and not is_outside:
            links -= element.tag == "a"
            if element.tag == "br":
                tag = within[-1][0] if within else ""
                if tag not in _UNPARTED and _last_word(pieces) == BREAK:
                    yield from flush(tag)
                else:
                    pieces.append(BREAK)
            if element.tag in BLOCKS:
                yield from flush(element.tag)
                within.pop()
            if element.tag == "li":
                depth, begins_item, number = depth - 1, False, ""
        if element is not body:
            pieces.append(element.tail or "")
            linked += len(element.tail or "") if links else 0
    yield from flush()


def _heading(element: Any, within: Sequence[tuple[str, int, str]]) -> str:
    """Return the tag of the heading that a block is, or lies in; "" for one that heads nothing."""
    if element.tag not in HEADINGS:
        return within[-1][2] if within else ""
    length = sum(map(len, itertools.islice(element.itertext(), _LONGEST_HEADING)))
    return element.tag if length <= _LONGEST_HEADING else ""


def _last_word(pieces: list[str]) -> str:
    """Return the last of the pieces that is not empty."""
    return next((piece for piece in reversed(pieces) if piece.strip()), "")
