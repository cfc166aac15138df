"""The SQLite store: the truth about a library's articles, paragraphs, passages and vectors."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import sqlite3
import struct
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from embeddings.database import (
    Form,
    connected,
    discard_journal,
    distrust,
    explained,
    explanation,
    is_damage,
    is_known_sound,
    is_whole,
    note_closed,
    note_sound,
    set_aside,
)
from embeddings.errors import LibraryError
from embeddings.schema import HALF_PRECISION_SINCE, MIGRATIONS, SCHEMA, VERSION, tables_of
from embeddings.stories import Shingles, sketch
from embeddings.values import Article, ArticleSummary, Paragraph, Passage
from embeddings.writing import LOCK_NAME, put_in_place, writing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "library.sqlite"
FORM = Form(VERSION, SCHEMA, tables_of)
ANSWERING_ALL_THE_SAME = "answering from what was indexed before"
_HALF = "<f2"
"""The number format of stored vectors: half precision, which loses nothing that is found; see docs/decisions/005."""
_NUMBER = struct.Struct("<I")
"""How a number of a sketch is stored."""
_CHANGED = "changed"
"""The key under which stands when articles were last added, changed or removed."""
_YEARS = range(1970, 9999)
"""Those of times that can be told in every zone; a disk may have changed one that was stored."""
_READ_AT_ONCE = 500
_MADE = f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;"
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


class Store:
    """One library's database. Every method may raise `LibraryError`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        folder: Path,
        *,
        read_only: bool,
        was_sound: bool = False,
        is_first: bool = True,
    ) -> None:
        self._connection = connection
        self.folder = folder
        self.read_only = read_only
        self._was_sound = was_sound
        """Whether nothing touched the database since it was closed in order."""
        self._is_first = is_first
        """Whether it was opened for itself, and not beside another one of ours."""

    @classmethod
    def open(cls, folder: Path) -> tuple[Store, str | None]:
        """Open the store in a library folder, creating both; also return a warning, or None.

        A damaged database is set aside and a new one begun with the vectors that could be saved from it.
        """
        path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                folder,
                f"the library folder {folder} cannot be made ({error.strerror}): choose another with --library",
            ) from None
        writable = os.access(folder, os.W_OK | os.X_OK) and (not path.exists() or os.access(path, os.W_OK))
        if not writable:
            if not os.access(path, os.R_OK):
                raise LibraryError(
                    folder, f"the library folder {folder} cannot be written: choose another with --library"
                )
            with explained(folder):
                store = cls._opened(path, read_only=True)
            return (
                store,
                f"the library folder {folder} cannot be written: {ANSWERING_ALL_THE_SAME}",
            )
        begun = path.with_name(f"{FILE_NAME}.new")
        if begun.exists() and not path.exists():  # another program was killed just then
            with explained(folder), writing(folder):
                if not path.exists():
                    discard_journal(path)
                    put_in_place(begun, path)
        try:
            return cls._opened(path), None
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                problem = explanation(folder, error)
                with contextlib.suppress(sqlite3.Error, LibraryError):  # it takes room to open it for writing
                    return cls._opened(path, read_only=True), f"{problem}; {ANSWERING_ALL_THE_SAME}"
                raise LibraryError(folder, problem) from error
        with explained(folder), writing(folder):
            with contextlib.suppress(sqlite3.DatabaseError):  # another program may have been here
                return cls._opened(path), None
            saved = _begin(begun, path)
            aside = set_aside(path)
            put_in_place(begun, path)
            return cls._opened(path), (
                f"the index {path} was damaged: it is set aside as {aside.name} and built again from the articles "
                f"({saved} vectors saved)"
            )

    @classmethod
    def _opened(cls, path: Path, *, read_only: bool = False) -> Store:
        was_sound = is_known_sound(path)  # before SQLite touches it
        store = cls(connected(path, read_only=read_only), path.parent, read_only=read_only, was_sound=was_sound)
        try:
            store._check()
        except BaseException:
            distrust(path)
            store.close()
            raise
        return store

    def _check(self) -> None:
        """Create the tables of a new database; verify an old one and bring it up to this version."""
        if (
            not self.read_only
            and self._version() == 0
            and not self._connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        ):
            self._connection.executescript(_MADE)
        version = self._version()  # another program may have made it just now
        if version != VERSION and (version not in MIGRATIONS or self.read_only):
            raise LibraryError(self.folder, self._unusable(version))
        tables = {row[0] for row in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables >= tables_of(version) or not (self._was_sound or is_whole(self._connection)):
            raise sqlite3.DatabaseError("database disk image is malformed")
        if version != VERSION:
            self._migrate()
            with contextlib.suppress(sqlite3.Error):  # no room for it, or another program reads
                self._connection.execute("VACUUM")  # vectors of half the size leave half the file empty
        if not self.read_only:
            note_sound(self.folder / FILE_NAME)

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def _unusable(self, version: int) -> str:
        """Say why a library of another version cannot be opened."""
        if version > VERSION:
            return f"the library {self.folder} is one of a newer version of this program: update it, or use --library"
        if version in MIGRATIONS:
            return f"the library {self.folder} is one of an older version and cannot be written: use --library"
        return (
            f"{self.folder / FILE_NAME} is no library of this program: move it away, or choose another with --library"
        )

    def _migrate(self) -> None:
        self._connection.create_function("as_half", 1, _as_half)
        with self._transaction():
            for each in range(self._version(), VERSION):  # another program may be ahead
                for statement in MIGRATIONS[each]:
                    self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {VERSION}")

    def again(self) -> Store:
        """Return the same store over a connection of its own, for another thread; to be closed before this one."""
        connection = connected(self.folder / FILE_NAME, read_only=self.read_only)
        return Store(connection, self.folder, read_only=self.read_only, is_first=False)

    def discard(self) -> None:
        """Remove the database and its folder, if nothing was ever held, embedded or kept there and nobody else has it.

        The store is of no use afterwards but to be closed.
        """
        used = "SELECT 1 FROM vectors UNION ALL SELECT 1 FROM meta WHERE key = 'generation' AND value != '0'"
        with contextlib.suppress(sqlite3.Error, OSError):
            if not self.read_only and self._connection.execute(used).fetchone() is None and self.is_alone():
                path = self.folder / FILE_NAME
                path.unlink()
                distrust(path)
                (self.folder / LOCK_NAME).unlink(missing_ok=True)
                self.folder.rmdir()

    def is_alone(self) -> bool:
        """Say whether nothing else has the database open; it has no journal then until it is opened again."""
        try:
            self._connection.execute("PRAGMA busy_timeout = 0")
            return bool(self._connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete")
        except sqlite3.Error:
            return False

    def close(self) -> None:
        self._connection.close()
        if not self.read_only and self._is_first:
            note_closed(self.folder / FILE_NAME)

    @property
    def generation(self) -> int:
        """Counts the changes that were made; 0 for a library that never held anything."""
        return int(self.meta("generation") or 0)

    def meta(self, key: str) -> str | None:
        with explained(self.folder):
            row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def name(self) -> str:
        """Return a name that no other library has, made when it is first asked for."""
        if self.meta("name") is None:
            self.set_meta("name", uuid.uuid4().hex)
        return str(self.meta("name"))

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

    def add_root(self, location: str) -> None:
        with self._transaction():
            self._connection.execute("INSERT OR IGNORE INTO roots VALUES (?)", (location,))

    def feeds(self) -> dict[str, str]:
        """Return what each feed's server said of its state when it was fetched, by the feed's address."""
        with explained(self.folder):
            return dict(self._connection.execute("SELECT url, validators FROM feeds ORDER BY url").fetchall())

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

    def held(self) -> dict[str, Held]:
        """Return every article's id and file by its source."""
        query = """
            SELECT source, id, substr(source, 1, length(source) - length(part) - (part != '')) FROM articles
        """
        with explained(self.folder):
            return {source: Held(key, file) for source, key, file in self._connection.execute(query)}

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
            SELECT id, title, source, author, published, count(number), length(text)
            FROM articles JOIN paragraphs ON article_id = id GROUP BY id ORDER BY source
        """
        with explained(self.folder):
            return [ArticleSummary(*row) for row in self._connection.execute(query)]

    def has_article(self, article_id: str) -> bool:
        with explained(self.folder):
            return self._connection.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is not None

    def article(self, article_id: str) -> Article:
        with explained(self.folder):
            source, title, author, published, text, part, url = self._connection.execute(
                "SELECT source, title, author, published, text, part, url FROM articles WHERE id = ?", (article_id,)
            ).fetchone()
            spans = self._connection.execute(
                'SELECT number, start, "end", kind, level, page FROM paragraphs WHERE article_id = ? ORDER BY number',
                (article_id,),
            ).fetchall()
        paragraphs = tuple(
            Paragraph(number, start, end, text[start:end], *block) for number, start, end, *block in spans
        )
        return Article(article_id, title, source, text, paragraphs, author, published, part, url)

    def sketch(self, article_id: str) -> Shingles:
        """Return an article's sketch: empty if it is not there, or not read anew since there are sketches."""
        with explained(self.folder):
            row = self._connection.execute("SELECT sketch FROM articles WHERE id = ?", (article_id,)).fetchone()
        numbers = row[0] if row else b""
        return frozenset(number for (number,) in _NUMBER.iter_unpack(numbers))

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Return the passages of these ids, in their order."""
        query = """
            SELECT article_id, title, source, start, "end", substr(text, start + 1, "end" - start),
                first_paragraph, last_paragraph
            FROM passages JOIN articles ON articles.id = article_id WHERE passages.id = ?
        """
        with explained(self.folder):
            return [Passage(*self._connection.execute(query, (key,)).fetchone()) for key in ids]

    def passages_of(self, article_id: str) -> list[tuple[int, Passage]]:
        """Return an article's passages with their ids, in order."""
        with explained(self.folder):
            rows = self._connection.execute("SELECT id FROM passages WHERE article_id = ? ORDER BY id", (article_id,))
            ids = [row[0] for row in rows]
        return list(zip(ids, self.passages(ids), strict=True))

    def article_keys(self) -> dict[str, str]:
        """Return the id of every article by a key that is another one whenever the article or its passages are."""
        query = """
            SELECT article_id, source, title, author, published, text_hash
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

    def hashed_passages(self) -> Iterator[tuple[Passage, str]]:
        """Yield every passage with the hash of the text that it was made of."""
        query = """
            SELECT article_id, title, source, start, "end", substr(text, start + 1, "end" - start),
                first_paragraph, last_paragraph, text_hash
            FROM passages JOIN articles ON articles.id = article_id
        """
        with explained(self.folder):
            for *known, text_hash in self._connection.execute(query):
                yield Passage(*known), text_hash

    def passages_without_vector(self) -> int:
        """Return how many passages have no vector, of whatever model."""
        query = "SELECT count(*) FROM passages WHERE text_hash NOT IN (SELECT text_hash FROM vectors)"
        with explained(self.folder):
            return int(self._connection.execute(query).fetchone()[0])

    def drop_bad_vectors(self) -> int:
        """Drop the vectors that are not of length 1, or not of as many numbers as most of their model are."""
        sizes = "SELECT model, length(vector) FROM vectors GROUP BY 1, 2 ORDER BY count(*)"
        bad: list[tuple[str, str]] = []
        with explained(self.folder):
            usual = dict(self._connection.execute(sizes).fetchall())
            for text_hash, model, vector in self._connection.execute("SELECT text_hash, model, vector FROM vectors"):
                if not _is_of_length_1(vector) or len(vector) != usual[model]:
                    bad.append((text_hash, model))
        with self._transaction():
            self._connection.executemany("DELETE FROM vectors WHERE text_hash = ? AND model = ?", bad)
        return len(bad)

    def drop_passages_without_article(self) -> int:
        """Drop the passages whose article is not there; return how many there were."""
        with self._transaction():
            query = "DELETE FROM passages WHERE article_id NOT IN (SELECT id FROM articles)"
            dropped = self._connection.execute(query).rowcount
            if dropped:
                generation = str(self.generation + 1)
                self._connection.execute("UPDATE meta SET value = ? WHERE key = 'generation'", (generation,))
        return dropped

    def forget_files(self, sources: Iterable[str]) -> None:
        """Forget what files were when they were read, so that they are read again; their articles stay."""
        with self._transaction():
            self._connection.executemany(
                "UPDATE files SET size = -1, digest = '' WHERE source = ?", [(source,) for source in sources]
            )

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
            found = datetime.fromisoformat(self.meta(_CHANGED) or "").astimezone(UTC)
            return found if found.year in _YEARS else None
        return None

    def selection(self, articles: Collection[str]) -> frozenset[int]:
        """Return the ids of the passages of some articles."""
        query = "SELECT id FROM passages WHERE article_id IN (SELECT value FROM json_each(?))"
        with explained(self.folder):
            return frozenset(row[0] for row in self._connection.execute(query, (json.dumps(list(articles)),)))

    def texts(self, ids: Iterable[int]) -> Iterator[tuple[int, str, str]]:
        """Yield id, title and text of each of these passages."""
        query = """
            SELECT title, substr(text, start + 1, "end" - start)
            FROM passages JOIN articles ON articles.id = article_id WHERE passages.id = ?
        """
        for key in ids:
            with explained(self.folder):
                title, text = self._connection.execute(query, (key,)).fetchone()
            yield key, title, text

    def vectors(self, ids: Iterable[int], *, model: str) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Yield id and vector of each of these passages; those without a vector of the model are left out."""
        import numpy as np  # a tenth of a second to import

        query = """
            SELECT vector FROM passages JOIN vectors USING (text_hash) WHERE passages.id = ? AND model = ?
        """
        wanted = iter(ids)
        while some := list(itertools.islice(wanted, _READ_AT_ONCE)):
            with explained(self.folder):
                rows = [(key, self._connection.execute(query, (key, model)).fetchone()) for key in some]
            found = [(key, row[0]) for key, row in rows if row is not None]
            if len({len(vector) for _, vector in found}) > 1:
                message = f"the library {self.folder} holds a damaged vector: mend it with `qa-bot doctor`"
                raise LibraryError(self.folder, message)
            stored = np.frombuffer(b"".join(vector for _, vector in found), dtype=_HALF).astype(np.float32)
            vectors = stored.reshape(len(found), -1) if found else stored
            vectors /= np.linalg.norm(vectors, axis=-1, keepdims=True).clip(_SHORTEST)  # rounding had changed them
            yield from zip((key for key, _ in found), vectors, strict=True)

    def without_vector(self, text_hashes: Iterable[str], *, model: str) -> set[str]:
        """Return those of the hashes for which the model's vector is not stored."""
        query = "SELECT 1 FROM vectors WHERE text_hash = ? AND model = ?"
        with explained(self.folder):
            execute = self._connection.execute
            return {key for key in set(text_hashes) if execute(query, (key, model)).fetchone() is None}

    def add_vectors(self, vectors: Iterable[tuple[str, NDArray[np.float32]]], *, model: str) -> None:
        rows = [(text_hash, model, vector.astype(_HALF).tobytes()) for text_hash, vector in vectors]
        with self._transaction():
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def apply(self, changes: Changes, *, model: str, since: int, sweep: bool = False) -> bool:
        """Make the changes, which were worked out at the generation `since`, one new generation.

        Vectors that their passages leave without use are dropped; to `sweep` drops all that are in no use, which looks
        at each. If another program has written meanwhile, so that
        the generation has moved on or vectors of passages are missing, nothing is changed and False is returned.
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
            made = {} if generation == since else {_CHANGED: datetime.now(UTC).isoformat(timespec="seconds")}
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
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.id,
                article.source,
                article.title,
                article.author,
                article.published,
                article.text,
                article.part,
                article.url,
                b"".join(map(_NUMBER.pack, sorted(sketch(article.text)))),
            ),
        )
        self._connection.executemany(
            "INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (article.id, each.number, each.start, each.end, each.kind, each.level, each.page)
                for each in article.paragraphs
            ],
        )
        self._connection.executemany(
            "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?, ?)",
            [
                (
                    article.id,
                    passage.start,
                    passage.end,
                    passage.first_paragraph,
                    passage.last_paragraph,
                    key,
                )
                for passage, key in passages
            ],
        )

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

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with explained(self.folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def _begin(path: Path, damaged: Path) -> int:
    """Make a database with the vectors, of length 1, that can still be read from a damaged one; return how many.

    It has no journal beside it, so that it can be renamed.
    """
    for former in (path, path.with_name(f"{path.name}-journal")):
        former.unlink(missing_ok=True)
    name, vectors = _salvaged(damaged)
    with contextlib.closing(sqlite3.connect(path)) as made, made:
        made.executescript(f"{_MADE} BEGIN;")
        made.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)", vectors)
        made.executemany("INSERT OR IGNORE INTO meta VALUES ('name', ?)", name)
    return len(vectors)


def _salvaged(damaged: Path) -> tuple[list[tuple[str]], list[tuple[str, str, bytes]]]:
    """Return what can be read of a damaged database's name and its rows of vectors."""
    name: list[tuple[str]] = []
    saved: list[tuple[str, str, bytes]] = []
    with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(connected(damaged, read_only=True)) as old:
        if HALF_PRECISION_SINCE <= old.execute("PRAGMA user_version").fetchone()[0] <= VERSION:
            name = old.execute("SELECT value FROM meta WHERE key = 'name'").fetchall()
            rows = old.execute("SELECT text_hash, model, vector FROM vectors")
            saved.extend(row for row in rows if _is_of_length_1(row[2]))
    return name, saved


def _is_of_length_1(vector: object) -> bool:
    """Say whether what stands for a vector in the database is one."""
    import numpy as np

    if not isinstance(vector, bytes) or len(vector) % 2:
        return False
    with np.errstate(all="ignore"):  # noise is no number
        return abs(float(np.linalg.norm(np.frombuffer(vector, dtype=_HALF).astype(np.float32))) - 1) < 1e-3


def _as_half(vector: bytes) -> bytes:
    import numpy as np

    return np.frombuffer(vector, dtype="<f4").astype(_HALF).tobytes()
