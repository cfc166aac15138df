"""Puts articles into a store as a synchronisation does, but without files."""

from __future__ import annotations

from embeddings.loading import load_articles
from embeddings.store import Store
from embeddings.store_changing import Changes
from embeddings.store_reading import FileRecord
from embeddings.sync import hashed_passages
from embeddings.values import Article
from tests.hashing_encoder import HashingEncoder

ENCODER = HashingEncoder()
MODEL = ENCODER.model


def article_of(source: str, text: str) -> Article:
    return load_articles(text.encode(), source=source).articles[0]


def changes_with(*articles: Article, removed: tuple[str, ...] = ()) -> Changes:
    packed = [(article, hashed_passages(article, ENCODER)) for article in articles]
    files = [FileRecord(article.source, 1, 2, "digest") for article in articles]
    return Changes(packed, removed, files, {"recipe": "1"}, removed_files=removed)


def apply(store: Store, *articles: Article, removed: tuple[str, ...] = (), encoder: HashingEncoder = ENCODER) -> None:
    changes = changes_with(*articles, removed=removed)
    keys = {key: passage.text for _, passages in changes.articles for passage, key in passages}
    store.add_vectors([(key, encoder.encode_query(text)) for key, text in keys.items()], model=encoder.model)
    assert store.apply(changes, model=encoder.model, since=store.generation)
