"""What the thread that loads and indexes tells the screen, by messages; and what both need of a bot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from embeddings.added import Forgotten
    from embeddings.scope import Scope
    from embeddings.standing import Standing
    from embeddings.sync import Progress, SyncReport
    from embeddings.values import Article, ArticleSummary
    from qa_bot.conversations.sources import Source
    from qa_bot.conversations.store import Conversations
    from qa_bot.values import Answer, Citation


class Bot(Protocol):
    """What the interface needs of a bot; `QABot` is one."""

    def sync(
        self,
        *,
        add: Sequence[str] = ...,
        refresh: bool = ...,
        on_progress: Callable[[Progress], None],
        is_cancelled: Callable[[], bool],
    ) -> SyncReport: ...

    def articles(self) -> list[ArticleSummary]: ...

    def take_warnings(self) -> list[str]: ...

    def article(self, article_id: str) -> Article | None: ...

    def ask(self, question: str, *, scope: Scope = ...) -> Answer: ...

    def source_of(self, citation: Citation) -> Source: ...

    def places(self) -> Sequence[Path]: ...

    def changes(self, stop: threading.Event) -> Iterator[SyncReport | None]: ...

    def generation(self) -> int | None: ...

    def standings(self) -> dict[str, Standing]: ...

    def forget(self, names: Sequence[str]) -> list[Forgotten]: ...


@dataclass
class ConversationsOpened(Message):
    """What is asked can be kept, and what was asked can be read."""

    conversations: Conversations
    questions: list[str]
    """Those that were asked last, the newest last."""


@dataclass
class SuggestionsFound(Message):
    """Questions that the articles answer, so far as they are found."""

    questions: list[str]


@dataclass
class BotIndexing(Message):
    """The articles are being read or embedded."""

    progress: Progress
    is_waited_for: bool = True
    """Questions wait for it."""


@dataclass
class BotAnswers(Message):
    """While articles are indexed, which takes long, the bot answers from those that it holds so far."""

    bot: Bot
    articles: list[ArticleSummary]


@dataclass
class BotReady(Message):
    """The bot can be asked."""

    bot: Bot
    articles: list[ArticleSummary]
    report: SyncReport
    notices: list[str]
    told_before: frozenset[str]
    """Those of the notices that an earlier indexing has told."""


@dataclass
class ArticlesChanged(Message):
    """Files have changed, and the articles with them."""

    articles: list[ArticleSummary]
    report: SyncReport
    notices: list[str]


@dataclass
class FollowingFailed(Message):
    """Changes in the files cannot be followed."""

    reason: str


@dataclass
class ArticlesForgotten(Message):
    """Something that was added was forgotten."""

    forgotten: Sequence[Forgotten]
    articles: list[ArticleSummary]
    """Those that are left."""


@dataclass
class ForgettingFailed(Message):
    """Something cannot be forgotten."""

    reason: str


@dataclass
class BotFailed(Message):
    """The bot could not be made ready."""

    reason: str
    bot: Bot | None
    """The bot, if it was opened: what was indexed before still answers."""
