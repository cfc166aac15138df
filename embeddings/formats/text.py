"""Loads plain text: written as paragraphs, hard-wrapped, or pasted from a web page."""

from __future__ import annotations

import re

from embeddings.furniture import (
    Block,
    Extract,
    author_of,
    ends_like_a_sentence,
    is_furniture,
    opens_other_articles,
)
from embeddings.plaintext import clean, decode

_HEADLINE_WORDS = 20
"""Headlines and headings are shorter than this; in prose, an unfinished line that is longer is still prose."""
_TITLE_WITHIN = 8
"""The title is looked for among this many lines from the top."""
_LIST_ITEM = re.compile(r"(?:[-*+•‣◦–—]|\(?(?:\d{1,3}|[a-z])[.)])\s+\S")
_UNDERLINE = re.compile(r"(?:[=\-_*~#]\s*){3,}")


def load_text(content: bytes) -> Extract:
    lines = paragraph_lines(clean(decode(content)))
    title = _title_among(lines)
    if title is not None and lines and lines[0] == title:
        lines = lines[1:]
    prose = _is_prose(lines)
    return Extract([Block(line, "heading" if prose and _is_headline(line) else "paragraph") for line in lines], title)


def paragraph_lines(text: str) -> list[str]:
    """Return the text's paragraphs, one a line: blank lines part them, and hard-wrapped lines are joined."""
    paragraphs: list[str] = []
    for chunk in re.split(r"\n\s*\n", text):
        lines = [
            stripped for line in chunk.split("\n") if (stripped := line.strip()) and not _UNDERLINE.fullmatch(stripped)
        ]
        width = max(map(len, lines), default=0)
        pieces: list[str] = []
        for position, line in enumerate(lines):
            if position and _was_wrapped(lines[position - 1], line, width=width, lone=len(lines) == 2):
                pieces += [line] if re.search(r"\w-$", lines[position - 1]) else [" ", line]
            else:
                paragraphs += ["".join(pieces)] if pieces else []
                pieces = [line]
        paragraphs += ["".join(pieces)] if pieces else []
    return paragraphs


def _was_wrapped(line: str, following: str, *, width: int, lone: bool) -> bool:
    """Say whether the line ended because the next word would have gone past the chunk's width, and no earlier.

    Two lone lines prove little, since one of them is the widest: there a finished sentence ends a paragraph.
    """
    if not 40 <= width <= 120 or _LIST_ITEM.match(following) or (lone and ends_like_a_sentence(line)):
        return False
    if any(is_furniture(each) or author_of(each) for each in (line, following)):
        return False
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _title_among(lines: list[str]) -> str | None:
    """Return the line that is the title: one that is doubled, else the first that could be; None for none."""
    top = [line for line in lines[:_TITLE_WITHIN] if not is_furniture(line) and author_of(line) is None]
    candidates = [line for line in top if len(line.split()) <= 2 * _HEADLINE_WORDS and not opens_other_articles(line)]
    for position, line in enumerate(candidates):
        doubled = candidates[position + 1 :]
        if len(line.split()) > 1 and line in (doubled[:1] if ends_like_a_sentence(line) else doubled):
            return line
    if len(lines) > 1 and candidates and candidates[0] == top[0]:
        first = candidates[0]
        asked = first.endswith(("?", "!")) and len(first.split()) <= _HEADLINE_WORDS
        if _is_headline(first) or asked:
            return first
    return None


def _is_prose(lines: list[str]) -> bool:
    """Say whether the text is written in sentences, so that an unfinished line is a heading and not a verse."""
    words = [(len(line.split()), ends_like_a_sentence(line)) for line in lines]
    finished = sum(count for count, ends in words if ends)
    return finished >= 0.6 * sum(count for count, _ in words)


def _is_headline(line: str) -> bool:
    return len(line.split()) < _HEADLINE_WORDS and not ends_like_a_sentence(line) and not _LIST_ITEM.match(line)
