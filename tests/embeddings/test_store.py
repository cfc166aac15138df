from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from embeddings.errors import LibraryError
from embeddings.formats import load_article
from embeddings.passages import pack
from embeddings.store import FILE_NAME, Changes, FileRecord, Store
from embeddings.sync import _packed
from embeddings.values import Article
from tests.embeddings.unprivileged import unprivileged
from tests.hashing_encoder import HashingEncoder

MODEL = "hashing"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    store, warning = Store.open(folder)
    assert warning is None
    yield store
    store.close()


def article_named(source: str, paragraphs: int = 3) -> Article:
    text = f"{source} title\n\n" + "\n\n".join(f"Ship {n} of {source} left the port." for n in range(paragraphs))
    return load_article(text.encode(), source=source)[0]


def changes_with(*articles: Article, removed: tuple[str, ...] = ()) -> Changes:
    encoder = HashingEncoder()
    packed = [(article, _packed(article, encoder)) for article in articles]
    files = [FileRecord(article.source, 1, 2, "digest") for article in articles]
    return Changes(packed, removed, files, {"recipe": "1"})


def apply(store: Store, *articles: Article, removed: tuple[str, ...] = ()) -> None:
    changes = changes_with(*articles, removed=removed)
    encoder = HashingEncoder()
    keys = {key: passage.text for _, passages in changes.articles for passage, key in passages}
    store.add_vectors([(key, encoder.encode_query(text)) for key, text in keys.items()], model=MODEL)
    assert store.apply(changes, model=MODEL, since=store.generation)


def vector_count(store: Store) -> int:
    return int(store._connection.execute("SELECT count(*) FROM vectors").fetchone()[0])


def reopened(folder: Path) -> tuple[Store, str]:
    store, warning = Store.open(folder)
    assert warning is not None
    return store, warning


def test_an_article_comes_back_as_it_was(store: Store, folder: Path) -> None:
    text = "By Ines Okafor\n6 March 2021\n\nIt froze — hard, and nobody could leave the port.\n\n"
    text += "The thaw\n\nIt thawed in the last days of May."
    article = load_article(text.encode(), source="a.txt")[0]
    assert any(paragraph.heading for paragraph in article.paragraphs)
    apply(store, article)
    assert store.article(article.id) == article
    assert list(store.articles()) == [article]
    (summary,) = store.summaries()
    assert (summary.author, summary.published, summary.paragraphs) == ("Ines Okafor", "2021-03-06", 4)
    again, _ = Store.open(folder)
    assert list(again.articles()) == [article]
    assert again.files() == {"a.txt": FileRecord("a.txt", 1, 2, "digest")}
    again.close()


def test_passages_and_vectors_belong_together(store: Store) -> None:
    article = article_named("a.txt", paragraphs=40)
    apply(store, article)
    ids, vectors = store.vectors(model=MODEL, dimension=256)
    passages = [passage for passage, _ in store.passages(ids.tolist())]
    encoder = HashingEncoder()
    assert passages == pack(article, count_tokens=encoder.count_tokens, max_tokens=encoder.max_tokens)
    assert np.allclose(vectors, [encoder.encode_query(passage.text) for passage in passages])


def test_the_generation_counts_changes_and_nothing_else(store: Store) -> None:
    assert store.generation == 0
    apply(store, article_named("a.txt"))
    assert store.generation == 1
    store.apply(Changes([], [], [FileRecord("a.txt", 1, 9, "digest")], {}), model=MODEL, since=store.generation)
    assert store.generation == 1
    apply(store, removed=("a.txt",))
    assert store.generation == 2
    assert (store.summaries(), store.files(), vector_count(store)) == ([], {}, 0)


def test_changes_with_a_vector_missing_change_nothing(store: Store) -> None:
    apply(store, article_named("a.txt"))
    assert not store.apply(
        changes_with(article_named("b.txt"), removed=("a.txt",)), model=MODEL, since=store.generation
    )
    assert [summary.source for summary in store.summaries()] == ["a.txt"]
    assert store.generation == 1


def test_changes_that_fail_half_way_change_nothing(store: Store) -> None:
    apply(store, article_named("a.txt"))
    doubled = Article("same", "t", "b.txt", "x", ()), Article("same", "t", "c.txt", "x", ())
    with pytest.raises(LibraryError):
        store.apply(Changes([(each, []) for each in doubled], ["a.txt"], [], {}), model=MODEL, since=store.generation)
    assert [summary.source for summary in store.summaries()] == ["a.txt"]
    apply(store, article_named("b.txt"))
    assert store.generation == 2


def test_without_vector_names_what_is_missing_for_that_model(store: Store) -> None:
    store.add_vectors([("known", np.ones(4, np.float32))], model=MODEL)
    assert store.without_vector(["known", "new"], model=MODEL) == {"new"}
    assert store.without_vector(["known", "new"], model="other") == {"known", "new"}


def test_vectors_are_kept_bit_by_bit(store: Store) -> None:
    article = article_named("a.txt")
    changes = changes_with(article)
    ((_, [(_, key)]),) = changes.articles
    vector = np.random.default_rng(1).standard_normal(16).astype(np.float32)
    store.add_vectors([(key, vector)], model=MODEL)
    store.apply(changes, model=MODEL, since=store.generation)
    _, vectors = store.vectors(model=MODEL, dimension=16)
    assert vectors[0].tobytes() == vector.tobytes()


def damaged(folder: Path, *, start: float, end: float) -> None:
    """Overwrite a share of the closed database's pages with noise."""
    path = folder / FILE_NAME
    content = bytearray(path.read_bytes())
    first, last = int(len(content) * start) // 4096 * 4096, int(len(content) * end)
    content[first:last] = random.Random(1).randbytes(last - first)
    path.write_bytes(content)


def test_a_database_whose_header_is_overwritten_is_set_aside(store: Store, folder: Path) -> None:
    apply(store, article_named("a.txt"))
    store.close()
    damaged(folder, start=0, end=0.05)
    store, warning = reopened(folder)
    assert "set aside as library.sqlite.damaged-1" in warning
    assert (folder / "library.sqlite.damaged-1").exists()
    assert (store.summaries(), store.generation) == ([], 0)
    apply(store, article_named("a.txt"))
    store.close()


def test_a_second_damaged_database_gets_its_own_name(store: Store, folder: Path) -> None:
    for number in (1, 2):
        store.close()
        damaged(folder, start=0, end=0.05)
        store, _ = reopened(folder)
        assert (folder / f"library.sqlite.damaged-{number}").exists()
    store.close()


def test_vectors_are_saved_from_a_database_whose_last_pages_are_overwritten(store: Store, folder: Path) -> None:
    for number in range(40):
        apply(store, article_named(f"{number}.txt", paragraphs=20))
    before = vector_count(store)
    vectors = dict(store._connection.execute("SELECT text_hash, vector FROM vectors").fetchall())
    store.close()
    damaged(folder, start=0.9, end=1)
    store, warning = reopened(folder)
    saved = dict(store._connection.execute("SELECT text_hash, vector FROM vectors").fetchall())
    assert f"({len(saved)} vectors saved)" in warning
    assert before / 10 < len(saved) <= before
    assert saved.items() <= vectors.items()
    store.close()


@pytest.mark.parametrize("seed", range(12))
def test_any_damage_ends_in_a_store_that_works(store: Store, folder: Path, seed: int) -> None:
    apply(store, *(article_named(f"{number}.txt", paragraphs=20) for number in range(8)))
    store.close()
    path = folder / FILE_NAME
    content = bytearray(path.read_bytes())
    generator = random.Random(seed)
    for _ in range(generator.choice([1, 20, 400])):
        content[generator.randrange(len(content))] = generator.randrange(256)
    path.write_bytes(content[: generator.choice([len(content), len(content) // 2])])
    store, _ = Store.open(folder)
    assert all(article.text for article in store.articles())
    apply(store, article_named("new.txt"))
    store.close()


def test_a_file_that_is_no_database_is_set_aside(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).write_text("These are my notes, not a database. " * 100)
    store, warning = reopened(folder)
    assert "damaged" in warning
    assert store.generation == 0
    assert (folder / "library.sqlite.damaged-1").read_text().startswith("These are my notes")
    store.close()


@pytest.mark.parametrize("statement", ["PRAGMA user_version = 99", "PRAGMA user_version = 0"])
def test_another_versions_library_is_left_alone(store: Store, folder: Path, statement: str) -> None:
    store._connection.execute(statement)
    store.close()
    before = (folder / FILE_NAME).read_bytes()
    with pytest.raises(LibraryError, match="another version"):
        Store.open(folder)
    assert (folder / FILE_NAME).read_bytes() == before


def as_version_1(folder: Path) -> None:
    """Turn a closed library into what the first version made."""
    database = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    database.execute("ALTER TABLE paragraphs DROP COLUMN heading")
    database.execute("PRAGMA user_version = 1")
    database.close()


def test_a_library_of_version_1_is_brought_up_to_date_where_it_is(store: Store, folder: Path) -> None:
    article = article_named("a.txt")
    apply(store, article)
    store.close()
    as_version_1(folder)
    store, warning = Store.open(folder)
    assert warning is None
    assert list(store.articles()) == [article]
    assert vector_count(store) > 0
    headed = load_article(b"It froze.\n\nThe thaw\n\nIt thawed.", source="b.txt")[0]
    apply(store, headed)
    store.close()
    store, _ = Store.open(folder)
    assert store.article(headed.id) == headed
    store.close()


def test_two_programs_may_bring_a_library_up_to_date(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    as_version_1(folder)
    migrate = Store._migrate

    def second(late: Store) -> None:
        monkeypatch.setattr(Store, "_migrate", migrate)
        Store.open(folder)[0].close()
        migrate(late)

    monkeypatch.setattr(Store, "_migrate", second)
    Store.open(folder)[0].close()


def test_a_library_of_version_1_that_cannot_be_written_is_left_alone(store: Store, folder: Path) -> None:
    store.close()
    as_version_1(folder)
    folder.chmod(0o555)
    with unprivileged(folder), pytest.raises(LibraryError, match="another version"):
        Store.open(folder)
    folder.chmod(0o755)


def test_a_full_disk_is_an_error_and_changes_nothing(store: Store) -> None:
    apply(store, article_named("a.txt"))
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    many = [(f"key {number}", np.ones(256, np.float32)) for number in range(500)]
    with pytest.raises(LibraryError, match=r"full or failing .*--library"):
        store.add_vectors(many, model=MODEL)
    assert [summary.source for summary in store.summaries()] == ["a.txt"]
    store._connection.execute("PRAGMA max_page_count = 100000")
    store.add_vectors(many, model=MODEL)
    assert store.without_vector([key for key, _ in many], model=MODEL) == set()


def test_a_locked_library_says_so(store: Store, folder: Path) -> None:
    store._connection.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryError, match="another program"):
        store.set_meta("key", "value")
    other.close()
    store.set_meta("key", "value")


def test_a_folder_that_cannot_be_written_is_read(store: Store, folder: Path) -> None:
    article = article_named("a.txt")
    apply(store, article)
    store.close()
    folder.chmod(0o555)
    with unprivileged(folder):
        store, warning = reopened(folder)
        assert store.read_only
        assert "cannot be written" in warning
        assert list(store.articles()) == [article]
        assert len(store.vectors(model=MODEL, dimension=256)[0])
        with pytest.raises(LibraryError, match="cannot be written"):
            store.set_meta("key", "value")
        store.close()
    folder.chmod(0o755)


def test_an_empty_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    for name in ("library", "above"):
        (tmp_path / name).mkdir(mode=0o555)
    with unprivileged(tmp_path / "library"):
        with pytest.raises(LibraryError, match="cannot be written"):
            Store.open(tmp_path / "library")
        with pytest.raises(LibraryError, match="cannot be made"):
            Store.open(tmp_path / "above" / "library")


def test_a_library_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match=r"cannot be made.*--library"):
        Store.open(tmp_path / "file")


def test_a_snapshot_sees_one_generation(store: Store, folder: Path) -> None:
    apply(store, article_named("a.txt"))
    other, _ = Store.open(folder)
    with store.snapshot():
        assert store.generation == 1
        apply(other, article_named("b.txt"))
        assert (store.generation, len(store.summaries())) == (1, 1)
    assert (store.generation, len(store.summaries())) == (2, 2)
    other.close()


def test_changes_worked_out_at_an_older_generation_are_refused(store: Store) -> None:
    apply(store, article_named("a.txt"))
    late = changes_with(article_named("c.txt"))
    assert not store.apply(late, model=MODEL, since=store.generation - 1)


def test_a_database_without_its_tables_is_set_aside(folder: Path) -> None:
    first, _ = Store.open(folder)
    first.close()
    database = sqlite3.connect(folder / FILE_NAME)
    database.execute("DROP TABLE vectors")
    database.close()
    again, warning = Store.open(folder)
    assert warning is not None
    assert "was damaged" in warning
    assert again.summaries() == []
    again.close()
