from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.added import Forgotten, added_with, forget
from embeddings.changed_files import Page
from embeddings.errors import ForgettingError, LibraryError
from embeddings.folder import scan
from embeddings.library import Library
from embeddings.plaintext import one_line
from embeddings.store import FILE_NAME, Store
from embeddings.store_changing import Changes
from embeddings.sync import sync
from tests.conftest import Write
from tests.embeddings.changing import article_of
from tests.embeddings.unprivileged import unprivileged
from tests.hashing_encoder import HashingEncoder

PAGE = "https://example.org/ferry"


@pytest.fixture
def home(write: Write) -> Path:
    return write("ice.txt", "Harbour ice\n\nThe harbour froze in March.").parent


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Return a folder beside that of the articles, with a file and a folder in it."""
    folder = tmp_path / "notes"
    (folder / "deep").mkdir(parents=True)
    (folder / "race.txt").write_text("Boat race\n\nSigne Dahl rowed around the islands and won.")
    (folder / "deep" / "storm.txt").write_text("Storm\n\nThe lighthouse lost its roof.")
    return folder


@pytest.fixture
def library(tmp_path: Path, home: Path, encoder: HashingEncoder) -> Iterator[Library]:
    with contextlib.closing(Library.open(tmp_path / "library", articles=home, encoder=encoder)) as opened:
        yield opened


def add_page(library: Library, url: str = PAGE) -> None:
    page = Page(url, b"Ferry\n\nThe ferry was painted green.", ".txt")
    sync(library._store, library._encoder, scan(library._articles_folder, library._store.roots()), pages=[page])


def sources(library: Library) -> list[str]:
    return [article.source for article in library.articles()]


def found(library: Library, query: str) -> list[str]:
    return [hit.passage.source for hit in library.search(query, limit=5)]


def rows_of(folder: Path) -> dict[str, int]:
    with contextlib.closing(sqlite3.connect(folder / FILE_NAME)) as database:
        tables = ("articles", "paragraphs", "passages", "vectors", "files", "roots")
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def test_a_folder_is_forgotten_whole_and_found_no_more(library: Library, notes: Path, tmp_path: Path) -> None:
    library.sync()
    before = rows_of(tmp_path / "library")
    library.sync(add=[str(notes)])
    assert len(found(library, "who rowed around the islands and won")) == 3
    generation = library.generation
    assert library.forget([str(notes)]) == [
        Forgotten(str(notes), (str(notes / "deep" / "storm.txt"), str(notes / "race.txt")))
    ]
    assert library.generation == generation + 1
    assert rows_of(tmp_path / "library") == before
    assert found(library, "who rowed around the islands and won") == ["ice.txt"]
    assert library.sync().unchanged == 1
    assert (notes / "race.txt").exists()


def test_what_was_forgotten_can_be_added_again(library: Library, notes: Path) -> None:
    library.sync(add=[str(notes)])
    library.forget([str(notes)])
    assert len(library.sync(add=[str(notes)]).added) == 2


def test_everything_can_be_forgotten(library: Library, home: Path, notes: Path) -> None:
    (home / "ice.txt").unlink()
    library.sync(add=[str(notes)])
    library.forget([str(notes)])
    assert sources(library) == []
    assert found(library, "ice") == []


def test_a_page_is_forgotten_and_not_one_whose_address_begins_so(library: Library) -> None:
    add_page(library)
    add_page(library, f"{PAGE}/more")
    assert library.forget([PAGE]) == [Forgotten(PAGE, (PAGE,))]
    assert sources(library) == [f"{PAGE}/more", "ice.txt"]


@pytest.mark.parametrize("name", ["notes", "./notes/", "deeper/../notes", "~/notes", "link"])
def test_paths_are_those_of_the_working_folder(
    library: Library, notes: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    library.sync(add=[str(notes)])
    (notes.parent / "link").symlink_to(notes)
    monkeypatch.chdir(notes.parent)
    monkeypatch.setenv("HOME", str(notes.parent))
    assert library.forget([name])[0].place == str(notes)


def test_a_folder_around_what_was_added_stands_for_it(library: Library, notes: Path) -> None:
    library.sync(add=[str(notes / "race.txt"), str(notes / "deep")])
    assert len(library.forget([str(notes)])[0].articles) == 2
    assert sources(library) == ["ice.txt"]


def test_what_lies_in_another_folder_that_was_added_stays(library: Library, notes: Path) -> None:
    library.sync(add=[str(notes), str(notes / "deep")])
    assert library.forget([str(notes)]) == [Forgotten(str(notes), (str(notes / "race.txt"),))]
    library.sync()
    assert sources(library) == [str(notes / "deep" / "storm.txt"), "ice.txt"]


def test_a_folder_in_a_folder_that_stays_would_come_back(library: Library, notes: Path) -> None:
    library.sync(add=[str(notes), str(notes / "deep")])
    for name in (notes / "deep", notes / "race.txt"):
        with pytest.raises(ForgettingError, match=f"{name} lies in {notes}, which was added: forget that"):
            library.forget([str(name)])
    assert sum(len(each.articles) for each in library.forget([str(notes / "deep"), str(notes)])) == 3
    assert sources(library) == ["ice.txt"]


def test_a_folder_around_the_articles_folder_leaves_that(library: Library, notes: Path, home: Path) -> None:
    library.sync(add=[str(home.parent)])
    assert len(sources(library)) == 3
    library.forget([str(home.parent)])
    assert sources(library) == ["ice.txt"]


def test_an_added_folder_that_is_gone_is_forgotten(library: Library, notes: Path) -> None:
    library.sync(add=[str(notes)])
    notes.rename(notes.with_name("elsewhere"))
    library.sync()
    assert len(library.forget([str(notes)])[0].articles) == 2


def test_a_root_without_articles_is_followed_no_more(library: Library, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    library.sync(add=[str(tmp_path / "empty")])
    assert library.forget([str(tmp_path / "empty")]) == [Forgotten(str(tmp_path / "empty"), ())]
    (tmp_path / "empty" / "new.txt").write_text("New\n\nIt is not read.")
    assert library.sync().added == ()


def test_a_name_that_a_terminal_must_not_see_is_forgotten_as_it_is_shown(library: Library, tmp_path: Path) -> None:
    hostile = tmp_path / "no\x1b[31mtes \n\u202ex"
    hostile.mkdir()
    (hostile / "a.txt").write_text("Mill\n\nThe mill stood still.")
    library.sync(add=[str(hostile)])
    shown = str(Path(next(source for source in sources(library) if source != "ice.txt")).parent)
    assert shown == one_line(str(hostile))
    assert library.forget([shown]) == [Forgotten(shown, (f"{shown}/a.txt",))]
    assert rows_of(tmp_path / "library")["roots"] == 0


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ice.txt", "ice.txt lies in the articles folder: delete it or move it away"),
        ("articles/ice.txt", "articles/ice.txt lies in the articles folder"),
        ("articles", "articles is the articles folder: delete or move those of its files"),
        ("note", r"note was not added to the articles: is it /.*/notes\?"),
        ("https://example.org/fery", r"was not added to the articles: is it https://example.org/ferry\?"),
        ("elsewhere/x", "was not added to the articles: `qa-bot articles` shows what there is"),
        ("", "nothing is named to be forgotten"),
        (" ", "nothing is named to be forgotten"),
        ("a\0b", "nothing is named to be forgotten"),
        ("\x1b[31mred\n", "^red was not added"),
        ("~nobody-of-this-name/x", "was not added"),
        ("x" * 5_000, "^x{200}… was not added"),
        ("\udcff", "was not added"),
    ],
)
def test_what_cannot_be_forgotten_is_one_line_and_nothing_is(
    library: Library, notes: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    library.sync(add=[str(notes)])
    add_page(library)
    monkeypatch.chdir(notes.parent)
    before, generation = sources(library), library.generation
    with pytest.raises(ForgettingError, match=message) as caught:
        library.forget(["notes", name])
    assert len(str(caught.value).splitlines()) == 1
    assert (sources(library), library.generation) == (before, generation)
    assert library._store.roots() == [str(notes)]


def test_what_another_program_wrote_meanwhile_stays(
    library: Library, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.sync(add=[str(notes)])
    apply: Callable[..., bool] = Store.apply
    article = article_of("meanwhile.txt", "Meanwhile\n\nAnother program wrote this.")

    def apply_late(store: Store, changes: Changes, **options: object) -> bool:
        monkeypatch.undo()
        other, _ = Store.open(tmp_path / "library")
        with contextlib.closing(other):
            assert other.apply(Changes([(article, [])], [], [], {}), model="m", since=other.generation)
        return apply(store, changes, **options)

    monkeypatch.setattr(Store, "apply", apply_late)
    library.forget([str(notes)])
    assert set(library._store.held()) == {"ice.txt", "meanwhile.txt"}


def test_a_vector_that_another_article_needs_stays(library: Library, home: Path, notes: Path) -> None:
    (notes / "copy.txt").write_bytes((home / "ice.txt").read_bytes())
    library.sync(add=[str(notes)])
    library.forget([str(notes)])
    assert library._store.passages_without_vector() == 0
    assert found(library, "when did the harbour freeze") == ["ice.txt"]


def test_a_crash_while_forgetting_changes_nothing(
    library: Library, notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.sync(add=[str(notes)])
    before = rows_of(tmp_path / "library")
    library._store._connection.execute(
        "CREATE TEMP TRIGGER broken BEFORE DELETE ON roots BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    )
    with pytest.raises(LibraryError):
        library.forget([str(notes)])
    assert rows_of(tmp_path / "library") == before


def test_a_library_that_cannot_be_written_says_so(
    library: Library, notes: Path, home: Path, tmp_path: Path, encoder: HashingEncoder
) -> None:
    library.sync(add=[str(notes)])
    library.close()
    with unprivileged(tmp_path / "library"):
        store, _ = Store.open(tmp_path / "library")
        with contextlib.closing(store), pytest.raises(LibraryError, match="cannot be written"):
            forget(store, home, [str(notes)])


PARTS = st.sampled_from(["a", "b", "ab", "a b", "…"])
PLACES = st.lists(PARTS, min_size=1, max_size=3).map(lambda parts: "/" + "/".join(parts))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(roots=st.sets(PLACES, min_size=1, max_size=5), files=st.sets(PLACES, max_size=6), data=st.data())
def test_what_stays_is_what_something_that_stays_holds(
    tmp_path_factory: pytest.TempPathFactory, roots: set[str], files: set[str], data: st.DataObject
) -> None:
    base = tmp_path_factory.mktemp("any")
    store, _ = Store.open(base / "library")
    with contextlib.closing(store):
        articles = [article_of(f"{base}{file}.txt", f"{file}\n\nText of {file}.") for file in files]
        held = [each for each in articles if added_with(each.source, [f"{base}{root}" for root in roots])]
        store.apply(Changes([(each, []) for each in held], [], [], {}), model="m", since=0)
        for root in roots:
            store.add_root(f"{base}{root}")
        wanted = f"{base}{data.draw(st.sampled_from(sorted(roots)))}"
        before = set(store.held())
        try:
            (gone,) = forget(store, base / "articles", [wanted])
        except ForgettingError:
            assert any(wanted.startswith(f"{root}/") for root in store.roots())
            assert set(store.held()) == before
            return
        staying = set(store.held())
        assert wanted not in store.roots()
        assert staying | set(gone.articles) == before
        assert not staying & set(gone.articles)
        assert all(added_with(source, store.roots()) for source in staying)
        assert not any(added_with(source, store.roots()) for source in gone.articles)
