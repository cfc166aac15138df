from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from embeddings.changed_files import Page
from embeddings.documents import Document, LeftOut
from embeddings.errors import ParserStoppedError
from embeddings.folder import scan
from embeddings.formats import Format
from embeddings.store import Store
from embeddings.sync import SyncReport, sync
from tests.conftest import Write
from tests.embeddings.parted import parse
from tests.hashing_encoder import HashingEncoder

Synced = Callable[..., SyncReport]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store, _ = Store.open(tmp_path / "library")
    yield store
    store.close()


@pytest.fixture
def synced(store: Store, encoder: HashingEncoder, tmp_path: Path) -> Synced:
    """Return a function that brings the store up to date with the folder."""
    return lambda **options: sync(store, encoder, scan(tmp_path / "articles"), parse=parse, **options)


def ids(store: Store) -> dict[str, str]:
    return {source: each.id for source, each in store.held().items()}


def test_a_renamed_file_keeps_its_id_and_its_old_name_is_free(store: Store, synced: Synced, write: Write) -> None:
    path = write("ice.txt", "It froze. It thawed.")
    synced()
    before = ids(store)["ice.txt"]
    path.rename(path.with_name("winter.txt"))
    assert synced().renamed == (("ice.txt", "winter.txt"),)
    write("ice.txt", "The boats came back.")
    assert synced().added == ("ice.txt",)
    now = ids(store)
    assert (len(now), now["winter.txt"]) == (2, before)
    assert now["ice.txt"] != before
    assert store.article(before).title == "Winter"


def test_a_file_that_moves_while_its_name_is_taken_by_another_is_added(
    store: Store, synced: Synced, write: Write
) -> None:
    write("ice.txt", "It froze. It thawed.")
    synced()
    write("winter.txt", "It froze. It thawed.")
    write("ice.txt", "The boats came back.")
    report = synced()
    assert (report.added, report.changed, report.renamed) == (("winter.txt",), ("ice.txt",), ())


def test_a_renamed_folder_renames_what_lies_in_it(store: Store, synced: Synced, write: Write) -> None:
    first = write("old/ice.txt", "It froze. It thawed.")
    write("old/tea.txt", "Tea came by ship.")
    synced()
    before = sorted(ids(store).values())
    first.parent.rename(first.parent.with_name("new"))
    assert synced().renamed == (("old/ice.txt", "new/ice.txt"), ("old/tea.txt", "new/tea.txt"))
    assert sorted(ids(store).values()) == before


def test_two_files_of_the_same_text_swap_no_ids_when_both_move(store: Store, synced: Synced, write: Write) -> None:
    paths = [write(f"{name}.txt", "It froze. It thawed.") for name in ("a", "b")]
    synced()
    before = set(ids(store).values())
    for path in paths:
        path.rename(path.with_name(f"moved-{path.name}"))
    assert len(synced().renamed) == 2
    assert set(ids(store).values()) == before


def test_of_a_file_with_many_articles_the_changed_one_alone_is_changed(
    store: Store, synced: Synced, write: Write, encoder: HashingEncoder
) -> None:
    write("log.txt", "# one\nIt froze.\n# two\nIt thawed.\n# three\nBoats came.")
    assert synced().added == ("log.txt/one", "log.txt/three", "log.txt/two")
    encoder.encoded.clear()
    write("log.txt", "# one\nIt froze.\n# two\nIt thawed at last.\n# four\nTea came.")
    report = synced()
    assert (report.added, report.changed, report.removed) == (("log.txt/four",), ("log.txt/two",), ("log.txt/three",))
    assert (report.unchanged, sorted(encoder.encoded)) == (1, ["It thawed at last.", "Tea came."])
    assert {each.file for each in store.held().values()} == {"log.txt"}


def test_a_file_with_many_articles_moves_and_goes_as_one(store: Store, synced: Synced, write: Write) -> None:
    path = write("log.txt", "# one\nIt froze.\n# two\nIt thawed.")
    synced()
    before = set(ids(store).values())
    path.rename(path.with_name("diary.txt"))
    assert synced().renamed == (("log.txt/one", "diary.txt/one"), ("log.txt/two", "diary.txt/two"))
    assert set(ids(store).values()) == before
    path.with_name("diary.txt").unlink()
    write("other.txt", "Something else.")
    assert synced().removed == ("diary.txt/one", "diary.txt/two")
    assert set(ids(store)) == {"other.txt"}


def test_what_was_left_out_of_many_articles_is_told_each_time(store: Store, synced: Synced, write: Write) -> None:
    write("log.txt", "# one\nIt froze.\n# two\n\n# three\n")
    assert [skip.source for skip in synced().skipped] == ["log.txt/two", "log.txt/three"]
    (again,) = synced().skipped
    assert (again.source, again.reason[:23]) == ("log.txt", "holds 2 parts that were")
    assert "log.txt/two" in again.reason
    write("log.txt", "# one\nIt froze.\n# two\n")
    synced()
    assert [skip.reason[:26] for skip in synced().skipped] == ["holds 1 part that was left"]


def test_a_page_that_is_fetched_again_is_changed_and_keeps_its_id(store: Store, synced: Synced, write: Write) -> None:
    write("ice.txt", "It froze.")
    page = Page("https://example.org/a", b"<p>The pier was rebuilt in May.</p>", ".html")
    assert synced(pages=[page]).added == ("https://example.org/a", "ice.txt")
    before = ids(store)
    later = Page("https://example.org/a", b"<p>The pier was rebuilt in June.</p>", ".html")
    assert synced(pages=[later]).changed == ("https://example.org/a",)
    assert ids(store) == before


def test_a_parser_that_is_stopped_on_its_way_costs_nothing_that_is_held(
    store: Store, encoder: HashingEncoder, write: Write, tmp_path: Path
) -> None:
    def stopped(known: Format, content: bytes) -> Iterator[Document | LeftOut]:
        yield from itertools.islice(parse(known, content), 1)
        raise ParserStoppedError("takes longer than 60 s to read: split it")

    write("log.txt", "# one\nIt froze.\n# two\nIt thawed.")
    sync(store, encoder, scan(tmp_path / "articles"), parse=parse)
    write("log.txt", "# one\nIt froze again.\n# two\nIt thawed.\n# three\nBoats.")
    report = sync(store, encoder, scan(tmp_path / "articles"), parse=stopped)
    assert (report.changed, report.removed, set(ids(store))) == (("log.txt/one",), (), {"log.txt/one", "log.txt/two"})


def test_a_folder_in_place_of_a_file_that_moved_gets_ids_of_its_own(
    store: Store, synced: Synced, write: Write, tmp_path: Path
) -> None:
    write("old.txt", "# b.txt\nIt froze.\n# c.txt\nIt thawed.")
    synced()
    (tmp_path / "articles/old.txt").rename(tmp_path / "articles/new.txt")
    write("old.txt/b.txt", "The boats came back.")
    synced()
    assert set(ids(store)) == {"new.txt/b.txt", "new.txt/c.txt", "old.txt/b.txt"}
    assert len(set(ids(store).values())) == 3


def test_a_file_in_place_of_a_folder_keeps_what_it_holds(
    store: Store, synced: Synced, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt/b.txt", "It froze. It thawed.")
    write("z.txt", "Boats came.")
    synced()
    monkeypatch.setattr("embeddings.sync.TEXT_AT_ONCE", 1)
    shutil.rmtree(tmp_path / "articles/a.txt")
    write("a.txt", "# b.txt\nIt snowed.\n# c.txt\nIt rained.")
    write("z.txt", "Boats came back.")
    synced()
    assert set(ids(store)) == {"a.txt/b.txt", "a.txt/c.txt", "z.txt"}
    assert store.article(ids(store)["a.txt/b.txt"]).text == "It snowed."
