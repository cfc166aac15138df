"""A collection of passages in Milvus: their vectors, their words for BM25, and what their articles are put together of.

It satisfies what `Retriever` asks of indexes and passages, so that a server answers as a local library does. Milvus is
an extra: nothing here is imported before a store is named. docs/decisions/006 says why the rows are as they are.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
from collections import abc
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from embeddings.errors import SharedStoreError
from embeddings.plaintext import one_line
from embeddings.shared_rows import (
    LONGEST_FIELD,
    Owner,
    Row,
    article_key,
    one_line_of,
    passage_of,
    put_together,
    summary_of,
    whole_number,
)
from embeddings.terms import K1, TITLE_WEIGHT, B, query_terms, rarity, share_of_best, terms_of
from embeddings.values import natural_order

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from embeddings.milvus_address import Address
    from embeddings.values import Article, ArticleSummary, Passage

_CONNECT_TIMEOUT, _TIMEOUT = 10, 60
"""Seconds, for connecting and for each call; without one, pymilvus tries again for minutes."""
_ROWS_AT_ONCE = 500
_FOUND_AT_MOST = 16_384
"""Rows that Milvus returns of one search."""
_PLAIN = re.compile(r"(?!zx)[a-z0-9]+")


class ChangedMeanwhileError(Exception):
    """What was found is no longer there: somebody shares, and whoever searches should do so again."""


class Collection:
    """A connection to a store. Not thread-safe: its caller serialises the calls. Every method may raise
    `SharedStoreError`.
    """

    is_exact = True

    def __init__(self, client: Any, address: Address) -> None:
        self._client = client
        self.address = address
        self._name = address.collection
        self._count: int | None = None
        self._holding: dict[str, int] = {}
        """How many passages hold each term that was asked for."""

    @classmethod
    def open(cls, address: Address, *, writing: bool = False) -> Collection:
        """Connect to a store; only for writing may the collection be missing."""
        library = _pymilvus(address)
        if address.is_lite and not writing and not os.path.exists(address.uri):  # noqa: PTH110  (Path's may fail)
            raise _nothing_shared(address)
        with _explained(address):
            collection = cls(
                library.MilvusClient(uri=address.uri, token=address.token, timeout=_CONNECT_TIMEOUT), address
            )
        try:
            with collection._calls():
                if collection._exists():
                    collection._load()
                elif not writing:
                    raise _nothing_shared(address)
        except BaseException:
            collection.close()
            raise
        return collection

    def close(self) -> None:
        self._client.close()
        if self.address.is_lite:  # the client alone would keep the file from others
            from milvus_lite.server_manager import server_manager_instance

            server_manager_instance.release_server(self.address.uri)

    def _load(self) -> None:
        """Have the collection searchable; whoever may only read may not ask for it, and need not."""
        state = self._client.get_load_state(self._name, timeout=_TIMEOUT).get("state")
        if getattr(state, "name", None) != "Loaded":
            self._client.load_collection(self._name, timeout=_TIMEOUT)

    def refresh(self) -> None:
        """Forget what was counted: somebody may have shared more since."""
        self._count = None
        self._holding.clear()

    def _exists(self) -> bool:
        return bool(self._client.has_collection(self._name, timeout=_TIMEOUT))

    def _calls(self) -> contextlib.AbstractContextManager[None]:
        return _explained(self.address)

    # What it holds

    def __len__(self) -> int:
        if self._count is None:
            with self._calls():
                rows = self._client.query(self._name, filter="", output_fields=["count(*)"], timeout=_TIMEOUT)
            self._count = int(rows[0]["count(*)"])
        return self._count

    def owner(self) -> Owner | None:
        """Return whose articles it holds; None if it holds none."""
        with self._calls():
            rows = self._client.query(
                self._name, filter="position == 0", output_fields=["about"], limit=1, timeout=_TIMEOUT
            )
        if not rows:
            return None
        with _understood(self.address):
            model, library, place, folder = map(one_line_of, rows[0]["about"]["owner"])
            return Owner(model, library, place, folder)

    def article_count(self) -> int:
        """Return how many articles are whole."""
        with self._calls():
            rows = self._client.query(self._name, filter="position == 0", output_fields=["count(*)"], timeout=_TIMEOUT)
        return int(rows[0]["count(*)"])

    def keys(self) -> set[str]:
        """Return the keys of all articles that it holds a passage of, whole or not."""
        return {row["article"] for row in self._every("position >= 0", "article")}

    def whole(self) -> dict[str, int]:
        """Return the number of passages of each article that is whole, by its key."""
        with _understood(self.address):
            return {
                article_key(row["article"]): whole_number(row["about"]["counts"][0])
                for row in self._every("position == 0", "article", "about")
            }

    def summaries(self) -> list[ArticleSummary]:
        """Return every article without its text, ordered by source."""
        with _understood(self.address):
            found = [summary_of(row) for row in self._every("position == 0", "article", "about")]
        return sorted(found, key=lambda summary: natural_order(summary.source))

    def _every(self, condition: str, *fields: str) -> Iterator[dict[str, Any]]:
        with self._calls():
            rows = self._client.query_iterator(
                self._name, batch_size=1_000, filter=condition, output_fields=list(fields), timeout=_TIMEOUT
            )
            while batch := rows.next():
                yield from batch
            rows.close()

    def states_of(self, key: str) -> list[str]:
        """Return the keys of the article that a key is of: each of its states that is there has one."""
        pattern = f"{key.rpartition('-')[0] or key}-%"
        with _understood(self.address):
            rows = self._every(f"position == 0 and article like {json.dumps(pattern)}", "article")
            return [article_key(row["article"]) for row in rows]

    def article(self, key: str) -> Article | None:
        """Return an article; None if it is not, or no longer, there."""
        with self._calls():
            found = self._client.query(
                self._name,
                filter=f"article == {json.dumps(key)}",
                output_fields=["article", "position", "text", "about"],
                timeout=_TIMEOUT,
            )
        with _understood(self.address):
            return put_together(key, sorted(found, key=lambda row: whole_number(row["position"])))

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Return the passages of these ids, in their order.

        Raises:
            ChangedMeanwhileError: one is no longer there.

        """
        found = self._rows(ids, "article", "text", "about")
        with _understood(self.address):
            return [passage_of(found[key]) for key in ids]

    def vectors(self, ids: Iterable[int], *, model: str) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Yield id and vector of each of these passages: a collection holds one model's."""
        import numpy as np

        wanted = list(ids)
        found = self._rows(wanted, "vector")
        yield from ((key, np.array(found[key]["vector"], np.float32)) for key in wanted)

    def _rows(self, ids: Sequence[int], *fields: str) -> dict[int, dict[str, Any]]:
        if not ids:
            return {}
        with self._calls():
            rows = self._client.get(self._name, ids=list(ids), output_fields=["id", *fields], timeout=_TIMEOUT)
        found = {row["id"]: row for row in rows}
        if not found.keys() >= set(ids):
            raise ChangedMeanwhileError
        return found

    # Searching

    def selection(self, articles: abc.Collection[str]) -> str:
        """Return the condition that a row is of one of some articles, given by their keys."""
        return f"article in {json.dumps(sorted(articles))}"

    def search(self, query: NDArray[np.float32], limit: int, within: str | None = None) -> list[tuple[int, float]]:
        """Return (id, cosine) of the nearest passages that satisfy a condition, best first.

        The query is of the shape (dimension,).
        """
        with self._calls():
            found = self._client.search(
                self._name,
                data=[query],
                filter=within or "",
                anns_field="vector",
                limit=min(limit, _FOUND_AT_MOST),
                output_fields=["id"],
                timeout=_TIMEOUT,
            )
        return [(int(hit["id"]), float(hit["distance"])) for hit in found[0]]

    def similarities(self, query: NDArray[np.float32], ids: Sequence[int]) -> list[float]:
        """Return the query's cosines with some passages."""
        return [float(vector @ query) for _, vector in self.vectors(ids, model="")]

    @property
    def words(self) -> CollectionWords:
        return CollectionWords(self)

    def holding(self, term: str) -> int:
        """Return how many passages hold a stemmed term."""
        if term not in self._holding:
            with self._calls():
                rows = self._client.query(
                    self._name,
                    filter=f'TEXT_MATCH(text_terms, "{_coded(term)}")',
                    output_fields=["count(*)"],
                    timeout=_TIMEOUT,
                )
            self._holding[term] = min(int(rows[0]["count(*)"]), len(self))  # more may be shared between the two
        return self._holding[term]

    def by_words(self, terms: Iterable[str], limit: int, within: str | None = None) -> list[tuple[int, float]]:
        """Return (id, BM25 over passage and title) of the best passages that satisfy a condition, best first.

        It is Milvus's hybrid search.
        """
        from pymilvus import AnnSearchRequest, WeightedRanker

        limit = min(limit, _FOUND_AT_MOST)
        text = " ".join(map(_coded, terms))
        requests = [
            AnnSearchRequest(data=[text], anns_field=field, param={}, limit=limit, expr=within)
            for field in ("text_sparse", "title_sparse")
        ]
        ranker = WeightedRanker(1.0, TITLE_WEIGHT, norm_score=False)
        with self._calls():
            found = self._client.hybrid_search(
                self._name, requests, ranker, limit=limit, output_fields=["id"], timeout=_TIMEOUT
            )
        return [(int(hit["id"]), float(hit["distance"])) for hit in found[0]]

    # Writing

    def put(self, rows: Iterable[tuple[Row, NDArray[np.float32]]]) -> None:
        """Add passages with their vectors, the first of each article last: where it is, the article is whole."""
        values: list[dict[str, Any]] = []
        for row, vector in sorted(rows, key=lambda each: (each[0].article, -each[0].position)):
            values.append(
                {
                    "id": row.id,
                    "article": row.article,
                    "position": row.position,
                    "text": row.text,
                    "about": dict(row.about),
                    "text_terms": _coded_terms(row.read),
                    "title_terms": _coded_terms(row.title),
                    "vector": vector,
                }
            )
        with self._calls():
            if values and not self._exists():
                self._create(len(values[0]["vector"]))
            for start in range(0, len(values), _ROWS_AT_ONCE):
                self._client.upsert(self._name, values[start : start + _ROWS_AT_ONCE], timeout=_TIMEOUT)

    def remove(self, keys: Iterable[str]) -> None:
        """Remove articles."""
        gone = sorted(keys)
        with self._calls():
            for start in range(0, len(gone), 100):
                condition = f"article in {json.dumps(gone[start : start + 100])}"
                self._client.delete(self._name, filter=condition, timeout=_TIMEOUT)

    def settle(self) -> None:
        """Have Milvus put in order what was written: searching is faster then."""
        with self._calls():
            self._client.flush(self._name, timeout=_TIMEOUT)
        self.refresh()

    @property
    def is_missing(self) -> bool:
        with self._calls():
            return not self._exists()

    def _create(self, dimension: int) -> None:
        from pymilvus import DataType, Function, FunctionType, MilvusClient

        schema = MilvusClient.create_schema(auto_id=False)
        schema.add_field("id", DataType.INT64, is_primary=True)
        schema.add_field("article", DataType.VARCHAR, max_length=64)
        schema.add_field("position", DataType.INT64)
        schema.add_field("text", DataType.VARCHAR, max_length=LONGEST_FIELD)
        schema.add_field("about", DataType.JSON)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
        indexes = self._client.prepare_index_params()
        indexes.add_index(field_name="vector", index_type="AUTOINDEX", metric_type="COSINE")
        for field in ("article", "position"):
            indexes.add_index(field_name=field, index_type="INVERTED")
        settings = {"bm25_k1": K1, "bm25_b": B}
        for name in ("text", "title"):
            terms, sparse = f"{name}_terms", f"{name}_sparse"
            schema.add_field(
                terms,
                DataType.VARCHAR,
                max_length=LONGEST_FIELD,
                enable_analyzer=True,
                analyzer_params={"tokenizer": "standard"},
                enable_match=True,
            )
            schema.add_field(sparse, DataType.SPARSE_FLOAT_VECTOR)
            schema.add_function(
                Function(
                    name=f"{name}_bm25",
                    function_type=FunctionType.BM25,
                    input_field_names=[terms],
                    output_field_names=[sparse],
                )
            )
            indexes.add_index(
                field_name=sparse,
                index_type="SPARSE_INVERTED_INDEX",
                metric_type="BM25",
                params={**settings, "params": settings},  # Milvus reads the former, Milvus Lite the latter
            )
        # All at once, pymilvus would sleep half a second for each index of a collection that is empty.
        self._client.create_collection(self._name, schema=schema, consistency_level="Strong", timeout=_TIMEOUT)
        self._client.create_index(self._name, indexes, timeout=_TIMEOUT, sync=False)
        self._client.load_collection(self._name, timeout=_TIMEOUT)


class CollectionWords:
    """A collection's passages by their words."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def rarities(self, query: str) -> dict[str, float]:
        """Return the inverse document frequency of each of the query's terms."""
        return {term: rarity(self._collection.holding(term), of=len(self._collection)) for term in query_terms(query)}

    def search(self, query: str, limit: int, within: str | None = None) -> list[tuple[int, float]]:
        """Return (id, share of the best possible score) of the best passages that satisfy a condition, best first."""
        rarities = self.rarities(query)
        if not rarities:
            return []
        found = self._collection.by_words(rarities, limit, within)
        return [(key, share_of_best(score, rarities)) for key, score in found]


@contextlib.contextmanager
def _understood(address: Address) -> Iterator[None]:
    """Turn what rows cause that we have not written into a `SharedStoreError`."""
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        message = f"the store {address} holds what qa-bot has not shared: share in a collection of its own"
        raise SharedStoreError(message) from error


def _coded(term: str) -> str:
    """Return a term in letters and digits alone, which every tokenizer of Milvus takes for one word."""
    return term if _PLAIN.fullmatch(term) else f"zx{term.encode().hex()}"


def _coded_terms(text: str) -> str:
    coded = " ".join(map(_coded, terms_of(text)))
    return coded if len(coded) <= LONGEST_FIELD else coded[:LONGEST_FIELD].rpartition(" ")[0]


def _pymilvus(address: Address) -> Any:
    """Return the module, its messages kept from the terminal: what goes wrong is said in one line."""
    try:
        import pymilvus

        if address.is_lite:
            import milvus_lite  # noqa: F401  (pymilvus says less clearly that it is missing)
    except ImportError as error:
        message = (
            f'--store needs Milvus\'s client ({error.name} is missing): install it with `pip install "qa-bot[milvus]"`'
        )
        raise SharedStoreError(message) from None
    for name in (
        "pymilvus",
        "pymilvus.milvus_client",
        "pymilvus.bulk_writer",
        "pymilvus.client.iterator",
        "milvus_lite",
    ):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return pymilvus


@contextlib.contextmanager
def _explained(address: Address) -> Iterator[None]:
    """Turn what Milvus raises into a `SharedStoreError` that explains it."""
    from pymilvus.exceptions import MilvusException

    try:
        yield
    except MilvusException as error:
        reason = one_line(str(error.message))
        if "Open local milvus failed" in reason:
            message = (
                f"the store {address} cannot be opened: another program has it open, it may not be written, or it is "
                "no database of Milvus Lite"
            )
        elif "Fail connecting to server" in reason or "UNAVAILABLE" in reason:
            message = f"the store {address} cannot be reached: start its server, or check the address after --store"
        else:
            message = f"the store {address} cannot be used ({reason}): check its server, or leave out --store"
        raise SharedStoreError(message) from error


def _nothing_shared(address: Address) -> SharedStoreError:
    return SharedStoreError(f"nothing is shared in {address} yet: share articles with `qa-bot index --store {address}`")
