"""Loads the entries of a feed that was saved as a file: RSS and Atom, and JSON Feed."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from embeddings.documents import Block, Document, LeftOut
from embeddings.errors import UnreadableArticleError
from embeddings.formats.dates import iso_date
from embeddings.formats.html_pieces import piece_blocks
from embeddings.formats.text import text_blocks
from embeddings.plaintext import decode, one_line

_NO_FEED = "is no feed, or holds no entry: only feeds are read of this kind of file"
_FOOTER = re.compile(r"The post .{1,500} (?:appeared first|first appeared) on .{1,200}", re.DOTALL)
"""What WordPress writes below every entry."""
_PUBLISHED, _ATTACHED = "publish", "inherit"
"""The status of what everybody may read in WordPress, and of pictures."""
_CALLED_BY = 8
"""Words."""


def load_feed(content: bytes) -> Iterator[Document | LeftOut]:
    import feedparser

    feed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        raise UnreadableArticleError(_NO_FEED)
    drafts = 0
    for number, entry in enumerate(feed.entries, 1):
        status = entry.get("wp_status") or _PUBLISHED
        drafts += status not in (_PUBLISHED, _ATTACHED)
        if status == _PUBLISHED:
            yield _entry(entry, feed, number)
    if drafts:
        yield LeftOut("", f"holds {drafts:,} that WordPress has not published: left out")


def _entry(entry: dict[str, Any], feed: Any, number: int) -> Document:
    title = _flat(_blocks(entry.get("title_detail") or {}))
    texts = [_blocks(each) for each in (*entry.get("content", ()), entry.get("summary_detail") or {})]
    blocks = _without_footer(max(texts, key=lambda blocks: len(_flat(blocks))))
    return Document(
        blocks,
        title or _first_words(blocks),
        _named(entry.get("authors", ())) or _named(_of_all(feed)),
        published := iso_date(entry.get("published") or entry.get("updated") or ""),
        _part(title, published, number, entry.get("id") or entry.get("link") or ""),
        url=entry.get("link"),
        language=(entry.get("title_detail") or {}).get("language") or feed.feed.get("language") or "",
        has_id=bool(entry.get("id")),
    )


def _of_all(feed: Any) -> Iterator[dict[str, str]]:
    """Yield the authors of a feed's entries that name none: whoever edits a channel of RSS, by an address, is none."""
    for author in feed.feed.get("authors", ()):
        if not (feed.version.startswith("rss") and author.get("email")):
            yield author


def _named(authors: Iterable[dict[str, str]]) -> str:
    return ", ".join(dict.fromkeys(name for each in authors if (name := each.get("name") or each.get("email"))))


def load_json_feed(content: bytes) -> Iterator[Document]:
    try:
        feed = json.loads(decode(content))
    except (ValueError, RecursionError):
        raise UnreadableArticleError("is no JSON, or damaged: save its articles as text") from None
    if not is_json_feed(feed):
        raise UnreadableArticleError("is JSON, but no JSON Feed: save articles as .jsonl, one object a line")
    return of_json_feed(feed)


def is_json_feed(found: Any) -> bool:
    return isinstance(found, dict) and str(found.get("version")).startswith("https://jsonfeed.org/")


def of_json_feed(feed: dict[str, Any]) -> Iterator[Document]:
    """Yield the items of a feed, which is parsed already."""
    items = feed.get("items")
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        if isinstance(item, dict):
            yield _item(item, feed, number)


def _item(item: dict[str, Any], feed: dict[str, Any], number: int) -> Document:
    title = one_line(_string(item.get("title")))
    text = _string(item.get("content_text")) or _string(item.get("summary"))
    blocks = _without_footer(piece_blocks(_string(item.get("content_html"))) or text_blocks(text))
    return Document(
        blocks,
        title or _first_words(blocks),
        _authors(item) or _authors(feed),
        published := iso_date(_string(item.get("date_published"))),
        _part(title, published, number, str(item.get("id") or item.get("url") or "")),
        url=_string(item.get("url")) or _string(item.get("external_url")),
        language=_string(item.get("language")) or _string(feed.get("language")),
        has_id=bool(item.get("id")),
    )


def _part(title: str, published: str | None, number: int, known_as: str) -> str:
    """Return what an entry is called, with its date and a few letters of its id: a feed has the same title every week.

    Without an id, an entry without a title is called by where it stands.
    """
    mark = hashlib.sha256(known_as.encode(errors="replace")).hexdigest()[:6] if known_as else ""
    name = title or ("" if mark else f"entry {number}")
    return " ".join(filter(None, (published, name, mark)))


def _first_words(blocks: Sequence[Block]) -> str:
    """Return what an entry without a title is called by, as those of social networks are."""
    words = _flat(blocks[:1]).split()
    return " ".join(words[:_CALLED_BY]) + "…" * (len(words) > _CALLED_BY)


def _authors(item: dict[str, Any]) -> str:
    authors = item.get("authors")
    listed = authors if isinstance(authors, list) else [item.get("author")]  # the latter until version 1.1
    return ", ".join(_string(each.get("name")) for each in listed if isinstance(each, dict) and each.get("name"))


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _blocks(detail: dict[str, Any]) -> list[Block]:
    """Return what feedparser tells of a text, as blocks."""
    text = detail.get("value") or ""
    return text_blocks(text) if detail.get("type") == "text/plain" else piece_blocks(text)


def _without_footer(blocks: list[Block]) -> list[Block]:
    return blocks[:-1] if len(blocks) > 1 and _FOOTER.fullmatch(blocks[-1].text) else blocks


def _flat(blocks: Sequence[Block]) -> str:
    return " ".join(block.text for block in blocks)
