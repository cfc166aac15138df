"""Changes what a library's database holds, each change whole or not at all."""

from __future__ import annotations

import contextlib
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from embeddings.database import explained
from embeddings.plaintext import one_line
from embeddings.schema import HALF, SKETCH_NUMBER, later_pages_kept
from embeddings.store_reading import CHANGED, FileRecord, ReadableStore
from embeddings.stories import sketch
from embeddings.values import Article, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Changes:
    """What one synchronisation does to the store, all at once."""

    articles: Sequence[tuple[Article, Sequence[tuple[Passage, str]]]]
    """New and changed articles, each with its passages and the hashes of their texts."""
    removed_sources: Sequence[str]
    """Those of articles."""
    files: Sequence[FileRecord]
    meta: dict[str, str]
    removed_roots: Sequence[str] = ()
    """Added files and folders that are followed no longer."""
    removed_files: Sequence[str] = ()
    """Files that are known no longer, and feeds that are followed no longer."""


class ChangeableStore(ReadableStore):
    """What is changed in one library's database. Every method may raise `LibraryError`."""

    def set_meta(self, key: str, value: str) -> None:
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def name(self) -> str:
        """Return a name that no other library has, made when it is first asked for."""
        if self.meta("name") is None:
            self.set_meta("name", uuid.uuid4().hex)
        return str(self.meta("name"))

    def add_root(self, location: str) -> None:
        with self._transaction():
            self._connection.execute("INSERT OR IGNORE INTO roots VALUES (?)", (location,))

    def move(self, root: str, now: str) -> None:
        """Follow an added file under another path, with all that is known and held of it."""
        before, after = one_line(root), one_line(now)
        with self._transaction():
            self._connection.execute("UPDATE roots SET location = ? WHERE location = ?", (now, root))
            for table in ("files", "articles"):
                self._connection.execute(
                    f"UPDATE {table} SET source = ? || substr(source, length(?) + 1) "
                    "WHERE source = ? OR substr(source, 1, length(?) + 1) = ? || '/'",
                    (after, *[before] * 4),
                )

    def renew_feed(self, url: str, validators: str) -> None:
        """Note what a feed's server says now, unless it is followed no longer."""
        with self._transaction():
            self._connection.execute("UPDATE feeds SET validators = ? WHERE url = ?", (validators, url))

    def set_feed(self, url: str, validators: str) -> None:
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?)", (url, validators))

    def drop_feed(self, url: str) -> bool:
        """Follow a feed no longer; its articles stay. Return whether it was followed."""
        with self._transaction():
            return self._connection.execute("DELETE FROM feeds WHERE url = ?", (url,)).rowcount > 0

    def add_vectors(self, vectors: Iterable[tuple[str, NDArray[np.float32]]], *, model: str) -> None:
        rows = [(text_hash, model, vector.astype(HALF).tobytes()) for text_hash, vector in vectors]
        with self._transaction():
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def apply(self, changes: Changes, *, model: str, since: int, sweep: bool = False) -> bool:
        """Make the changes, which were worked out at the generation `since`, one new generation.

        Vectors that their passages leave without use are dropped; to `sweep` drops all that are in no use, which looks
        at each. If another program has written meanwhile, so that the generation has moved on or vectors of passages
        are missing, nothing is changed and False is returned.
        """
        removed = (*changes.removed_sources, *changes.removed_roots, *changes.removed_files)
        if not (changes.articles or changes.files or removed) and self._has(changes.meta):
            return self.generation == since
        hashes = {text_hash for _, passages in changes.articles for _, text_hash in passages}
        with self._transaction():
            if self.generation != since or self.without_vector(hashes, model=model):
                return False
            execute = self._connection.execute
            replaced = [*changes.removed_sources, *(article.source for article, _ in changes.articles)]
            former = {text_hash for source in replaced for text_hash in self._text_hashes(source)}
            for source in replaced:  # before others take their ids
                execute("DELETE FROM articles WHERE source = ?", (source,))
            for source in changes.removed_files:
                execute("DELETE FROM files WHERE source = ?", (source,))
                execute("DELETE FROM feeds WHERE url = ?", (source,))
            self._connection.executemany(
                "DELETE FROM roots WHERE location = ?", [(root,) for root in changes.removed_roots]
            )
            for article, passages in changes.articles:
                self._insert(article, passages)
            self._connection.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
                [(file.source, file.size, file.modified_ns, file.digest, file.skipped) for file in changes.files],
            )
            generation = self.generation + bool(changes.articles or changes.removed_sources)
            made = {} if generation == since else {CHANGED: datetime.now(UTC).isoformat(timespec="seconds")}
            for key, value in {**changes.meta, **made, "generation": str(generation)}.items():
                execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
            for text_hash in former:
                if execute("SELECT 1 FROM passages WHERE text_hash = ?", (text_hash,)).fetchone() is None:
                    execute("DELETE FROM vectors WHERE text_hash = ?", (text_hash,))
            if sweep:
                execute("DELETE FROM vectors WHERE text_hash NOT IN (SELECT text_hash FROM passages)")
        return True

    def _has(self, meta: Mapping[str, str]) -> bool:
        return all(self.meta(key) == value for key, value in meta.items())

    def _text_hashes(self, source: str) -> set[str]:
        query = "SELECT text_hash FROM passages JOIN articles ON articles.id = article_id WHERE source = ?"
        return {row[0] for row in self._connection.execute(query, (source,))}

    def _insert(self, article: Article, passages: Sequence[tuple[Passage, str]]) -> None:
        self._connection.execute("DELETE FROM articles WHERE source = ?", (article.source,))
        self._connection.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.id,
                article.source,
                article.title,
                article.author,
                article.published,
                article.text,
                article.part,
                article.url,
                b"".join(map(SKETCH_NUMBER.pack, sorted(sketch(article.text)))),
                article.language,
                article.date_from,
            ),
        )
        self._connection.executemany(
            "INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(article.id, each.number, each.start, each.end, each.kind, each.level, each.page),
                    later_pages_kept(each.later_pages),
                )
                for each in article.paragraphs
            ],
        )
        self._connection.executemany(
            "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    article.id,
                    passage.start,
                    passage.end,
                    passage.first_paragraph,
                    passage.last_paragraph,
                    key,
                    passage.head,
                    passage.heading,
                )
                for passage, key in passages
            ],
        )

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with explained(self.folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
