"""Lets one bot answer the calls of another process, over a connection that only these two hold.

What is pickled there is trusted: each process is of this program, and has the other end from the one that started it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from embeddings.errors import EmbeddingsError
from qa_bot.errors import QABotError
from qa_bot.log import unexpected

if TYPE_CHECKING:
    from embeddings.sync import Progress, SyncReport
    from qa_bot.bot import QABot

DESCRIPTOR = "QA_BOT_SESSION"
"""Names the environment variable with which a process is told its end's descriptor."""
METHODS = frozenset(
    {
        "articles",
        "article",
        "ask",
        "forget",
        "generation",
        "news",
        "search",
        "source_of",
        "standings",
        "sync",
        "take_warnings",
    }
)
"""What may be called: all that asks or looks, and `forget`, and nothing that shares or closes."""


@dataclass(frozen=True, slots=True)
class Call:
    """A method of the bot to be called."""

    method: str
    arguments: tuple[Any, ...] = ()
    options: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """What a call has returned."""

    value: Any


@dataclass(frozen=True, slots=True)
class Raised:
    """What a call has raised, in pieces: not every error can be pickled whole."""

    kind: type[Exception]
    arguments: tuple[Any, ...]
    state: Mapping[str, Any]

    @classmethod
    def from_error(cls, error: Exception) -> Raised:
        return cls(type(error), error.args, vars(error))

    def error(self) -> Exception:
        """Return the error as it was raised."""
        error = self.kind.__new__(self.kind, *self.arguments)
        vars(error).update(self.state)
        return error


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a synchronisation has come; it waits to be told whether to end."""

    progress: Progress


def answer_calls(bot: QABot, connection: Connection, *, is_stopping: Callable[[], bool], may_forget: bool) -> None:
    """Answer calls one after the other until the other end is closed; what is at work then ends when it can.

    Unless it `may_forget`, the other end can take no articles away.
    """
    allowed = METHODS if may_forget else METHODS - {"forget"}
    with connection, contextlib.suppress(EOFError, OSError):
        while True:
            connection.send(_answered(bot, connection.recv(), connection, is_stopping, allowed))


def _answered(
    bot: QABot, call: Call, connection: Connection, is_stopping: Callable[[], bool], allowed: Set[str]
) -> Returned | Raised:
    try:
        if call.method == "forget" and call.method not in allowed:
            raise QABotError("articles are forgotten where the page is served: run `qa-bot forget` there")
        if call.method not in allowed:
            raise QABotError(f"{call.method} cannot be called from here")
        if call.method == "sync":
            refresh = bool((call.options or {}).get("refresh"))  # and nothing is added
            return Returned(_synchronised(bot, connection, is_stopping, refresh=refresh))
        return Returned(getattr(bot, call.method)(*call.arguments, **(call.options or {})))
    except (EmbeddingsError, QABotError) as error:
        return Raised.from_error(error)
    except Exception as error:  # told here, where its traceback is
        return Raised.from_error(QABotError(unexpected(error)))


def _synchronised(bot: QABot, connection: Connection, is_stopping: Callable[[], bool], *, refresh: bool) -> SyncReport:
    is_left = False

    def tell(progress: Progress) -> None:
        nonlocal is_left
        try:
            connection.send(Reached(progress))
            is_left = connection.recv()
        except (EOFError, OSError):
            is_left = True

    return bot.sync(refresh=refresh, on_progress=tell, is_cancelled=lambda: is_left or is_stopping())
