"""Finds what is damaged in a library's database, drops it, and saves what can be read of a damaged one."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from embeddings.database import connected, explained
from embeddings.schema import HALF, HALF_PRECISION_SINCE, MADE, VERSION
from embeddings.store_changing import ChangeableStore
from embeddings.values import Passage


class MendableStore(ChangeableStore):
    """What `embeddings.health` finds and drops in one library's database. Every method may raise `LibraryError`."""

    def hashed_passages(self) -> Iterator[tuple[Passage, str]]:
        """Yield every passage with the hash of what it was read as."""
        query = """
            SELECT article_id, title, source, start, "end", substr(text, start + 1, "end" - start),
                first_paragraph, last_paragraph, head, heading, text_hash
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


def begin_anew(path: Path, damaged: Path) -> int:
    """Make a database with the vectors, of length 1, that can still be read from a damaged one; return how many.

    It has no journal beside it, so that it can be renamed.
    """
    for former in (path, path.with_name(f"{path.name}-journal")):
        former.unlink(missing_ok=True)
    name, vectors = _salvaged(damaged)
    with contextlib.closing(sqlite3.connect(path)) as made, made:
        made.executescript(f"{MADE} BEGIN;")
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
        return abs(float(np.linalg.norm(np.frombuffer(vector, dtype=HALF).astype(np.float32))) - 1) < 1e-3
