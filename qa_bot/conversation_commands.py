"""The commands that list, export and delete what is kept of conversations, and print what was said of answers."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from qa_bot.errors import ConversationsError
from qa_bot.exit_codes import ANSWERED

if TYPE_CHECKING:
    from qa_bot.config import Config
    from qa_bot.conversations.store import Conversations


def run_conversations(config: Config, arguments: dict[str, Any]) -> int:
    """List conversations, or export or delete one; return the exit code.

    Raises:
        ArticlesFolderError: there are none, and no such folder of articles.
        ConversationsError: they cannot be read or written, or there is none of the number that was typed.

    """
    with _opened(config) as conversations:
        if arguments["action"] == "export":
            _export(conversations, _number(arguments["id"]), arguments["format"])
        elif arguments["action"] == "delete":
            _delete(conversations, _number(arguments["id"]))
        else:
            _list(config, conversations, arguments)
    return ANSWERED


def run_verdicts(config: Config, _: dict[str, Any]) -> int:
    """Print each answer that is marked as a row of a question set, and return the exit code.

    Raises:
        ArticlesFolderError: there are none, and no such folder of articles.
        ConversationsError: the conversations cannot be read.

    """
    from qa_bot.export import verdict_as_dict
    from qa_bot.json_output import print_json
    from qa_bot.output import warn

    with _opened(config) as conversations:
        marked = conversations.marked()
    if not marked:
        _check_articles(config)
        warn("no answer is marked as right or wrong yet")
    for turn, answer in marked:
        print_json(verdict_as_dict(turn, answer), one_per_line=True)
    return ANSWERED


def _export(conversations: Conversations, number: int, form: str) -> None:
    from qa_bot.export import EXPORTS
    from qa_bot.output import print_text

    print_text(EXPORTS[form](conversations.load(number)))


def _delete(conversations: Conversations, number: int) -> None:
    conversations.delete(number)
    if not conversations.is_kept:
        raise ConversationsError(f"conversation {number} cannot be deleted: the library's folder cannot be written")


def _list(config: Config, conversations: Conversations, arguments: dict[str, Any]) -> None:
    from qa_bot import json_output, output

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
        from qa_bot.indexed import check_articles

        check_articles(config.articles, library=config.library)


@contextlib.contextmanager
def _opened(config: Config) -> Iterator[Conversations]:
    from qa_bot.conversations.database import conversations_folder
    from qa_bot.conversations.store import Conversations
    from qa_bot.output import warn

    with contextlib.closing(Conversations.open_existing(conversations_folder(config))) as conversations:
        for warning in conversations.take_warnings():
            warn(warning)
        yield conversations


def _number(typed: str) -> int:
    if not typed.isdecimal() or len(typed) > 18:
        raise ConversationsError(f"{typed!r} is no number of a conversation: `qa-bot conversations` lists them")
    return int(typed)
