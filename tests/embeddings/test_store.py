from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.database import is_known_sound
from embeddings.documents import PageStarts
from embeddings.errors import LibraryError
from embeddings.loading import load_articles
from embeddings.passages import pack
from embeddings.schema import MIGRATIONS
from embeddings.store import FILE_NAME, Store
from embeddings.store_changing import Changes
from embeddings.store_reading import FileRecord
from embeddings.stories import sketch
from embeddings.sync import text_hash
from embeddings.values import Article, Passage
from tests.embeddings.changing import MODEL, apply, article_of, changes_with
from tests.embeddings.texts import messy_texts
from tests.embeddings.unprivileged import unprivileged
from tests.hashing_encoder import HashingEncoder


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
    ships = "\n\n".join(f"Ship {n} of {source} left the port." for n in range(paragraphs))
    return article_of(source, f"{source} title\n\n{ships}")


def articles_of(store: Store) -> list[Article]:
    return [store.article(summary.id) for summary in store.summaries()]


def passages_of(store: Store) -> list[Passage]:
    return store.passages(sorted(store.passage_ids()))


def vector_count(store: Store) -> int:
    return int(store._connection.execute("SELECT count(*) FROM vectors").fetchone()[0])


def reopened(folder: Path) -> tuple[Store, str]:
    store, warning = Store.open(folder)
    assert warning is not None
    return store, warning


def test_an_article_comes_back_as_it_was(store: Store, folder: Path) -> None:
    text = "By Ines Okafor\n6 March 2021\n\nIt froze — hard, and nobody could leave the port.\n\n"
    text += "The thaw\n\nIt thawed in the last days of May."
    article = article_of("a.txt", text)
    assert any(paragraph.is_heading for paragraph in article.paragraphs)
    apply(store, article)
    assert store.article(article.id) == article
    assert articles_of(store) == [article]
    (summary,) = store.summaries()
    assert (summary.author, summary.published, summary.paragraphs) == ("Ines Okafor", "2021-03-06", 4)
    assert (summary.date_from, summary.language) == (article.date_from, article.language) == ("text", "")
    again, _ = Store.open(folder)
    assert articles_of(again) == [article]
    assert again.files() == {"a.txt": FileRecord("a.txt", 1, 2, "digest")}
    again.close()


@pytest.mark.parametrize("later", [(), ((0, 13),), ((5, 13), (17, 15), (18, 16))])
def test_the_pages_of_a_paragraph_come_back(store: Store, later: PageStarts) -> None:
    article = article_of("a.txt", "It froze.\n\nIt thawed in the last days of May.")
    first, second = article.paragraphs
    paged = replace(article, paragraphs=(first, replace(second, page=12, later_pages=later)))
    apply(store, paged)
    assert store.article(article.id) == paged


def test_passages_and_vectors_belong_together(store: Store) -> None:
    article = article_named("a.txt", paragraphs=40)
    apply(store, article)
    ids = sorted(store.passage_ids())
    passages = store.passages(ids)
    encoder = HashingEncoder()
    assert passages == pack(article, count_tokens=encoder.count_tokens, max_tokens=encoder.max_tokens)
    texts = [(key, article.title, passage.text) for key, passage in zip(ids, passages, strict=True)]
    assert list(store.texts(ids)) == texts
    vectors = [vector for _, vector in store.vectors(ids, model=MODEL)]
    assert np.allclose(vectors, [encoder.encode_query(passage.text) for passage in passages], atol=2e-4)


def test_the_head_of_a_table_comes_back_and_is_searched(store: Store) -> None:
    rows = "".join(f"| Ship {number} | {number} May |\n" for number in range(60))
    article = article_of("a.md", f"It froze.\n\n| Ship | Sailed |\n|---|---|\n{rows}")
    apply(store, article)
    assert store.article(article.id) == article
    passages = store.passages(ids := sorted(store.passage_ids()))
    assert len(passages) > 1
    assert {passage.head for passage in passages} == {"Ship | Sailed"}
    assert [text for _, _, text in store.texts(ids)] == [passage.read for passage in passages]
    assert all("Sailed" in text for _, _, text in store.texts(ids))
    assert all(text_hash(passage.read) == hashed for passage, hashed in store.hashed_passages())


def test_passages_come_in_the_order_of_their_ids(store: Store) -> None:
    apply(store, article_named("a.txt", paragraphs=40), article_named("b.txt"))
    backwards = sorted(store.passage_ids(), reverse=True)
    assert len(backwards) > 3
    assert store.passages(backwards) == passages_of(store)[::-1]
    assert [key for key, _ in store.vectors(backwards, model=MODEL)] == backwards
    assert [key for key, *_ in store.texts(backwards)] == backwards
    assert store.passages([]) == []
    assert list(store.vectors([], model=MODEL)) == []
    assert list(store.texts([])) == []


def test_passages_without_a_vector_of_the_model_are_left_out(store: Store) -> None:
    apply(store, article_named("a.txt"), article_named("b.txt"))
    first, second = sorted(store.passage_ids())
    store._connection.execute(
        "DELETE FROM vectors WHERE text_hash = (SELECT text_hash FROM passages WHERE id = ?)", (first,)
    )
    assert [key for key, _ in store.vectors([first, second], model=MODEL)] == [second]
    assert list(store.vectors([first, second], model="other")) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(messy_texts | st.text(alphabet="aé東😀\u0301. \n", max_size=300))
def test_a_passages_text_is_cut_where_its_article_says(store: Store, text: str) -> None:
    article = article_of("a.txt", f"It froze.\n\n{text}")
    apply(store, article)
    encoder = HashingEncoder()
    assert passages_of(store) == pack(article, count_tokens=encoder.count_tokens, max_tokens=encoder.max_tokens)


def test_knows_which_articles_it_has(store: Store) -> None:
    article = article_named("a.txt")
    assert not store.has_article(article.id)
    apply(store, article)
    assert store.has_article(article.id)
    apply(store, removed=("a.txt",))
    assert (store.has_article(article.id), store.passage_ids()) == (False, frozenset())


def test_an_id_is_never_given_twice(store: Store, folder: Path) -> None:
    apply(store, article_named("a.txt"), article_named("b.txt"))
    given = set(store.passage_ids())
    apply(store, removed=("b.txt",))
    apply(store, article_named("b.txt"))
    new = store.passage_ids() - given
    assert len(new) == 1
    given |= new
    apply(store, removed=("a.txt", "b.txt"))
    store.close()
    store, _ = Store.open(folder)
    apply(store, article_named("a.txt"))
    assert store.passage_ids().isdisjoint(given)
    store.close()


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


def test_a_change_that_a_reader_keeps_from_the_disk_is_undone_and_the_next_is_made(store: Store) -> None:
    store._connection.execute("PRAGMA journal_mode = DELETE")  # as on a disk that has no shared memory
    store._connection.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(store.folder / FILE_NAME, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM meta").fetchall()
        with pytest.raises(LibraryError, match="locked"):
            store.set_meta("model", "one")
    assert store.meta("model") is None
    store.set_meta("model", "two")
    assert store.meta("model") == "two"


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


def test_vectors_are_kept_in_half_precision_and_come_back_of_length_1(store: Store) -> None:
    article = article_named("a.txt")
    changes = changes_with(article)
    ((_, [(_, key)]),) = changes.articles
    vector = np.random.default_rng(1).standard_normal(384).astype(np.float32)
    vector /= np.linalg.norm(vector)
    store.add_vectors([(key, vector)], model=MODEL)
    store.apply(changes, model=MODEL, since=store.generation)
    ((_, kept),) = store.vectors(store.passage_ids(), model=MODEL)
    assert kept.dtype == np.float32
    assert np.linalg.norm(kept) == pytest.approx(1, abs=1e-6)
    assert kept @ vector > 1 - 1e-6
    [(stored,)] = store._connection.execute("SELECT length(vector) FROM vectors")
    assert stored == 2 * 384


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
    assert all(article.text for article in articles_of(store))
    apply(store, article_named("new.txt"))
    store.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content.replace(b"CREATE TABLE meta", b"CREATE \xfe\xfeBLE meta"),
        lambda content: content.replace(b"date_from TEXT", b"dare_from TEXT"),
        lambda content: content[:44] + b"\0\0\0\x63" + content[48:],
    ],
    ids=["letters that are none", "the name of a column", "the number of its format"],
)
def test_a_damaged_schema_is_set_aside(store: Store, folder: Path, damage: Callable[[bytes], bytes]) -> None:
    apply(store, article_named("a.txt"))
    store.close()
    path = folder / FILE_NAME
    path.write_bytes(damage(path.read_bytes()))
    store, warning = reopened(folder)
    assert "set aside as library.sqlite.damaged-1" in warning
    apply(store, article_named("a.txt"))
    store.close()


def test_an_untouched_database_is_not_read_whole_until_damage_shows(store: Store, folder: Path) -> None:
    apply(store, *(article_named(f"{number}.txt", paragraphs=20) for number in range(20)))
    store.close()
    path = folder / FILE_NAME
    before = path.stat()
    damaged(folder, start=0.5, end=0.9)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # as a failing disk would do it
    store, warning = Store.open(folder)
    assert warning is None
    with pytest.raises(LibraryError, match="damaged: start the program again"):
        articles_of(store)
    store.close()
    store, warning = reopened(folder)
    assert "set aside" in warning
    store.close()


def test_a_database_that_was_not_closed_in_order_is_looked_at(store: Store, folder: Path) -> None:
    apply(store, *(article_named(f"{number}.txt", paragraphs=20) for number in range(20)))
    shutil.copytree(folder, folder.parent / "crashed")  # its journal with it
    assert not is_known_sound(folder / FILE_NAME)
    store.close()
    assert is_known_sound(folder / FILE_NAME)
    crashed, warning = Store.open(folder.parent / "crashed")
    assert (len(crashed.summaries()), warning) == (20, None)
    crashed.close()


def test_a_file_that_is_no_database_is_set_aside(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).write_text("These are my notes, not a database. " * 100)
    store, warning = reopened(folder)
    assert "damaged" in warning
    assert store.generation == 0
    assert (folder / "library.sqlite.damaged-1").read_text().startswith("These are my notes")
    store.close()


@pytest.mark.parametrize(("version", "reason"), [(99, "one of a newer version"), (0, "no library of this program")])
def test_another_versions_library_is_left_alone(store: Store, folder: Path, version: int, reason: str) -> None:
    store._connection.execute(f"PRAGMA user_version = {version}")
    store.close()
    before = (folder / FILE_NAME).read_bytes()
    with pytest.raises(LibraryError, match=reason):
        Store.open(folder)
    assert (folder / FILE_NAME).read_bytes() == before


def as_version_10(folder: Path) -> None:
    """Turn a closed library into what the tenth version made."""
    database = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    database.executescript("ALTER TABLE passages DROP COLUMN heading; PRAGMA user_version = 10;")
    database.close()


def as_version_9(folder: Path) -> None:
    """Turn a closed library into what the ninth version made."""
    as_version_10(folder)
    database = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    database.executescript("ALTER TABLE passages DROP COLUMN head; PRAGMA user_version = 9;")
    database.close()


def as_version_8(folder: Path) -> None:
    """Turn a closed library into what the eighth version made."""
    as_version_9(folder)
    database = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    database.execute("""
        UPDATE articles SET source = substr(source, 1, length(source) - length(part) - 1) || '/' || part
        WHERE part != ''
    """)
    database.execute("PRAGMA user_version = 8")
    database.close()


def as_version_7(folder: Path) -> None:
    """Turn a closed library into what the seventh version made."""
    as_version_8(folder)
    database = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    database.executescript("""
        ALTER TABLE paragraphs DROP COLUMN later_pages;
        PRAGMA user_version = 7;
    """)
    database.close()


def as_version_6(folder: Path) -> None:
    """Turn a closed library into what the sixth version made."""
    as_version_7(folder)
    database = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    database.executescript("""
        ALTER TABLE articles DROP COLUMN language;
        ALTER TABLE articles DROP COLUMN date_from;
        PRAGMA user_version = 6;
    """)
    database.close()


def as_version_5(folder: Path) -> None:
    """Turn a closed library into what the fifth version made."""
    as_version_6(folder)
    database = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    database.executescript("""
        ALTER TABLE paragraphs ADD COLUMN heading INTEGER NOT NULL DEFAULT 0;
        UPDATE paragraphs SET heading = 1 WHERE kind = 'heading';
        ALTER TABLE paragraphs DROP COLUMN kind;
        ALTER TABLE paragraphs DROP COLUMN level;
        ALTER TABLE paragraphs DROP COLUMN page;
        ALTER TABLE articles DROP COLUMN part;
        ALTER TABLE articles DROP COLUMN url;
        DROP TABLE feeds;
        ALTER TABLE articles DROP COLUMN sketch;
        PRAGMA user_version = 5;
    """)
    database.close()


def as_version_4(folder: Path) -> None:
    """Turn a closed library into what the fourth version made."""
    as_version_5(folder)
    database = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    database.create_function("as_single", 1, lambda each: np.frombuffer(each, "<f2").astype("<f4").tobytes())
    database.executescript("""
        UPDATE vectors SET vector = as_single(vector), model = model || ' bfloat16';
        UPDATE meta SET value = '3 hashing bfloat16 60' WHERE key = 'recipe';
        PRAGMA user_version = 4;
    """)
    database.close()


def as_version_3(folder: Path) -> None:
    """Turn a closed library into what the third version made."""
    as_version_4(folder)
    database = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    database.executescript("""
        DROP INDEX passages_by_text;
        ALTER TABLE vectors RENAME TO later_vectors;
        CREATE TABLE vectors (
            text_hash TEXT NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (text_hash, model)
        ) WITHOUT ROWID;
        INSERT INTO vectors SELECT * FROM later_vectors;
        DROP TABLE later_vectors;
        PRAGMA user_version = 3;
    """)
    database.close()


def as_version_2(folder: Path) -> None:
    """Turn a closed library into what the second version made."""
    as_version_3(folder)
    database = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    database.executescript("""
        ALTER TABLE passages RENAME TO later_passages;
        CREATE TABLE passages (
            id INTEGER PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, first_paragraph INTEGER NOT NULL,
            last_paragraph INTEGER NOT NULL, text_hash TEXT NOT NULL
        );
        INSERT INTO passages SELECT * FROM later_passages;
        DROP TABLE later_passages;
        DELETE FROM sqlite_sequence;
        CREATE INDEX passages_by_article ON passages (article_id);
        PRAGMA user_version = 2;
    """)
    database.close()


def as_version_1(folder: Path) -> None:
    """Turn a closed library into what the first version made."""
    as_version_2(folder)
    database = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    database.execute("ALTER TABLE paragraphs DROP COLUMN heading")
    database.execute("PRAGMA user_version = 1")
    database.close()


WITH_NUMBER_FORMATS = [as_version_1, as_version_2, as_version_3, as_version_4]
FORMER = [*WITH_NUMBER_FORMATS, as_version_5, as_version_6, as_version_7, as_version_8, as_version_9, as_version_10]


def schema_of(folder: Path) -> tuple[int, dict[str, str]]:
    """Return a closed library's version, and what made each table and index, however it is spaced and quoted."""
    database = sqlite3.connect(folder / FILE_NAME)
    version = database.execute("PRAGMA user_version").fetchone()[0]
    rows = database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    database.close()
    return version, {name: "".join(sql.split()).replace('"', "") for name, sql in rows}


@pytest.mark.parametrize("former", FORMER)
def test_a_library_of_a_former_version_is_brought_up_to_date_where_it_is(
    store: Store, folder: Path, former: Callable[[Path], None]
) -> None:
    article = article_named("a.txt", paragraphs=40)
    apply(store, article)
    passages = store.passages(ids := sorted(store.passage_ids()))
    vectors = [vector for _, vector in store.vectors(ids, model=MODEL)]
    store.close()
    schema = schema_of(folder)
    former(folder)
    assert schema_of(folder)[0] < schema[0]
    kept_recipe = "3 hashing 60" if former in WITH_NUMBER_FORMATS else "1"
    store, warning = Store.open(folder)
    assert warning is None
    assert articles_of(store) == [article]
    assert (sorted(store.passage_ids()), store.passages(ids)) == (ids, passages)
    assert [key for key, _ in store.vectors(ids, model=MODEL)] == ids
    assert np.array_equal([vector for _, vector in store.vectors(ids, model=MODEL)], vectors)
    assert store.meta("recipe") == kept_recipe
    headed = article_of("b.md", "---\nlang: de\ndate: 2021-03-06\n---\nIt froze.\n\n# The thaw\n\nIt thawed.")
    assert (headed.language, headed.date_from) == ("de", "source")
    apply(store, headed)
    store.close()
    assert schema_of(folder) == schema
    store, _ = Store.open(folder)
    assert store.article(headed.id) == headed
    store.close()


def test_what_stood_below_a_page_that_it_is_a_part_of_stands_apart_from_it(store: Store, folder: Path) -> None:
    rows = b"title,text\nIce,The harbour froze.\nTea #1,Tea came by ship."
    parts = [
        *load_articles(rows, source="https://example.org/t.csv").articles,
        *load_articles(rows, source="packed/https:/t.csv").articles,
    ]
    apply(store, *parts)
    store.close()
    as_version_8(folder)
    store, _ = Store.open(folder)
    found = {source: each.file for source, each in store.held().items()}
    assert found == {
        "https://example.org/t.csv#Ice": "https://example.org/t.csv",
        "https://example.org/t.csv#Tea #1": "https://example.org/t.csv",
        "packed/https:/t.csv/Ice": "packed/https:/t.csv",
        "packed/https:/t.csv/Tea #1": "packed/https:/t.csv",
    }
    assert [store.article(article.id) for article in parts] == parts
    store.close()


@pytest.mark.parametrize("former", FORMER)
def test_ids_are_not_given_twice_once_a_library_is_up_to_date(
    store: Store, folder: Path, former: Callable[[Path], None]
) -> None:
    apply(store, article_named("a.txt"), article_named("b.txt"))
    store.close()
    former(folder)
    store, _ = Store.open(folder)
    given = store.passage_ids()
    apply(store, removed=("a.txt", "b.txt"))
    apply(store, article_named("a.txt"))
    assert store.passage_ids().isdisjoint(given)
    store.close()


def test_a_migration_that_fails_half_way_changes_nothing(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = article_named("a.txt")
    apply(store, article)
    store.close()
    as_version_1(folder)
    schema = schema_of(folder)
    with monkeypatch.context() as patched:
        patched.setitem(MIGRATIONS, 2, (*MIGRATIONS[2][:-1], "SELECT * FROM nothing"))
        with pytest.raises(LibraryError):
            Store.open(folder)
    assert schema_of(folder) == schema
    store, warning = Store.open(folder)
    assert (articles_of(store), warning) == ([article], None)
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


@pytest.mark.parametrize("former", FORMER)
def test_a_library_of_a_former_version_that_cannot_be_written_is_left_alone(
    store: Store, folder: Path, former: Callable[[Path], None]
) -> None:
    store.close()
    former(folder)
    folder.chmod(0o555)
    with unprivileged(folder), pytest.raises(LibraryError, match="older version and cannot be written"):
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
        assert articles_of(store) == [article]
        assert list(store.vectors(store.passage_ids(), model=MODEL))
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


def test_a_selection_is_the_passages_of_its_articles(store: Store) -> None:
    ice, tea = article_of("ice.txt", "Ice\n\nIt froze.\n"), article_of("tea.txt", "Tea\n\nThey raced. " * 40)
    apply(store, ice, tea)
    own = {article.id: {key for key, _ in store.passages_of(article.id)} for article in (ice, tea)}
    assert store.selection([tea.id]) == own[tea.id] != own[ice.id]
    assert store.selection([ice.id, tea.id, "gone", "'\"", *map(str, range(2_000))]) == store.passage_ids()
    assert store.selection([]) == frozenset()


def test_an_article_s_sketch_is_kept_until_it_goes(store: Store) -> None:
    article = article_named("a.txt", paragraphs=40)
    assert store.sketch(article.id) == frozenset()
    apply(store, article)
    assert store.sketch(article.id) == sketch(article.text) != frozenset()
    apply(store, removed=("a.txt",))
    assert store.sketch(article.id) == frozenset()
