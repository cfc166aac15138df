"""What the program and the process that parses for it send each other: documents as JSON, and how long each is."""

from __future__ import annotations

import json
import re

from embeddings.documents import DATE_ORIGINS, KINDS, Block, Document

LENGTH = 8
"""Bytes before a frame that say how many it has."""
_MAX_BLOCKS = 500_000
_MAX_LEVEL, _MAX_PAGE, _MAX_MARKER = 100, 10_000_000, 100
"""Also of the parts of a page."""
_DISCUSSION: tuple[list[object], ...] = ([], [True])
"""What may say of a document whether it is one."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def framed(content: bytes) -> bytes:
    return len(content).to_bytes(LENGTH, "big") + content


def encode(value: object) -> bytes:
    """Return a value as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def document_fields(document: Document) -> list[object]:
    """Return a document as JSON can hold it."""
    blocks, other = ([_block_fields(each) for each in blocks] for blocks in (document.blocks, document.other))
    names = (document.title, document.author, document.published)
    origin = (document.from_web, document.url, document.language, document.date_from)
    marks = (document.has_id, document.is_whole, document.is_letter, document.standfirst)
    more = [True] * document.is_discussion  # most are none
    return [blocks, *names, document.part, *origin, *marks, other, *more]


def _block_fields(block: Block) -> list[object]:
    more = (block.box, block.marker) if block.marker else () if block.box is None else (block.box,)  # most have none
    return [block.text, block.kind, block.level, block.page, block.later_pages, *more]


def document_from(fields: object) -> Document:
    """Return the document that another process has sent.

    A date that is none is left out: a loader may have copied what its source says.

    Raises:
        ValueError: these are not a document's fields.

    """
    match fields:
        case [
            list(own),
            str() | None as title,
            str() | None as author,
            published,
            str(part),
            bool(from_web),
            str() | None as url,
            str(language),
            date_from,
            bool(has_id),
            bool(is_whole),
            bool(is_letter),
            str(standfirst),
            list(others),
            *more,
        ] if len(own) + len(others) <= _MAX_BLOCKS and date_from in DATE_ORIGINS and more in _DISCUSSION:
            known = isinstance(published, str) and _DATE.fullmatch(published)
            date = known[0] if known else None
            blocks, other = [_block_from(each) for each in own], tuple(_block_from(each) for each in others)
            origin = (part, from_web, url, language, date_from, has_id, is_whole, is_letter)
            return Document(blocks, title, author, date, *origin, other, standfirst, bool(more))
    raise ValueError("no document")


def _block_from(fields: object) -> Block:
    match fields:
        case [str(text), kind, int(level), int() | None as page, list(later)]:
            box, marker = None, ""
        case [str(text), kind, int(level), int() | None as page, list(later), int(box)]:
            marker = ""
        case [str(text), kind, int(level), int() | None as page, list(later), int() | None as box, str(marker)]:
            pass
        case _:
            raise ValueError("no block")
    places = (number for number in (page, box) if number is not None)
    is_marked = len(marker) <= _MAX_MARKER
    if (
        not is_marked
        or kind not in KINDS
        or not 0 <= level <= _MAX_LEVEL
        or not all(0 <= number <= _MAX_PAGE for number in places)
    ):
        raise ValueError("no block")
    return Block(text, kind, level, page, tuple(_page_start_from(each, len(text)) for each in later), box, marker)


def _page_start_from(fields: object, length: int) -> tuple[int, int]:
    match fields:
        case [int(start), int(page)] if 0 <= start < length and 0 <= page <= _MAX_PAGE:
            return start, page
    raise ValueError("no start of a page")
