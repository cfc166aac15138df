"""Finds what is damaged in a library's database and drops it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from embeddings.database import explained
from embeddings.schema import HALF
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
                if not is_of_length_1(vector) or len(vector) != usual[model]:
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


def is_of_length_1(vector: object) -> bool:
    """Say whether what stands for a vector in the database is one."""
    import numpy as np

    if not isinstance(vector, bytes) or len(vector) % 2:
        return False
    with np.errstate(all="ignore"):  # noise is no number
        return abs(float(np.linalg.norm(np.frombuffer(vector, dtype=HALF).astype(np.float32))) - 1) < 1e-3
