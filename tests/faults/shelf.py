"""A folder of articles that is changed at random, its library, and what must hold of that whatever has happened."""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.database import is_whole
from embeddings.indexes import current_indexes
from embeddings.library import Library
from embeddings.passages import pack
from embeddings.store import Store
from embeddings.sync import text_hash
from tests.embeddings.test_sync_histories import contents
from tests.hashing_encoder import HashingEncoder

_NAMES = ["a.txt", "b.md", "c.txt", "sub/a.txt", "sub/deep/d.txt", "e.html", "f.md", "g.txt"]
_WORDS = ["ice", "tea", "boats", "the pier", "a storm", "snow", "salt", "a goat", "rope", "fog", "a bell", "oil"]


def encoder() -> HashingEncoder:
    return HashingEncoder(max_tokens=20)


class Shelf:
    def __init__(self, root: Path, seed: int) -> None:
        self.articles, self.library = root / "articles", root / "library"
        self._random = random.Random(seed)
        self._times = itertools.count(1)
        self.write("always.txt")
        self.before: dict[str, Any] = {}
        """The articles that the library held when it was last looked at."""

    def write(self, name: str) -> None:
        path = self.articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        words = self._random.choices(_WORDS, k=self._random.randint(1, 6))
        path.write_text("\n\n".join(f"There was {word} in the harbour, {self._random.random()}." for word in words))
        os.utime(path, ns=(next(self._times),) * 2)

    def change(self) -> None:
        """Write, rename and delete some files."""
        if there := [name for name in _NAMES if (self.articles / name).exists()]:
            (self.articles / self._random.choice(there)).unlink()
        for _ in range(self._random.randint(1, 4)):
            path = self.articles / self._random.choice(_NAMES)
            if not path.exists() or self._random.random() < 0.4:
                self.write(str(path.relative_to(self.articles)))
            elif self._random.random() < 0.5:
                path.unlink()
            else:
                target = self.articles / self._random.choice(_NAMES)
                target.parent.mkdir(parents=True, exist_ok=True)
                path.replace(target)

    def fresh(self) -> dict[str, Any]:
        """Return all that a library which is built afresh holds."""
        with tempfile.TemporaryDirectory() as folder:
            library = Library.open(Path(folder), articles=self.articles, encoder=encoder())
            with contextlib.closing(library):
                library.sync()
                return contents(library._store)

    def check(self) -> None:
        """Find out whether the library is whole, and holds what it held before or what lies in the folder."""
        store, warning = Store.open(self.library)
        with contextlib.closing(store):
            assert warning is None
            assert is_whole(store._connection)
            held = contents(store)["articles"]
            assert held in (self.before, self.fresh()["articles"])
            self.before = held
            self._check_passages(store)

    def _check_passages(self, store: Store) -> None:
        coded = encoder()
        for each in store.held().values():
            article = store.article(each.id)
            passages = [passage for _, passage in store.passages_of(each.id)]
            assert passages == pack(article, count_tokens=coded.count_tokens, max_tokens=coded.max_tokens)
        ids = sorted(store.passage_ids())
        found = dict(store.vectors(ids, model=coded.model))
        texts = [passage.text for passage in store.passages(ids)]
        assert sorted(found) == ids
        if ids:
            assert np.allclose([found[key] for key in ids], [coded.encode_query(text) for text in texts], atol=2e-3)
        vectors, words, warning = current_indexes(store, model=coded.model, dimension=coded.dimension)
        assert (sorted(vectors.ids()), words.ids(), warning) == (ids, ids, None)
        for key, text in zip(ids, texts, strict=True):
            assert key in [found for found, _ in words.search(text, 3)]
            assert key in [found for found, _ in vectors.search(coded.encode_query(text), 3)]

    def passages(self) -> list[str]:
        """Return the texts of all passages of a library that is built afresh."""
        return [text for _, texts in self.fresh()["articles"].values() for text in texts]

    def build(self) -> None:
        """Build the library, whole and closed in order."""
        self.change()
        self.finish()

    def finish(self) -> None:
        """Bring the library up to date: it is as built afresh, and nothing that was stored is embedded again."""
        asked = encoder()
        library = Library.open(self.library, articles=self.articles, encoder=asked)
        with contextlib.closing(library):
            known = {row[0] for row in library._store._connection.execute("SELECT text_hash FROM vectors")}
            library.sync()
            assert known.isdisjoint(map(text_hash, asked.encoded))
            assert len(asked.encoded) == len(set(asked.encoded))
            assert contents(library._store) == self.fresh()
            assert library.warnings == []
        self.check()
