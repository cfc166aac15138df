"""Loads Markdown: front matter gives title, author and date; the text loses its markup."""

from __future__ import annotations

import functools
import html
import re
from typing import TYPE_CHECKING, Any

from embeddings.documents import Block, Document, Kind
from embeddings.formats.rows import table_rows
from embeddings.furniture import date_of, may_head, same_words
from embeddings.plaintext import clean, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_FIELD = re.compile(r"^([\w-]+)[ \t]*:[ \t]+(.*\S)", re.MULTILINE)
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|</?[a-z!?][^<>]*>", re.DOTALL | re.IGNORECASE)
_FRONT_MATTER = re.compile(
    r"\A(?:---[ \t]*\n(?P<yaml>.{0,20000}?)^(?:---|\.\.\.)|\+\+\+[ \t]*\n(?P<toml>.{0,20000}?)^\+\+\+)[ \t]*$\n?",
    re.DOTALL | re.MULTILINE,
)

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
_CAPTION = re.compile(r'\bcaption\s*=\s*"([^"]*)"')


def load_markdown(content: bytes) -> Iterator[Document]:
    text = clean(decode(content))
    front_matter = _FRONT_MATTER.match(text)
    fields = _fields(front_matter) if front_matter else None
    body = text if front_matter is None or fields is None else text[front_matter.end() :]
    blocks = list(_blocks(_parser().parse(body)))
    fields = fields or {}
    title = fields.get("title")
    if blocks and blocks[0].kind == "heading" and (same_words(blocks[0].text, title) if title else blocks[0].level):
        title = title or blocks[0].text
        blocks = blocks[1:]
    yield Document(blocks, title, fields.get("author"), fields.get("date"), language=fields.get("lang", ""))


@functools.cache
def _parser() -> MarkdownIt:
    """Return the parser, which takes as long to make as to parse a short article."""
    from markdown_it import MarkdownIt  # only Markdown files need it

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
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


def _fields(front_matter: re.Match[str]) -> dict[str, str] | None:
    """Return title, author, date and language of a front matter, as far as it has them; None if it is none."""
    yaml, toml = front_matter["yaml"], front_matter["toml"]
    loaded = _from_toml(toml) if yaml is None else _from_yaml(yaml)
    if not isinstance(loaded, dict) or not loaded:
        return None
    found = {key.lower(): value for key, value in loaded.items() if isinstance(key, str)}
    fields = {
        "title": _flat(found.get("title")),
        "author": _flat(found.get("author") or found.get("authors")),
        "lang": _flat(found.get("lang") or found.get("language")),
    }
    for key in ("date", "published", "pubdate"):
        if found.get(key):
            fields["date"] = _iso(_flat(found[key]))
            break
    return {key: value for key, value in fields.items() if value}


def _from_yaml(text: str) -> Any:
    """Return what is written in YAML; None for what is nested too deep.

    People write `title: The tide: a report`, which is not YAML: then its lines are read one by one.
    """
    import yaml

    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # all scalars stay strings: no title turns into a date
    except RecursionError:
        return None
    except yaml.YAMLError:
        return {key: value.strip("\"'") for key, value in _FIELD.findall(text)}


def _from_toml(text: str) -> dict[str, Any] | None:
    """Return what is written in TOML, as Hugo's users do, its scalars as strings; None if it is not TOML."""
    import tomllib

    try:
        loaded = tomllib.loads(text)
    except (ValueError, RecursionError):
        return None
    return {key: value if isinstance(value, (dict, list)) else str(value) for key, value in loaded.items()}


def _flat(value: Any) -> str:
    """Return a string, the name in a mapping, or several of them; what is nested deeper is none of ours."""
    names = [item.get("name") if isinstance(item, dict) else item for item in _listed(value)]
    return ", ".join(name for name in names if isinstance(name, str))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _iso(value: str) -> str:
    timestamp = re.match(r"\d{4}-\d\d-\d\d", value)
    return date_of(timestamp[0] if timestamp else value) or ""


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    """Yield a block for each heading, paragraph, list item, table row and code block."""
    level = 0
    around: list[str] = []
    rows: list[list[str]] | None = None
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1:]) if token.type == "heading_open" else 0
        elif token.type in ("list_item_open", "blockquote_open"):
            around.append(token.type)
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
                yield Block(text, "heading" if heads else _kind(around), level)
        elif token.type in ("fence", "code_block"):
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
