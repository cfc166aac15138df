"""txtai as its documentation sets it up: a hybrid index, and RAG with an extractive reader and references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.peers import Answered

if TYPE_CHECKING:
    from benchmarks.datasets import Corpus
    from benchmarks.peers import Models


class Txtai:
    """An `AnsweringPeer`. It reads the three best paragraphs as one text, its default."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._embeddings: Any = None
        self._rag: Any = None

    def build(self, corpus: Corpus) -> None:
        from txtai import RAG, Embeddings

        self._embeddings = Embeddings(path=str(self._models.encoder), content=True, hybrid=True, gpu=False)
        self._embeddings.index(enumerate(corpus.paragraphs))
        # Weights may be stored in half precision, with which most processors are several times as slow.
        self._rag = RAG(self._embeddings, str(self._models.reader), output="reference", gpu=False, dtype="float32")

    def retrieve(self, question: str, *, limit: int) -> list[int]:
        return [int(row["id"]) for row in self._embeddings.search(question, limit)]

    def answer(self, question: str) -> Answered:
        try:
            row = self._rag(question)
        except TypeError:  # its reader looks for [CLS], which stands for "no answer", among the paragraph's words
            return Answered(None, None)
        return Answered(row["answer"] or None, None if row["reference"] is None else int(row["reference"]))
