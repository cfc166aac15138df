"""What a library holds, its sizes, and how far it is up to date."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from embeddings.contents import Contents, Freshness, Sizes, bytes_of, contents, database_bytes, shared_contents
from embeddings.errors import LibraryError
from embeddings.indexes import MANIFEST, TERMS_FOLDER, VECTORS_FILE
from embeddings.library import Library
from embeddings.milvus import Collection
from embeddings.milvus_address import Address
from embeddings.store import FILE_NAME, Store
from tests.conftest import Write
from tests.embeddings.unprivileged import unprivileged
from tests.hashing_encoder import HashingEncoder

ICE = "Ice\n\nThe harbour of Sarn froze over in March. " + "Nobody crossed. " * 60
TEA = "Tea\n\nThe clippers raced from Fuzhou to London.\n"

Look = Callable[[], Contents]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def index(folder: Path, tmp_path: Path, encoder: HashingEncoder) -> Callable[[], None]:
    def index_it() -> None:
        library = Library.open(folder, articles=tmp_path / "articles", encoder=encoder)
        library.sync()
        library.close()

    return index_it


@pytest.fixture
def look(folder: Path, tmp_path: Path, write: Write, index: Callable[[], None]) -> Look:
    """Index two articles, and return a function that looks at what is held."""
    write("ice.txt", ICE)
    write("sub/tea.md", TEA)
    index()
    return lambda: looked_at(folder, tmp_path / "articles")


def looked_at(folder: Path, articles: Path) -> Contents:
    store, _ = Store.open(folder)
    with contextlib.closing(store):
        return contents(store, articles)


def freshness(found: Contents) -> Freshness:
    assert found.freshness is not None
    return found.freshness


def change(folder: Path, key: str, value: str) -> None:
    store, _ = Store.open(folder)
    store.set_meta(key, value)
    store.close()


def test_what_is_held_is_counted_and_weighed(look: Look, folder: Path) -> None:
    found = look()
    assert [(each.source, each.paragraphs) for each in found.articles] == [("ice.txt", 1), ("sub/tea.md", 2)]
    store, _ = Store.open(folder)
    assert found.passages == len(store.passage_ids()) > 2
    store.close()
    assert found.sizes == Sizes(
        files=len(ICE) + len(TEA),
        database=(folder / FILE_NAME).stat().st_size,
        vectors=(folder / VECTORS_FILE).stat().st_size,
        words=sum(each.stat().st_size for each in (folder / TERMS_FOLDER).iterdir()),
    )
    fresh = freshness(found)
    assert (fresh.generation, fresh.indexes, fresh.waiting) == (1, "current", 0)
    assert fresh.changed is not None
    assert timedelta(0) <= datetime.now(UTC) - fresh.changed < timedelta(hours=1)


def test_only_a_change_is_a_change(look: Look, index: Callable[[], None], folder: Path) -> None:
    change(folder, "changed", "2001-02-03T04:05:06+01:00")
    index()
    assert freshness(look()).changed == datetime(2001, 2, 3, 3, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "stored", ["", "noise", "0001-01-01T00:00:00+14:00", "0001-01-01", "9999-12-31T23:59", "9" * 400]
)
def test_a_time_that_is_none_is_not_known(look: Look, folder: Path, stored: str) -> None:
    change(folder, "changed", stored)
    assert freshness(look()).changed is None


def test_what_is_new_changed_or_gone_is_waiting(look: Look, write: Write) -> None:
    ice = write("ice.txt", "Ice\n\nIt has melted.\n")
    assert freshness(look()).waiting == 1
    write("new.md", TEA)
    assert freshness(look()).waiting == 2
    ice.unlink()
    assert freshness(look()).waiting == 2
    ice.parent.joinpath("picture.png").write_bytes(b"no article")
    assert freshness(look()).waiting == 2


def test_what_the_doctor_has_read_again_is_waiting(look: Look, folder: Path) -> None:
    change(folder, "recipe", "")
    assert freshness(look()).waiting == 2


def test_a_folder_that_is_gone_or_empty_has_nothing_waiting(look: Look, tmp_path: Path) -> None:
    (tmp_path / "articles").rename(tmp_path / "elsewhere")
    assert freshness(look()).waiting is None
    (tmp_path / "articles").mkdir()
    assert freshness(look()).waiting is None


def test_the_folder_that_counts_is_the_library_s_own(look: Look, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("A\n\nOne article.\n")
    assert freshness(looked_at(folder, other)).waiting == 0
    (tmp_path / "articles").rename(tmp_path / "moved")
    assert freshness(looked_at(folder, tmp_path / "moved")).waiting == 0
    assert freshness(looked_at(folder, other)).waiting == 3


def test_indexes_that_are_behind(look: Look, folder: Path) -> None:
    change(folder, "generation", "2")
    assert freshness(look()).indexes == "behind"


@pytest.mark.parametrize("part", [VECTORS_FILE, f"{TERMS_FOLDER}/meta.json"])
def test_indexes_that_were_touched(look: Look, folder: Path, part: str) -> None:
    os.utime(folder / part)
    assert freshness(look()).indexes == "changed"


def test_indexes_that_are_lost(look: Look, folder: Path) -> None:
    shutil.rmtree(folder / TERMS_FOLDER)
    found = look()
    assert (freshness(found).indexes, found.sizes.words) == ("missing", 0)
    (folder / VECTORS_FILE).unlink()
    found = look()
    assert (freshness(found).indexes, found.sizes.vectors) == ("missing", 0)


@pytest.mark.parametrize("manifest", ["", "noise", "{}"])
def test_indexes_of_which_nothing_is_known(look: Look, folder: Path, manifest: str) -> None:
    change(folder, MANIFEST, manifest)
    assert freshness(look()).indexes == "missing"


def test_a_manifest_may_hold_anything(look: Look, folder: Path) -> None:
    change(folder, MANIFEST, '{"generation": 1, "vectors_generation": 1, "model": 0, "vectors": 7, "terms": null}')
    assert freshness(look()).indexes == "changed"


def test_to_look_changes_nothing(look: Look, folder: Path) -> None:
    def state() -> dict[str, bytes]:
        return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}

    look()
    before = state()
    look()
    assert state() == before


def test_a_library_that_may_not_be_written_is_looked_at(look: Look, folder: Path) -> None:
    expected = look()
    with unprivileged(folder):
        found = look()
    assert (found.articles, found.sizes.files) == (expected.articles, expected.sizes.files)


def test_a_library_that_cannot_be_read_is_one_line(look: Look, folder: Path) -> None:
    look()
    store, _ = Store.open(folder)
    with contextlib.closing(store):
        store._connection.execute("ALTER TABLE passages RENAME TO lost")
        with pytest.raises(LibraryError, match="start the program again") as caught:
            contents(store, folder)
    assert "\n" not in str(caught.value)


def test_a_journal_is_part_of_its_database(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    assert database_bytes(path) == 0
    path.write_bytes(b"1234")
    (tmp_path / "a.sqlite-wal").write_bytes(b"567")
    assert database_bytes(path) == 7


def test_a_link_weighs_itself(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "a").write_bytes(b"1234")
    (tmp_path / "kept" / "circle").symlink_to("circle")
    assert bytes_of(tmp_path / "kept") == 4 + len("circle")


def test_what_is_shared(look: Look, folder: Path, tmp_path: Path, encoder: HashingEncoder) -> None:
    expected = look()
    address = Address.parse(str(tmp_path / "shared.db"))
    library = Library.open(folder, articles=tmp_path / "articles", encoder=encoder)
    library.share(address)
    library.close()
    with contextlib.closing(Collection.open(address)) as collection:
        found = shared_contents(collection)
    assert [(each.source, each.characters) for each in found.articles] == [
        (each.source, each.characters) for each in expected.articles
    ]
    assert (found.passages, found.freshness) == (expected.passages, None)
    assert found.sizes == Sizes(database=found.sizes.database)
    assert found.sizes.database
