from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from embeddings.changed_files import Page
from embeddings.errors import Cancelled
from embeddings.folder import Scan, changed_ns, scan
from embeddings.store import Store
from embeddings.stories import sketch
from embeddings.sync import Progress, SyncReport, sync
from tests.conftest import Write
from tests.embeddings.unprivileged import unprivileged
from tests.hashing_encoder import HashingEncoder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store, _ = Store.open(tmp_path / "library")
    yield store
    store.close()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return tmp_path / "articles"


def paragraphs(count: int, *, name: str = "Ship") -> str:
    return "\n\n".join(f"{name} {n} left port and came home again laden with fish and salt." for n in range(count))


def indexed_texts(store: Store) -> list[str]:
    """Return the texts of the passages, each of which has a vector."""
    ids = sorted(store.passage_ids())
    return [text for _, (_, _, text) in zip(store.vectors(ids, model="hashing"), store.texts(ids), strict=True)]


def test_reports_what_was_added_changed_and_removed(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        write(name, f"{name} froze. It thawed.")
    assert sync(store, encoder, scan(articles)) == SyncReport(added=("a.txt", "b.txt", "c.txt"), embedded=3)
    write("b.txt", "b.txt froze again. It thawed.")
    (articles / "c.txt").unlink()
    write("d.md", "d froze. It thawed.")
    report = sync(store, encoder, scan(articles))
    assert report == SyncReport(added=("d.md",), changed=("b.txt",), removed=("c.txt",), unchanged=1, embedded=2)
    assert [summary.source for summary in store.summaries()] == ["a.txt", "b.txt", "d.md"]


def test_nothing_is_read_or_embedded_twice(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt", paragraphs(30))
    sync(store, encoder, scan(articles))
    encoder.encoded.clear()
    monkeypatch.setattr("embeddings.changed_files.read_file", lambda path: pytest.fail(f"read {path}"))
    assert sync(store, encoder, scan(articles)) == SyncReport(unchanged=1)
    assert (encoder.encoded, store.generation) == ([], 1)


def test_a_touched_file_is_read_and_not_embedded(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    path = write("a.txt", paragraphs(30))
    sync(store, encoder, scan(articles))
    before = store.files()["a.txt"].modified_ns
    encoder.encoded.clear()
    os.utime(path, (1, 1))
    assert sync(store, encoder, scan(articles)) == SyncReport(unchanged=1)
    assert encoder.encoded == []
    assert before != store.files()["a.txt"].modified_ns == changed_ns(path.stat())


def test_an_edit_of_a_file_whose_time_is_yet_to_come_is_read(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    to_come = (2**33, 2**33)
    path = write("a.txt", "It froze.")
    os.utime(path, to_come)
    sync(store, encoder, scan(articles))
    path.write_text("It thaws.")
    os.utime(path, to_come)
    assert sync(store, encoder, scan(articles)).changed == ("a.txt",)


def test_two_files_of_one_size_and_time_that_change_their_names_are_read(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    for name, content in (("a.txt", "Anna sold 11 cows in Kiel."), ("b.txt", "Bert sold 22 pigs in Bonn.")):
        os.utime(write(name, content), (1, 1))
    sync(store, encoder, scan(articles))
    for name, other in (("a.txt", "c"), ("b.txt", "a.txt"), ("c", "b.txt")):
        (articles / name).rename(articles / other)
    sync(store, encoder, scan(articles))
    assert {source: store.article(each.id).text for source, each in store.held().items()} == {
        "a.txt": "Bert sold 22 pigs in Bonn.",
        "b.txt": "Anna sold 11 cows in Kiel.",
    }


def test_an_edit_that_keeps_size_and_time_is_read(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    os.utime(write("a.txt", "Anna sold 11 cows in Kiel."), (1, 1))
    sync(store, encoder, scan(articles))
    os.utime(write("a.txt", "Anna sold 99 cows in Kiel."), (1, 1))
    assert sync(store, encoder, scan(articles)).changed == ("a.txt",)


def test_an_edit_embeds_only_what_changed(store: Store, encoder: HashingEncoder, write: Write, articles: Path) -> None:
    text = paragraphs(60)
    write("a.txt", text)
    first = sync(store, encoder, scan(articles))
    encoder.encoded.clear()
    write("a.txt", text.replace("Ship 50 left", "Boat 50 left"))
    assert sync(store, encoder, scan(articles)).changed == ("a.txt",)
    assert first.embedded > 10
    assert len(encoder.encoded) == 1
    assert "Boat 50" in encoder.encoded[0]


def test_a_moved_file_embeds_nothing(store: Store, encoder: HashingEncoder, write: Write, articles: Path) -> None:
    path = write("a.txt", paragraphs(30))
    sync(store, encoder, scan(articles))
    path.rename(articles / "b.txt")
    assert sync(store, encoder, scan(articles)) == SyncReport(renamed=(("a.txt", "b.txt"),))


def test_the_same_text_in_two_files_is_embedded_once(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        write(name, "It froze. It thawed.")
    assert sync(store, encoder, scan(articles)).embedded == 1
    assert len(indexed_texts(store)) == 2


def test_what_was_embedded_before_a_cancellation_is_kept(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    write("a.txt", paragraphs(800))
    with pytest.raises(Cancelled):
        sync(store, encoder, scan(articles), is_cancelled=lambda: len(encoder.encoded) > 70)
    embedded = len(encoder.encoded)
    assert embedded > 70
    assert (store.summaries(), store.generation) == ([], 0)
    report = sync(store, encoder, scan(articles))
    assert report.embedded > 0
    assert len(encoder.encoded) == len(set(encoder.encoded)) == embedded + report.embedded


def test_what_was_embedded_before_a_cancellation_and_is_not_wanted_any_more_goes(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    write("a.txt", paragraphs(800))
    with pytest.raises(Cancelled):
        sync(store, encoder, scan(articles), is_cancelled=lambda: len(encoder.encoded) > 70)
    (articles / "a.txt").unlink()
    write("b.txt", paragraphs(30, name="Boat"))
    sync(store, encoder, scan(articles))
    [(kept,)] = store._connection.execute("SELECT count(*) FROM vectors")
    assert kept == len(store.passage_ids()) == len(indexed_texts(store))


def test_portions_that_were_stored_before_a_cancellation_are_kept_and_answer(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.sync.TEXT_AT_ONCE", 1)
    for number in range(5):
        write(f"{number}.txt", paragraphs(3, name=f"Ship {number} of five"))
    with pytest.raises(Cancelled):
        sync(store, encoder, scan(articles), is_cancelled=lambda: store.generation == 2)
    assert [summary.source for summary in store.summaries()] == ["0.txt", "1.txt"]
    assert len(indexed_texts(store)) == len(store.passage_ids()) > 0
    monkeypatch.setattr("embeddings.changed_files.read_file", reading_but(articles / "0.txt", articles / "1.txt"))
    report = sync(store, encoder, scan(articles))
    assert (report.added, report.unchanged) == (("2.txt", "3.txt", "4.txt"), 2)
    assert len(encoder.encoded) == len(set(encoder.encoded)) == len(store.passage_ids())


def test_the_first_portions_are_small_so_that_questions_are_soon_answered(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.sync.TEXT_AT_ONCE", 400)
    for number in range(60):
        write(f"{number:02}.txt", f"Ship {number:02} carried salted fish to the pier.")
    held: list[int] = []
    sync(store, encoder, scan(articles), on_progress=lambda _: held.append(store.article_count()))
    assert sorted(set(held)) == [0, 1, 3, 6, 11, 21, 31, 41, 51]


def reading_but(*unread: Path) -> Callable[[Path], bytes]:
    """Return what reads a file, and fails the test for some."""
    return lambda path: pytest.fail(f"read {path}") if path in unread else path.read_bytes()


def test_files_that_move_between_portions_keep_their_ids_and_are_not_embedded(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.sync.TEXT_AT_ONCE", 1)
    for number in range(4):
        write(f"before/{number}.txt", paragraphs(3, name=f"Ship {number} of four"))
    sync(store, encoder, scan(articles))
    ids = {Path(source).name: each.id for source, each in store.held().items()}
    encoder.encoded.clear()
    (articles / "before/0.txt").unlink()
    (articles / "before").rename(articles / "now")
    moved = [f"{number}.txt" for number in (1, 2, 3)]
    report = sync(store, encoder, scan(articles))
    assert report == SyncReport(
        removed=("before/0.txt",), renamed=tuple((f"before/{name}", f"now/{name}") for name in moved)
    )
    assert {source: each.id for source, each in store.held().items()} == {f"now/{name}": ids[name] for name in moved}
    assert encoder.encoded == []
    assert set(store.files()) == {f"now/{name}" for name in moved}


def test_another_program_that_indexes_between_portions_costs_nothing(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.sync.TEXT_AT_ONCE", 1)
    for number in range(4):
        write(f"{number}.txt", paragraphs(3, name=f"Ship {number} of four"))
    found = scan(articles)
    other = store.again()

    def tell(progress: Progress) -> None:
        if progress == Progress("reading", 2, 4) and store.generation == 2:
            sync(other, HashingEncoder(), found)

    report = sync(store, encoder, found, on_progress=tell)
    other.close()
    assert (report.added, report.unchanged, report.skipped) == (("0.txt", "1.txt"), 2, ())
    assert len(store.held()) == 4
    assert len(encoder.encoded) == len(set(encoder.encoded))


def test_articles_of_another_model_are_replaced_all_at_once(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        write(f"{number}.txt", paragraphs(3, name=f"Ship {number} of three"))
    sync(store, encoder, scan(articles))
    monkeypatch.setattr("embeddings.sync.TEXT_AT_ONCE", 1)
    report = sync(store, HashingEncoder(model="other"), scan(articles))
    assert (len(report.changed), store.generation) == (3, 2)


def test_what_is_left_out_is_told_once_whatever_the_portions(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.sync.TEXT_AT_ONCE", 1)
    write("a.txt", "It froze. It thawed.")
    write("b.txt", "")
    write("c.txt", "It snowed. It rained.")
    (articles / "d.txt").symlink_to("nowhere.txt")
    for _ in range(2):
        report = sync(store, encoder, scan(articles))
        assert [skip.source for skip in report.skipped] == ["d.txt", "b.txt"]


def test_progress_counts_up_to_its_total(store: Store, encoder: HashingEncoder, write: Write, articles: Path) -> None:
    for number in range(3):
        write(f"{number}.txt", paragraphs(100, name=f"Ship {number}"))
    seen: list[Progress] = []
    report = sync(store, encoder, scan(articles), on_progress=seen.append)
    reading = [each.done for each in seen if each.stage == "reading"]
    embedding = [each for each in seen if each.stage == "embedding"]
    assert reading == [0, 1, 2]
    assert [each.done for each in embedding] == sorted(each.done for each in embedding)
    assert embedding[-1] == Progress("embedding", report.embedded, report.embedded)


def test_the_encoder_says_how_many_passages_it_is_given_at_once(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    for number in range(7):
        write(f"{number}.txt", f"Ship {number}\n\nShip {number} left port.")
    encoder.at_once = 3
    seen: list[Progress] = []
    sync(store, encoder, scan(articles), on_progress=seen.append)
    assert [each.done for each in seen if each.stage == "embedding"] == [0, 3, 6, 7]


def test_a_file_that_lost_its_text_is_removed_with_the_reason_each_time(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    write("a.txt", "It froze. It thawed.")
    write("b.txt", "It froze. It thawed.")
    sync(store, encoder, scan(articles))
    write("a.txt", "")
    report = sync(store, encoder, scan(articles))
    assert (report.removed, report.skipped[0].reason) == (("a.txt",), "is empty: nothing to index")
    assert sync(store, encoder, scan(articles)).skipped == report.skipped


def test_a_file_that_may_not_be_read_keeps_what_was_indexed(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    path = write("a.txt", "It froze. It thawed.")
    write("b.txt", "It snowed. It rained.")
    sync(store, encoder, scan(articles))
    path.write_text("It changed. It thawed.")
    path.chmod(0)
    with unprivileged(articles):
        found = scan(articles)
        report = sync(store, encoder, found)
    path.chmod(0o644)
    assert [file.source for file in found.files] == ["a.txt", "b.txt"]
    assert (report.removed, report.skipped[0].source) == ((), "a.txt")
    assert "permission" in report.skipped[0].reason
    assert store.article(store.summaries()[0].id).text == "It froze. It thawed."
    assert sync(store, encoder, scan(articles)).changed == ("a.txt",)


def test_a_subfolder_that_may_not_be_read_keeps_what_was_indexed(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    write("a.txt", "It froze. It thawed.")
    closed = write("closed/b.txt", "It snowed. It rained.").parent
    sync(store, encoder, scan(articles))
    closed.chmod(0)
    with unprivileged(articles):
        found = scan(articles)
    closed.chmod(0o755)
    report = sync(store, encoder, found)
    assert (report.removed, report.unchanged) == ((), 2)


def test_one_hostile_file_does_not_keep_the_others_out(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    write("a.txt", "It froze. It thawed.")
    write("b.html", "<div>" * 5000 + "It froze.")
    write("c.md", "---\ntitle: &a [*a]\n---\n\nIt froze.")
    write("d.txt", b"\x7fELF" + bytes(3000))
    os.mkfifo(articles / "e.txt")
    report = sync(store, encoder, scan(articles))
    assert {"a.txt", "c.md"} <= set(report.added)
    assert {"d.txt", "e.txt"} <= {skip.source for skip in report.skipped}


def test_a_page_stays_until_it_is_fetched_again(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    write("a.txt", "It froze. It thawed.")
    url = "http://example.org/ice"
    sync(store, encoder, scan(articles), pages=[Page(url, b"<p>It snowed. It rained.</p>", ".html")])
    assert sync(store, encoder, scan(articles)).unchanged == 2
    report = sync(store, encoder, scan(articles), pages=[Page(url, b"<p>It hailed. It rained.</p>", ".html")])
    assert (report.changed, report.embedded) == ((url,), 1)


def test_another_model_embeds_everything_anew_and_pages_too(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    write("a.txt", "It froze. It thawed.")
    page = Page("http://example.org/ice", b"<p>It snowed. It rained.</p>", ".html")
    sync(store, encoder, scan(articles), pages=[page])
    other = HashingEncoder(model="other", dimension=32)
    sync(store, other, scan(articles))
    assert sorted(other.encoded) == ["It froze. It thawed.", "It snowed. It rained."]
    vectors = [vector for _, vector in store.vectors(sorted(store.passage_ids()), model="other")]
    assert [vector.shape for vector in vectors] == [(32,), (32,)]
    sync(store, other, scan(articles))
    assert len(other.encoded) == 2


def test_an_encoder_that_reads_less_packs_anew(store: Store, write: Write, articles: Path) -> None:
    write("a.txt", paragraphs(12))
    sync(store, HashingEncoder(max_tokens=60), scan(articles))
    shorter = HashingEncoder(max_tokens=15)
    sync(store, shorter, scan(articles))
    texts = indexed_texts(store)
    assert len(texts) == 12
    assert max(shorter.count_tokens(texts)) <= 15


def test_what_was_indexed_before_there_were_sketches_gets_them_pages_too(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    write("pier.txt", f"The pier\n\n{'The pier burned down, and the town paid for it in shells. ' * 5}")
    page = Page(
        "https://x.example/a", f"The weir\n\n{'The weir holds, and nobody knows who built it. ' * 5}".encode(), ".txt"
    )
    sync(store, encoder, scan(articles), pages=[page])
    store._connection.execute("UPDATE articles SET sketch = x''")
    store.set_meta("recipe", "5 hashing 60")
    sync(store, encoder, scan(articles))
    for summary in store.summaries():
        assert store.sketch(summary.id) == sketch(store.article(summary.id).text) != frozenset()


def test_what_cannot_be_read_when_articles_are_read_otherwise_is_read_when_it_can_be(
    store: Store, encoder: HashingEncoder, write: Write, articles: Path
) -> None:
    write("a.txt", "It froze. It thawed.")
    sync(store, encoder, scan(articles))
    store._connection.execute("UPDATE articles SET title = 'As it was read before'")
    store.set_meta("recipe", "5 hashing 60")
    sync(store, encoder, Scan((), (), unknown=frozenset([""])))
    assert [each.title for each in store.summaries()] == ["As it was read before"]
    assert sync(store, encoder, scan(articles)).changed == ("a.txt",)
    assert [each.title for each in store.summaries()] == ["A"]
    assert sync(store, encoder, scan(articles)) == SyncReport(unchanged=1)
