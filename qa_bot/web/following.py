"""Keeps the library of a server up to date with its files and feeds, once for all pages: these ask what was done."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from embeddings.errors import EmbeddingsError
from embeddings.watching import changes
from qa_bot.log import unexpected

if TYPE_CHECKING:
    from pathlib import Path

    from qa_bot.bot import QABot

_FEEDS_EVERY = 30 * 60
"""Seconds after which feeds that are followed are fetched again, as the interface does in a terminal."""


def follow(bot: QABot, stop: threading.Event) -> None:
    """Bring the library up to date whenever something changes where its articles come from, until told to stop.

    What goes wrong is told where somebody looks for changes: F5 does so in a page.
    """
    places: list[Path] = []
    try:
        while not stop.is_set() and places != (places := bot.places()):
            for _ in changes(places, stop):
                with contextlib.suppress(EmbeddingsError):
                    bot.sync(is_cancelled=stop.is_set)
                if bot.places() != places:  # something was added, or forgotten
                    break
    except Exception as error:  # whatever a library raises: without it F5 looks for changes
        unexpected(error)


def fetch(bot: QABot, stop: threading.Event) -> None:
    """Fetch what is new in the feeds now and then, until told to stop; what goes wrong is told at F5."""
    while not stop.wait(_FEEDS_EVERY):
        try:
            bot.sync(refresh=True, is_cancelled=stop.is_set)
        except EmbeddingsError:
            continue
        except Exception as error:  # whatever a library raises: the next time may do better
            unexpected(error)
