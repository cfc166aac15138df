"""Whatever is done to the files, and wherever indexing is cut short: the library is as one that is built afresh."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from embeddings.errors import Cancelled
from embeddings.folder import scan
from embeddings.store import Store
from embeddings.sync import TEXT_AT_ONCE, sync
from embeddings.values import Article
from tests.embeddings.parted import parse
from tests.hashing_encoder import HashingEncoder

NAMES = st.sampled_from(["a.txt", "b.md", "c.txt", "sub/a.txt", "sub/deep/d.txt", "e.html"])
WORDS = ["ice", "tea", "boats", "the pier", "a storm", "snow"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=4).map(
    lambda words: "\n\n".join(f"There was {word} in the harbour." for word in words)
)
PARTED = st.lists(st.tuples(st.sampled_from(["one", "two"]), TEXTS), min_size=1, max_size=3).map(
    lambda parts: "\n".join(f"# {name}\n{text}" for name, text in parts)
)
ALWAYS = "always.txt"
PORTIONS = st.sampled_from([1, 60, TEXT_AT_ONCE])
"""Characters that are stored at once: a file at a time, some, all."""


class Histories(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.articles = self.root / "articles"
        self.times = itertools.count(1)
        self.encoder = HashingEncoder(max_tokens=20)
        self.is_synced = False

    @initialize()
    def begin(self) -> None:
        self.write(ALWAYS, "There was always something.")
        self.store, _ = Store.open(self.root / "library")

    @rule(name=NAMES, text=TEXTS | PARTED)
    def write(self, name: str, text: str) -> None:
        path = self.articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, ns=(next(self.times),) * 2)  # a clock too coarse to tell two writes apart is another matter
        self.is_synced = False

    @rule(before=NAMES, now=NAMES)
    def rename(self, before: str, now: str) -> None:
        source, target = self.articles / before, self.articles / now
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
            self.is_synced = False

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        (self.articles / name).unlink(missing_ok=True)
        self.is_synced = False

    @rule()
    def open_again(self) -> None:
        self.store.close()
        self.store, warning = Store.open(self.root / "library")
        assert warning is None

    @rule(after=st.integers(0, 12), at_once=PORTIONS)
    def be_cut_short(self, after: int, at_once: int) -> None:
        looks = itertools.count()
        with contextlib.suppress(Cancelled), mock.patch("embeddings.sync.TEXT_AT_ONCE", at_once):
            sync(self.store, self.encoder, scan(self.articles), parse=parse, is_cancelled=lambda: next(looks) >= after)
            self.is_synced = True

    @rule(at_once=PORTIONS)
    def sync(self, at_once: int) -> None:
        held = self.store.held()
        with mock.patch("embeddings.sync.TEXT_AT_ONCE", at_once):
            report = sync(self.store, self.encoder, scan(self.articles), parse=parse)
        now = self.store.held()
        assert all(now[source].id == held[former].id for former, source in report.renamed)
        assert len({each.id for each in now.values()}) == len(now)
        assert now.keys() - held.keys() == {*report.added, *(source for _, source in report.renamed)} - held.keys()
        self.is_synced = True

    @invariant()
    def is_as_if_built_afresh(self) -> None:
        if not self.is_synced:
            return
        with tempfile.TemporaryDirectory() as folder:
            fresh, _ = Store.open(Path(folder))
            sync(fresh, HashingEncoder(max_tokens=20), scan(self.articles), parse=parse)
            assert contents(self.store) == contents(fresh)
            fresh.close()

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.root)


def contents(store: Store) -> dict[str, Any]:
    """Return all that a store holds, but for ids, which a former name may have given."""
    articles = [store.article(each.id) for each in store.held().values()]
    passages = [[passage.text for _, passage in store.passages_of(article.id)] for article in articles]
    vectors = store._connection.execute("SELECT text_hash, model FROM vectors").fetchall()
    return {
        "articles": {
            article.source: (without_id(article), texts) for article, texts in zip(articles, passages, strict=True)
        },
        "vectors": sorted(vectors),
        "files": {source: record.digest for source, record in store.files().items()},
    }


def without_id(article: Article) -> tuple[object, ...]:
    return article.title, article.text, article.paragraphs, article.author, article.published, article.part


Histories.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestHistories = Histories.TestCase
