"""Loads plain text: written as paragraphs, hard-wrapped, or pasted from a web page."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from embeddings.core import title_of_page
from embeddings.documents import Block, Document, Kind
from embeddings.formats.text_pages import without_pages
from embeddings.furniture import author_of, date_of, ends_like_a_sentence, is_furniture, opens_other_articles
from embeddings.pasted import was_pasted
from embeddings.plaintext import clean, decode

_HEADLINE_WORDS = 20
"""Headlines and headings are shorter than this; in prose, an unfinished line that is longer is still prose."""
_RAGGED = 0.8
"""Of a chunk's width from which a line may have been broken by hand."""
_TITLE_WITHIN = 8
"""The title is looked for among this many lines from the top."""
_LIST_ITEM = re.compile(r"(?:[-*+•‣◦–—]|\(?(?:\d{1,3}|[a-z])[.)])\s+\S")
_ROW = re.compile(r"\||:\s*[^\s\w]?\d")
"""What a line of a table or a list of prices holds; a headline may hold it too."""
_LABEL = re.compile(r"(?:\[?\d{1,2}:\d\d(?::\d\d)?\]?\s+)?([^\W\d_][\w .'’-]{0,40}):\s")
"""Who speaks, perhaps when, in an interview or in minutes."""
_ASIDE = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
"""What somebody does in an interview, such as to laugh."""
_UNDERLINE = re.compile(r"(?:[=\-_*~#]\s*){3,}")


def load_text(content: bytes) -> Iterator[Document]:
    parts = _parts(clean(without_pages(decode(content))))
    lines = [line for part in parts for line in part]
    boxes = [number if len(part) > 1 else None for number, part in enumerate(parts) for _ in part]
    alone = {at for at, box in enumerate(boxes) if box is None}
    title = (title_of_page(lines, alone) if was_pasted(lines) else None) or _title_among(lines)
    start = int(title is not None and lines[0] == title and _stands_alone(lines))
    blocks = zip(_blocks(lines[start:]), boxes[start:], strict=True)
    yield Document([replace(block, box=box) for block, box in blocks], title)


def text_blocks(text: str) -> list[Block]:
    """Return the paragraphs of a text whose title is known: none of its lines is taken for one, or for a heading."""
    return [Block(line, _kind(line)) for line in paragraph_lines(clean(text))]


def _stands_alone(lines: list[str]) -> bool:
    """Say whether the first line is a title alone, and not perhaps the first of several short lines: those stay."""
    title, following = lines[0], lines[1]
    of_several = _is_headline(following) and date_of(following) is None and author_of(following) is None
    return following == title or not (of_several or _ROW.search(title))


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Yield a block for each line; of prose, one or two short lines above a longer one are headings."""
    prose = _is_prose(lines)
    left = len(lines)
    for short, run in itertools.groupby(lines, key=_is_headline):
        texts = list(run)
        left -= len(texts)
        heads = prose and short and len(texts) <= 2 and left > 0
        yield from (Block(text, "heading" if heads and not _ROW.search(text) else _kind(text)) for text in texts)


def _kind(line: str) -> Kind:
    return "item" if _LIST_ITEM.match(line) else "paragraph"


def paragraph_lines(text: str) -> list[str]:
    """Return the text's paragraphs, one a line: blank lines part them, and hard-wrapped lines are joined."""
    return [line for part in _parts(text) for line in part]


def _parts(text: str) -> list[list[str]]:
    """Return the paragraphs of each part of a text between blank lines: one, or several that stand close together."""
    parts: list[list[str]] = []
    for chunk in re.split(r"\n\s*\n", text):
        lines = [
            stripped for line in chunk.split("\n") if (stripped := line.strip()) and not _UNDERLINE.fullmatch(stripped)
        ]
        wrapped = _wrapped(lines)
        paragraphs: list[str] = []
        pieces: list[str] = []
        for position, line in enumerate(lines):
            if wrapped[position]:
                pieces += [line] if re.search(r"\w-$", lines[position - 1]) else [" ", line]
            else:
                paragraphs += ["".join(pieces)] if pieces else []
                pieces = [line]
        paragraphs += ["".join(pieces)] if pieces else []
        parts.append(paragraphs)
    return parts


def _wrapped(lines: list[str]) -> list[bool]:
    """Say of each line whether it goes on with the one before.

    A few that seem to prove nothing, since one line is always the widest, unless one of them begins in lower case.
    """
    width = max(map(len, lines), default=0)
    lone = len(lines) == 2
    wrapped = [_was_wrapped(line, following, width=width, lone=lone) for line, following in itertools.pairwise(lines)]
    goes_on = any(is_wrapped and line[0].islower() for is_wrapped, line in zip(wrapped, lines[1:], strict=True))
    return [False, *wrapped] if goes_on or 2 * sum(wrapped) > len(wrapped) else [False] * len(lines)


def _was_wrapped(line: str, following: str, *, width: int, lone: bool) -> bool:
    """Say whether the line ended because the next word would have gone past the chunk's width, or in the midst of a
    sentence a little earlier, as lines do that were broken by hand.

    Two lone lines prove little, since one of them is the widest: there a finished sentence ends a paragraph.
    """
    if not 40 <= width <= 120 or _LIST_ITEM.match(following) or (lone and ends_like_a_sentence(line)):
        return False
    if any(is_furniture(each) or author_of(each) for each in (line, following)):
        return False
    ragged = following[0].islower() and len(line) >= _RAGGED * width and not ends_like_a_sentence(line)
    return ragged or len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _title_among(lines: list[str]) -> str | None:
    """Return the line that is the title: one that is doubled, else the first that could be; None for none."""
    top = [line for line in lines[:_TITLE_WITHIN] if not is_furniture(line) and author_of(line) is None]
    labels = Counter(label[1] for line in lines if (label := _LABEL.match(line)))
    speakers = {label for label, count in labels.items() if count > 1}
    candidates = [line for line in top if len(line.split()) <= 2 * _HEADLINE_WORDS and not opens_other_articles(line)]
    candidates = [line for line in candidates if not (label := _LABEL.match(line)) or label[1] not in speakers]
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
    is_short = len(line.split()) < _HEADLINE_WORDS and not ends_like_a_sentence(line)
    return is_short and not (_LIST_ITEM.match(line) or _ASIDE.fullmatch(line))
