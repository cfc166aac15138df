"""The commands that take a question: `ask` answers it, `search` lists the passages nearest to it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

from embeddings.scope import Scope
from qa_bot.errors import ConfigError, QuestionError
from qa_bot.exit_codes import ANSWERED, FAILED, NOT_IN_THE_ARTICLES
from qa_bot.ready_bot import ready_bot

if TYPE_CHECKING:
    from qa_bot.config import Config


def run_ask(config: Config, arguments: dict[str, Any]) -> int:
    """Answer the question, or each line of a batch, and return the exit code.

    Raises:
        ConfigError: there is no question, or the batch cannot be read.
        EmbeddingsError, QABotError: it cannot be answered.

    """
    from qa_bot import json_output, output

    scope = _scope(arguments)
    questions = _questions(arguments)
    with ready_bot(config, scope=scope) as (bot, report):
        output.print_skipped(report.skipped_anew)
        if arguments["batch"] is not None:
            return _each_as_json(
                questions, lambda question: json_output.answer_as_dict(bot.ask(question, scope=scope)), _no_answer
            )
        answer = bot.ask(next(iter(questions)), scope=scope)
    if arguments["json"]:
        json_output.print_json(json_output.answer_as_dict(answer))
    else:
        output.print_answer(answer)
    return ANSWERED if answer.is_answered else NOT_IN_THE_ARTICLES


def _no_answer(question: str) -> dict[str, Any]:
    from qa_bot.json_output import answer_as_dict
    from qa_bot.values import Answer, Timings

    return answer_as_dict(Answer(question, None, 0.0, (), Timings(0.0, 0.0, 0.0)))


def run_search(config: Config, arguments: dict[str, Any]) -> int:
    """List the passages nearest to the query, or to each line of a batch, and return the exit code.

    Raises:
        ConfigError: there is no query, or the batch cannot be read.
        EmbeddingsError, QABotError: it cannot be searched for.

    """
    from qa_bot import json_output, output

    scope = _scope(arguments)
    queries = _questions(arguments)
    with ready_bot(config, reading=False, scope=scope) as (bot, report):
        output.print_skipped(report.skipped_anew)

        def found(query: str) -> dict[str, Any]:
            return json_output.hits_as_dict(query, bot.search(query, limit=config.limit, scope=scope), bot.page_of)

        if arguments["batch"] is not None:
            return _each_as_json(queries, found, lambda query: {"query": query, "hits": []})
        query = next(iter(queries))
        if arguments["json"]:
            json_output.print_json(found(query))
        else:
            output.print_hits(bot.search(query, limit=config.limit, scope=scope), bot.page_of)
    return ANSWERED


def _scope(arguments: dict[str, Any]) -> Scope:
    """Return which articles are asked, as it was typed.

    Raises:
        ScopeError: it is no scope.

    """
    return Scope.parse(within=arguments["within"], since=arguments["since"], until=arguments["until"])


def _questions(arguments: dict[str, Any]) -> Iterable[str]:
    """Return the one question that was typed, or the lines of the batch.

    Raises:
        ConfigError: neither was given, or both, or the batch cannot be read.
        QuestionError: the question is empty or too long.

    """
    typed = " ".join(arguments["question"])
    batch: str | None = arguments["batch"]
    if batch is None:
        if not arguments["question"]:
            raise ConfigError('type a question, for example: qa-bot ask "who declared victory?"')
        from qa_bot.typed import checked_question

        return [checked_question(typed)]
    if typed:
        raise ConfigError("give either a question or --batch, not both")
    if batch == "-":
        with contextlib.suppress(AttributeError):  # as a file is read, whatever the terminal's encoding
            sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # type: ignore[union-attr]  # see `cli.main`
        return _lines(sys.stdin)
    try:
        return _lines(open(batch, encoding="utf-8-sig", errors="replace"))  # noqa: PTH123  (_lines closes it)
    except OSError as error:
        raise ConfigError(f"--batch: {batch} cannot be read ({error.strerror})") from None


def _lines(file: TextIO) -> Iterator[str]:
    with file:
        for line in file:
            yield line.rstrip("\r\n")


def _each_as_json(
    questions: Iterable[str],
    answered: Callable[[str], dict[str, Any]],
    unanswered: Callable[[str], dict[str, Any]],
) -> int:
    """Print one JSON object for each question, in order; a question that cannot be asked says so in "error"."""
    from qa_bot import json_output

    code = ANSWERED
    for question in questions:
        try:
            row = answered(question)
        except QuestionError as error:
            row, code = {**unanswered(question[:200]), "error": str(error)}, FAILED
        json_output.print_json(row, one_per_line=True)
    return code
