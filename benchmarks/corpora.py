"""Question sets in SQuAD's format as articles and questions, and a retriever over them without a disk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from embeddings.passages import pack
from embeddings.values import Article, Hit, Paragraph, Passage
from embeddings.vector_index import VectorIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.encoder import Encoder


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what a person found to answer it."""

    text: str
    article_id: str
    paragraph: int
    answers: frozenset[tuple[int, int]]
    """Offsets of the answers in the article's text."""


def load_squad(path: Path) -> tuple[list[Article], list[Question]]:
    """Return the articles of a file in SQuAD's format, and its questions that have an answer."""
    articles: list[Article] = []
    questions: list[Question] = []
    for number, entry in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"]):
        key, offset, paragraphs = f"{path.stem}-{number}", 0, []
        for position, item in enumerate(entry["paragraphs"], start=1):
            text = item["context"]
            paragraphs.append(Paragraph(position, offset, offset + len(text), text))
            for asked in item["qas"]:
                spans = frozenset(
                    (offset + answer["answer_start"], offset + answer["answer_start"] + len(answer["text"]))
                    for answer in asked["answers"]
                )
                if spans:
                    questions.append(Question(asked["question"], key, position, spans))
            offset += len(text) + 2
        text = "\n\n".join(paragraph.text for paragraph in paragraphs)
        title = str(entry.get("title", "")).replace("_", " ")
        articles.append(Article(key, title, key, text, tuple(paragraphs)))
    return articles, questions


class MemoryRetriever:
    """Dense retrieval over articles' passages, held in memory."""

    def __init__(self, passages: Sequence[Passage], index: VectorIndex, encoder: Encoder) -> None:
        self._passages = passages
        self._index = index
        self._encoder = encoder

    @classmethod
    def from_articles(cls, articles: Sequence[Article], encoder: Encoder) -> MemoryRetriever:
        passages = [
            passage
            for article in articles
            for passage in pack(article, count_tokens=encoder.count_tokens, max_tokens=encoder.max_tokens)
        ]
        vectors = encoder.encode_documents([passage.text for passage in passages])
        return cls(passages, VectorIndex.from_vectors(np.arange(len(passages)), vectors), encoder)

    def retrieve(self, query: str, *, limit: int) -> list[Hit]:
        ranked = self._index.search(self._encoder.encode_query(query), limit)
        return [Hit(self._passages[key], score, dense_rank=rank) for rank, (key, score) in enumerate(ranked, 1)]
