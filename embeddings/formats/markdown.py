"""Loads Markdown: front matter gives title, author and date; the text loses its markup."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from embeddings.furniture import Block, Extract, date_of
from embeddings.plaintext import clean, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)


def load_markdown(content: bytes) -> Extract:
    from markdown_it import MarkdownIt  # only Markdown files need it

    text = clean(decode(content))
    front_matter = _FRONT_MATTER.match(text)
    fields = _fields(front_matter["yaml"]) if front_matter else {}
    body = text[front_matter.end() :] if front_matter and fields else text
    blocks = list(_blocks(MarkdownIt("commonmark").enable("table").parse(body)))
    title = fields.get("title")
    if not title and blocks and blocks[0].role == "heading":
        title = blocks[0].text
    return Extract(blocks, title, fields.get("author"), fields.get("date"))


def _fields(text: str) -> dict[str, str]:
    """Return title, author and date of a front matter; empty if it is not YAML of the usual shape."""
    import yaml

    try:
        loaded = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    found = {str(key).lower(): value for key, value in loaded.items()}
    fields = {
        "title": _flat(found.get("title")),
        "author": _flat(found.get("author") or found.get("authors")),
    }
    for key in ("date", "published", "pubdate"):
        if found.get(key):
            fields["date"] = _iso(found[key])
            break
    return {key: value for key, value in fields.items() if value}


def _flat(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_flat, value))
    if isinstance(value, dict):
        return _flat(value.get("name"))
    return "" if value is None else str(value)


def _iso(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return date_of(str(value)) or ""


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    """Yield a block for each heading, paragraph, list item, table row and code block."""
    heading = False
    row: list[str] | None = None
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield Block(" | ".join(cell for cell in row if cell))
            row = None
        elif token.type == "inline":
            text = _inline_text(token)
            if row is not None:
                row.append(text)
            elif text:
                yield Block(text, "heading" if heading else "paragraph")
        elif token.type in ("fence", "code_block"):
            yield Block(token.content.strip("\n"))


def _inline_text(token: Token) -> str:
    pieces: list[str] = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or (
            child.type == "html_inline" and re.match(r"<br\b", child.content, re.IGNORECASE)
        ):
            pieces.append(" ")
    return " ".join("".join(pieces).split())
