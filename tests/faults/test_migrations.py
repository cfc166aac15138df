"""A library whose migration was killed, or found no room, is one of the former version or of this one, and whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.schema import VERSION
from embeddings.store import Store
from tests.embeddings.changing import MODEL, apply
from tests.embeddings.test_store import FORMER, article_named, articles_of, schema_of
from tests.faults.jobs import SEED, STEP, Worker


@pytest.mark.parametrize("kills", [True, False])
@pytest.mark.parametrize("former", FORMER)
def test_cut_short_at_any_statement(
    worker: Worker, tmp_path: Path, former: Callable[[Path], None], kills: bool
) -> None:
    original, folder = tmp_path / "original", tmp_path / "library"
    store, _ = Store.open(original)
    article = article_named("a.txt", paragraphs=40)
    apply(store, article)
    ids = sorted(store.passage_ids())
    store.close()
    schema = schema_of(original)
    former(original)
    versions = {schema_of(original)[0]: schema_of(original), VERSION: schema}
    seen = set[int]()
    step = min(STEP, 3)  # the shortest migration has four statements
    for at in range(1 + SEED % step, 1000, step):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(original, folder)
        done = worker.do("migrate", folder, at=at, kills=kills)
        found = schema_of(folder)
        assert found == versions[found[0]]
        seen.add(found[0])
        store, warning = Store.open(folder)
        assert (articles_of(store), sorted(store.passage_ids()), warning) == ([article], ids, None)
        assert [key for key, _ in store.vectors(ids, model=MODEL)] == ids
        store.close()
        assert schema_of(folder) == schema
        if done.code == 0 and done.told("writes")[0] < at:
            break
    assert seen == versions.keys()
