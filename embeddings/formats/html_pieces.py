"""Reads pieces of HTML as programs that publish keep them: entries of feeds, cells of tables. None is a whole page."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from embeddings.formats.html_tree import blocks_with_rows
from embeddings.formats.text import paragraph_lines, text_blocks
from embeddings.plaintext import clean, one_line

if TYPE_CHECKING:
    from embeddings.documents import Block

_IN_A_LINE = "a|abbr|b|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|time|tt|u|var"
_APART = (
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|html|iframe"
    "|img|li|main|nav|ol|p|pre|script|section|style|table|tbody|td|th|thead|tr|ul"
)
_TAG_APART = rf"<(?:!doctype\b[^<>]{{0,200}}|(?:{_APART})(?:\s[^<>=]{{0,200}}=[^<>]{{0,500}})?\s*/?)>"
_MARKUP = re.compile(rf"{_TAG_APART}|</(?:{_APART}|{_IN_A_LINE})\s*>", re.IGNORECASE)
"""What nobody writes but in HTML: "a < b", "<3" and an address in brackets are none of it."""
_HAS_TAG_APART = re.compile(_TAG_APART, re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<(?:p|div|br)\b", re.IGNORECASE)
_SHORTCODE = re.compile(
    r"""
    \[(embed|audio|video)\b[^\[\]<>]{0,500}\][^\[\]<>]{0,500}\[/\1\]
    |\[/?(?:caption|gallery|playlist)\b[^\[\]<>]{0,500}\]
    |\[[a-z][\w-]{0,40}(?:\s+[\w-]{1,40}="[^"<>\[\]]{0,500}"){1,20}\s*/?\]
    """,
    re.VERBOSE,
)
"""What WordPress keeps for a gallery or what is embedded, and around a picture with its caption."""


def piece_blocks(markup: str) -> list[Block]:
    """Return the blocks of a piece of HTML; of one that marks no paragraphs, as WordPress keeps it, by empty lines."""
    if not _PARAGRAPH.search(markup):
        markup = re.sub(r"\n\s*\n", "<br><br>", markup.replace("\r\n", "\n"))
    return blocks_with_rows(_SHORTCODE.sub("<br><br>", markup))


def cell_blocks(cell: str) -> list[Block]:
    """Return the blocks of a text that may be HTML, or have its entities, and does not say so."""
    text = _without_cdata(cell)
    if not _MARKUP.search(text):
        return text_blocks(_unescaped(text))
    if not _HAS_TAG_APART.search(text):  # its lines are those of a text, of which some words are marked
        text = "<br><br>".join(paragraph_lines(clean(text)))
    return piece_blocks(text)


def cell_line(cell: str) -> str:
    """Return a title, or the like, that may be HTML as one line."""
    text = _without_cdata(cell)
    if _MARKUP.search(text):
        return " ".join(block.text for block in blocks_with_rows(text))
    return one_line(_unescaped(text))


def _without_cdata(text: str) -> str:
    stripped = text.strip()
    return stripped.removeprefix("<![CDATA[").removesuffix("]]>") if stripped.startswith("<![CDATA[") else stripped


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
