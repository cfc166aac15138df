"""The commands that bring a library up to date: `index`, and `feed`, which follows feeds."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.milvus_address import Address
from embeddings.plaintext import one_line
from qa_bot.config import check_not_shared
from qa_bot.exit_codes import ANSWERED, FAILED
from qa_bot.ready_bot import progress_shown, ready_bot

if TYPE_CHECKING:
    from qa_bot.config import Config


def run_index(config: Config, arguments: dict[str, Any]) -> int:
    """Bring the library up to date, share it if a store is named, print what changed, and return the exit code.

    Raises:
        EmbeddingsError, QABotError: it cannot be brought up to date, or not be shared.

    """
    from embeddings.updating import ARTICLES_FOLDER
    from qa_bot import output

    locations = _with_standard_input(arguments["locations"], config)
    store = None if config.store is None else Address.parse(config.store)
    if store is not None:
        from embeddings.milvus import Collection
        from qa_bot.indexed import check_articles

        check_articles(config.articles, library=config.library)
        Collection.open(store, writing=True).close()  # before an hour is spent on embedding
    with ready_bot(
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
            with progress_shown() as show:
                shared = bot.share(store, on_progress=show)
    output.print_report(report, articles)
    if shared is not None:
        output.print_shared(shared)
    wanted = [*locations, *arguments["feeds"]]
    named = {ARTICLES_FOLDER, *(name for location in wanted for name in _sources(location, config.articles))}
    return FAILED if any(skip.source in named for skip in report.skipped) else ANSWERED


def run_feed(config: Config, arguments: dict[str, Any]) -> int:
    """List the feeds that are followed; or follow some, which fetches them, or no longer. Return the exit code.

    Raises:
        EmbeddingsError, QABotError: the library cannot be used, or not be brought up to date with a feed.

    """
    from qa_bot import output
    from qa_bot.indexed import followed_feeds, unfollowed

    where = "follows feeds where its articles are, without --store or QA_BOT_STORE"
    check_not_shared(config, f"{where}: run `qa-bot index --store` there afterwards")
    if arguments["action"] == "add":
        return run_index(config, {"locations": [], "feeds": arguments["urls"]})
    if arguments["action"] == "remove":
        unknown = unfollowed(arguments["urls"], config.articles, library=config.library)
        for url in unknown:
            output.warn(f"{url} is not followed: `qa-bot feed` lists the feeds that are")
        return FAILED if unknown else ANSWERED
    feeds = followed_feeds(config.articles, library=config.library)
    for url in feeds:
        output.print_text(url)
    if not feeds:
        output.warn("no feed is followed: add one with `qa-bot feed add URL`")
    return ANSWERED


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
    kept = keep(sys.stdin.buffer, config.library or default_folder(config.articles))
    return [str(kept) if each == "-" else each for each in locations]


def _sources(location: str, articles: Path) -> Iterator[str]:
    """Yield the names that a report may have for a path or URL."""
    yield one_line(location)
    with contextlib.suppress(RuntimeError):  # the home folder of nobody
        path = Path(location).expanduser().resolve()
        yield one_line(str(path))
        if path.is_relative_to(articles.resolve()):
            yield one_line(str(path.relative_to(articles.resolve())))
