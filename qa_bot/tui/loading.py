"""Makes the bot ready behind the screen: loads the models and indexes the articles in a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from embeddings.errors import ArticlesFolderError, Cancelled, EmbeddingsError
from qa_bot.errors import ConversationsError, QABotError
from qa_bot.log import unexpected
from qa_bot.tui.messages import (
    ArticlesChanged,
    ArticlesForgotten,
    BotAnswers,
    BotFailed,
    BotIndexing,
    BotReady,
    ConversationsOpened,
    FollowingFailed,
    ForgettingFailed,
    SuggestionsFound,
)

if TYPE_CHECKING:
    from pathlib import Path

    from textual.message import Message

    from embeddings.sync import Progress, SyncReport
    from embeddings.values import ArticleSummary, Skipped
    from qa_bot.conversations.store import Conversations
    from qa_bot.kept_suggestions import KeptSuggestions
    from qa_bot.tui.messages import Bot

_RECALLED = 500
"""Questions of before that the prompt can bring back."""
_SUGGESTED = 3
_FEW = 64
"""Passages that are embedded at once."""
_TOLD_EVERY = 0.2
"""Seconds from one word on how far it has come to the next: what is typed meanwhile is echoed the sooner."""


def in_memory() -> Conversations:
    """Return what keeps conversations until the program ends, and no longer."""
    from qa_bot.conversations.store import Conversations

    return Conversations.in_memory()


class Loader:
    """Tells what comes of it by messages, and touches no widget."""

    def __init__(
        self,
        open_bot: Callable[[], Bot],
        open_conversations: Callable[[], Conversations],
        post: Callable[[Message], object],
        kept_suggestions: Callable[[], KeptSuggestions | None] = lambda: None,
    ) -> None:
        self._open_bot = open_bot
        self._open_conversations = open_conversations
        self._post = post
        self._kept_suggestions = kept_suggestions
        self._stop = threading.Event()
        self._hushed = threading.Event()
        self._conversations: Conversations | None = None
        self._unread: list[str] = []
        """Why earlier questions cannot be read, until that is told."""
        self._was_ready = False
        self._loading: threading.Thread | None = None
        self._suggesting: threading.Thread | None = None
        self._following: threading.Thread | None = None
        self._followed: Sequence[Path] | None = None
        self._elsewhere = threading.Event()
        """Set when other places are to be followed."""
        self._told: Progress | None = None
        self._told_at = 0.0
        """How far it had come when that was last told, and when that was."""

    @property
    def is_loading(self) -> bool:
        """Whether the models are being loaded or the articles indexed."""
        return self._loading is not None and self._loading.is_alive()

    @property
    def is_working(self) -> bool:
        """Whether any of its threads is at work."""
        threads = (self._loading, self._suggesting, self._following)
        return any(thread is not None and thread.is_alive() for thread in threads)

    def start(self, bot: Bot | None, *, add: Sequence[str] = (), refresh: bool = False) -> None:
        """Open the conversations and the bot, unless they are open, and bring the articles up to date.

        `add` names further files, folders and web pages; feeds that are followed are fetched to `refresh` them.
        """
        self._loading = threading.Thread(target=self._load, args=(bot, add, refresh), daemon=True)
        self._loading.start()

    def forget(self, bot: Bot, added: str) -> None:
        """Forget what was added, in the thread that else indexes."""
        self._loading = threading.Thread(target=self._forget, args=(bot, added), daemon=True)
        self._loading.start()

    def stop(self) -> None:
        """Have the indexing end after what it is at; what is indexed is kept."""
        self._stop.set()
        self._elsewhere.set()

    def hush(self) -> None:
        """Look for no more suggestions: somebody has a question."""
        self._hushed.set()

    def _load(self, bot: Bot | None, add: Sequence[str], refresh: bool) -> None:
        try:
            conversations = self._conversations or self._opened_conversations()
            bot = bot or self._open_bot()
            tell = self._progress_teller(bot)
            report = bot.sync(add=add, refresh=refresh, on_progress=tell, is_cancelled=self._stop.is_set)
            self._was_ready = True
            warnings = [*self._unread, *conversations.take_warnings(), *bot.take_warnings()]
            self._unread.clear()
            left_out, told_before = _reasons(report.skipped), frozenset(_reasons(report.known))
            self._post(BotReady(bot, bot.articles(), report, [*warnings, *left_out], told_before))
            self._follow_places(bot)
        except Cancelled:
            return
        except ArticlesFolderError as error:  # a bot that never had any is of no use: another one looks again
            self._post(BotFailed(str(error), bot if self._was_ready else None))
        except (EmbeddingsError, QABotError) as error:
            self._post(BotFailed(str(error), bot))
        except Exception as error:  # whatever a library raises is shown; nothing ends the program
            self._post(BotFailed(unexpected(error), bot))

    def _opened_conversations(self) -> Conversations:
        """Open what keeps questions, also where those of before cannot be read: what is asked is kept all the same."""
        self._conversations = self._open_conversations()
        questions: list[str] = []
        try:
            questions = self._conversations.questions(_RECALLED)
        except ConversationsError as error:
            self._unread.append(str(error))
        self._post(ConversationsOpened(self._conversations, questions))
        return self._conversations

    def _follow_places(self, bot: Bot) -> None:
        """Look for changes, in another thread, wherever the articles come from now."""
        places = bot.places()
        if places != self._followed and not self._stop.is_set():
            self._elsewhere.set()
            self._followed, self._elsewhere = places, threading.Event()
            self._following = threading.Thread(target=self._follow, args=(bot, self._elsewhere), daemon=True)
            self._following.start()

    def _follow(self, bot: Bot, stop: threading.Event) -> None:
        try:
            for report in bot.changes(stop):
                self._look_again(bot, report)
        except Cancelled:
            return
        except Exception as error:  # without it F5 looks for changes
            self._followed = None  # and watches again
            is_expected = isinstance(error, (EmbeddingsError, OSError, QABotError))
            self._post(FollowingFailed(str(error) if is_expected else unexpected(error)))

    def refresh(self, bot: Bot) -> None:
        """Fetch what is new in the feeds, and bring the articles up to date, while nobody waits for it."""
        if not self.is_loading:
            self._loading = threading.Thread(target=self._refresh, args=(bot,), daemon=True)
            self._loading.start()

    def _refresh(self, bot: Bot) -> None:
        try:
            self._look_again(bot, refresh=True)
        except Cancelled:
            return
        except Exception as error:  # whatever a library raises is shown; nothing ends the program
            self._post(BotFailed(unexpected(error), bot))

    def _look_again(self, bot: Bot, report: SyncReport | None = None, *, refresh: bool = False) -> None:
        """Bring the articles up to date, unless there is a report that they are, and tell what has changed."""
        try:
            report = report or bot.sync(refresh=refresh, on_progress=self._tell_of_many, is_cancelled=self._stop.is_set)
        except Cancelled:
            raise
        except (EmbeddingsError, QABotError) as error:
            self._post(BotFailed(str(error), bot))
        else:
            self._post(ArticlesChanged(bot.articles(), report, [*bot.take_warnings(), *_reasons(report.skipped)]))

    def _forget(self, bot: Bot, added: str) -> None:
        try:
            forgotten = bot.forget([added])
            self._post(ArticlesForgotten(forgotten, bot.articles()))
        except (EmbeddingsError, QABotError) as error:
            self._post(ForgettingFailed(str(error)))
        except Exception as error:  # whatever a library raises is shown; nothing ends the program
            self._post(ForgettingFailed(unexpected(error)))

    def _progress_teller(self, bot: Bot) -> Callable[[Progress], None]:
        """Return what tells how far it has come, and of what the bot answers already, if there is much to do."""
        answers = False

        def tell(progress: Progress) -> None:
            nonlocal answers
            is_next = not answers or progress.done == 0  # of the portions that a large folder is indexed in
            if is_next and progress.stage == "embedding" and progress.total > _FEW and (held := bot.articles()):
                answers = True
                self._post(BotAnswers(bot, held))
            self._tell(progress)

        return tell

    def _tell_of_many(self, progress: Progress) -> None:
        """Tell how far it has come with what nobody waits for, unless that is done in a moment."""
        if progress.stage == "embedding" and progress.total > _FEW:
            self._tell(progress, is_waited_for=False)

    def _tell(self, progress: Progress, *, is_waited_for: bool = True) -> None:
        """Tell where it begins and ends, and now and then between."""
        now, told = time.monotonic(), self._told
        begins_or_ends = told is None or told.stage != progress.stage or progress.done in {0, progress.total}
        if begins_or_ends or now - self._told_at >= _TOLD_EVERY:
            self._told, self._told_at = progress, now
            self._post(BotIndexing(progress, is_waited_for))

    def find_suggestions(self, bot: Bot, articles: list[ArticleSummary]) -> None:
        """Look for questions that the articles answer, in another thread, until it is told to stop."""
        if self._suggesting is None or not self._suggesting.is_alive():
            self._suggesting = threading.Thread(target=self._suggest, args=(bot, articles), daemon=True)
            self._suggesting.start()

    def _suggest(self, bot: Bot, articles: list[ArticleSummary]) -> None:
        from qa_bot.suggestions import suggested

        try:
            kept, generation = self._kept_suggestions(), bot.generation()
            if kept is not None and generation is not None and (found := kept.read(generation)) is not None:
                self._post(SuggestionsFound(found[:_SUGGESTED]))
                return
            found = []
            for question in suggested(bot, articles, count=_SUGGESTED, is_cancelled=self._is_hushed):
                found.append(question)
                self._post(SuggestionsFound(list(found)))
            if kept is not None and generation is not None and not self._is_hushed():
                kept.keep(generation, found)
        except Exception as error:  # nobody has asked for them: without them nothing is lost
            unexpected(error)

    def _is_hushed(self) -> bool:
        return self._stop.is_set() or self._hushed.is_set()


def _reasons(skipped: Iterable[Skipped]) -> list[str]:
    return [f"{skip.source}: {skip.reason}" for skip in skipped]
