"""bm25s as its README sets it up: BM25 of stemmed words, nothing else. What terms alone can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.datasets import Corpus
    from benchmarks.peers import Models


class BM25S:
    """A `Peer` that only retrieves."""

    def __init__(self, models: Models) -> None:
        del models  # it has no use for any
        self._index: Any = None

    def build(self, corpus: Corpus) -> None:
        import bm25s
        from Stemmer import Stemmer

        self._stemmer = Stemmer("english")
        self._index = bm25s.BM25()
        self._index.index(self._tokens(list(corpus.paragraphs)), show_progress=False)

    def retrieve(self, question: str, *, limit: int) -> list[int]:
        ranked, _ = self._index.retrieve(self._tokens(question), k=limit, show_progress=False)
        return [int(paragraph) for paragraph in ranked[0]]

    def _tokens(self, texts: str | list[str]) -> Any:
        import bm25s

        return bm25s.tokenize(texts, stopwords="en", stemmer=self._stemmer, show_progress=False)
