"""What a shared store holds of an article: rows of passages, from which the article is put together again.

Somebody else may have written them: what is read is cleaned as a file's is, or refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from embeddings.documents import DATE_ORIGINS, KINDS, DateOrigin, Kind, PageStarts
from embeddings.plaintext import is_clean, one_line
from embeddings.stated import language_tag
from embeddings.values import Article, ArticleSummary, Item, Paragraph, Passage, is_url

LONGEST_FIELD = 65_535
"""Bytes of UTF-8 that Milvus keeps in one field."""

_LONGEST_ARTICLE = 20_000_000
"""Characters; a file of an article has less."""
_KEY = re.compile(r"[\w-]{1,64}", re.ASCII)


class Owner(NamedTuple):
    """What a collection was made with, and which library is shared in it."""

    model: str
    library: str
    """A name that no other library has."""
    place: str
    """A hash of where its articles are."""
    folder: str
    """The name of their folder."""


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as it lies in a collection."""

    article: str
    """The article's key: its id, and a hash of what it is now."""
    position: int
    """Counts from 0 within the article."""
    text: str
    title: str
    about: Mapping[str, Any]
    """Where the passage lies in its article, and what the article's text and paragraphs are put together of."""
    read: str
    """What is searched of it."""

    @property
    def id(self) -> int:
        digest = hashlib.blake2b(f"{self.article} {self.position}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") >> 1  # Milvus's integers have a sign

    @property
    def fits(self) -> bool:
        about = json.dumps(self.about, ensure_ascii=False)
        return max(len(each.encode()) for each in (self.text, about)) <= LONGEST_FIELD


def rows_of(article: Article, passages: Sequence[Passage], key: str, *, owner: Owner) -> list[Row]:
    """Return an article's rows, from which `Collection.article` puts it together again."""
    rows: list[Row] = []
    reached = 0
    for position, passage in enumerate(passages):
        own = article.paragraphs[passage.first_paragraph - 1 : passage.last_paragraph]
        about: dict[str, Any] = {
            "title": article.title,
            "source": article.source,
            "start": passage.start,
            "end": passage.end,
            "first": passage.first_paragraph,
            "last": passage.last_paragraph,
            "head": passage.head,
            "heading": passage.heading,
            "before": article.text[reached : passage.start],
            "paragraphs": [
                [each.number, each.start, each.end, each.kind, each.level, each.page, each.later_pages] for each in own
            ],
        }
        if position == 0:
            about |= {
                "author": article.author,
                "published": article.published,
                "url": article.url,
                "language": article.language,
                "date_from": article.date_from,
                "counts": [len(passages), len(article.paragraphs), len(article.text)],
                "owner": list(owner),
            }
        reached = max(reached, passage.end)
        rows.append(Row(key, position, passage.text, article.title, about, passage.read))
    return rows


def passage_of(row: Mapping[str, Any]) -> Passage:
    """Return the passage that a row holds, cleaned as a local one is: somebody else has written it.

    Raises:
        KeyError, TypeError, ValueError: it is not as `rows_of` makes them.

    """
    about = row["about"]
    start, text = whole_number(about["start"]), _same(row["text"])
    return Passage(
        article_id=article_key(row["article"]),
        title=one_line_of(about["title"]),
        source=one_line_of(about["source"]),
        start=start,
        end=start + len(text),
        text=text,
        first_paragraph=whole_number(about["first"]),
        last_paragraph=whole_number(about["last"]),
        head=_same(about.get("head", "")),
        heading=_same(about.get("heading", "")),
        items=tuple(_items(about["paragraphs"])),
    )


def _items(paragraphs: Sequence[Sequence[object]]) -> Iterator[Item]:
    """Yield those of a row's paragraphs that begin an item of a list."""
    for _, *about in paragraphs:
        span = _span(*about)
        if span.kind == "item" and span.level > 0:
            yield span.start, span.end, span.level


def summary_of(row: Mapping[str, Any]) -> ArticleSummary:
    about = row["about"]
    _, paragraphs, characters = map(whole_number, about["counts"])
    author, published = (about[name] and one_line_of(about[name]) for name in ("author", "published"))
    return ArticleSummary(
        article_key(row["article"]),
        one_line_of(about["title"]),
        one_line_of(about["source"]),
        author,
        published,
        paragraphs,
        characters,
        *_stated(about),
    )


def put_together(key: str, rows: Sequence[Mapping[str, Any]]) -> Article | None:
    """Return the article that rows in their order make; what is missing of one half shared is left blank."""
    if not rows:
        return None
    text = ""
    spans: dict[int, _Span] = {}
    for row in rows:
        passage, before = passage_of(row), _same(row["about"]["before"])
        own = {whole_number(number): _span(*about) for number, *about in row["about"]["paragraphs"]}
        if not own or min(span.start for span in own.values()) > passage.start:
            raise ValueError("a passage without its paragraph")
        spans |= own
        text += "\n" * (passage.start - len(before) - len(text))
        text += (before + passage.text)[len(text) - passage.start + len(before) :]
    paragraphs = tuple(
        Paragraph(number, span.start, span.end, text[span.start : span.end], *span[2:])
        for number, span in sorted(spans.items())
    )
    first = rows[0]["about"]
    author, published, url = (value and one_line_of(value) for value in map(first.get, ("author", "published", "url")))
    safe = url if url and is_url(url) else None
    language, date_from = _stated(first)
    return Article(
        key, passage.title, passage.source, text, paragraphs, author, published, "", safe, language, date_from
    )


def _stated(about: Mapping[str, Any]) -> tuple[str, DateOrigin | None]:
    """Return an article's language and what its date is taken from: older versions shared neither."""
    origin = about.get("date_from")
    if not (origin is None or origin in DATE_ORIGINS):
        raise ValueError("nothing that a date is taken from")
    return language_tag(one_line_of(about.get("language", ""))), origin


_UNTOLD = (0, None, ())
"""The level, page and further pages of a paragraph where an older version wrote none."""


class _Span(NamedTuple):
    """A paragraph without its number and text."""

    start: int
    end: int
    kind: Kind
    level: int
    page: int | None
    later_pages: PageStarts


def _span(start: object, end: object, kind: object, *more: Any) -> _Span:
    """Return a paragraph's span; older versions wrote, in place of its kind, 1 for a heading and 0 for any other."""
    told: tuple[Any, ...] = (*more, *_UNTOLD[len(more) :])
    level, page, later = told
    if kind in (0, 1):
        kind = "heading" if kind else "paragraph"
    if kind not in KINDS:
        raise ValueError("no kind of paragraph")
    known = None if page is None else whole_number(page)
    pages = tuple((whole_number(offset), whole_number(number)) for offset, number in later)
    return _Span(whole_number(start), whole_number(end), kind, whole_number(level), known, pages)


def article_key(value: object) -> str:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise ValueError("no key of an article")
    return value


def one_line_of(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return one_line(value)


def _same(value: object) -> str:
    """Return a text that holds nothing that would be cleaned away: then its offsets would be wrong."""
    if not isinstance(value, str) or not is_clean(value):
        raise ValueError("no clean text")
    return value


def whole_number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LONGEST_ARTICLE:
        raise ValueError("no number that can be")
    return value
