"""Makes the bot ready behind the screen: loads the models and indexes the articles in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from embeddings.errors import Cancelled, EmbeddingsError
from qa_bot.errors import QABotError
from qa_bot.log import unexpected

if TYPE_CHECKING:
    from embeddings.sync import Progress, SyncReport
    from embeddings.values import ArticleSummary
    from qa_bot.values import Answer


class Bot(Protocol):
    """What the interface needs of a bot; `QABot` is one."""

    def sync(self, *, on_progress: Callable[[Progress], None], is_cancelled: Callable[[], bool]) -> SyncReport: ...

    def articles(self) -> list[ArticleSummary]: ...

    def take_warnings(self) -> list[str]: ...

    def ask(self, question: str) -> Answer: ...


@dataclass
class BotIndexing(Message):
    """The articles are being read or embedded."""

    progress: Progress

    def can_replace(self, message: Message) -> bool:
        """Let the latest stand for those that have not been shown yet."""
        return isinstance(message, BotIndexing)


@dataclass
class BotReady(Message):
    """The bot can be asked."""

    bot: Bot
    articles: list[ArticleSummary]
    report: SyncReport
    notices: list[str]


@dataclass
class BotFailed(Message):
    """The bot could not be made ready."""

    reason: str
    bot: Bot | None
    """The bot, if it was opened: what was indexed before still answers."""


class Loader:
    """Tells what comes of it by messages, and touches no widget."""

    def __init__(self, open_bot: Callable[[], Bot], post: Callable[[Message], object]) -> None:
        self._open_bot = open_bot
        self._post = post
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def is_working(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self, bot: Bot | None) -> None:
        """Open the bot, unless it is open, and bring its articles up to date."""
        self._thread = threading.Thread(target=self._load, args=(bot,), name="load and index", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Have the indexing end after what it is at; what is indexed is kept."""
        self._stop.set()

    def _load(self, bot: Bot | None) -> None:
        try:
            bot = bot or self._open_bot()
            report = bot.sync(on_progress=self._tell_progress, is_cancelled=self._stop.is_set)
            notices = [*bot.take_warnings(), *(f"{skip.source}: {skip.reason}" for skip in report.skipped)]
            self._post(BotReady(bot, bot.articles(), report, notices))
        except Cancelled:
            return
        except (EmbeddingsError, QABotError) as error:
            self._post(BotFailed(str(error), bot))
        except Exception as error:  # whatever a library raises is shown; nothing ends the program
            self._post(BotFailed(unexpected(error), bot))

    def _tell_progress(self, progress: Progress) -> None:
        self._post(BotIndexing(progress))
