"""The commands that list, export and delete what is kept of conversations, and print what was said of answers."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from qa_bot import json_output, output
from qa_bot.conversation_database import conversations_folder
from qa_bot.conversations import Conversations
from qa_bot.errors import ConversationsError
from qa_bot.export import EXPORTS, verdict_as_dict
from qa_bot.indexed import check_articles

if TYPE_CHECKING:
    from qa_bot.config import Config


def run_conversations(config: Config, arguments: dict[str, Any]) -> None:
    """List conversations, or export or delete one.

    Raises:
        ArticlesFolderError: there are none, and no such folder of articles.
        ConversationsError: they cannot be read or written, or there is none of the number that was typed.

    """
    with _opened(config) as conversations:
        if arguments["action"] == "export":
            conversation = conversations.load(_number(arguments["id"]))
            output.print_text(EXPORTS[arguments["format"]](conversation))
        elif arguments["action"] == "delete":
            _delete(conversations, _number(arguments["id"]))
        else:
            _list(config, conversations, arguments)


def run_verdicts(config: Config, _: dict[str, Any]) -> None:
    """Print each answer that is marked as a row of a question set.

    Raises:
        ArticlesFolderError: there are none, and no such folder of articles.
        ConversationsError: the conversations cannot be read.

    """
    with _opened(config) as conversations:
        marked = conversations.marked()
    if not marked:
        _check_articles(config)
        output.warn("no answer is marked as right or wrong yet")
    for turn, answer in marked:
        json_output.print_json(verdict_as_dict(turn, answer), one_per_line=True)


def _list(config: Config, conversations: Conversations, arguments: dict[str, Any]) -> None:
    found = conversations.summaries(arguments["search"])
    if not found:
        _check_articles(config)
    if arguments["json"]:
        json_output.print_json(json_output.conversations_as_list(found))
    elif found:
        output.print_conversations(found)
    elif arguments["search"]:
        output.warn(f"no conversation holds {arguments['search']!r}: try other words")
    else:
        output.warn("nothing is kept yet: ask something in the terminal interface")


def _check_articles(config: Config) -> None:
    """Find out whether nothing is kept because the folder of articles is not the one that is meant.

    Raises:
        ArticlesFolderError: it is missing or may not be read, and was never indexed.
        LibraryError: the library's folder may not be read.

    """
    if config.store is None:
        check_articles(config.articles, library=config.library)


def _delete(conversations: Conversations, number: int) -> None:
    conversations.delete(number)
    if not conversations.is_kept:
        raise ConversationsError(f"conversation {number} cannot be deleted: the library's folder cannot be written")


@contextlib.contextmanager
def _opened(config: Config) -> Iterator[Conversations]:
    with contextlib.closing(Conversations.open_existing(conversations_folder(config))) as conversations:
        for warning in conversations.take_warnings():
            output.warn(warning)
        yield conversations


def _number(typed: str) -> int:
    if not typed.isdecimal() or len(typed) > 18:
        raise ConversationsError(f"{typed!r} is no number of a conversation: `qa-bot conversations` lists them")
    return int(typed)
