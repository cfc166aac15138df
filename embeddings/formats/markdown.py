"""Loads Markdown: front matter gives title, author and date; the text loses its markup."""

from __future__ import annotations

import functools
import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.documents import Block, Document, Kind
from embeddings.formats.front_matter import split_front_matter
from embeddings.formats.rows import table_rows
from embeddings.furniture import may_head, same_words
from embeddings.plaintext import clean, decode, without_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|</?[a-z!?][^<>]*>", re.DOTALL | re.IGNORECASE)

# What generators of sites write between the words, and code, which may show how. Each is bounded: a file may open many.
_TEMPLATE = re.compile(
    r"""
    (?P<code>(?<!`)(`+)(?!`).{1,500}?(?<!`)\2(?!`)|<(pre|code)\b.{0,1000}?</\3\s*>)
    |\{\{(?:[<%](?P<shortcode>[^{}]{0,2000})|[^{}\\]{0,500})\}\}|\{%[^{}]{0,500}%\}  # what has a backslash is a formula
    |\[(?P<span>[^\[\]]{1,500})\]\{[.#][a-z][^{}\n]{0,200}\}|\{(?::|[.#][a-z])[^{}\n]{0,200}\}  # attributes
    |!\[\[[^\[\]]{1,500}\]\]  # a file that Obsidian shows there
    |(?<=\d)\^(?P<ordinal>st|nd|rd|th)\^
    |(?:(?<=[^\W\d_]{3})|(?<=[^\W\d_]{2}\*)|(?<=['’]s)|(?<=[.,;:!?"'”’]))\^\[?\d{1,3}\]?\^  # a note's, and no power
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_LINE = re.compile(r"^([ \t]*)(.*)$", re.MULTILINE)
_DEEPEST = 12
"""Columns by which a line may be indented: seven lists in one another. The parser reads nothing behind what lies twenty
deep, a list and its item counting for one each."""
_CAPTION = re.compile(r'\bcaption\s*=\s*"([^"]*)"')


def load_markdown(content: bytes) -> Iterator[Document]:
    stated, text = split_front_matter(_clean_but_indented(decode(content)))
    blocks = list(_blocks(_parser().parse(text)))
    title = stated.title
    if blocks and blocks[0].kind == "heading" and (same_words(blocks[0].text, title) if title else blocks[0].level):
        title = title or blocks[0].text
        blocks = blocks[1:]
    yield replace(stated, blocks=blocks, title=title)


def _clean_but_indented(text: str) -> str:
    """Return a text cleaned, its lines indented as they were: that tells which list lies in another, up to a depth."""
    return _LINE.sub(lambda line: line[1].expandtabs(4)[:_DEEPEST] + clean(line[2]), without_controls(text))


@functools.cache
def _parser() -> MarkdownIt:
    """Return the parser, which takes as long to make as to parse a short article.

    Nothing is code for being indented: many who write articles indent what they quote, or a paragraph's first line.
    """
    from markdown_it import MarkdownIt  # only Markdown files need it

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
    parser.core.ruler.before("inline", "template", _lose_templates)
    return parser


def _lose_templates(state: StateCore) -> None:
    """Take templates out before links are read, whose addresses they are often part of."""
    for token in state.tokens:
        if token.type == "inline":
            token.content = _without_templates(token.content)


def _without_templates(text: str) -> str:
    return _TEMPLATE.sub(_what_is_read, text)


def _what_is_read(found: re.Match[str]) -> str:
    """Return what of a template, or of what looks like one, a reader sees."""
    caption = _CAPTION.search(found["shortcode"] or "")
    return found["code"] or found["span"] or found["ordinal"] or (caption[1] if caption else "")


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    """Yield a block for each heading, paragraph, list item, table row and code block."""
    level = 0
    begins_item = False
    around: list[str] = []
    rows: list[list[str]] | None = None
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1:]) if token.type == "heading_open" else 0
        elif token.type in ("list_item_open", "blockquote_open"):
            around.append(token.type)
            begins_item = token.type == "list_item_open"
        elif token.type in ("list_item_close", "blockquote_close"):
            around.pop()
        elif token.type == "table_open":
            rows = []
        elif token.type == "tr_open" and rows is not None:
            rows.append([])
        elif token.type == "table_close" and rows is not None:
            yield from table_rows(rows, heads=(0,))
            rows = None
        elif token.type == "inline":
            text = _inline_text(token)
            if rows is not None:
                rows[-1].append(text)
            elif text:
                heads = level or (not around and _is_bold(token) and may_head(text))
                kind: Kind = "heading" if heads else _kind(around)
                depth = around.count("list_item_open") if kind == "item" and begins_item else 0
                begins_item = False
                yield Block(text, kind, level or depth)
        elif token.type == "fence":
            yield Block(token.content.strip("\n"), "code")
        elif token.type == "html_block":
            without_tags = _TAG.sub(" ", _without_templates(token.content))
            yield Block(" ".join(html.unescape(without_tags).split()))


def _kind(around: list[str]) -> Kind:
    """Return the kind of a paragraph by what it stands in, the innermost last."""
    if not around:
        return "paragraph"
    return "item" if around[-1] == "list_item_open" else "quote"


def _is_bold(token: Token) -> bool:
    """Say whether a paragraph is one bold run and nothing else."""
    seen = [child.type for child in token.children or [] if child.type != "text" or child.content.strip()]
    return seen[:1] == ["strong_open"] and seen[-1] == "strong_close" and seen.count("strong_open") == 1


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
