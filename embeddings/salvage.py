"""Saves what can be read of a damaged database and cannot be read again from files: what was added, and vectors."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embeddings.database import connected
from embeddings.schema import HALF_PRECISION_SINCE, MADE, VERSION
from embeddings.store_repair import is_of_length_1
from embeddings.values import is_url
from embeddings.writing import PIPED, PIPED_FILE

_FROM_WEB = "(source LIKE 'http://%' OR source LIKE 'https://%')"
_READ = {
    "meta": "SELECT value FROM meta WHERE key = 'name'",
    "roots": "SELECT location FROM roots",
    "feeds": "SELECT url FROM feeds",
    "articles": "SELECT id, source, title, author, published, text, part, url, sketch, language, date_from "
    f"FROM articles WHERE {_FROM_WEB}",
    "paragraphs": 'SELECT article_id, number, start, "end", kind, level, page, later_pages '
    f"FROM paragraphs WHERE article_id IN (SELECT id FROM articles WHERE {_FROM_WEB})",
    "files": f"SELECT source, size, modified_ns, digest, skipped FROM files WHERE {_FROM_WEB}",
    "vectors": "SELECT text_hash, model, vector FROM vectors",
}
_TEXT = 5
"""The column of an article that holds its text; the first its id, the second its source."""


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was saved of a damaged database."""

    vectors: int
    added: int
    """Files, folders and feeds that are followed as before, and articles from the web."""
    lost: tuple[str, ...]
    """The sources of articles from the web that could not be saved, as far as they are known."""
    knows_all: bool
    """Whether everything that told what had been added could be read."""


def begin_anew(path: Path, damaged: Path) -> Salvage:
    """Make a database with what can still be read of a damaged one. Vectors are of length 1, feeds read anew.

    Articles from the web keep their text and are packed again. It has no journal beside it, so that it can be renamed.
    """
    for former in (path, path.with_name(f"{path.name}-journal")):
        former.unlink(missing_ok=True)
    rows = {table: list[tuple[Any, ...]]() for table in _READ}
    version, is_whole = 0, False
    with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(connected(damaged, read_only=True)) as old:
        version = old.execute("PRAGMA user_version").fetchone()[0]
        if HALF_PRECISION_SINCE <= version <= VERSION:
            # Vectors last: there are most of them.
            ends = {table: _read_into(rows[table], old, query) for table, query in _READ.items()}
            is_whole = all(ends[table] for table in ("roots", "feeds", "articles"))
    roots = {root for (root,) in rows["roots"] if isinstance(root, str)} | set(_piped(path.parent))
    feeds = {url for (url,) in rows["feeds"] if isinstance(url, str) and is_url(url)}
    pages = dict(_sound_articles(rows["articles"], rows["paragraphs"])) if version == VERSION else {}
    vectors = [row for row in rows["vectors"] if is_of_length_1(row[2])]
    with contextlib.closing(sqlite3.connect(path)) as made, made:
        made.executescript(f"{MADE} BEGIN;")
        made.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)", vectors)
        made.executemany("INSERT OR IGNORE INTO meta VALUES ('name', ?)", rows["meta"])
        made.executemany("INSERT OR IGNORE INTO roots VALUES (?)", sorted((root,) for root in roots))
        made.executemany("INSERT OR IGNORE INTO feeds VALUES (?, '')", sorted((url,) for url in feeds))
        for article, paragraphs in pages.values():
            made.execute(f"INSERT OR IGNORE INTO articles VALUES ({_marks(article)})", article)
            made.executemany(f"INSERT OR IGNORE INTO paragraphs VALUES ({_marks(paragraphs[0])})", paragraphs)
        if pages:
            made.executemany("INSERT OR IGNORE INTO files VALUES (?, ?, ?, ?, ?)", rows["files"])
            made.execute("INSERT OR REPLACE INTO meta VALUES ('recipe', '')")  # then what is held is packed anew
    lost = [row[1] for row in rows["articles"] if row[0] not in pages and isinstance(row[1], str)]
    return Salvage(len(vectors), len(roots) + len(feeds) + len(pages), tuple(sorted(lost)), is_whole)


def _read_into(rows: list[tuple[Any, ...]], old: sqlite3.Connection, query: str) -> bool:
    """Read rows up to the damage; return whether there was none."""
    try:
        for row in old.execute(query):
            rows.append(row)
    except sqlite3.DatabaseError:
        return False
    return True


def _sound_articles(
    articles: Sequence[tuple[Any, ...]], paragraphs: Sequence[tuple[Any, ...]]
) -> Iterator[tuple[str, tuple[tuple[Any, ...], list[tuple[Any, ...]]]]]:
    """Yield the ids of articles whose paragraphs are all there and lie in their text, with the rows of both."""
    of_article: dict[object, list[tuple[Any, ...]]] = {}
    for row in paragraphs:
        of_article.setdefault(row[0], []).append(row)
    for article in articles:
        own = sorted(of_article.get(article[0], []), key=lambda row: row[1] if isinstance(row[1], int) else 0)
        text = article[_TEXT]
        ends = 0
        for number, (_, numbered, start, end, *_) in enumerate(own, 1):
            lies_within = all(isinstance(each, int) for each in (numbered, start, end)) and ends <= start < end
            if not isinstance(text, str) or numbered != number or not lies_within or end > len(text):
                break
            ends = end
        else:
            if own and ends == len(text):
                yield article[0], (article, own)


def _piped(library: Path) -> Iterator[str]:
    """Yield the files that standard input was kept in beside a library."""
    with contextlib.suppress(OSError):
        for file in (library / PIPED).iterdir():
            if PIPED_FILE.fullmatch(file.name):
                yield str(file.resolve())


def _marks(row: Sequence[object]) -> str:
    return ", ".join("?" * len(row))
