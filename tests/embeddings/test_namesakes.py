"""What is named by its place keeps its id when its place changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from embeddings.folder import scan
from embeddings.store import Store
from embeddings.sync import SyncReport, sync
from tests.conftest import Write
from tests.hashing_encoder import HashingEncoder

Synced = Callable[[], SyncReport]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store, _ = Store.open(tmp_path / "library")
    yield store
    store.close()


@pytest.fixture
def synced(store: Store, encoder: HashingEncoder, tmp_path: Path) -> Synced:
    return lambda: sync(store, encoder, scan(tmp_path / "articles"))


def texts(store: Store) -> dict[str, str]:
    return {each.id: store.article(each.id).text for each in store.held().values()}


def table(*rows: str) -> str:
    return "title,text,url\n" + "".join(f"{row}\n" for row in rows)


ICE = "Ice,The harbour of Sarn froze over in March.,"
THAW = "Ice,The boats came back in May.,"
TEA = "Ice,Tea came by ship at last.,"


@pytest.mark.parametrize("title", ["Ice", ""])
def test_a_row_put_on_top_takes_no_other_s_id(store: Store, synced: Synced, write: Write, title: str) -> None:
    rows = [row.replace("Ice", title, 1) for row in (ICE, THAW, TEA)]
    write("news.csv", table(*rows[:2]))
    synced()
    before = texts(store)
    write("news.csv", table(rows[2], *rows[:2]))
    report = synced()
    now = texts(store)
    assert now.items() > before.items()
    assert (len(now), len(report.added), report.removed, report.renamed) == (3, 1, (), ())
    write("news.csv", table(*rows[1::-1]))
    synced()
    assert texts(store) == before


def test_a_row_that_goes_leaves_the_others_their_ids(store: Store, synced: Synced, write: Write) -> None:
    write("news.csv", table(ICE, THAW, TEA))
    synced()
    before = texts(store)
    write("news.csv", table(THAW, TEA))
    assert synced().removed == ("news.csv/Ice (3)",)
    assert texts(store).items() < before.items()


def test_a_row_that_is_edited_is_known_by_its_address_or_its_place(store: Store, synced: Synced, write: Write) -> None:
    write("news.csv", table(f"{ICE}https://sarn.example/1", f"{THAW}https://sarn.example/2"))
    synced()
    [ice, thaw] = (store.held()[source].id for source in ("news.csv/Ice", "news.csv/Ice (2)"))
    edited = THAW.replace("May", "June")
    write("news.csv", table(TEA, f"{ICE}https://sarn.example/1", f"{edited}https://sarn.example/2"))
    synced()
    now = {source: each.id for source, each in store.held().items()}
    assert (now["news.csv/Ice (2)"], now["news.csv/Ice (3)"]) == (ice, thaw)
    write("news.csv", table(TEA, ICE.replace("March", "April"), edited))
    synced()
    assert {source: each.id for source, each in store.held().items()} == now


def test_a_table_that_moves_and_changes_nothing_keeps_its_ids(store: Store, synced: Synced, write: Write) -> None:
    path = write("news.csv", table(ICE, THAW))
    synced()
    before = texts(store)
    path.rename(path.with_name("old.csv"))
    assert len(synced().renamed) == 2
    assert texts(store) == before
