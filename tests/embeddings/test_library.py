from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from embeddings.errors import ArticlesFolderError, Cancelled, LibraryError, ScopeError
from embeddings.indexes import current_indexes
from embeddings.library import Library
from embeddings.place import default_folder
from embeddings.scope import Scope
from embeddings.store import FILE_NAME, Store
from embeddings.store_reading import FileRecord
from embeddings.terms import coverage
from embeddings.values import ArticleSummary, Hit
from tests.conftest import Write
from tests.embeddings.formats.archives import archive
from tests.embeddings.site import Site
from tests.embeddings.unprivileged import unprivileged
from tests.hashing_encoder import HashingEncoder

Open = Callable[..., Library]


def covered(hit: Hit) -> float:
    return coverage(hit.rarities, f"{hit.passage.title} {hit.passage.text}")


@pytest.fixture
def articles(write: Write) -> Path:
    write("ice.txt", "Harbour ice\n\nThe harbour froze in March.\n\nNobody crossed it on foot.")
    return write("race.md", "# Boat race\n\nSigne Dahl rowed around the islands and won.").parent


@pytest.fixture
def open_library(tmp_path: Path, articles: Path, encoder: HashingEncoder) -> Iterator[Open]:
    """Return a function that opens the library, as often as a test starts the program."""
    opened: list[Library] = []

    def open_it(*, folder: Path = tmp_path / "library", encoder: HashingEncoder = encoder) -> Library:
        library = Library.open(folder, articles=articles, encoder=encoder)
        opened.append(library)
        return library

    yield open_it
    for library in opened:
        library.close()


def found(library: Library, query: str = "who rowed around the islands") -> list[str]:
    return [hit.passage.source for hit in library.search(query, limit=5)]


def test_finds_what_was_indexed(open_library: Open) -> None:
    library = open_library()
    assert library.sync().added == ("ice.txt", "race.md")
    hits = library.search("who rowed around the islands", limit=5)
    assert hits[0].passage.source == "race.md"
    assert [hit.dense_rank for hit in hits] == [1, 2]
    assert hits[0].score > hits[1].score
    assert [(hit.lexical_rank, covered(hit)) for hit in hits] == [(1, 1), (None, 0)]
    assert [summary.title for summary in library.articles()] == ["Harbour ice", "Boat race"]
    assert library.warnings == []


def test_gives_an_article_while_it_is_there(open_library: Open, articles: Path) -> None:
    library = open_library()
    library.sync()
    (hit, *_) = library.search("who rowed around the islands", limit=1)
    article = library.article(hit.passage.article_id)
    assert article is not None
    assert (article.source, article.text[hit.passage.start : hit.passage.end]) == ("race.md", hit.passage.text)
    (articles / "race.md").unlink()
    open_library().sync()
    assert library.article(hit.passage.article_id) is None
    assert library.article("no such id") is None


def test_a_second_start_embeds_nothing_and_finds_the_same(open_library: Open, encoder: HashingEncoder) -> None:
    first = open_library()
    first.sync()
    hits = first.search("ice in the harbour", limit=5)
    encoder.encoded.clear()
    again = open_library()
    assert again.sync().unchanged == 2
    assert again.search("ice in the harbour", limit=5) == hits
    assert encoder.encoded == []


def word_index_content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("damage", ["delete", "truncate", "overwrite", "file"])
def test_a_lost_word_index_is_built_again_without_articles_or_embedding(
    open_library: Open, encoder: HashingEncoder, articles: Path, tmp_path: Path, damage: str
) -> None:
    library = open_library()
    library.sync()
    before = library.search("who rowed around the islands", limit=5)
    library.close()
    folder = tmp_path / "library" / "passages.tantivy"
    terms = next(folder.glob("*.term"))
    if damage in ("truncate", "overwrite"):
        content = terms.read_bytes()
        terms.write_bytes(content[:10] if damage == "truncate" else bytes(9) + content[9:])
    else:
        shutil.rmtree(folder)
    if damage == "file":
        folder.write_text("")
    for article in articles.iterdir():
        article.unlink()
    encoder.encoded.clear()
    again = open_library()
    assert again.search("who rowed around the islands", limit=5) == before
    assert encoder.encoded == []
    assert again.warnings == []
    content_before = word_index_content(folder)
    assert found(open_library())[0] == "race.md"
    assert word_index_content(folder) == content_before


@pytest.mark.parametrize("damage", ["delete", "truncate", "overwrite", "folder"])
def test_a_lost_index_file_is_built_again_without_articles_or_embedding(
    open_library: Open, encoder: HashingEncoder, articles: Path, tmp_path: Path, damage: str
) -> None:
    library = open_library()
    library.sync()
    before = found(library)
    path = tmp_path / "library" / "passages.faiss"
    content = path.read_bytes()
    path.unlink()
    if damage == "folder":
        path.mkdir()
    elif damage != "delete":
        path.write_bytes(content[:40] if damage == "truncate" else content[:-8] + bytes(8))
    for article in articles.iterdir():
        article.unlink()
    encoder.encoded.clear()
    again = open_library()
    assert found(again) == before
    assert encoder.encoded == []
    if damage == "folder":
        assert "could not be saved" in again.warnings[0]
    else:
        assert path.read_bytes() == content


def test_a_stale_index_file_is_not_used(open_library: Open, write: Write) -> None:
    library = open_library()
    library.sync()
    assert "new.txt" not in found(library, "lighthouse painted red")
    write("new.txt", "The lighthouse was painted red.")
    library.sync()
    assert found(library, "lighthouse painted red")[0] == "new.txt"
    assert found(open_library(), "lighthouse painted red")[0] == "new.txt"


def test_what_was_changed_or_removed_is_found_no_more(open_library: Open, articles: Path, write: Write) -> None:
    write("red.txt", "The lighthouse was painted red.")
    library = open_library()
    library.sync()
    write("ice.txt", "The keeper kept a goat.")
    (articles / "red.txt").unlink()
    library.sync()
    for each in (library, open_library()):
        hits = each.search("lighthouse painted red, or the harbour froze in March", limit=9)
        assert {hit.passage.source for hit in hits} == {"ice.txt", "race.md"}
        assert {hit.lexical_rank for hit in hits} == {None}
        assert found(each, "who kept the goat")[0] == "ice.txt"


def test_a_damaged_database_is_built_again(open_library: Open, tmp_path: Path) -> None:
    library = open_library()
    library.sync()
    library.close()
    (tmp_path / "library" / FILE_NAME).write_bytes(b"noise" * 2000)
    again = open_library()
    assert "damaged" in again.warnings[0]
    assert again.sync().added == ("ice.txt", "race.md")
    assert found(again)[0] == "race.md"


@pytest.mark.parametrize("lost", ["missing", "emptied", "a file"])
def test_when_the_articles_are_gone_what_was_indexed_still_answers(
    open_library: Open, articles: Path, lost: str
) -> None:
    library = open_library()
    library.sync()
    for path in articles.iterdir():
        path.unlink()
    if lost != "emptied":
        articles.rmdir()
    if lost == "a file":
        articles.write_text("")
    report = library.sync()
    assert (report.removed, report.unchanged) == ((), 2)
    assert "answering from what was indexed before" in report.skipped[0].reason
    assert found(library)[0] == "race.md"


def test_an_articles_folder_without_articles_is_an_error(open_library: Open, articles: Path) -> None:
    for path in articles.iterdir():
        path.rename(path.with_suffix(".mp3"))
    with pytest.raises(ArticlesFolderError, match=r"(?s)no article was found.*--articles.*other kinds \(.mp3\)"):
        open_library().sync()


def test_a_missing_articles_folder_is_an_error(open_library: Open, articles: Path) -> None:
    articles.rename(articles.with_name("elsewhere"))
    with pytest.raises(ArticlesFolderError, match="there is no folder"):
        open_library().sync()


def test_another_model_is_embedded_and_the_first_still_known(open_library: Open, encoder: HashingEncoder) -> None:
    open_library().sync()
    other = HashingEncoder(model="other", dimension=64)
    library = open_library(encoder=other)
    assert library.sync().embedded == 2
    assert found(library)[0] == "race.md"
    encoder.encoded.clear()
    assert open_library().sync().embedded == len(encoder.encoded) == 0


def test_added_files_and_folders_are_followed(open_library: Open, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "a.txt").write_text("The lighthouse was painted red.")
    (tmp_path / "b.txt").write_text("The keeper kept a goat.")
    report = open_library().sync(add=[str(extra), str(tmp_path / "b.txt"), str(tmp_path / "gone.txt")])
    assert set(report.added) >= {str(extra / "a.txt"), str(tmp_path / "b.txt")}
    assert [skip.source for skip in report.skipped] == [str(tmp_path / "gone.txt")]
    (extra / "c.txt").write_text("The goat kept the keeper.")
    again = open_library()
    assert again.sync().added == (str(extra / "c.txt"),)
    assert found(again, "lighthouse painted red")[0] == str(extra / "a.txt")


def test_parts_that_were_left_out_are_known_one_by_one(open_library: Open, articles: Path) -> None:
    parts: dict[str, str | bytes] = {"a.txt": "It froze.", "b.txt": "", "c.txt": ""}
    (articles / "a.zip").write_bytes(archive(parts))
    (articles / "a.zip.txt").touch()
    first = open_library().sync()
    assert [skip.source for skip in first.skipped_anew] == ["a.zip/b.txt", "a.zip/c.txt", "a.zip.txt"]
    again = open_library().sync()
    assert (again.skipped, again.skipped_anew) == (first.skipped, ())
    (articles / "a.zip").write_bytes(archive(parts | {"c.txt": "It thawed.", "d.txt": ""}))
    changed = open_library().sync()
    assert [skip.source for skip in changed.skipped_anew] == ["a.zip/d.txt"]


def test_an_added_folder_that_is_gone_keeps_what_was_indexed(open_library: Open, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "a.txt").write_text("The lighthouse was painted red.")
    library = open_library()
    library.sync(add=[str(extra)])
    extra.rename(tmp_path / "unmounted")
    report = library.sync()
    assert (report.removed, report.unchanged) == ((), 3)
    assert "no longer there" in report.skipped[0].reason


def test_a_folder_that_holds_nothing_any_more_keeps_what_was_indexed_whatever_lies_in_others(
    open_library: Open, articles: Path, tmp_path: Path
) -> None:
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "a.txt").write_text("The lighthouse was painted red.")
    library = open_library()
    library.sync(add=[str(extra)])
    own = {path.name: path.read_bytes() for path in articles.iterdir()}
    for name in own:
        (articles / name).unlink()
    report = library.sync()
    assert (report.removed, report.unchanged) == ((), 3)
    assert [(skip.source, skip.reason.partition(":")[0]) for skip in report.skipped] == [
        (str(articles), "holds no article any more")
    ]
    (extra / "a.txt").unlink()
    report = library.sync()
    assert (report.removed, len(report.skipped)) == ((), 2)
    (articles / "ice.txt").write_bytes(own["ice.txt"])
    (extra / "b.txt").write_text("The pier was painted green.")
    report = library.sync()
    assert (set(report.removed), report.skipped) == ({"race.md", str(extra / "a.txt")}, ())


def test_all_files_of_a_folder_may_move_to_another(open_library: Open, articles: Path, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "a.txt").write_text("The lighthouse was painted red.")
    library = open_library()
    library.sync(add=[str(extra)])
    for path in list(articles.iterdir()):
        path.rename(extra / path.name)
    report = library.sync()
    assert set(report.renamed) == {(name, str(extra / name)) for name in ("ice.txt", "race.md")}
    assert (report.added, report.removed, report.skipped) == ((), (), ())


def test_adding_what_lies_in_the_articles_folder_adds_nothing(open_library: Open, articles: Path) -> None:
    assert open_library().sync(add=[str(articles / "ice.txt"), str(articles)]).added == ("ice.txt", "race.md")


def test_a_page_is_fetched_and_kept(open_library: Open, site: Site) -> None:
    page = site.serve("/page", "<article><h1>Light</h1><p>The lighthouse was painted red. It rained.</p></article>")
    library = open_library()
    assert page in library.sync(add=[page]).added
    assert library.sync().unchanged == 3
    assert found(library, "lighthouse painted red")[0] == page


def test_a_page_that_cannot_be_had_is_reported(open_library: Open, site: Site) -> None:
    report = open_library().sync(add=[f"{site.address}/gone"])
    assert report.added == ("ice.txt", "race.md")
    assert "404" in report.skipped[0].reason


def test_a_name_that_is_not_utf_8_is_refused_to_follow_and_indexed_in_the_folder(
    open_library: Open, articles: Path, tmp_path: Path
) -> None:
    outside = os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.txt")
    for path in (outside, os.fsdecode(os.fsencode(articles) + b"/bad\xff.txt")):
        Path(path).write_text("The lighthouse was painted red.")
    report = open_library().sync(add=[outside])
    assert "bad\ufffd.txt" in report.added
    assert "not UTF-8" in report.skipped[0].reason


def test_an_articles_folder_whose_name_is_not_utf_8_is_indexed(tmp_path: Path, encoder: HashingEncoder) -> None:
    articles = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff"))
    articles.mkdir()
    (articles / "a.txt").write_text("The lighthouse was painted red.")
    assert default_folder(articles).name.startswith("bad-")
    for _ in range(2):
        library = Library.open(tmp_path / "library", articles=articles, encoder=encoder)
        library.sync()
        assert found(library) == ["a.txt"]
        library.close()


def test_a_cancelled_synchronisation_leaves_the_library_as_it_was(open_library: Open, write: Write) -> None:
    library = open_library()
    library.sync()
    write("new.txt", "The lighthouse was painted red.")
    with pytest.raises(Cancelled):
        library.sync(is_cancelled=lambda: True)
    assert set(found(library)) == {"ice.txt", "race.md"}


def test_a_library_of_other_articles_is_left_alone(open_library: Open, tmp_path: Path, encoder: HashingEncoder) -> None:
    open_library().sync()
    (tmp_path / "other").mkdir()
    with pytest.raises(LibraryError, match=r"holds the articles of .*/articles: .*--library"):
        Library.open(tmp_path / "library", articles=tmp_path / "other", encoder=encoder)


def test_an_articles_folder_that_moved_takes_its_library_along(
    open_library: Open, articles: Path, tmp_path: Path, encoder: HashingEncoder
) -> None:
    open_library().sync()
    encoder.encoded.clear()
    moved = articles.rename(tmp_path / "moved")
    library = Library.open(tmp_path / "library", articles=moved, encoder=encoder)
    assert library.sync().unchanged == 2
    assert encoder.encoded == []
    library.close()


def test_another_programs_synchronisation_is_seen_at_the_next_question(
    open_library: Open, write: Write, articles: Path
) -> None:
    first, second = open_library(), open_library()
    first.sync()
    assert found(first)[0] == "race.md"
    (articles / "race.md").unlink()
    write("ice.txt", "The lighthouse was painted red.")
    write("new.txt", "A goat rowed around the islands.")
    second.sync()
    assert found(first)[0] == "new.txt"
    assert found(first, "lighthouse painted red")[0] == "ice.txt"


def test_two_programs_synchronise_at_once(open_library: Open, articles: Path, write: Write) -> None:
    for number in range(60):
        write(f"{number}.txt", "\n\n".join(f"Ship {number} carried cargo {n}, salt and fish." for n in range(20)))
    libraries = [open_library(encoder=HashingEncoder()) for _ in range(2)]
    errors: list[Exception] = []

    def synchronise(library: Library) -> None:
        try:
            library.sync(must_write=True)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=synchronise, args=(library,)) for library in libraries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert [len(library.articles()) for library in libraries] == [62, 62]
    for library in libraries:
        assert found(library, "Ship 7 carried cargo 3")
    assert open_library().sync().embedded == 0


def test_a_question_while_indexes_are_made_waits_for_them_and_makes_none(
    open_library: Open, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library()
    library.sync()
    found(library)
    write("new.txt", "The lighthouse was painted red.")
    hits: list[str] = []
    asking = threading.Thread(target=lambda: hits.extend(found(library, "the lighthouse was painted")))
    made: list[threading.Thread] = []

    def making(store: Store, *, model: str, dimension: int) -> Any:
        made.append(threading.current_thread())
        if len(made) == 1:
            asking.start()
            asking.join(0.3)  # as long as it takes to ask
        return current_indexes(store, model=model, dimension=dimension)

    monkeypatch.setattr("embeddings.library.current_indexes", making)
    library.sync()
    asking.join()
    assert made == [threading.current_thread()]
    assert hits[0] == "new.txt"
    assert library.warnings == []


def test_a_library_that_cannot_be_written_still_answers(open_library: Open, tmp_path: Path, write: Write) -> None:
    library = open_library()
    library.sync()
    before = found(library)
    library.close()
    (tmp_path / "library" / "passages.faiss").unlink()
    write("new.txt", "The lighthouse was painted red.")
    (tmp_path / "library").chmod(0o555)
    with unprivileged(tmp_path / "library"):
        reading = open_library()
        assert reading.sync().unchanged == 2
        with pytest.raises(LibraryError, match="nothing was indexed"):
            reading.sync(must_write=True)
        assert found(reading) == before
        assert "cannot be written" in reading.warnings[0]
    (tmp_path / "library").chmod(0o755)


def test_a_library_of_another_model_that_cannot_be_written_says_so(open_library: Open, tmp_path: Path) -> None:
    library = open_library()
    library.sync()
    library.close()
    (tmp_path / "library").chmod(0o555)
    with unprivileged(tmp_path / "library"), pytest.raises(LibraryError, match="another model"):
        open_library(encoder=HashingEncoder(model="other")).search("ice", limit=5)
    (tmp_path / "library").chmod(0o755)


def test_folders_of_the_same_name_have_libraries_of_their_own(tmp_path: Path) -> None:
    names = [default_folder(tmp_path / above / "my articles") for above in ("a", "b")]
    assert len(set(names)) == 2
    assert all(name.name.startswith("my-articles-") for name in names)
    assert default_folder(tmp_path / "a" / "x" / ".." / "my articles") == names[0]


def test_folder_around_the_articles_adds_only_what_is_new(open_library: Open, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Letter\n\nThe ferry is late again.")
    report = open_library().sync(add=[str(tmp_path)])
    assert sorted(report.added) == sorted(["ice.txt", "race.md", str(tmp_path / "letter.txt")])


def test_copies_of_a_text_do_not_crowd_out_the_others(open_library: Open, write: Write) -> None:
    for number in range(30):
        write(f"copy{number}.txt", "Boat race\n\nSigne Dahl rowed around the islands and won.")
    library = open_library()
    library.sync()
    assert len(library.search("who rowed around the islands", limit=2)) == 2


def test_another_programs_model_does_not_hide_articles(open_library: Open, write: Write) -> None:
    ours, theirs = open_library(), open_library(encoder=HashingEncoder(model="other"))
    ours.sync()
    write("new.txt", "New pier\n\nThe pier was built of oak.")
    theirs.sync()
    with pytest.raises(LibraryError, match="indexed with another model"):
        ours.search("pier", limit=3)
    ours.sync()
    assert "new.txt" in found(ours, "what was the pier built of")


def test_index_is_on_disk_after_a_synchronisation(open_library: Open, tmp_path: Path) -> None:
    open_library().sync()
    assert (tmp_path / "library" / "passages.faiss").exists()
    assert (tmp_path / "library" / "passages.tantivy" / "meta.json").exists()


def test_deleted_file_goes_although_a_folder_with_a_like_name_is_unreadable(
    open_library: Open, write: Write, articles: Path
) -> None:
    write("news/a.txt", "Old news\n\nThe mill burned down.")
    paper = write("newspaper.txt", "Paper\n\nThe press was sold.")
    library = open_library()
    library.sync()
    paper.unlink()
    (articles / "news").chmod(0)
    for path in (library._store.folder, *library._store.folder.iterdir()):
        path.chmod(0o777)
    try:
        with unprivileged(articles.parent):
            report = library.sync()
    finally:
        (articles / "news").chmod(0o755)
    assert report.removed == ("newspaper.txt",)


def test_some_articles_alone_are_searched(open_library: Open, write: Write) -> None:
    library = open_library()
    write("sports/oars.txt", "Oars\n\nThe oars were red and the islands far.\n")
    library.sync()
    scope = Scope.parse(within=["sports/"])
    [hit] = library.search("who rowed around the islands", limit=5, scope=scope)
    assert hit.passage.source == "sports/oars.txt"
    every = {each.passage: each for each in library.search("who rowed around the islands", limit=5)}
    assert len(every) > 1
    assert hit.score == pytest.approx(every[hit.passage].score, abs=1e-6)
    assert hit.rarities == every[hit.passage].rarities
    with pytest.raises(ScopeError, match="no article is in “sport/”"):
        library.search("islands", limit=5, scope=Scope.parse(within=["sport/"]))


def test_what_is_indexed_meanwhile_is_in_its_scope(open_library: Open, write: Write) -> None:
    library = open_library()
    scope = Scope.parse(within=["sports/"])
    write("sports/a.txt", "Oars\n\nThe oars were red.\n")
    library.sync()
    assert len(library.search("oars", limit=5, scope=scope)) == 1
    write("sports/b.txt", "Sails\n\nThe sails were blue.\n")
    library.sync()
    assert len(library.search("oars", limit=5, scope=scope)) == 2


def test_the_articles_of_a_scope_are_looked_for_once(
    open_library: Open, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library()
    write("sports/a.txt", "Oars\n\nThe oars were red.\n")
    library.sync()
    looked: list[Store] = []
    summaries = Store.summaries

    def noted(store: Store) -> list[ArticleSummary]:
        looked.append(store)
        return summaries(store)

    monkeypatch.setattr(Store, "summaries", noted)
    library.search("oars", limit=5)
    assert looked == []
    for _ in range(3):
        library.search("oars", limit=5, scope=Scope.parse(within=["sports/"]))
    assert len(looked) == 1


def test_what_is_known_of_files_is_read_once(open_library: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    library = open_library()
    library.sync()
    reads: list[Store] = []
    read = Store.files

    def files(store: Store) -> dict[str, FileRecord]:
        reads.append(store)
        return read(store)

    monkeypatch.setattr(Store, "files", files)
    assert library.sync().unchanged == 2
    assert len(reads) == 1
