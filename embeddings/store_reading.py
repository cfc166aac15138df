"""Reads what a library's database holds: articles, paragraphs, passages, vectors, and what files were."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from embeddings.database import explained
from embeddings.errors import LibraryError
from embeddings.schema import HALF, SKETCH_NUMBER, later_pages_from
from embeddings.stories import Shingles
from embeddings.values import Article, ArticleSummary, Paragraph, Passage, natural_order

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHANGED = "changed"
"""The key under which stands when articles were last added, changed or removed."""
_YEARS = range(1970, 9999)
"""Those of times that can be told in every zone; a disk may have changed one that was stored."""
_READ_AT_ONCE = 500
_SHORTEST = 1e-6
"""What a vector of zeros is divided by."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What a file was when it was last read."""

    source: str
    size: int
    modified_ns: int
    digest: str
    skipped: str = ""
    """Why it is not in the library, or what of it is not; empty if all of it is."""

    def is_of(self, size: int, modified_ns: int) -> bool:
        """Say whether a file of this size and time is taken to be as it was then."""
        return (self.size, self.modified_ns) == (size, modified_ns)


class Held(NamedTuple):
    """What an article that is held is known by, beside its source."""

    id: str
    file: str
    """The source of the file that it comes from."""
    url: str | None
    """Where it is on the web, as its source says."""


class ReadableStore:
    """What is read of one library's database. Every method may raise `LibraryError`."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._connection = connection
        self.folder = folder

    @property
    def generation(self) -> int:
        """Counts the changes that were made; 0 for a library that never held anything."""
        return int(self.meta("generation") or 0)

    def meta(self, key: str) -> str | None:
        with explained(self.folder):
            row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def files(self) -> dict[str, FileRecord]:
        with explained(self.folder):
            return {row[0]: FileRecord(*row) for row in self._connection.execute("SELECT * FROM files")}

    def file(self, source: str) -> FileRecord | None:
        """Return what a file was when it was last read; None for what is no file, and for one to be read anew."""
        with explained(self.folder):
            row = self._connection.execute("SELECT * FROM files WHERE source = ? AND size >= 0", (source,)).fetchone()
        return None if row is None else FileRecord(*row)

    def roots(self) -> list[str]:
        """Return the files and folders that were added beside the articles folder."""
        with explained(self.folder):
            return [row[0] for row in self._connection.execute("SELECT location FROM roots ORDER BY location")]

    def feeds(self) -> dict[str, str]:
        """Return what each feed's server said of its state when it was fetched, by the feed's address."""
        with explained(self.folder):
            return dict(self._connection.execute("SELECT url, validators FROM feeds ORDER BY url").fetchall())

    def held(self) -> dict[str, Held]:
        """Return what every article is known by, by its source."""
        query = """
            SELECT source, id, substr(source, 1, length(source) - length(part) - (part != '')), url FROM articles
        """
        with explained(self.folder):
            return {source: Held(*known) for source, *known in self._connection.execute(query)}

    def article_count(self) -> int:
        with explained(self.folder):
            return int(self._connection.execute("SELECT count(*) FROM articles").fetchone()[0])

    def is_empty(self) -> bool:
        """Say whether it holds no article."""
        with explained(self.folder):
            return self._connection.execute("SELECT 1 FROM articles").fetchone() is None

    def summaries(self) -> list[ArticleSummary]:
        """Return every article without its text, ordered by source."""
        query = """
            SELECT id, title, source, author, published, count(number), length(text), language,
                date_from
            FROM articles JOIN paragraphs ON article_id = id GROUP BY id ORDER BY source
        """
        with explained(self.folder):
            found = [ArticleSummary(*row) for row in self._connection.execute(query)]
        return sorted(found, key=lambda summary: natural_order(summary.source))

    def has_article(self, article_id: str) -> bool:
        with explained(self.folder):
            return self._connection.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is not None

    def article(self, article_id: str) -> Article:
        query = """
            SELECT source, title, text, author, published, part, url, language, date_from FROM articles WHERE id = ?
        """
        with explained(self.folder):
            source, title, text, *known = self._connection.execute(query, (article_id,)).fetchone()
            spans = self._connection.execute(
                'SELECT number, start, "end", kind, level, page, later_pages '
                "FROM paragraphs WHERE article_id = ? ORDER BY number",
                (article_id,),
            ).fetchall()
        paragraphs = tuple(
            Paragraph(number, start, end, text[start:end], kind, level, page, later_pages_from(later))
            for number, start, end, kind, level, page, later in spans
        )
        return Article(article_id, title, source, text, paragraphs, *known)

    def sketch(self, article_id: str) -> Shingles:
        """Return an article's sketch: empty if it is not there, or not read anew since there are sketches."""
        with explained(self.folder):
            row = self._connection.execute("SELECT sketch FROM articles WHERE id = ?", (article_id,)).fetchone()
        numbers = row[0] if row else b""
        return frozenset(number for (number,) in SKETCH_NUMBER.iter_unpack(numbers))

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Return the passages of these ids, in their order."""
        query = """
            SELECT article_id, title, source, start, "end", substr(text, start + 1, "end" - start),
                first_paragraph, last_paragraph, head, heading
            FROM passages JOIN articles ON articles.id = article_id WHERE passages.id = ?
        """
        items = """
            SELECT start, "end", level FROM paragraphs
            WHERE article_id = ? AND number BETWEEN ? AND ? AND kind = 'item' AND level > 0 ORDER BY number
        """
        found: list[Passage] = []
        with explained(self.folder):
            for key in ids:
                passage = Passage(*self._connection.execute(query, (key,)).fetchone())
                own = (passage.article_id, passage.first_paragraph, passage.last_paragraph)
                found.append(replace(passage, items=tuple(self._connection.execute(items, own))))
        return found

    def passages_of(self, article_id: str) -> list[tuple[int, Passage]]:
        """Return an article's passages with their ids, in order."""
        with explained(self.folder):
            rows = self._connection.execute("SELECT id FROM passages WHERE article_id = ? ORDER BY id", (article_id,))
            ids = [row[0] for row in rows]
        return list(zip(ids, self.passages(ids), strict=True))

    def vector_count(self) -> int:
        """Return how many vectors are stored, also of passages that are not yet."""
        with explained(self.folder):
            return int(self._connection.execute("SELECT count(*) FROM vectors").fetchone()[0])

    def article_keys(self) -> dict[str, str]:
        """Return the id of every article by a key that is another one whenever the article or its passages are."""
        query = """
            SELECT article_id, source, title, author, published, language, date_from, text_hash
            FROM passages JOIN articles ON articles.id = article_id ORDER BY article_id, passages.id
        """
        digests: dict[str, Any] = {}
        recipe = (self.meta("recipe") or "").encode()
        with explained(self.folder):
            for article_id, *known, text_hash in self._connection.execute(query):
                if article_id not in digests:
                    digests[article_id] = hashlib.blake2b(recipe + repr(known).encode(), digest_size=8)
                digests[article_id].update(text_hash.encode())
        return {f"{article_id}-{digest.hexdigest()}": article_id for article_id, digest in digests.items()}

    def passage_ids(self) -> frozenset[int]:
        with explained(self.folder):
            return frozenset(row[0] for row in self._connection.execute("SELECT id FROM passages"))

    def passage_count(self) -> int:
        with explained(self.folder):
            return int(self._connection.execute("SELECT count(*) FROM passages").fetchone()[0])

    def file_bytes(self) -> int:
        """Return how large the files of its articles were when they were last read."""
        query = """
            SELECT coalesce(sum(size), 0) FROM files WHERE size >= 0 AND source IN (
                SELECT substr(source, 1, length(source) - length(part) - (part != '')) FROM articles
            )
        """
        with explained(self.folder):
            return int(self._connection.execute(query).fetchone()[0])

    def changed(self) -> datetime | None:
        """Return when articles were last added, changed or removed, in UTC; None if that is not known."""
        with contextlib.suppress(ValueError, OverflowError):
            found = datetime.fromisoformat(self.meta(CHANGED) or "").astimezone(UTC)
            return found if found.year in _YEARS else None
        return None

    def selection(self, articles: Collection[str]) -> frozenset[int]:
        """Return the ids of the passages of some articles."""
        query = "SELECT id FROM passages WHERE article_id IN (SELECT value FROM json_each(?))"
        with explained(self.folder):
            return frozenset(row[0] for row in self._connection.execute(query, (json.dumps(list(articles)),)))

    def texts(self, ids: Iterable[int]) -> Iterator[tuple[int, str, str]]:
        """Yield id, title and what is searched of each of these passages."""
        for key in ids:
            [passage] = self.passages([key])
            yield key, passage.title, passage.read

    def vectors(self, ids: Iterable[int], *, model: str) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Yield id and vector of each of these passages; those without a vector of the model are left out."""
        import numpy as np  # a tenth of a second to import

        query = """
            SELECT passages.id, vector FROM json_each(?) AS wanted JOIN passages ON passages.id = wanted.value
            JOIN vectors USING (text_hash) WHERE model = ?
        """
        wanted = iter(ids)
        while some := list(itertools.islice(wanted, _READ_AT_ONCE)):
            with explained(self.folder):  # one query for all: each that is made has the file locked and looked at
                held = dict(self._connection.execute(query, (json.dumps(some), model)).fetchall())
            found = [(key, held[key]) for key in some if key in held]
            if len({len(vector) for _, vector in found}) > 1:
                message = f"the library {self.folder} holds a damaged vector: mend it with `qa-bot doctor`"
                raise LibraryError(self.folder, message)
            stored = np.frombuffer(b"".join(vector for _, vector in found), dtype=HALF).astype(np.float32)
            vectors = stored.reshape(len(found), -1) if found else stored
            vectors /= np.linalg.norm(vectors, axis=-1, keepdims=True).clip(_SHORTEST)  # rounding had changed them
            yield from zip((key for key, _ in found), vectors, strict=True)

    def without_vector(self, text_hashes: Iterable[str], *, model: str) -> set[str]:
        """Return those of the hashes for which the model's vector is not stored."""
        query = "SELECT 1 FROM vectors WHERE text_hash = ? AND model = ?"
        with explained(self.folder):
            execute = self._connection.execute
            return {key for key in set(text_hashes) if execute(query, (key, model)).fetchone() is None}

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let everything that is read inside come from one generation, whatever other programs write meanwhile."""
        with explained(self.folder):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
