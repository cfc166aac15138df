from __future__ import annotations

import pytest

from embeddings.milvus_address import Address


@pytest.mark.parametrize(
    ("text", "uri", "collection", "token", "shown"),
    [
        ("milvus://host", "http://host:19530", "qa_bot", "", "milvus://host:19530/qa_bot"),
        ("milvus://host:1/news", "http://host:1", "news", "", "milvus://host:1/news"),
        ("milvus://u:p%40@host/news", "http://host:19530", "news", "u:p@", "milvus://host:19530/news"),
        ("milvus://[::1]:1/news", "http://[::1]:1", "news", "", "milvus://[::1]:1/news"),
        ("a folder/news.db", "a folder/news.db", "qa_bot", "", "a folder/news.db"),
    ],
)
def test_an_address_is_read_and_shown_without_its_password(
    text: str, uri: str, collection: str, token: str, shown: str
) -> None:
    address = Address.parse(text)
    assert (address.uri, address.collection, address.token, str(address)) == (uri, collection, token, shown)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "host:19530",
        "http://host/news",
        "milvus:///news",
        "milvus://host:x/news",
        "milvus://h/2 words",
        "news.sqlite",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"milvus://HOST:PORT/COLLECTION, or a database of Milvus Lite"):
        Address.parse(text)
