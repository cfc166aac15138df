"""Our own program over a corpus: its store, indexes, retriever and reader as they are, without files to read.

It is a peer among the others, and what the benchmarks of its parts are built on.
"""

from __future__ import annotations

import tempfile
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.peers import Answered, Models
from embeddings.library import Library
from embeddings.minilm import MiniLMEncoder
from embeddings.store import Store
from embeddings.store_changing import Changes
from embeddings.sync import hashed_passages
from embeddings.values import Article, Hit, Paragraph
from qa_bot.answering import READ_AT_MOST
from qa_bot.bot import QABot
from qa_bot.calibration import ANSWERED_FROM
from qa_bot.extractive import BUNDLED, ExtractiveModel
from qa_bot.reader import Candidate, ExtractiveReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.datasets import Corpus

EMBEDDED_AT_ONCE = 64


class Product:
    """Our program. An article is what stands under one title; paragraphs are known by their index in the corpus."""

    def __init__(self, models: Models | None = None, *, answered_from: float = ANSWERED_FROM) -> None:
        bundled = models is None or models.reader.resolve() == BUNDLED.resolve()
        reader = None if models is None or bundled else str(models.reader)
        self.encoder = MiniLMEncoder.load()
        self.reader = ExtractiveReader(ExtractiveModel.load(reader))
        self._answered_from = answered_from
        self.library: Library
        self.bot: QABot
        self._first: dict[str, int] = {}
        self._temporary = tempfile.TemporaryDirectory(prefix="qa-bot-benchmark-")
        self.folder = Path(self._temporary.name)
        """Where its library lies."""

    def build(self, corpus: Corpus) -> None:
        folder = self.folder
        store, _ = Store.open(folder)
        articles = list(self._articles(corpus))
        passages = [(article, hashed_passages(article, self.encoder)) for article in articles]
        texts = {key: passage.read for _, found in passages for passage, key in found}
        ordered = sorted(texts, key=lambda key: -len(texts[key]))
        for start in range(0, len(ordered), EMBEDDED_AT_ONCE):
            keys = ordered[start : start + EMBEDDED_AT_ONCE]
            vectors = self.encoder.encode_documents([texts[key] for key in keys])
            store.add_vectors(zip(keys, vectors, strict=True), model=self.encoder.model)
        changes = Changes(passages, (), (), {})
        assert store.apply(changes, model=self.encoder.model, since=store.generation)
        store.close()
        self.library = Library.open(folder, articles=folder, encoder=self.encoder)
        self.bot = QABot(self.library, self.reader, answered_from=self._answered_from)

    def close(self) -> None:
        self.bot.close()
        self._temporary.cleanup()

    def _articles(self, corpus: Corpus) -> Iterator[Article]:
        for title, numbers in groupby(range(len(corpus.paragraphs)), key=lambda number: corpus.titles[number]):
            paragraphs: list[Paragraph] = []
            offset = 0
            for position, number in enumerate(numbers, start=1):
                text = corpus.paragraphs[number]
                if position == 1:
                    key = str(number)
                    self._first[key] = number
                paragraphs.append(Paragraph(position, offset, offset + len(text), text))
                offset += len(text) + 2
            text = "\n\n".join(paragraph.text for paragraph in paragraphs)
            yield Article(key, title, key, text, tuple(paragraphs))

    def index_of(self, article_id: str, paragraph: int) -> int:
        """Return the index in the corpus of an article's paragraph, which counts from 1."""
        return self._first[article_id] + paragraph - 1

    def paragraphs_of(self, hits: Sequence[Hit]) -> list[int]:
        """Return the paragraphs of ranked passages, each once, in their order."""
        numbers = (
            self.index_of(hit.passage.article_id, paragraph)
            for hit in hits
            for paragraph in range(hit.passage.first_paragraph, hit.passage.last_paragraph + 1)
        )
        return list(dict.fromkeys(numbers))

    def candidates(self, question: str) -> list[Candidate]:
        """Return every span that the reader finds in the passages it would read, best first."""
        return self.reader.candidates(question, self.library.search(question, limit=READ_AT_MOST))

    def paragraph_of(self, candidate: Candidate) -> int:
        """Return the paragraph in which a span begins."""
        passage = candidate.span.passage
        above = passage.text[: candidate.span.start - passage.start].count("\n\n")
        return self.index_of(passage.article_id, passage.first_paragraph + above)

    def retrieve(self, question: str, *, limit: int) -> list[int]:
        """Return the paragraphs ranked by the reader, and after those that it reads, by retrieval."""
        hits = self.library.search(question, limit=max(limit, READ_AT_MOST))
        read = self.reader.candidates(question, hits[:READ_AT_MOST])
        ranked = [self.paragraph_of(candidate) for candidate in read]
        return list(dict.fromkeys([*ranked, *self.paragraphs_of(hits)]))[:limit]

    def answer(self, question: str) -> Answered:
        answer = self.bot.ask(question)
        if not answer.citations:
            return Answered(answer.text, None)
        first = answer.citations[0]
        return Answered(answer.text, self.index_of(first.article.id, first.paragraph.number))
