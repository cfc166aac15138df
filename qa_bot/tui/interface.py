"""Puts the interface together as the configuration says; over which bot, its caller says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from embeddings.milvus_address import Address
from qa_bot.remembered import remember_theme, remembered_theme
from qa_bot.tui.app import QABotApp
from qa_bot.tui.loading import in_memory
from qa_bot.tui.themes import DARK

if TYPE_CHECKING:
    from qa_bot.config import Config
    from qa_bot.conversations.store import Conversations
    from qa_bot.kept_suggestions import KeptSuggestions
    from qa_bot.statistics import Statistics
    from qa_bot.tui.first_screen import FirstScreen
    from qa_bot.tui.messages import Bot


def interface(
    config: Config, *, open_bot: Callable[[], Bot], keeps: bool = True, first_screen: FirstScreen | None = None
) -> QABotApp:
    """Return the interface; unless it `keeps` conversations, they end with it, and earlier ones are not shown.

    In a terminal it goes on from its `first_screen`.
    """
    driver = None
    if first_screen is not None:
        from qa_bot.tui.driver import driver_of

        driver = driver_of(first_screen)
    return QABotApp(
        str(config.articles) if config.store is None else str(Address.parse(config.store)),
        open_bot=open_bot,
        open_conversations=(lambda: _open_conversations(config)) if keeps else in_memory,
        theme=config.theme or remembered_theme() or DARK.name,
        on_theme=remember_theme,
        keys=config.keys,
        shared=config.store is not None,
        statistics=lambda: _statistics(config),
        kept_suggestions=lambda: _kept_suggestions(config),
        driver=driver,
        on_drawn=first_screen.keep if first_screen is not None else lambda: None,
    )


def _statistics(config: Config) -> Statistics:
    from qa_bot.statistics import gathered

    return gathered(config)[0]


def _open_conversations(config: Config) -> Conversations:
    from qa_bot.conversations.database import conversations_folder
    from qa_bot.conversations.store import Conversations

    return Conversations.open(conversations_folder(config))


def _kept_suggestions(config: Config) -> KeptSuggestions:
    from qa_bot.conversations.database import conversations_folder
    from qa_bot.kept_suggestions import KeptSuggestions

    return KeptSuggestions(conversations_folder(config), config.reader)
