from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.errors import LibraryError
from embeddings.health import examine
from embeddings.indexes import TERMS_FOLDER, VECTORS_FILE
from embeddings.library import Library
from embeddings.store import FILE_NAME
from tests.conftest import Write
from tests.embeddings.unprivileged import unprivileged
from tests.hashing_encoder import HashingEncoder

Start = Callable[[], list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def start(folder: Path, tmp_path: Path, write: Write, encoder: HashingEncoder) -> Start:
    """Return a function that starts the program over two articles, and returns what it finds for a query."""
    write("ice.txt", "Ice\n\nThe harbour of Sarn froze over in March. " + "Nobody crossed. " * 60)
    write("tea.txt", "Tea\n\nThe clippers raced from Fuzhou to London.")

    def start_it() -> list[str]:
        library = Library.open(folder, articles=tmp_path / "articles", encoder=encoder)
        library.sync()
        found = [hit.passage.text for hit in library.search("Where did the harbour freeze?", limit=3)]
        assert library.warnings == []
        library.close()
        return found

    return start_it


def damage(folder: Path) -> dict[str, str]:
    return {each.part: each.damage for each in examine(folder)}


def changed_quietly(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change a file as a failing disk does: its size and time stay."""
    before = path.stat()
    content = path.read_bytes()
    changed = change(content)
    assert changed != content
    assert len(changed) == len(content)
    path.write_bytes(changed)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_library_that_is_sound_stays_as_it_is(start: Start, folder: Path) -> None:
    found = start()
    assert damage(folder) == dict.fromkeys([FILE_NAME, "articles", "vectors", VECTORS_FILE, TERMS_FOLDER], "")
    assert start() == found


def test_what_no_start_would_notice_is_found_and_mended(start: Start, folder: Path) -> None:
    found = start()
    changed_quietly(folder / VECTORS_FILE, lambda content: content[:-40] + bytes(40))
    assert damage(folder)[VECTORS_FILE] == "is damaged: built again at the next start"
    assert start() == found
    assert not any(damage(folder).values())


def test_an_index_that_is_lost_is_told(start: Start, folder: Path) -> None:
    found = start()
    shutil.rmtree(folder / TERMS_FOLDER)
    assert damage(folder)[TERMS_FOLDER] == "is damaged: built again at the next start"
    assert damage(folder)["search indexes"] == "are missing: built again at the next start"
    assert start() == found


def test_a_letter_that_the_disk_changed_is_read_again(start: Start, folder: Path) -> None:
    found = start()
    changed_quietly(folder / FILE_NAME, lambda content: content.replace(b"harbour of Sarn", b"harbour of Barn"))
    assert "Barn" in start()[0]  # nothing has noticed
    assert damage(folder)["articles"] == "ice.txt: not as indexed, and read again at the next start"
    assert start() == found
    assert not any(damage(folder).values())


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM vectors WHERE rowid = 1",
        "UPDATE vectors SET vector = zeroblob(length(vector)) WHERE rowid = 1",
        "UPDATE vectors SET vector = substr(vector, 3) WHERE rowid = 1",
        "UPDATE vectors SET vector = 'noise' WHERE rowid = 1",
    ],
)
def test_vectors_that_are_missing_or_damaged_are_embedded_again(
    start: Start, folder: Path, encoder: HashingEncoder, statement: str
) -> None:
    found = start()
    changed(folder, statement)
    encoder.encoded.clear()
    assert damage(folder)["vectors"] == "1 are missing or damaged: embedded again at the next start"
    assert start() == found
    assert len(encoder.encoded) == 1
    assert not any(damage(folder).values())


def test_passages_that_lost_their_article_are_told_and_it_is_read_again(start: Start, folder: Path) -> None:
    found = start()
    changed(folder, "UPDATE passages SET article_id = 'x' || article_id WHERE id = 1")
    assert damage(folder)["articles"] == "1 passages had lost theirs: all are read again at the next start"
    assert start() == found
    assert not any(damage(folder).values())


def test_a_letter_of_one_of_many_articles_in_a_file_is_read_again(start: Start, folder: Path, write: Write) -> None:
    write("rows.csv", "title,text\nOne,The mill of Tarn burned down.\nTwo,The pier was rebuilt.\n")
    found = start()
    changed_quietly(folder / FILE_NAME, lambda content: content.replace(b"mill of Tarn", b"mill of Barn"))
    assert damage(folder)["articles"] == "rows.csv: not as indexed, and read again at the next start"
    assert start() == found
    assert not any(damage(folder).values())


def test_what_has_no_file_cannot_be_read_again(start: Start, folder: Path) -> None:
    start()
    changed(folder, "DELETE FROM files WHERE source = 'ice.txt'")
    changed_quietly(folder / FILE_NAME, lambda content: content.replace(b"harbour of Sarn", b"harbour of Barn"))
    assert damage(folder)["articles"] == "ice.txt: not as indexed; add what it is again with `qa-bot index`"


def test_indexes_that_another_program_is_writing_are_not_judged(start: Start, folder: Path) -> None:
    found = start()
    changed(folder, "UPDATE meta SET value = value + 1 WHERE key = 'generation'")
    (folder / VECTORS_FILE).write_bytes(b"half")
    assert damage(folder) == dict.fromkeys([FILE_NAME, "articles", "vectors"], "")
    assert start() == found


def changed(folder: Path, statement: str) -> None:
    database = sqlite3.connect(folder / FILE_NAME)
    with database:
        database.execute(statement)
    database.close()


def test_a_damaged_database_is_set_aside(start: Start, folder: Path) -> None:
    found = start()
    changed_quietly(folder / FILE_NAME, lambda content: content[:4096] + bytes(4096) + content[8192:])
    assert "was damaged: it is set aside as library.sqlite.damaged-1" in damage(folder)[FILE_NAME]
    assert start() == found


def test_what_cannot_be_written_cannot_be_mended(start: Start, folder: Path) -> None:
    start()
    folder.chmod(0o555)
    try:
        with unprivileged(folder), pytest.raises(LibraryError, match="cannot be written"):
            examine(folder)
    finally:
        folder.chmod(0o755)
