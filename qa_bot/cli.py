"""The command line: reads what was typed, calls the bot, and sets the exit code."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from embeddings.errors import EmbeddingsError
from embeddings.milvus import Address, Collection
from embeddings.plaintext import clean, one_line
from qa_bot import __version__
from qa_bot.config import Config, load_config
from qa_bot.errors import ConfigError, QABotError, QuestionError

if TYPE_CHECKING:
    from embeddings.sync import Progress, SyncReport
    from qa_bot.bot import QABot
    from qa_bot.engine import Engine

ANSWERED, NOT_IN_THE_ARTICLES, FAILED, INTERRUPTED = 0, 1, 2, 130

_DESCRIPTION = """\
Ask a folder of articles, and read a short answer with the paragraphs that it comes from.
Without a command, the terminal interface opens over the articles in ./articles.
"""
_EPILOG = """\
examples:
  qa-bot                                     open the terminal interface over ./articles
  qa-bot --articles ~/Documents/news         ... over another folder
  qa-bot ask "who declared victory?"         print one answer
  qa-bot ask --batch questions.txt           one question a line in, one JSON object a line out
  qa-bot index https://example.org/story     add a web page to the articles

Articles are .txt, .md and .html files, in the folder and its subfolders. What is new or changed is
indexed by itself at every start. Everything happens on this machine: nothing is sent anywhere, unless
`index --ray` lets other machines of yours help.

Every option can also be set in a TOML file or in the environment (QA_BOT_ARTICLES, QA_BOT_LIBRARY, ...);
flags win over the environment, and the environment over the file.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # not every stream has it
    arguments = vars(_parser().parse_args(argv))
    command: Callable[[Config, dict[str, Any]], int] = arguments.pop("run", _open_interface)
    flags: dict[str, object] = {
        name: arguments.pop(name)
        for name in ("articles", "library", "store", "model", "reader", "ray", "limit")
        if name in arguments
    }
    try:
        code = command(load_config(flags), arguments)
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
    return code


def _failed(message: str) -> int:
    print(f"qa-bot: {clean(message)}", file=sys.stderr)
    return FAILED


class _Parser(argparse.ArgumentParser):
    """Complains without letting what was typed reach the terminal as it is."""

    def error(self, message: str) -> NoReturn:
        super().error(clean(message))


def _parser() -> argparse.ArgumentParser:
    options = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    where = options.add_argument_group("where things are")
    where.add_argument("--articles", metavar="FOLDER", help="the folder that holds the articles (default: ./articles)")
    where.add_argument(
        "--library",
        metavar="FOLDER",
        help="the folder that holds the index (default: one of its own in your data folder)",
    )
    where.add_argument(
        "--store",
        metavar="STORE",
        help="a library that others share: milvus://HOST:PORT/COLLECTION, or a file of Milvus Lite that ends in .db; "
        "`index` shares the articles there, every other command only asks it",
    )
    where.add_argument(
        "--model",
        metavar="NAME",
        help="another embedding model: a folder, or a name that sentence-transformers knows",
    )
    where.add_argument(
        "--reader",
        metavar="NAME",
        help="another reading model: a folder, or a name that transformers knows, for extractive question answering",
    )
    parser = _Parser(
        prog="qa-bot",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        parents=[options],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        argument_default=argparse.SUPPRESS,
    )
    parser.add_argument("--version", action="version", version=f"qa-bot {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(
        name: str, run: Callable[[Config, dict[str, Any]], int], *, short: str, more: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name,
            help=short,
            description=f"{short[:1].upper()}{short[1:]}. {more}",
            parents=[options],
            argument_default=argparse.SUPPRESS,
        )
        command.set_defaults(run=run)
        return command

    ask = add(
        "ask",
        _ask,
        short="answer a question, with citations",
        more="Exit code: 0 answered, 1 not in the articles, 2 failed; with --batch 0 if every line could be asked.",
    )
    ask.add_argument("question", metavar="QUESTION", nargs="*", default=[])
    search = add("search", _search, short="list the passages nearest to a query", more="Nothing is read out of them.")
    search.add_argument("question", metavar="QUERY", nargs="*", default=[])
    search.add_argument("--limit", metavar="N", help="how many passages (default: 10)")
    for command in (ask, search):
        command.add_argument("--json", action="store_true", default=False, help="print JSON")
        command.add_argument(
            "--batch",
            metavar="FILE",
            default=None,
            help="read one question a line (- for standard input), print one JSON object a line",
        )
    index = add(
        "index",
        _index,
        short="bring the index up to date and report what changed",
        more="The articles folder is always looked at. Other files and folders that are named here are followed "
        "from then on; a web page is fetched now.",
    )
    index.add_argument("locations", metavar="PATH or URL", nargs="*", default=[])
    index.add_argument(
        "--ray",
        metavar="ADDRESS",
        help="embed on every machine of a Ray cluster: auto for the one that this machine belongs to, or host:port",
    )
    add(
        "doctor",
        _doctor,
        short="check the whole index, and mend what is damaged",
        more="Loads no model. Exit code: 0 all is sound, 2 something was damaged.",
    )
    articles = add("articles", _articles, short="list the articles that are indexed", more="Loads no model.")
    articles.add_argument("--json", action="store_true", default=False, help="print JSON")
    return parser


def _open_interface(config: Config, _: dict[str, Any]) -> int:
    from embeddings.access import check_folder

    if config.store is None:
        check_folder(config.articles)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _failed("the terminal interface needs a terminal: open one, or use `qa-bot ask QUESTION`")
    from qa_bot.tui.app import QABotApp
    from qa_bot.tui.lifeline import end_with_terminal

    end_with_terminal(sys.stdin.fileno())
    place = str(config.articles) if config.store is None else str(Address.parse(config.store))
    app = QABotApp(place, open_bot=lambda: _open_bot(config), theme=config.theme)
    app.run()
    if app.is_loading:  # taking the interpreter down under a thread that imports torch can crash
        sys.stdout.flush()
        os._exit(app.return_code or 0)
    return app.return_code or 0


def _open_bot(config: Config, *, reading: bool = True, ray: str | None = None) -> QABot:
    from qa_bot.bot import QABot, check_articles  # with it comes SQLite

    if config.store is not None:
        return QABot.open_shared(Address.parse(config.store), engine=lambda: _load_engine(config, reading=reading))
    check_articles(config.articles, library=config.library)
    engine = _load_engine(config, reading=reading, ray=ray)
    return QABot.open(config.articles, engine=engine, library=config.library)


def _load_engine(config: Config, *, reading: bool, ray: str | None = None) -> Engine:
    from qa_bot.engine import Engine

    return Engine.load(model=config.model, reader=config.reader, precision=config.precision, reading=reading, ray=ray)


@contextlib.contextmanager
def _ready_bot(
    config: Config, *, add: Sequence[str] = (), reading: bool = True, ray: str | None = None
) -> Iterator[tuple[QABot, SyncReport]]:
    """Yield the bot and the report of bringing its library up to date, with progress on a terminal."""
    from qa_bot.output import warn

    with _progress_shown() as show, contextlib.closing(_open_bot(config, reading=reading, ray=ray)) as bot:
        for warning in bot.take_warnings():
            warn(warning)
        report = bot.sync(add=add, on_progress=show)
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
    from qa_bot import output

    questions = _questions(arguments)
    with _ready_bot(config) as (bot, report):
        output.print_skipped(report.skipped)
        if arguments["batch"] is not None:
            return _each_as_json(questions, lambda question: output.answer_as_dict(bot.ask(question)), _no_answer)
        answer = bot.ask(next(iter(questions)))
    if arguments["json"]:
        output.print_json(output.answer_as_dict(answer))
    else:
        output.print_answer(answer)
    return ANSWERED if answer.text is not None else NOT_IN_THE_ARTICLES


def _no_answer(question: str) -> dict[str, Any]:
    timings = {"retrieve": 0.0, "read": 0.0, "total": 0.0}
    return {
        "question": question,
        "answer": None,
        "confidence": 0.0,
        "citations": [],
        "alternatives": [],
        "timings_ms": timings,
    }


def _search(config: Config, arguments: dict[str, Any]) -> int:
    from qa_bot import output

    queries = _questions(arguments)
    with _ready_bot(config, reading=False) as (bot, report):
        output.print_skipped(report.skipped)

        def found(query: str) -> dict[str, Any]:
            return output.hits_as_dict(query, bot.search(query, limit=config.limit))

        if arguments["batch"] is not None:
            return _each_as_json(queries, found, lambda query: {"query": query, "hits": []})
        query = next(iter(queries))
        if arguments["json"]:
            output.print_json(found(query))
        else:
            output.print_hits(bot.search(query, limit=config.limit))
    return ANSWERED


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
        from qa_bot.bot import checked_question

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
    from qa_bot import output

    code = ANSWERED
    for question in questions:
        try:
            row = answered(question)
        except QuestionError as error:
            row, code = {**unanswered(question[:200]), "error": str(error)}, FAILED
        output.print_json(row, one_per_line=True)
    return code


def _index(config: Config, arguments: dict[str, Any]) -> int:
    from qa_bot import output

    store = None if config.store is None else Address.parse(config.store)
    if store is not None:
        Collection.open(store, writing=True).close()  # before an hour is spent on embedding
    with _ready_bot(replace(config, store=None), add=arguments["locations"], reading=False, ray=config.ray) as (
        bot,
        report,
    ):
        articles = bot.articles()
        shared = None
        if store is not None:
            with _progress_shown() as show:
                shared = bot.share(store, on_progress=show)
    output.print_report(report, articles)
    if shared is not None:
        output.print_shared(shared)
    named = {name for location in arguments["locations"] for name in _sources(location, config.articles)}
    return FAILED if any(skip.source in named for skip in report.skipped) else ANSWERED


def _sources(location: str, articles: Path) -> Iterator[str]:
    """Yield the names that a report may have for a path or URL."""
    yield one_line(location)
    with contextlib.suppress(RuntimeError):  # the home folder of nobody
        path = Path(location).expanduser().resolve()
        yield one_line(str(path))
        if path.is_relative_to(articles.resolve()):
            yield one_line(str(path.relative_to(articles.resolve())))


def _doctor(config: Config, _: dict[str, Any]) -> int:
    from qa_bot import output
    from qa_bot.bot import examined

    found = examined(config.articles, library=config.library)
    output.print_examined(found)
    return FAILED if any(each.damage for each in found) else ANSWERED


def _articles(config: Config, arguments: dict[str, Any]) -> int:
    from qa_bot import output
    from qa_bot.bot import indexed_articles, shared_articles

    if config.store is not None:
        articles, warning = shared_articles(Address.parse(config.store)), None
    else:
        articles, warning = indexed_articles(config.articles, library=config.library)
    if warning:
        output.warn(warning)
    if arguments["json"]:
        output.print_json(output.articles_as_list(articles))
    elif articles:
        output.print_articles(articles)
    else:
        output.warn("nothing is indexed yet: run `qa-bot index`, or ask something")
    return ANSWERED
