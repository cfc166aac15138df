"""The command line: reads what was typed, calls the bot, and sets the exit code."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from embeddings.errors import EmbeddingsError, UnreadableArticleError
from embeddings.milvus_address import Address
from embeddings.plaintext import clean, one_line
from embeddings.scope import EVERYTHING, Scope
from qa_bot.arguments import parsed
from qa_bot.commands import (
    ANSWERED,
    FAILED,
    INTERRUPTED,
    NOT_IN_THE_ARTICLES,
    run_articles,
    run_completion,
    run_config,
    run_conversations,
    run_doctor,
    run_export,
    run_feed,
    run_forget,
    run_import,
    run_stats,
    run_verdicts,
)
from qa_bot.config import SETTINGS, Config, load_config
from qa_bot.errors import ConfigError, QABotError, QuestionError
from qa_bot.log import unexpected

if TYPE_CHECKING:
    from embeddings.sync import Progress, SyncReport
    from qa_bot.bot import QABot
    from qa_bot.engine import Engine


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # not every stream has it
    arguments = parsed(sys.argv[1:] if argv is None else argv)
    flags: dict[str, object] = {each.name: arguments.pop(each.name) for each in SETTINGS if each.name in arguments}
    try:
        code = _run(flags, arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # what reads our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except (EmbeddingsError, QABotError) as error:
        return _failed(str(error))
    except OSError as error:  # of our own output: every other is explained where it happens
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _failed(f"the output cannot be written ({error.strerror}): write it elsewhere, or free some space")
    except Exception as error:  # whatever a library raises: no traceback, and not the code of "not in the articles"
        return _failed(unexpected(error))
    return code


def _run(flags: dict[str, object], arguments: dict[str, Any]) -> int:
    """Run the command that was typed, and return its exit code."""
    if arguments["command"] == "config":
        return run_config(flags, arguments)
    if arguments["command"] == "completion":
        return run_completion(arguments)
    commands = {
        "ask": _ask,
        "search": _search,
        "index": _index,
        "web": _web,
        "feed": _feed,
        "forget": run_forget,
        "doctor": run_doctor,
        "export": run_export,
        "import": run_import,
        "articles": run_articles,
        "conversations": run_conversations,
        "stats": run_stats,
        "verdicts": run_verdicts,
    }
    config = load_config(flags)
    _restore(config)
    return commands.get(arguments["command"], _open_interface)(config, arguments)


def _restore(config: Config) -> None:
    """Put back the library that an import was replacing when it was killed, and say so.

    Raises:
        LibraryError: it cannot be put back.

    """
    from embeddings.place import default_folder, restored

    if config.store is None and (done := restored(config.library or default_folder(config.articles))):
        from qa_bot.output import warn

        warn(done)


def _failed(message: str) -> int:
    print(f"qa-bot: {clean(message)}", file=sys.stderr)
    return FAILED


def _open_interface(config: Config, _: dict[str, Any]) -> int:
    from embeddings.access import folder_warning

    if config.store is None and folder_warning(config.articles):
        from qa_bot.indexed import check_articles  # with it comes SQLite

        check_articles(config.articles, library=config.library)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _failed("the terminal interface needs a terminal: open one, or use `qa-bot ask QUESTION`")
    from qa_bot.tui.interface import interface
    from qa_bot.tui.lifeline import end_with_terminal

    end_with_terminal(sys.stdin.fileno())
    app = interface(config, open_bot=lambda: _open_bot(config))
    app.run()
    if app.is_working:  # taking the interpreter down under a thread that imports torch can crash
        sys.stdout.flush()
        os._exit(app.return_code or 0)
    return app.return_code or 0


def _open_bot(config: Config, *, reading: bool = True, ray: str | None = None, scope: Scope = EVERYTHING) -> QABot:
    from qa_bot.bot import QABot  # with it comes SQLite
    from qa_bot.indexed import check_articles, check_scope

    if config.store is not None:
        address = Address.parse(config.store)
        return QABot.open_shared(address, engine=lambda: _load_engine(config, reading=reading), scope=scope)
    check_articles(config.articles, library=config.library)
    if warning := check_scope(scope, config.articles, library=config.library):
        from qa_bot.output import warn

        warn(warning)
    engine = _load_engine(config, reading=reading, ray=ray)
    return QABot.open(config.articles, engine=engine, library=config.library)


def _load_engine(config: Config, *, reading: bool, ray: str | None = None) -> Engine:
    from qa_bot.engine import Engine

    return Engine.load(model=config.model, reader=config.reader, precision=config.precision, reading=reading, ray=ray)


@contextlib.contextmanager
def _ready_bot(
    config: Config,
    *,
    add: Sequence[str] = (),
    subscribe: Sequence[str] = (),
    refresh: bool = False,
    reading: bool = True,
    ray: str | None = None,
    scope: Scope = EVERYTHING,
    must_write: bool = False,
) -> Iterator[tuple[QABot, SyncReport]]:
    """Yield the bot and the report of bringing its library up to date, with progress on a terminal."""
    from qa_bot.output import warn

    with _progress_shown() as show, contextlib.closing(_open_bot(config, reading=reading, ray=ray, scope=scope)) as bot:
        for warning in bot.take_warnings():
            warn(warning)
        report = bot.sync(
            add=add, subscribe=subscribe, refresh=refresh, on_progress=show, on_wait=warn, must_write=must_write
        )
        show(None)
        for warning in bot.take_warnings():  # such as that the search index could not be saved
            warn(warning)
        yield bot, report


@contextlib.contextmanager
def _progress_shown() -> Iterator[Callable[[Progress | None], None]]:
    """Yield a function that shows progress on standard error, and hides it for none."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich import progress
    from rich.console import Console

    columns = (progress.TextColumn("{task.description}"), progress.BarColumn(), progress.MofNCompleteColumn())
    bar = progress.Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("loading the model", total=None)

    def show(reached: Progress | None) -> None:
        if reached is None:
            bar.stop()
        else:
            bar.update(task, description=f"{reached.stage} articles", completed=reached.done, total=reached.total)

    with bar:
        yield show


def _ask(config: Config, arguments: dict[str, Any]) -> int:
    from qa_bot import json_output, output

    scope = _scope(arguments)
    questions = _questions(arguments)
    with _ready_bot(config, scope=scope) as (bot, report):
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
    return ANSWERED if answer.text is not None else NOT_IN_THE_ARTICLES


def _no_answer(question: str) -> dict[str, Any]:
    from qa_bot.json_output import answer_as_dict
    from qa_bot.values import Answer, Timings

    return answer_as_dict(Answer(question, None, 0.0, (), Timings(0.0, 0.0, 0.0)))


def _search(config: Config, arguments: dict[str, Any]) -> int:
    from qa_bot import json_output, output

    scope = _scope(arguments)
    queries = _questions(arguments)
    with _ready_bot(config, reading=False, scope=scope) as (bot, report):
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
        from qa_bot.question import checked_question

        return [checked_question(typed)]
    if typed:
        raise ConfigError("give either a question or --batch, not both")
    if batch == "-":
        with contextlib.suppress(AttributeError):  # as a file is read, whatever the terminal's encoding
            sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # type: ignore[union-attr]  # see main
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


def _index(config: Config, arguments: dict[str, Any]) -> int:
    from qa_bot import output

    locations = _with_standard_input(arguments["locations"], config)
    store = None if config.store is None else Address.parse(config.store)
    if store is not None:
        from embeddings.milvus import Collection
        from qa_bot.indexed import check_articles

        check_articles(config.articles, library=config.library)
        Collection.open(store, writing=True).close()  # before an hour is spent on embedding
    with _ready_bot(
        replace(config, store=None),
        add=locations,
        subscribe=arguments["feeds"],
        refresh=True,
        reading=False,
        ray=config.ray,
        must_write=True,
    ) as (bot, report):
        articles = bot.articles()
        shared = None
        if store is not None:
            with _progress_shown() as show:
                shared = bot.share(store, on_progress=show)
    output.print_report(report, articles)
    if shared is not None:
        output.print_shared(shared)
    wanted = [*locations, *arguments["feeds"]]
    named = {name for location in wanted for name in _sources(location, config.articles)}
    return FAILED if any(skip.source in named for skip in report.skipped) else ANSWERED


def _with_standard_input(locations: Sequence[str], config: Config) -> Sequence[str]:
    """Return the locations with the file that standard input is now kept in where "-" stands.

    Raises:
        ArticlesFolderError: there is no folder of articles to put it beside.
        LibraryError: it cannot be kept.
        UnreadableArticleError: it is no article.

    """
    if "-" not in locations:
        return locations
    from embeddings.piped import keep
    from embeddings.place import default_folder
    from qa_bot.indexed import check_articles

    check_articles(config.articles, library=config.library)
    if sys.stdin is None:
        raise UnreadableArticleError("standard input is closed: pipe an article into it")
    kept = keep(sys.stdin.buffer, config.library or default_folder(config.articles))
    return [str(kept) if each == "-" else each for each in locations]


def _feed(config: Config, arguments: dict[str, Any]) -> int:
    """Follow feeds, which fetches them, or no longer; or list those that are followed."""
    if arguments["action"] == "add":
        return _index(config, {"locations": [], "feeds": arguments["urls"]})
    return run_feed(config, arguments)


def _sources(location: str, articles: Path) -> Iterator[str]:
    """Yield the names that a report may have for a path or URL."""
    yield one_line(location)
    with contextlib.suppress(RuntimeError):  # the home folder of nobody
        path = Path(location).expanduser().resolve()
        yield one_line(str(path))
        if path.is_relative_to(articles.resolve()):
            yield one_line(str(path.relative_to(articles.resolve())))


def _web(config: Config, _: dict[str, Any]) -> int:
    from qa_bot import output
    from qa_bot.web.access import token_for
    from qa_bot.web.address import address, listen

    try:
        from qa_bot.web.server import serve
    except ModuleNotFoundError as error:
        needed = f"`web` needs textual-serve ({error.name} is missing)"
        raise ConfigError(f'{needed}: install it with `pip install "qa-bot[web]"`') from None
    token = token_for(config.host, config.token)
    with listen(config.host, config.port) as listening, _ready_bot(config) as (bot, report):
        output.print_skipped(report.skipped)
        print(address(listening, host=config.host, token=token), flush=True)
        if serve(bot, config, listening, token=token):  # the bot cannot be closed, and what it has stored is complete
            os._exit(ANSWERED)
    return ANSWERED
