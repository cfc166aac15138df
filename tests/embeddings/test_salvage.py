from __future__ import annotations

import contextlib
import io
import random
import sqlite3
from pathlib import Path

import pytest

from embeddings.library import Library
from embeddings.piped import keep
from embeddings.store import FILE_NAME
from tests.conftest import Write
from tests.embeddings.site import Site
from tests.hashing_encoder import HashingEncoder

FEED = """<rss><channel><title>Light</title><item><title>Ice</title><guid>1</guid>
<description>The harbour froze over in the first week of March.</description></item></channel></rss>"""


class Added:
    """A library with a folder, a text from standard input, a page and a feed beside its own article."""

    def __init__(self, tmp_path: Path, write: Write, site: Site, encoder: HashingEncoder) -> None:
        self.articles = write("ice.txt", "Harbour ice\n\nNobody crossed it on foot.").parent
        self.folder = tmp_path / "library"
        self.other = tmp_path / "notes"
        self.other.mkdir()
        (self.other / "barn.txt").write_text("The barn was painted green in Salzburg.")
        self.encoder = encoder
        self.page = site.serve("/page", "<article><h1>Light</h1><p>The lighthouse was painted red.</p></article>")
        self.feed = site.serve("/feed", FEED, "application/rss+xml")
        with contextlib.closing(self.opened()) as library:
            piped = keep(io.BytesIO(b"The plumber Mario mended the sink in Naples."), self.folder)
            library.sync(add=[str(self.other), str(piped), self.page], subscribe=[self.feed])
            self.sources = self.held(library)

    def opened(self) -> Library:
        return Library.open(self.folder, articles=self.articles, encoder=self.encoder)

    def held(self, library: Library) -> set[str]:
        return {article.source for article in library.articles()}

    def damage(self, *tables: str) -> None:
        """Overwrite the first page of some tables with noise."""
        path = self.folder / FILE_NAME
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            size = database.execute("PRAGMA page_size").fetchone()[0]
            first = dict(database.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))
        content = bytearray(path.read_bytes())
        for table in tables:
            start = (first[table] - 1) * size
            content[start : start + size] = random.Random(1).randbytes(size)
        path.write_bytes(content)


@pytest.fixture
def added(tmp_path: Path, write: Write, site: Site, encoder: HashingEncoder) -> Added:
    return Added(tmp_path, write, site, encoder)


@pytest.mark.parametrize("table", ["passages", "files", "meta"])
def test_what_was_added_is_there_when_what_is_made_of_it_is_damaged(added: Added, site: Site, table: str) -> None:
    added.damage(table)
    site.asked.clear()
    with contextlib.closing(added.opened()) as library:
        library.sync()
        assert added.held(library) == added.sources
        assert [hit.passage.source for hit in library.search("lighthouse painted red", limit=1)] == [added.page]
        assert "vectors saved, and 5 of what was added" in library.warnings[0]
        assert site.asked == []
        library.sync(refresh=True)
        assert site.is_asked_for(added.feed)


def test_pages_whose_paragraphs_are_damaged_are_named(added: Added) -> None:
    added.damage("paragraphs")
    with contextlib.closing(added.opened()) as library:
        assert f"add again what could not be saved: {added.feed}" in library.warnings[0]
        library.sync()
        assert added.held(library) == {source for source in added.sources if not source.startswith("http")}
        library.sync(add=[added.page], refresh=True)
        assert added.held(library) == added.sources


def test_an_empty_file_beside_what_was_made_of_it_is_damage(added: Added) -> None:
    (added.folder / FILE_NAME).write_bytes(b"")
    with contextlib.closing(added.opened()) as library:
        assert "was damaged" in library.warnings[0]


def test_what_came_in_by_standard_input_is_followed_again_though_nothing_tells_of_it(added: Added) -> None:
    (added.folder / FILE_NAME).write_bytes(b"noise" * 9_999)
    with contextlib.closing(added.opened()) as library:
        library.sync()
        assert {source.rpartition("/")[2][:14] for source in added.held(library)} == {"ice.txt", "standard-input"}
        assert "what had been added and is missing now has to be added again" in library.warnings[0]


@pytest.mark.parametrize("seed", range(12))
def test_any_damage_ends_in_a_library_that_works(added: Added, seed: int) -> None:
    path = added.folder / FILE_NAME
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content, chance = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(chance.choice([20, 200, 2_000])):
        content[chance.randrange(100, len(content))] = chance.randrange(256)
    path.write_bytes(content)
    with contextlib.closing(added.opened()) as library:
        library.sync()
        assert "ice.txt" in added.held(library)
        assert library.search("crossed on foot", limit=1)
