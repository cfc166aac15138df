"""Parts a diary, a log or a live blog into its dated entries, so that each is an article of its own date."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from embeddings.documents import Block, Document
from embeddings.furniture import bare_date

_FEWEST = 3
"""Dates in order that make entries of a text; one or two lines may stand anywhere, and two headings may not."""
_LONGEST_OPENING = 120
"""Words before the first date, beyond which the dates belong to a part of the text alone."""
_NUMBERED = re.compile(r"\d{1,2}\.")


def entries(document: Document) -> Iterator[Document]:
    """Yield the dated entries of a document and what stands before them; of one without entries, it as it is.

    An entry begins with a line or a heading that is a date and nothing else, and the dates go one way. Dates that are
    items of a list, and head no paragraphs there, are a part of what is told.
    """
    starts = [
        (place, date)
        for place, (block, following) in enumerate(itertools.pairwise([*document.blocks, Block("")]))
        if not _is_listed(block, following) and (date := bare_date(block.text))
    ]
    dates = [date for _, date in starts]
    opening = document.blocks[: starts[0][0]] if starts else ()
    words = sum(len(block.text.split()) for block in opening)
    fewest = _FEWEST - all(document.blocks[place].kind == "heading" for place, _ in starts)
    if len(set(dates)) < fewest or words > _LONGEST_OPENING or dates not in (sorted(dates), sorted(dates)[::-1]):
        yield document
        return
    if opening:
        yield replace(document, blocks=opening)
    ends = [place for place, _ in starts[1:]] + [len(document.blocks)]
    for (start, date), end in zip(starts, ends, strict=True):
        yield _entry(document, document.blocks[start:end], date)


def _is_listed(block: Block, following: Block) -> bool:
    """Say whether a block is an item of a list that says no more.

    None is one that is taken for an item because a day's number has a dot behind it.
    """
    goes_on = block.level > 0 and following.kind == "item" and following.level == 0
    return block.kind == "item" and not goes_on and (block.level > 0 or _NUMBERED.match(block.text) is None)


def _entry(document: Document, blocks: Sequence[Block], date: str) -> Document:
    title = f"{document.title}: {blocks[0].text}" if document.title else blocks[0].text
    part = f"{document.part}/{date}" if document.part else date
    return replace(document, blocks=blocks, title=title, published=date, part=part, date_from="text")
