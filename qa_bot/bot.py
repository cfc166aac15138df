"""The question-answering bot: keeps a library up to date and answers questions from it, with citations."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.encoder import SentenceTransformerEncoder
from embeddings.errors import LibraryError
from embeddings.library import Library, default_folder
from embeddings.plaintext import clean
from embeddings.store import FILE_NAME, Store
from qa_bot.errors import QuestionError
from qa_bot.reader import SentenceReader
from qa_bot.values import Answer, Citation, Span, Timings

if TYPE_CHECKING:
    from embeddings.encoder import Encoder
    from embeddings.store import ArticleSummary
    from embeddings.sync import Progress, SyncReport
    from embeddings.values import Hit
    from qa_bot.reader import Reader

READ_AT_MOST = 20
"""Passages that are read for an answer."""
CITED_AT_LEAST, CITED_AT_MOST = 3, 5
CITED_WITHIN = 4.0
"""How far below the best score a citation beyond the first few may be: odds of 1 to 50 that it answers better."""
ANSWERED_FROM = 0.5
"""The confidence from which an answer is given."""
MAX_QUESTION = 2_000
"""Characters; an encoder reads some 1,000 of them, and a question is not an essay."""


def indexed_articles(articles: Path, *, library: Path | None = None) -> tuple[list[ArticleSummary], str | None]:
    """Return what the library of an articles folder holds, without loading a model, and a warning, or None.

    Raises:
        LibraryError: the library cannot be used.

    """
    folder = library or default_folder(articles)
    try:
        exists = (folder / FILE_NAME).exists()
    except OSError as error:
        message = f"the library folder {folder} cannot be read ({error.strerror}): choose another with --library"
        raise LibraryError(folder, message) from None
    if not exists:
        return [], None
    store, warning = Store.open(folder)
    with contextlib.closing(store):
        return store.summaries(), warning


class QABot:
    """Answers questions from a library. Its methods may be called from any thread; they take turns."""

    def __init__(self, library: Library, reader: Reader) -> None:
        self._library = library
        self._reader = reader
        self._turn = threading.Lock()

    @classmethod
    def open(cls, articles: Path, *, library: Path | None = None, model: str | None = None) -> QABot:
        """Load the models and open the library of an articles folder.

        Raises:
            EncoderError: the model cannot be loaded.
            LibraryError: the library cannot be used.

        """
        return cls.with_encoder(SentenceTransformerEncoder.load(model), articles, library=library)

    @classmethod
    def with_encoder(cls, encoder: Encoder, articles: Path, *, library: Path | None = None) -> QABot:
        """Open the library of an articles folder with an encoder that is loaded already."""
        folder = library or default_folder(articles)
        return cls(Library.open(folder, articles=articles, encoder=encoder), SentenceReader(encoder))

    def close(self) -> None:
        with self._turn:
            self._library.close()

    def sync(
        self,
        *,
        add: Sequence[str] = (),
        on_progress: Callable[[Progress], None] = lambda _: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> SyncReport:
        """Bring the library up to date; see `Library.sync`."""
        with self._turn:
            return self._library.sync(add=add, on_progress=on_progress, is_cancelled=is_cancelled)

    def articles(self) -> list[ArticleSummary]:
        """Return what the library holds, ordered by source."""
        with self._turn:
            return self._library.articles()

    def take_warnings(self) -> list[str]:
        """Return what went wrong since the last call without keeping the bot from answering."""
        with self._turn:
            warnings = list(self._library.warnings)
            self._library.warnings.clear()
            return warnings

    def search(self, query: str, *, limit: int = 10) -> list[Hit]:
        """Return the passages nearest to the query, best first.

        Raises:
            QuestionError: the query is empty or too long.

        """
        query = _checked(query)
        with self._turn:
            return self._library.search(query, limit=limit)

    def ask(self, question: str) -> Answer:
        """Answer a question from the library, or say that it does not hold the answer.

        Raises:
            QuestionError: the question is empty or too long.

        """
        question = _checked(question)
        with self._turn:
            started = time.perf_counter()
            hits = self._library.search(question, limit=READ_AT_MOST)
            retrieved = time.perf_counter()
            reading = self._reader.read(question, hits)
            read = time.perf_counter()
        answered = reading.confidence >= ANSWERED_FROM
        citations = _citations(reading.spans, quoted=answered)
        return Answer(
            question=question,
            text=citations[0].quote if answered and citations else None,
            confidence=reading.confidence,
            citations=citations,
            timings=Timings((retrieved - started) * 1e3, (read - retrieved) * 1e3, (read - started) * 1e3),
        )


def _checked(question: str) -> str:
    stripped = clean(question).strip()  # as the articles are, so that the two compare; tokenizers choke on surrogates
    if not stripped:
        raise QuestionError("the question is empty: type what you would like to know")
    if len(stripped) > MAX_QUESTION:
        raise QuestionError(
            f"the question is too long ({len(stripped):,} characters; the limit is {MAX_QUESTION:,}): shorten it"
        )
    return stripped


def _citations(spans: Sequence[Span], *, quoted: bool) -> tuple[Citation, ...]:
    """Return a citation for each of the best paragraphs, its best span the quote. The same text is cited once."""
    citations: list[Citation] = []
    seen: set[str] = set()
    for span in spans:
        paragraph = span.paragraph
        if paragraph.text in seen:
            continue
        if len(citations) >= CITED_AT_LEAST and span.score < spans[0].score - CITED_WITHIN:
            break
        seen.add(paragraph.text)
        start, end = (span.start - paragraph.start, span.end - paragraph.start) if quoted else (None, None)
        article = span.hit.passage.article
        citations.append(Citation(len(citations) + 1, article, paragraph, start, end, span.score))
        if len(citations) == CITED_AT_MOST:
            break
    return tuple(citations)
