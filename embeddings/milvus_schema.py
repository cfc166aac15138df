"""How a collection is laid out in Milvus: its fields and indexes, and how rows and their words are written in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from embeddings.milvus_client import TIMEOUT
from embeddings.shared_rows import LONGEST_FIELD, Row
from embeddings.terms import K1, B, terms_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PLAIN = re.compile(r"(?!zx)[a-z0-9]+")


def create_collection(client: Any, name: str, *, dimension: int) -> None:
    """Create a collection for rows with vectors of this dimension, ready to be searched."""
    from pymilvus import DataType, Function, FunctionType, MilvusClient

    schema = MilvusClient.create_schema(auto_id=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("article", DataType.VARCHAR, max_length=64)
    schema.add_field("position", DataType.INT64)
    schema.add_field("text", DataType.VARCHAR, max_length=LONGEST_FIELD)
    schema.add_field("about", DataType.JSON)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    indexes = client.prepare_index_params()
    indexes.add_index(field_name="vector", index_type="AUTOINDEX", metric_type="COSINE")
    for field in ("article", "position"):
        indexes.add_index(field_name=field, index_type="INVERTED")
    settings = {"bm25_k1": K1, "bm25_b": B}
    for part in ("text", "title"):
        terms, sparse = f"{part}_terms", f"{part}_sparse"
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
                name=f"{part}_bm25",
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
    client.create_collection(name, schema=schema, consistency_level="Strong", timeout=TIMEOUT)
    client.create_index(name, indexes, timeout=TIMEOUT, sync=False)
    client.load_collection(name, timeout=TIMEOUT)


def fields_of(row: Row, vector: NDArray[np.float32]) -> dict[str, Any]:
    """Return a row and its vector as a collection holds them."""
    return {
        "id": row.id,
        "article": row.article,
        "position": row.position,
        "text": row.text,
        "about": dict(row.about),
        "text_terms": _coded_terms(row.read),
        "title_terms": _coded_terms(row.title),
        "vector": vector,
    }


def coded(term: str) -> str:
    """Return a term in letters and digits alone, which every tokenizer of Milvus takes for one word."""
    return term if _PLAIN.fullmatch(term) else f"zx{term.encode().hex()}"


def _coded_terms(text: str) -> str:
    terms = " ".join(map(coded, terms_of(text)))
    return terms if len(terms) <= LONGEST_FIELD else terms[:LONGEST_FIELD].rpartition(" ")[0]
