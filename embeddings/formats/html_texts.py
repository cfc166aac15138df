"""The text of an element, of a page's tree or trafilatura's, as a block of its kind, and what sets blocks apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from embeddings.documents import Block, Kind
from embeddings.plaintext import clean, clean_code

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTSIDE = frozenset(
    """
    script style noscript template nav header footer aside form button select textarea datalist svg iframe head rp rt
    """.split()  # noqa: SIM905  (easier to read)
)
BLOCKS = frozenset(
    """
    p li h1 h2 h3 h4 h5 h6 blockquote td th dd dt pre figcaption div section article main body table thead tr ul
    ol
    """.split()  # noqa: SIM905  (easier to read)
)
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
KINDS: dict[str, Kind] = {
    "li": "item",
    "dd": "item",
    "thead": "head",
    "tr": "row",
    "blockquote": "quote",
    "quote": "quote",
    "pre": "code",
    "code": "code",
    "figcaption": "caption",
}
"""What a page's own tags, and those of trafilatura's tree, set apart."""
APART = BLOCKS | {"item", "cell", "row", "list", "quote", "head"}
"""What stands apart from the words around it, in a page and in trafilatura's tree."""
DEEPEST = 20
"""Lists in lists beyond which it is not told any more how deep one lies."""
BREAK = "\x00"
"""Stands for the end of a line, a character that no page may hold."""
TWO_BREAKS = re.compile(r"\x00\s*\x00[\s\x00]*")


def block_of(text: str, kind: Kind = "paragraph", level: int = 0) -> Iterator[Block]:
    """Yield a text as a block on one line, code on as many as it has; nothing if it is empty."""
    lines = text.replace(BREAK, "\n")
    if cleaned := clean_code(lines) if kind == "code" else " ".join(clean(lines).split()):
        yield Block(cleaned, kind, level)


def level_of(tag: str | None) -> int:
    """Return the level of a heading by its tag, 0 for what is none."""
    return int(tag[1]) if tag and re.fullmatch("h[1-6]", tag) else 0


def said(element: Any) -> str:
    """Return an element's words on one line, those of parts without a space between them as one."""
    return " ".join("".join(element.itertext()).split())


def flat(element: Any) -> str:
    return " ".join("".join(marked_texts(element)).replace(BREAK, " ").split())


def parted(element: Any) -> list[str]:
    """Return the text of an element, parted where two line breaks stand for the end of a paragraph."""
    marked = "".join(marked_texts(element))
    return [" ".join(part.split()) for part in TWO_BREAKS.split(marked)]


def marked_texts(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from texts_of_child(child)


def texts_of_child(child: Any) -> Iterator[str]:
    border = " " * (child.tag in APART)
    yield border
    if child.tag == "lb":
        yield BREAK
    elif isinstance(child.tag, str):  # and no comment
        yield from marked_texts(child)
    yield f"{border}{child.tail or ''}"
