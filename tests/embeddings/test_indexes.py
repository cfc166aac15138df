from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from embeddings import vector_index
from embeddings.checksums import seal
from embeddings.errors import LibraryError
from embeddings.index import Manifest, PassageIndex
from embeddings.indexes import TERMS_FOLDER, VECTORS_FILE, current_indexes
from embeddings.lexical_index import LexicalIndex
from embeddings.retriever import Retriever
from embeddings.store import Store
from embeddings.values import Article, Hit
from embeddings.vector_index import VectorIndex
from tests.embeddings.changing import ENCODER, MODEL, apply, article_of
from tests.embeddings.unprivileged import unprivileged
from tests.hashing_encoder import HashingEncoder

DIMENSION = ENCODER.dimension
THINGS = ["ice", "salt", "fish", "goats", "lanterns", "timber", "tar", "wool", "herring", "barley", "copper", "rope"]
QUERIES = ["who brought the goats", "lanterns in spring", "copper, or the rope", "the captain of ship 3", "unheard of"]


def test_both_indexes_keep_the_contract() -> None:
    vectors: PassageIndex[NDArray[np.float32], tuple[int, NDArray[np.float32]]] = VectorIndex.empty(4)
    words: PassageIndex[str, tuple[int, str, str]] = LexicalIndex.in_memory()
    assert len(vectors) == len(words) == 0
    assert vectors.search(np.ones(4, np.float32), 5) == words.search("goat", 5) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """Return a store of twelve articles, each of two passages or more."""
    store, _ = Store.open(folder)
    apply(store, *(article_about(number, thing) for number, thing in enumerate(THINGS)))
    yield store
    store.close()


def article_about(number: int, thing: str) -> Article:
    days = "\n\n".join(f"On day {day} ship {number} carried {thing} along the coast." for day in range(9))
    return article_of(f"{number}.txt", f"{thing.title()} in spring\n\nThe captain liked {thing}.\n\n{days}")


def indexes(store: Store) -> tuple[VectorIndex, LexicalIndex]:
    """Return the store's current indexes, which come without a warning."""
    vectors, words, warning = current_indexes(store, model=MODEL, dimension=DIMENSION)
    assert warning is None
    return vectors, words


def fresh_indexes(store: Store) -> tuple[VectorIndex, LexicalIndex]:
    ids = sorted(store.passage_ids())
    vectors, words = VectorIndex.empty(DIMENSION), LexicalIndex.in_memory()
    vectors.update(added=store.vectors(ids, model=MODEL))
    words.update(added=store.texts(ids))
    return vectors, words


def hits(store: Store, vectors: VectorIndex, words: LexicalIndex, query: str) -> list[Hit]:
    return Retriever(store, vectors, words, ENCODER).retrieve(query, limit=5)


def assert_same(store: Store, vectors: VectorIndex, words: LexicalIndex) -> None:
    """Check that indexes hold what the store does, and find what indexes that are built afresh do."""
    fresh_vectors, fresh_words = fresh_indexes(store)
    everything = max(1, len(fresh_vectors))
    assert vectors.ids() == store.passage_ids()
    assert (len(vectors), len(words)) == (len(fresh_vectors), len(fresh_words))
    for query in QUERIES:
        vector = ENCODER.encode_query(query)
        found = dict(vectors.search(vector, everything))
        assert found == pytest.approx(dict(fresh_vectors.search(vector, everything)), abs=1e-6)
        matched = [key for key, _ in words.search(query, everything)]
        assert len(matched) == len(set(matched))
        assert set(matched) == {key for key, _ in fresh_words.search(query, everything)}


@dataclass(frozen=True, slots=True)
class Update:
    """What an index was asked to add and remove."""

    index: str
    added: frozenset[int]
    removed: frozenset[int]


@pytest.fixture
def updates(monkeypatch: pytest.MonkeyPatch) -> list[Update]:
    """Return the updates that indexes are given from then on."""
    seen: list[Update] = []

    def spied(kind: type[VectorIndex | LexicalIndex]) -> None:
        original: Callable[..., None] = kind.update

        def update(self: object, *, added: Iterable[tuple[Any, ...]], removed: Iterable[int] = ()) -> None:
            rows, gone = list(added), list(removed)
            seen.append(Update(kind.__name__, frozenset(row[0] for row in rows), frozenset(gone)))
            original(self, added=rows, removed=gone)

        monkeypatch.setattr(kind, "update", update)

    spied(VectorIndex)
    spied(LexicalIndex)
    return seen


@pytest.fixture
def no_rebuilding(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function after whose call no index can be begun anew."""

    def unexpected(*_: object) -> None:
        raise AssertionError("an index was built again")

    def forbid() -> None:
        monkeypatch.setattr(LexicalIndex, "create", unexpected)
        monkeypatch.setattr(LexicalIndex, "in_memory", unexpected)
        monkeypatch.setattr(VectorIndex, "empty", unexpected)

    return forbid


def test_the_first_indexes_hold_every_passage(store: Store, folder: Path) -> None:
    vectors, words = indexes(store)
    assert len(words) == len(vectors) == len(store.passage_ids()) >= 2 * len(THINGS)
    assert_same(store, vectors, words)
    assert hits(store, vectors, words, "who brought the goats")[0].passage.source == "3.txt"
    assert {VECTORS_FILE, TERMS_FOLDER} <= {path.name for path in folder.iterdir()}


def test_indexes_of_an_empty_store_find_nothing(folder: Path) -> None:
    store, _ = Store.open(folder)
    for _ in range(2):
        vectors, words = indexes(store)
        assert hits(store, vectors, words, "goats") == []
    store.close()


def test_nothing_is_built_or_written_when_nothing_changed(
    store: Store, folder: Path, updates: list[Update], no_rebuilding: Callable[[], None]
) -> None:
    first = indexes(store)
    updates.clear()
    no_rebuilding()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if "sqlite" not in path.name}
    manifest = store.meta("index")
    second = indexes(store)
    assert updates == []
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if "sqlite" not in path.name} == before
    assert store.meta("index") == manifest
    for query in QUERIES:
        assert hits(store, *first, query) == hits(store, *second, query)


def test_one_changed_article_updates_only_its_passages(
    store: Store, updates: list[Update], no_rebuilding: Callable[[], None]
) -> None:
    indexes(store)
    before = store.passage_ids()
    updates.clear()
    apply(store, article_about(3, "onions"))
    no_rebuilding()
    vectors, words = indexes(store)
    added, removed = store.passage_ids() - before, before - store.passage_ids()
    assert 0 < len(removed) <= len(added) < len(before) / 6
    assert {passage.source for passage in store.passages(sorted(added))} == {"3.txt"}
    assert updates == [Update("VectorIndex", added, removed), Update("LexicalIndex", added, removed)]
    assert hits(store, vectors, words, "who brought onions")[0].passage.source == "3.txt"
    assert words.search("goats", 5) == []


def test_a_small_change_is_held_beside_the_file_of_vectors(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_index, "WORTH_SAVING", 0.9)
    indexes(store)
    before = (folder / VECTORS_FILE).read_bytes()
    apply(store, article_about(3, "onions"), article_about(20, "glass"), removed=("5.txt",))
    for _ in range(2):  # as it changes, and at the next start
        assert_same(store, *indexes(store))
        assert (folder / VECTORS_FILE).read_bytes() == before
    monkeypatch.undo()
    apply(store, article_about(21, "pearls"))
    assert_same(store, *indexes(store))
    assert (folder / VECTORS_FILE).read_bytes() != before
    assert_same(store, *indexes(store))


def test_a_library_that_grows_beyond_the_exact_index_finds_the_same_passages_with_the_same_scores(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {query: hits(store, *indexes(store), query) for query in QUERIES}
    monkeypatch.setattr(vector_index, "EXACT_UP_TO", 10)
    for _ in range(2):  # built, then loaded
        store.set_meta("generation", str(store.generation + 1))
        vectors, words = indexes(store)
        assert not vectors.is_exact
        for query in QUERIES:
            after = hits(store, vectors, words, query)
            assert [hit.passage for hit in after] == [hit.passage for hit in before[query]]
            assert [hit.score for hit in after] == pytest.approx([hit.score for hit in before[query]], abs=1e-5)
    apply(store, removed=tuple(f"{number}.txt" for number in range(1, len(THINGS))))
    vectors, _ = indexes(store)
    assert vectors.is_exact
    assert vectors.ids() == store.passage_ids()


def test_updated_indexes_find_what_fresh_ones_do(store: Store) -> None:
    indexes(store)
    apply(store, article_about(3, "onions"), article_about(20, "glass"), removed=("5.txt",))
    kept, fresh = indexes(store), fresh_indexes(store)
    assert_same(store, *kept)
    for query in [*QUERIES, "who brought onions", "glass in spring", "timber"]:
        found, expected = hits(store, *kept, query), hits(store, *fresh, query)
        assert {hit.passage.source for hit in found[:1]} == {hit.passage.source for hit in expected[:1]}
        assert np.allclose([hit.score for hit in found], [hit.score for hit in expected], atol=0.1)
    assert_same(store, *indexes(store))


def test_the_next_program_begins_with_what_was_updated(
    store: Store, folder: Path, updates: list[Update], no_rebuilding: Callable[[], None]
) -> None:
    indexes(store)
    apply(store, article_about(3, "onions"))
    updated = indexes(store)
    updates.clear()
    no_rebuilding()
    other, _ = Store.open(folder)
    loaded = indexes(other)
    assert updates == []
    for query in QUERIES:
        assert hits(other, *loaded, query) == hits(store, *updated, query)
    other.close()


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / VECTORS_FILE).unlink(),
        lambda folder: flip(folder / VECTORS_FILE),
        lambda folder: truncate(folder / VECTORS_FILE),
        lambda folder: shutil.rmtree(folder / TERMS_FOLDER),
        lambda folder: flip(next((folder / TERMS_FOLDER).glob("*.idx"))),
        lambda folder: truncate(next((folder / TERMS_FOLDER).glob("*.term"))),
        lambda folder: (folder / TERMS_FOLDER / "meta.json").unlink(),
    ],
    ids=["no vectors", "flipped", "truncated", "no words", "flipped words", "truncated words", "no meta"],
)
@pytest.mark.parametrize("changed", [False, True], ids=["unchanged", "changed"])
def test_a_lost_index_is_built_again_from_the_store(
    store: Store, folder: Path, updates: list[Update], damage: Callable[[Path], None], changed: bool
) -> None:
    indexes(store)
    damage(folder)
    if changed:
        apply(store, article_about(3, "onions"), removed=("5.txt",))
    updates.clear()
    assert_same(store, *indexes(store))
    assert [(each.added, each.removed) for each in updates[:2]] == [(store.passage_ids(), frozenset())] * 2
    updates.clear()
    indexes(store)
    assert updates == []


@pytest.mark.parametrize(
    "manifest",
    ["", "noise", "null", "5", "[]", "{}", '{"generation": 1}', '{"generation": 1, "model": "hashing", "x": "y"}'],
)
def test_a_manifest_that_cannot_be_read_has_the_indexes_built_again(
    store: Store, updates: list[Update], manifest: str
) -> None:
    indexes(store)
    store.set_meta("index", manifest)
    updates.clear()
    assert_same(store, *indexes(store))
    assert [each.added for each in updates[:2]] == [store.passage_ids()] * 2
    assert Manifest.from_json(store.meta("index")) is not None


def test_a_manifest_of_other_values_is_not_believed(store: Store) -> None:
    indexes(store)
    store.set_meta("index", '{"generation": "1", "model": "hashing", "vectors": [], "terms": 7}')
    assert_same(store, *indexes(store))


def test_a_manifest_comes_back_as_it_was() -> None:
    manifest = Manifest(7, 6, "hashing", "a", "b")
    assert Manifest.from_json(manifest.to_json()) == manifest
    assert Manifest.from_json(None) is None


def test_while_another_program_writes_the_word_index_answers_come_all_the_same(
    store: Store, folder: Path, updates: list[Update]
) -> None:
    indexes(store)
    apply(store, article_about(3, "onions"))
    code = "import sys, tantivy; writer = tantivy.Index.open(sys.argv[1]).writer(); print(flush=True); sys.stdin.read()"
    arguments = [sys.executable, "-c", code, str(folder / TERMS_FOLDER)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"\n"
        vectors, words, warning = current_indexes(store, model=MODEL, dimension=DIMENSION)
        other.communicate()
    assert warning is not None
    assert "could not be saved" in warning
    assert "\n" not in warning
    assert_same(store, vectors, words)
    updates.clear()
    assert_same(store, *indexes(store))
    assert len(updates[0].added) < len(vectors) / 6


def test_what_cannot_be_saved_answers_all_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    for kind in (VectorIndex, LexicalIndex):
        with monkeypatch.context() as patched:
            patched.setattr(kind, "save", full)
            vectors, words, warning = current_indexes(store, model=MODEL, dimension=DIMENSION)
        assert "No space left" in str(warning)
        assert_same(store, vectors, words)
    assert_same(store, *indexes(store))


def test_an_update_that_was_written_and_not_recorded_is_made_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> str:
        raise KeyboardInterrupt

    indexes(store)
    apply(store, article_about(3, "onions"), removed=("5.txt",))
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(VectorIndex, "save", killed)
        current_indexes(store, model=MODEL, dimension=DIMENSION)
    assert_same(store, *indexes(store))


@pytest.mark.parametrize("state", ["kept", "changed", "lost"])
def test_a_folder_that_cannot_be_written_answers(store: Store, folder: Path, state: str) -> None:
    before = indexes(store)
    if state == "changed":
        apply(store, article_about(3, "onions"))
        before = fresh_indexes(store)
    expected = [hits(store, *before, query) for query in QUERIES]
    store.close()
    if state == "lost":
        (folder / VECTORS_FILE).unlink()
    content = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    folder.chmod(0o555)
    with unprivileged(folder):
        reading, _ = Store.open(folder)
        assert reading.read_only
        found = [hits(reading, *indexes(reading), query) for query in QUERIES]
        reading.close()
    folder.chmod(0o755)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == content
    for some, others in zip(found, expected, strict=True):
        assert [hit.passage for hit in some] == [hit.passage for hit in others]
        assert np.allclose([hit.score for hit in some], [hit.score for hit in others], atol=1e-5)


@pytest.mark.parametrize("kept", [False, True])
def test_another_models_library_is_an_error(store: Store, kept: bool) -> None:
    if kept:
        indexes(store)
    with pytest.raises(LibraryError, match=r"was indexed with another model: .*--library"):
        current_indexes(store, model="other", dimension=DIMENSION)
    assert_same(store, *indexes(store))


def test_a_library_that_was_embedded_with_another_model_gets_new_indexes(store: Store) -> None:
    indexes(store)
    other = HashingEncoder(model="other", dimension=32)
    apply(store, *(store.article(summary.id) for summary in store.summaries()), encoder=other)
    vectors, words, warning = current_indexes(store, model="other", dimension=32)
    assert warning is None
    assert len(vectors) == len(words) == len(store.passage_ids())


changes = st.lists(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from([None, *THINGS])),
        min_size=1,
        max_size=4,
        unique_by=lambda each: each[0],
    ),
    min_size=1,
    max_size=6,
)
"""Rounds of changes: which article becomes one about what, or goes."""


@settings(max_examples=12, deadline=None)
@given(changes, st.sets(st.integers(0, 5)))
def test_kept_indexes_equal_fresh_ones(rounds: list[list[tuple[int, str | None]]], skipped: set[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store, _ = Store.open(Path(folder))
        for position, each in enumerate(rounds):
            articles = [article_about(number, thing) for number, thing in each if thing is not None]
            apply(store, *articles, removed=tuple(f"{number}.txt" for number, thing in each if thing is None))
            if position not in skipped:
                assert_same(store, *indexes(store))
        assert_same(store, *indexes(store))
        store.close()


def test_a_word_index_of_another_schema_is_built_anew(store: Store, folder: Path) -> None:
    import tantivy

    indexes(store)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text")
    shutil.rmtree(folder / TERMS_FOLDER)
    (folder / TERMS_FOLDER).mkdir()
    tantivy.Index(builder.build(), path=str(folder / TERMS_FOLDER))
    manifest = Manifest.from_json(store.meta("index"))
    assert manifest is not None
    store.set_meta("index", replace(manifest, terms=seal(folder / TERMS_FOLDER)).to_json())
    _, words, warning = current_indexes(store, model=MODEL, dimension=DIMENSION)
    assert warning is None
    assert words.search("goats", 5)


@pytest.mark.parametrize("moment", ["update", "save"])
def test_what_another_program_writes_meanwhile_is_never_taken_for_our_own(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    indexes(store)
    apply(store, article_about(3, "marble"))
    ours = getattr(LexicalIndex, moment)

    def after_another(index: LexicalIndex, *arguments: Any, **options: Any) -> Any:
        monkeypatch.setattr(LexicalIndex, moment, ours)
        other = LexicalIndex.load(folder / TERMS_FOLDER, sealed=seal(folder / TERMS_FOLDER))
        assert other is not None
        other.update(added=[(9_999, "Foreign", "The marble lions came by ship.")])
        return ours(index, *arguments, **options)

    monkeypatch.setattr(LexicalIndex, moment, after_another)
    for _ in range(2):  # now, and at the next start
        vectors, words, _ = current_indexes(store, model=MODEL, dimension=DIMENSION)
        assert words.ids() == sorted(vectors.ids()) == sorted(store.passage_ids())
        assert hits(store, vectors, words, "the marble lions")
