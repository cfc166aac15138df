"""The question-answering bot: keeps a library up to date and answers questions from it, with citations."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.encoder import TakingTurns
from embeddings.library import Library
from embeddings.milvus import Collection
from embeddings.place import default_folder
from embeddings.scope import EVERYTHING, Scope, chosen
from embeddings.shared import SharedLibrary
from embeddings.standing import standings
from qa_bot.answering import answered
from qa_bot.calibration import ANSWERED_FROM
from qa_bot.conversations.sources import Source, source_now
from qa_bot.typed import checked_question
from qa_bot.values import Answer, Citation

if TYPE_CHECKING:
    from embeddings.added import Forgotten
    from embeddings.milvus_address import Address
    from embeddings.searchable import Searchable
    from embeddings.shared import Shared
    from embeddings.standing import Standing
    from embeddings.sync import Progress, SyncReport
    from embeddings.values import Article, ArticleSummary, Hit, Passage
    from qa_bot.engine import Engine
    from qa_bot.reader import Reader

_FEEDS_AGAIN = 60
"""Seconds before which no server is asked for its feed once more, however often F5 is pressed."""
_REPORTS_KEPT = 50
"""Changes of the library that somebody may have missed who asks for them now and then."""


class QABot:
    """Answers questions from a library. Its methods may be called from any thread; but for `sync` they take turns."""

    def __init__(
        self,
        library: Searchable,
        reader: Reader | None,
        *,
        answered_from: float = ANSWERED_FROM,
        on_close: Callable[[], None] = lambda: None,
    ) -> None:
        self._library = library
        self._reader = reader
        self._answered_from = answered_from
        self._on_close = on_close
        self._turn = threading.RLock()
        self._indexing = threading.RLock() if library.answers_while_synced else self._turn
        """Taken before the turn where both are; where they are one lock, a thread takes it twice."""
        self._reports: deque[tuple[int, SyncReport]] = deque(maxlen=_REPORTS_KEPT)
        """Those of what has changed, numbered from 1."""
        self._feeds_due = 0.0
        """When feeds may be fetched again."""

    @classmethod
    def open(cls, articles: Path, *, engine: Engine, library: Path | None = None) -> QABot:
        """Open the library of an articles folder; with the bot, the engine is closed.

        Raises:
            LibraryError: the library cannot be used.

        """
        try:
            encoder = engine.encoder if engine.reader is None else TakingTurns(engine.encoder)  # nobody asks meanwhile
            opened = Library.open(library or default_folder(articles), articles=articles, encoder=encoder)
        except BaseException:
            engine.close()
            raise
        return cls(opened, engine.reader, on_close=engine.close)

    @classmethod
    def open_shared(cls, store: Address, *, engine: Callable[[], Engine], scope: Scope = EVERYTHING) -> QABot:
        """Open the library that others share in a store.

        The models are loaded once the store is found to be there, with articles in the scope that will be asked.

        Raises:
            ScopeError: no article is in the scope.
            SharedStoreError: the store cannot be used.

        """
        collection = Collection.open(store)
        try:
            if scope:
                chosen(scope, collection.summaries())
            loaded = engine()
            return cls(SharedLibrary(collection, loaded.encoder), loaded.reader)
        except BaseException:
            collection.close()
            raise

    def close(self) -> None:
        with self._indexing, self._turn:
            self._library.close()
            self._on_close()

    def sync(
        self,
        *,
        add: Sequence[str] = (),
        subscribe: Sequence[str] = (),
        refresh: bool = False,
        on_progress: Callable[[Progress], None] = lambda _: None,
        is_cancelled: Callable[[], bool] = lambda: False,
        on_wait: Callable[[str], None] = lambda _: None,
        must_write: bool = False,
    ) -> SyncReport:
        """Bring the library up to date; see `Library.sync`. Meanwhile it answers from what it holds.

        Without an article there is nothing to answer from: close it then, and open another to try again.
        """
        with self._indexing:
            refresh = refresh and time.monotonic() >= self._feeds_due
            report = self._library.sync(
                add=add,
                subscribe=subscribe,
                refresh=refresh,
                on_progress=on_progress,
                is_cancelled=is_cancelled,
                on_wait=on_wait,
                must_write=must_write,
            )
            if refresh and not report.skipped_anew:  # a server that failed may be asked again at once
                self._feeds_due = time.monotonic() + _FEEDS_AGAIN
            if report.has_news or report.skipped_anew:
                self._reports.append((self.news(0)[0] + 1, report))
            return report

    def news(self, since: int) -> tuple[int, list[SyncReport]]:
        """Return what `sync` has changed after the change of this number, and the number of the last; 0 for none."""
        reports = [(number, report) for number, report in list(self._reports) if number > since]
        return max((number for number, _ in reports), default=since), [report for _, report in reports]

    def changes(self, stop: threading.Event) -> Iterator[SyncReport | None]:
        """Yield whenever files may have changed, until told to stop; None, for then it is due to `sync`.

        Raises:
            OSError: they cannot be watched.

        """
        from embeddings.watching import changes

        return changes(self.places(), stop)

    def share(self, store: Address, *, on_progress: Callable[[Progress], None] = lambda _: None) -> Shared:
        """Make a shared store hold what the library holds; see `embeddings.shared.share`."""
        with self._turn:
            return self._library.share(store, on_progress=on_progress)

    def articles(self) -> list[ArticleSummary]:
        """Return what the library holds, ordered by source."""
        with self._turn:
            return self._library.articles()

    def article(self, article_id: str) -> Article | None:
        """Return an article; None if the library does not hold it, or no longer."""
        with self._turn:
            return self._library.article(article_id)

    def page_of(self, passage: Passage) -> int | None:
        """Return the page that a passage begins on; None in an article without pages, and in one that is gone."""
        article = self.article(passage.article_id)
        first = (each for each in article.paragraphs if each.number == passage.first_paragraph) if article else ()
        return next((paragraph.page_at(passage.start - paragraph.start) for paragraph in first), None)

    def take_warnings(self) -> list[str]:
        """Return what went wrong since the last call without keeping the bot from answering."""
        with self._turn:
            warnings = list(self._library.warnings)
            self._library.warnings.clear()
            return warnings

    def search(self, query: str, *, limit: int = 10, scope: Scope = EVERYTHING) -> list[Hit]:
        """Return the passages nearest to the query, best first, of the articles in a scope.

        Raises:
            QuestionError: the query is empty or too long.
            ScopeError: no article is in the scope.

        """
        query = checked_question(query)
        with self._turn:
            return self._library.search(query, limit=limit, scope=scope)

    def ask(self, question: str, *, scope: Scope = EVERYTHING) -> Answer:
        """Answer a question from the articles in a scope, or say that they do not hold the answer.

        Raises:
            QuestionError: the question is empty or too long.
            ScopeError: no article is in the scope.

        """
        question = checked_question(question)
        if self._reader is None:
            raise TypeError("this bot was opened without a reader, to search alone")
        with self._turn:
            while True:
                answer = answered(question, self._library, self._reader, scope=scope, answered_from=self._answered_from)
                if answer is not None:  # else an article has changed under our reading: ask again of what it is now
                    return answer

    def source_of(self, citation: Citation) -> Source:
        """Return what a citation, of whatever time, points at in the library as it is now.

        Raises:
            LibraryError: the library cannot be read.
            SharedStoreError: the store cannot be.

        """
        with self._turn:
            article, is_newer = self._library.article_now(citation.article.id)
        return source_now(citation, article, is_newer=is_newer)

    def places(self) -> list[Path]:
        """Return the files and folders that the articles come from; none for what others share."""
        with self._turn:
            return self._library.places()

    def generation(self) -> int | None:
        """Return the number that changes with what the library holds; None for what others share."""
        with self._turn:
            return self._library.edition

    def standings(self) -> dict[str, Standing]:
        """Return how each article stands to its file, by its source; nothing for what others share.

        Folders are looked at without keeping questions waiting.

        Raises:
            LibraryError: the library cannot be read.

        """
        with self._turn:
            followed = self._library.followed()
        return {} if followed is None else standings(followed)

    def forget(self, names: Sequence[str]) -> list[Forgotten]:
        """Forget what was added beside the articles folder; see `embeddings.added.forget`.

        Raises:
            ForgettingError: what is named cannot be forgotten.
            LibraryError: the library cannot be written.

        """
        with self._indexing, self._turn:
            return self._library.forget(names)
