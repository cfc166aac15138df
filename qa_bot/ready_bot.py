"""The bot as the configuration says, with its library brought up to date, and how far that is on the terminal."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from embeddings.milvus_address import Address
from embeddings.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    from embeddings.precision import Precision
    from embeddings.sync import Progress, SyncReport
    from qa_bot.bot import QABot
    from qa_bot.config import Config
    from qa_bot.engine import Engine


def open_bot(config: Config, *, reading: bool = True, ray: str | None = None, scope: Scope = EVERYTHING) -> QABot:
    from qa_bot.bot import QABot  # with it comes SQLite
    from qa_bot.indexed import check_articles, check_scope

    if config.store is not None:
        address = Address.parse(config.store)
        return QABot.open_shared(address, engine=lambda: load_engine(config, reading=reading), scope=scope)
    check_articles(config.articles, library=config.library)
    if warning := check_scope(scope, config.articles, library=config.library):
        from qa_bot.output import warn

        warn(warning)
    engine = load_engine(config, reading=reading, ray=ray)
    return QABot.open(config.articles, engine=engine, library=config.library)


def load_engine(config: Config, *, reading: bool, ray: str | None = None) -> Engine:
    if ray is None:
        return loaded_engine(config.model, config.reader, config.precision, reading=reading)
    from qa_bot.engine import Engine

    return Engine.load(model=config.model, precision=config.precision, reading=reading, ray=ray)


@functools.lru_cache(maxsize=1)  # a bot that is opened anew has them at once, and ending spends no time on freeing them
def loaded_engine(model: str | None, reader: str | None, precision: Precision | None, *, reading: bool) -> Engine:
    from qa_bot.engine import Engine

    return Engine.load(model=model, reader=reader, precision=precision, reading=reading)


@contextlib.contextmanager
def ready_bot(
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

    with progress_shown() as show, contextlib.closing(open_bot(config, reading=reading, ray=ray, scope=scope)) as bot:
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
def progress_shown() -> Iterator[Callable[[Progress | None], None]]:
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
