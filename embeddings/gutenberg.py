"""Takes a book out of what Project Gutenberg wraps it in: its licence, its markers, its transcriber's notes.

The date that Gutenberg gives is that of its own release, and not the book's: a book without one is better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from embeddings.documents import Block, Document

_SIGN = r"(?:™|\(tm\)|-tm)?"
_NAME = rf"project gutenberg(?:'s|’s|{_SIGN})"
_START = re.compile(
    rf"\*\*\* ?start of (?:the|this) {_NAME}[^*]*(?:\*\*\*|$)|\*end\*? ?the small print!.*", re.IGNORECASE
)
_OPENS = re.compile(rf"\*\*\* ?start of (?:the|this) {_NAME}", re.IGNORECASE)
_END = re.compile(
    rf"\*\*\* ?end of (?:the|this) {_NAME}|^end of (?:the )?project gutenberg(?:['’]s|{_SIGN} e-?(?:book|text)) ",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"(?:.*[.!?]['\"”’)\]]? +|(?:the )?{_NAME} .*)?", re.IGNORECASE | re.DOTALL)
"""What may stand before a marker in its block: in the midst of a sentence, somebody writes about it."""
_LICENCE = re.compile(
    rf"(?:the full )?{_NAME} license\W*$|to protect the {_NAME} mission of|start: full license$", re.IGNORECASE
)
_TITLED = re.compile(
    rf"(?:the )?project gutenberg(?:['’]s(?=.*,? by )|{_SIGN} e-?(?:book|text)(?: of|,)) "
    r"(?P<title>.+?)(?:,? by (?P<author>[^,]+))?",
    re.IGNORECASE,
)
_ON_THE_SITE = re.compile(rf"(?P<title>.+?) [|—-] {_NAME}", re.IGNORECASE)
_FIELD = re.compile(r"(?P<name>Title|Author): (?P<value>\S.*)")
_PRODUCED = re.compile(
    r"(?:e-?(?:text|book) (?:was )?)?(?:produced|prepared) by |this e-?(?:text|book) was |credits: ", re.I
)
_NOTE = re.compile(r"\W*transcriber['’]?s['’]? notes?\b(?P<more>\W*\w)?", re.IGNORECASE)
_LONGEST_NOTE = 12
"""Blocks below the heading of a transcriber's note that are part of it at most."""


def without_wrapper(document: Document) -> Document:
    """Return a book of Project Gutenberg alone, with the title and author that its wrapper names, and no date.

    A part of a book that holds nothing but the wrapper has no blocks left; any other document stays as it is, also one
    that tells of Project Gutenberg.
    """
    title = document.title or ""
    _, parted, part = title.rpartition(": ")
    if parted and (_LICENCE.match(part) or ((note := _NOTE.match(part)) and not note["more"])):
        return replace(document, blocks=())
    blocks = list(document.blocks)
    start, first = _found(_START, blocks)
    end, last = _found(_END, blocks)
    if any(_OPENS.search(block.text) for block in blocks[end:]):  # several books, one behind the other
        return document
    licence = next((at for at, block in enumerate(blocks) if _LICENCE.match(block.text)), len(blocks))
    named = _TITLED.fullmatch(title) or _ON_THE_SITE.fullmatch(title)
    ends_a_part = document.part and (last or licence < len(blocks))
    if not (first or named or ends_a_part):
        return document
    above = blocks[:start] if first and not document.part else []
    fields = {each["name"]: each["value"] for block in above if (each := _FIELD.fullmatch(block.text))}
    told = named.groupdict() if named else {}
    own = _own(blocks, (start, first), (min(end, licence), last if end <= licence else None))
    return replace(
        document,
        blocks=list(_without_notes(own)),
        title=fields.get("Title") or told.get("title") or document.title,
        author=fields.get("Author") or document.author or told.get("author"),
        published=None,
    )


def _found(marker: re.Pattern[str], blocks: Sequence[Block]) -> tuple[int, re.Match[str] | None]:
    """Return the first block that a marker stands in, and where; behind the last block if there is none.

    No book starts with the first line of a listing: there somebody shows what a marker looks like.
    """
    for at, block in enumerate(blocks):
        match = marker.search(block.text)
        is_shown = marker is _START and block.kind == "code" and _START.match(block.text)
        if match and not is_shown and _BEFORE.fullmatch(block.text, 0, match.start()):
            return at, match
    return len(blocks), None


def _own(
    blocks: list[Block], start: tuple[int, re.Match[str] | None], end: tuple[int, re.Match[str] | None]
) -> Iterator[Block]:
    """Yield the blocks between the markers, and what stands beside one in its block."""
    (first, opening), (last, closing) = start, end
    begin = 0
    if opening:
        yield replace(blocks[first], text=blocks[first].text[opening.end() :].strip())
        rest = blocks[first + 1 : first + 2]  # of a marker of two lines
        begin = first + 1 + any(not opening[0].endswith("*") and block.text.endswith("***") for block in rest)
    between = blocks[begin:last]
    produced = sum(_PRODUCED.match(block.text) is not None for block in between[:1])
    yield from between[produced:]
    if closing:
        yield replace(blocks[last], text=blocks[last].text[: closing.start()].strip())


def _without_notes(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield the blocks that are no transcriber's note: one that says so, or those below a heading that does."""
    left = 0
    for block in blocks:
        note = _NOTE.match(block.text)
        if note:
            left = 0 if note["more"] else _LONGEST_NOTE
        elif block.kind == "heading" or left == 0:
            left = 0
            if block.text:
                yield block
        else:
            left -= 1
