from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.changed_files import Page
from embeddings.folder import scan
from embeddings.library import Library
from embeddings.standing import Standing, standings
from embeddings.sync import sync
from tests.conftest import Write
from tests.embeddings.unprivileged import unprivileged
from tests.hashing_encoder import HashingEncoder

PAGE = "https://example.org/ferry"


@pytest.fixture
def library(tmp_path: Path, write: Write, encoder: HashingEncoder) -> Iterator[Library]:
    """Open a library of two files, a folder that was added, and a page."""
    write("ice.txt", "Harbour ice\n\nThe harbour froze in March.")
    home = write("odd  na\x07me.txt", "Odd\n\nIts name is odd.").parent
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "race.txt").write_text("Boat race\n\nSigne Dahl rowed around the islands and won.")
    with contextlib.closing(Library.open(tmp_path / "library", articles=home, encoder=encoder)) as opened:
        opened.sync(add=[str(tmp_path / "notes")])
        page = Page(PAGE, b"Ferry\n\nThe ferry was painted green.", ".txt")
        sync(opened._store, encoder, scan(home, opened._store.roots()), pages=[page])
        yield opened


def test_what_is_as_it_was_indexed(library: Library, tmp_path: Path) -> None:
    notes = str(tmp_path / "notes")
    found = standings(library.followed())
    assert found == {
        "ice.txt": Standing("as indexed", None),
        "odd name.txt": Standing("as indexed", None),
        f"{notes}/race.txt": Standing("as indexed", notes),
        PAGE: Standing("as indexed", PAGE),
    }
    assert [source for source, standing in found.items() if standing.is_page] == [PAGE]


def test_what_was_changed_and_what_was_deleted(library: Library, tmp_path: Path) -> None:
    (tmp_path / "articles" / "ice.txt").write_text("Ice\n\nIt melted.")
    os.utime(tmp_path / "notes" / "race.txt", (1, 1))
    (tmp_path / "articles" / "odd  na\x07me.txt").unlink()
    found = {source: standing.file for source, standing in standings(library.followed()).items()}
    race = f"{tmp_path}/notes/race.txt"
    assert found == {"ice.txt": "changed", race: "changed", "odd name.txt": "gone", PAGE: "as indexed"}


def test_an_added_folder_that_is_gone(library: Library, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "notes")
    found = standings(library.followed())
    assert found[f"{tmp_path}/notes/race.txt"] == Standing("gone", f"{tmp_path}/notes")
    assert found["ice.txt"].file == "as indexed"


def test_a_folder_that_may_not_be_read_is_not_judged(library: Library, tmp_path: Path) -> None:
    followed = library.followed()
    (tmp_path / "notes").chmod(0)
    try:
        with unprivileged(tmp_path):
            found = standings(followed)
    finally:
        (tmp_path / "notes").chmod(0o755)
    assert found[f"{tmp_path}/notes/race.txt"].file == "as indexed"


def test_an_articles_folder_that_is_missing_is_not_judged(library: Library, tmp_path: Path) -> None:
    (tmp_path / "articles").rename(tmp_path / "elsewhere")
    assert {standing.file for standing in standings(library.followed()).values()} == {"as indexed"}
