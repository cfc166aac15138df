"""Counts what a library holds and how its questions were answered; how that is said is left to others."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from embeddings.access import check_folder, folder_warning
from embeddings.contents import Contents, Freshness, Sizes, contents, database_bytes, shared_contents
from embeddings.milvus_address import Address
from embeddings.place import default_folder
from embeddings.store import Store
from qa_bot.conversations.database import FILE_NAME, conversations_folder
from qa_bot.conversations.store import Conversations
from qa_bot.errors import ConversationsError
from qa_bot.indexed import holds_library

if TYPE_CHECKING:
    from pathlib import Path

    from qa_bot.config import Config
    from qa_bot.conversations.conversation import Outcome

BARS_AT_MOST = 24
"""Spans of time: two years of months, and what a small screen shows at once."""
FOLDERS_AT_MOST = 10
_YEARS_OF_A_SPAN = (1, 2, 5, 10, 20, 50, 100, 200, 500)
"""With 500 years a span, all the years that a date can have are few enough."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles there are of something."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Questions:
    """How many questions were asked, and what came of them."""

    asked: int = 0
    answered: int = 0
    refused: int = 0
    """Those that the articles do not answer."""
    failed: int = 0
    awaited: int = 0
    """Those without an answer so far, some of them for good: the program was ended before."""
    timed: int = 0
    """Answers and refusals whose time is known."""
    median_ms: float | None = None
    """Half of them took no longer; None for none."""
    percentile_95_ms: float | None = None
    """19 of 20 of them took no longer."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a library holds, how large and how far up to date it is, and how it has answered."""

    place: str
    """The library's folder, or the address of a store as it may be shown."""
    articles: int
    paragraphs: int
    passages: int
    characters: int
    sizes: Sizes
    conversations_bytes: int | None
    dates: tuple[Count, ...]
    """Articles by month (YYYY-MM) if all dates are within two years, else by year (YYYY) or by spans of several years
    (YYYY–YYYY), the earliest first; those between that have none are there too."""
    undated: int
    folders: tuple[Count, ...]
    """Those with the most articles, the largest first, named as `--in` takes them; "" is the articles folder itself, a
    web page is under its server."""
    other_folders: int
    questions: Questions | None
    """None if the conversations cannot be read."""
    freshness: Freshness | None
    """None for a library that others share."""


def gathered(config: Config) -> tuple[Statistics, list[str]]:
    """Return the statistics of the library that a configuration names, and warnings.

    No model is loaded, and where there is no library none is made: it has no articles then.

    Raises:
        ArticlesFolderError: nothing is indexed, and the folder of articles is missing or may not be read.
        LibraryError: the library cannot be used.
        SharedStoreError: the store cannot be used.

    """
    place, found, warnings = _contents(config)
    folder = conversations_folder(config)
    questions, more = _questions(folder)
    return _statistics(place, found, questions, _conversations_bytes(folder)), [*warnings, *more]


def _contents(config: Config) -> tuple[str, Contents, list[str]]:
    if config.store is not None:
        address = Address.parse(config.store)
        from embeddings.milvus import Collection

        with contextlib.closing(Collection.open(address)) as collection:
            return str(address), shared_contents(collection), []
    folder = config.library or default_folder(config.articles)
    found, warning = Contents((), 0, Sizes()), None
    if holds_library(folder):
        store, warning = Store.open(folder)
        with contextlib.closing(store):
            found = contents(store, config.articles)
    if not found.articles:
        check_folder(config.articles)
    return str(folder), found, list(filter(None, (warning, folder_warning(config.articles))))


def _questions(folder: Path) -> tuple[Questions | None, list[str]]:
    try:
        with contextlib.closing(Conversations.open_existing(folder)) as conversations:
            return tally(conversations.outcomes()), conversations.take_warnings()
    except ConversationsError as error:
        return None, [str(error)]


def _conversations_bytes(folder: Path) -> int | None:
    try:
        return database_bytes(folder / FILE_NAME)
    except OSError:
        return None


def _statistics(
    place: str, found: Contents, questions: Questions | None, conversations_bytes: int | None
) -> Statistics:
    dates, undated = by_date(article.published for article in found.articles)
    folders = by_folder(article.source for article in found.articles)
    return Statistics(
        place=place,
        articles=len(found.articles),
        paragraphs=sum(article.paragraphs for article in found.articles),
        passages=found.passages,
        characters=sum(article.characters for article in found.articles),
        sizes=found.sizes,
        conversations_bytes=conversations_bytes,
        dates=dates,
        undated=undated,
        folders=folders[:FOLDERS_AT_MOST],
        other_folders=len(folders[FOLDERS_AT_MOST:]),
        questions=questions,
        freshness=found.freshness,
    )


def tally(outcomes: Sequence[Outcome]) -> Questions:
    """Return how many questions had each outcome, and how long answers took."""
    kinds = Counter(outcome.kind for outcome in outcomes)
    times = sorted(outcome.milliseconds for outcome in outcomes if outcome.milliseconds is not None)
    return Questions(
        asked=len(outcomes),
        answered=kinds["answered"],
        refused=kinds["refused"],
        failed=kinds["failed"],
        awaited=kinds["awaited"],
        timed=len(times),
        median_ms=_quantile(times, 0.5) if times else None,
        percentile_95_ms=_quantile(times, 0.95) if times else None,
    )


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which a share of some lies, between the two nearest (Hyndman and Fan's definition 7)."""
    position = share * (len(ordered) - 1)
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (position - low) * (ordered[high] - ordered[low])


def by_date(days: Iterable[str | None]) -> tuple[tuple[Count, ...], int]:
    """Return how many of some dates lie in each of at most `BARS_AT_MOST` spans of time, and how many are none."""
    known = [_parsed(day) for day in days]
    dates = [day for day in known if day is not None]
    return _spans(dates) if dates else (), len(known) - len(dates)


def _parsed(day: str | None) -> date | None:
    with contextlib.suppress(ValueError):
        return date.fromisoformat(day) if day and _DAY.fullmatch(day) else None
    return None


def _spans(dates: Sequence[date]) -> tuple[Count, ...]:
    months = Counter(day.year * 12 + day.month - 1 for day in dates)
    first, last = min(months), max(months)
    if last - first < BARS_AT_MOST:
        return tuple(Count(f"{at // 12:04}-{at % 12 + 1:02}", months[at]) for at in range(first, last + 1))
    years = next(each for each in _YEARS_OF_A_SPAN if last // 12 // each - first // 12 // each < BARS_AT_MOST)
    spans = Counter(day.year // years for day in dates)
    return tuple(Count(_span(at * years, years), spans[at]) for at in range(min(spans), max(spans) + 1))


def _span(start: int, years: int) -> str:
    return f"{start:04}" if years == 1 else f"{start:04}–{start + years - 1:04}"


def by_folder(sources: Iterable[str]) -> tuple[Count, ...]:
    """Return how many articles lie in each folder, the largest first."""
    folders = Counter(map(_folder, sources))
    return tuple(Count(name, number) for name, number in sorted(folders.items(), key=lambda each: (-each[1], each[0])))


def _folder(source: str) -> str:
    with contextlib.suppress(ValueError):  # a URL of another's making
        parts = urlsplit(source)
        if parts.scheme in ("http", "https") and parts.netloc:
            return f"{parts.scheme}://{parts.netloc}/"
    parent = str(PurePosixPath(source).parent)
    return {".": "", "/": "/"}.get(parent, f"{parent}/")
