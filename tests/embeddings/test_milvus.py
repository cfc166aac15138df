"""A store in a database of Milvus Lite; `test_shared` has one on a server."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from embeddings import milvus_client
from embeddings.errors import SharedStoreError
from embeddings.milvus import Collection
from embeddings.milvus_address import Address
from embeddings.shared_rows import Row
from tests.embeddings.changing import ENCODER, article_of
from tests.embeddings.test_shared_rows import ICE, OWNER, TEA, rows


def put(collection: Collection, source: str, text: str, key: str) -> list[Row]:
    made = rows(article_of(source, text), key)
    collection.put(zip(made, ENCODER.encode_documents([row.text for row in made]), strict=True))
    collection.refresh()
    return made


@pytest.fixture
def address(tmp_path: Path) -> Address:
    return Address.parse(str(tmp_path / "shared.db"))


@pytest.fixture
def collection(address: Address) -> Iterator[Collection]:
    opened = Collection.open(address, writing=True)
    yield opened
    opened.close()


def test_passages_are_found_by_their_vectors(collection: Collection) -> None:
    ice, _ = put(collection, "ice.txt", ICE, "ice-1"), put(collection, "tea.txt", TEA, "tea-1")
    query = ENCODER.encode_query("Nobody crossed.")
    (best, cosine), *others = collection.search(query, 10)
    [passage] = collection.passages([best])
    assert "Nobody crossed." in passage.text
    assert (passage.article_id, passage.title, passage.source) == ("ice-1", "Ice", "ice.txt")
    assert len(others) == len(ice) == len(collection) - 1
    [(_, vector)] = collection.vectors([best], model="hashing")
    assert cosine == pytest.approx(float(vector @ query), abs=1e-5)
    assert collection.similarities(query, [best]) == pytest.approx([cosine], abs=1e-5)


def test_passages_are_found_by_their_words_and_titles_as_bm25_ranks_them(collection: Collection) -> None:
    put(collection, "ice.txt", ICE, "ice-1")
    put(collection, "tea.txt", TEA, "tea-1")
    words = collection.words
    [(best, share)] = words.search("Where did the harbour freeze?", 10)
    assert "harbour of Sarn" in collection.passages([best])[0].text
    assert 0 < share < 1
    assert [collection.passages([key])[0].title for key, _ in words.search("clippers", 10)] == ["Tea"]
    assert [collection.passages([key])[0].title for key, _ in words.search("naive", 10)] == ["Tea"]
    assert {collection.passages([key])[0].title for key, _ in words.search("ice", 10)} == {"Ice"}  # by its title
    assert words.search("zebra", 10) == []
    assert words.search("?!", 10) == []


def test_a_term_is_as_rare_as_the_passages_that_hold_it_are_few(collection: Collection) -> None:
    put(collection, "ice.txt", ICE, "ice-1")
    put(collection, "tea.txt", TEA, "tea-1")
    rarities = collection.words.rarities("harbour crossed zebra")
    assert rarities["zebra"] > rarities["harbour"] > rarities["cross"] > 0


def test_an_article_comes_back_as_it_was_shared(collection: Collection) -> None:
    head = '---\ntitle: Ice "and" snow\nauthor: A. Li\ndate: 2020-04-18\n---\n\n'
    text = head + "# One\n\nIt froze.\n\nIt \\ melted 'é'.\n"
    article = article_of("ice.md", text)
    put(collection, "ice.md", text, "ice-1")
    found = collection.article("ice-1")
    assert found is not None
    assert (found.id, found.text, found.paragraphs) == ("ice-1", article.text, article.paragraphs)
    assert (found.title, found.author, found.published) == ('Ice "and" snow', "A. Li", "2020-04-18")
    assert collection.article("tea-1") is None
    [summary] = collection.summaries()
    assert (summary.id, summary.source, summary.paragraphs) == ("ice-1", "ice.md", len(article.paragraphs))
    assert summary.characters == len(article.text)


def test_what_is_removed_is_gone_and_the_rest_is_there(collection: Collection) -> None:
    put(collection, "ice.txt", ICE, "ice-1")
    put(collection, "tea.txt", TEA, "tea-1")
    collection.remove(["ice-1"])
    collection.settle()
    assert collection.keys() == collection.whole().keys() == {"tea-1"}
    assert len(collection) == 1


def test_an_article_is_whole_when_its_first_passage_is_there(collection: Collection) -> None:
    made = rows(article_of("ice.txt", ICE))
    vectors = ENCODER.encode_documents([row.text for row in made])
    collection.put(list(zip(made, vectors, strict=True))[1:])
    assert (collection.whole(), collection.keys()) == ({}, {"ice-1"})
    collection.put(list(zip(made, vectors, strict=True)))
    assert collection.whole() == {"ice-1": len(made)}
    assert len(collection) == len(made)  # each is there once


def test_another_connection_finds_what_was_shared(address: Address, collection: Collection) -> None:
    put(collection, "ice.txt", ICE, "ice-1")
    collection.close()
    again = Collection.open(address)
    assert again.owner() == OWNER
    assert again.words.search("harbour", 5)
    again.close()


def test_the_best_of_some_articles_are_found_whatever_stands_in_others(collection: Collection) -> None:
    put(collection, "ice.txt", ICE, "ice-1")
    put(collection, "tea.txt", TEA, "tea-1")
    put(collection, "sea.txt", ICE.replace("Sarn", "Lund"), "sea-1")
    collection.settle()  # until then, Milvus Lite counts words among what satisfies the condition
    words, vector = collection.words, ENCODER.encode_query("Where did the harbour of Lund freeze?")
    for articles in (["tea-1"], ["sea-1"], ["sea-1", "tea-1"], ["gone-1"], []):
        within = collection.selection(articles)
        nearest = [each for each in collection.search(vector, 99) if is_in(collection, each, articles)]
        best = [each for each in words.search("harbour Fuzhou", 99) if is_in(collection, each, articles)]
        for limit in (1, 2, 99):
            found = collection.search(vector, limit, within)
            assert [score for _, score in found] == pytest.approx([score for _, score in nearest[:limit]], abs=1e-5)
            assert all(is_in(collection, each, articles) for each in found)
            ranked = words.search("harbour Fuzhou", limit, within)
            assert [key for key, _ in ranked] == [key for key, _ in best[:limit]]
            assert [share for _, share in ranked] == pytest.approx([share for _, share in best[:limit]], abs=1e-5)


def is_in(collection: Collection, found: tuple[int, float], articles: list[str]) -> bool:
    return collection.passages([found[0]])[0].article_id in articles


def test_thousands_of_articles_may_be_looked_in(collection: Collection) -> None:
    put(collection, "ice.txt", ICE, "ice-1")
    put(collection, "tea.txt", TEA, "tea-1")
    within = collection.selection(["tea-1", *(f"{number:032}-{number:016}" for number in range(5_000))])
    [(nearest, _)] = collection.search(ENCODER.encode_query("clippers"), 9, within)
    [(best, _)] = collection.words.search("harbour clippers", 9, within)
    assert collection.passages([nearest, best])[0].title == "Tea"
    assert nearest == best


# what can go wrong


def test_a_store_that_was_never_made_is_not_made_by_asking(address: Address) -> None:
    with pytest.raises(SharedStoreError, match=r"nothing is shared in .*shared\.db yet.*index --store"):
        Collection.open(address)
    assert not Path(address.uri).exists()


def test_a_store_without_the_collection_says_so(address: Address, collection: Collection) -> None:
    collection.close()
    with pytest.raises(SharedStoreError, match="nothing is shared"):
        Collection.open(address)


@pytest.mark.parametrize("host", ["127.0.0.1:9", "no-such-host.invalid"])
def test_a_server_that_is_down_is_one_line(host: str) -> None:
    started = time.perf_counter()
    with pytest.raises(SharedStoreError) as caught:
        Collection.open(Address.parse(f"milvus://u:secret@{host}/news"))
    assert "cannot be reached: start its server, or check the address" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert time.perf_counter() - started < milvus_client.CONNECT_TIMEOUT + 5


def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(milvus_client, "CONNECT_TIMEOUT", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = Address.parse(f"milvus://127.0.0.1:{silent.getsockname()[1]}/news")
        with pytest.raises(SharedStoreError, match="cannot be reached"):
            Collection.open(address)


def test_a_file_that_is_none_of_milvus_lite_is_left_alone(address: Address) -> None:
    Path(address.uri).write_text("notes")
    for writing in (False, True):
        with pytest.raises(SharedStoreError, match="cannot be opened"):
            Collection.open(address, writing=writing)
    assert Path(address.uri).read_text() == "notes"


def test_what_milvus_complains_of_is_one_line(collection: Collection) -> None:
    put(collection, "ice.txt", ICE, "ice-1")
    with pytest.raises(SharedStoreError, match=r"cannot be used \(.*\): check its server") as caught:
        collection.search(np.ones(3, np.float32), 5)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("module", ["pymilvus", "milvus_lite"])
def test_without_the_extra_it_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, address: Address, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(
        SharedStoreError, match=rf'{module} is missing\): install it with `pip install "qa-bot\[milvus\]"`'
    ):
        Collection.open(address, writing=True)
