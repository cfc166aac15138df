"""A bot that is another process's: every call goes there, and what comes of it comes back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from embeddings.scope import EVERYTHING, Scope
from qa_bot.errors import QABotError
from qa_bot.web.calls import Call, Raised, Reached

if TYPE_CHECKING:
    from pathlib import Path

    from embeddings.added import Forgotten
    from embeddings.standing import Standing
    from embeddings.sync import Progress, SyncReport
    from embeddings.values import Article, ArticleSummary, Hit
    from qa_bot.conversations.sources import Source
    from qa_bot.values import Answer, Citation

_ASKS_EVERY = 2.0
"""Seconds after which a page asks whether the library has changed."""
LOST = "the server has ended: start `qa-bot web` again, and load the page anew"


class RemoteBot:
    """Does what `QABot` does, with the same errors. Its methods may be called from any thread; they take turns.

    Each also raises QABotError if the other process has ended.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._turn = threading.Lock()
        self._own: list[SyncReport] = []
        """What this page's own `sync` has changed, and so told."""

    def sync(
        self,
        *,
        add: Sequence[str] = (),
        refresh: bool = False,
        on_progress: Callable[[Progress], None] = lambda _: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> SyncReport:
        """Bring the library up to date, with what is new in the feeds to `refresh` it; the server fetches that.

        Raises:
            QABotError: something is to be added: whoever has the page must not read the server's files.

        """
        if add:
            raise QABotError("articles are added where the page is served: run `qa-bot index` there")
        report: SyncReport = self._result(Call("sync", (), {"refresh": refresh}), on_progress, is_cancelled)
        self._own += [report] if report.has_news or report.skipped_anew else []
        return report

    def news(self, since: int) -> tuple[int, list[SyncReport]]:
        """Return what has changed after the change of this number, and the number of the last; 0 for none."""
        news: tuple[int, list[SyncReport]] = self._result(Call("news", (since,)))
        return news

    def changes(self, stop: threading.Event) -> Iterator[SyncReport]:
        """Yield what other pages or the server, which follows the files for all, have changed, until told to stop."""
        seen, _ = self.news(0)
        self._own.clear()
        while not stop.wait(_ASKS_EVERY):
            seen, reports = self.news(seen)
            for report in reports:
                if report in self._own:
                    self._own.remove(report)
                else:
                    yield report

    def articles(self) -> list[ArticleSummary]:
        """Return what the library holds, ordered by source."""
        articles: list[ArticleSummary] = self._result(Call("articles"))
        return articles

    def article(self, article_id: str) -> Article | None:
        """Return an article; None if the library does not hold it, or no longer."""
        article: Article | None = self._result(Call("article", (article_id,)))
        return article

    def take_warnings(self) -> list[str]:
        """Return what went wrong since the last call, of whichever process, without keeping the bot from answering."""
        warnings: list[str] = self._result(Call("take_warnings"))
        return warnings

    def search(self, query: str, *, limit: int = 10, scope: Scope = EVERYTHING) -> list[Hit]:
        """Return the passages nearest to the query, best first, of the articles in a scope."""
        hits: list[Hit] = self._result(Call("search", (query,), {"limit": limit, "scope": scope}))
        return hits

    def ask(self, question: str, *, scope: Scope = EVERYTHING) -> Answer:
        """Answer a question from the articles in a scope, or say that they do not hold the answer."""
        answer: Answer = self._result(Call("ask", (question,), {"scope": scope}))
        return answer

    def source_of(self, citation: Citation) -> Source:
        """Return what a citation, of whatever time, points at in the library as it is now."""
        source: Source = self._result(Call("source_of", (citation,)))
        return source

    def places(self) -> list[Path]:
        """Return nothing: where the articles come from lies on the server."""
        return []

    def generation(self) -> int | None:
        """Return the number that changes with what the library holds; None for what others share."""
        generation: int | None = self._result(Call("generation"))
        return generation

    def standings(self) -> dict[str, Standing]:
        """Return how each article stands to its file, by its source."""
        standings: dict[str, Standing] = self._result(Call("standings"))
        return standings

    def forget(self, names: Sequence[str]) -> list[Forgotten]:
        """Forget what was added beside the articles folder, from a page that is for its server's machine alone."""
        forgotten: list[Forgotten] = self._result(Call("forget", (names,)))
        return forgotten

    def _result(
        self,
        call: Call,
        on_progress: Callable[[Progress], None] = lambda _: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Any:
        with self._turn:
            try:
                self._connection.send(call)
                while isinstance(outcome := self._connection.recv(), Reached):
                    on_progress(outcome.progress)
                    self._connection.send(is_cancelled())
            except (EOFError, OSError):
                raise QABotError(LOST) from None
        if isinstance(outcome, Raised):
            raise outcome.error()
        return outcome.value
