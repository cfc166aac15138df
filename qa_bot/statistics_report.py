"""Statistics in words and bars, alike on the terminal and on the screen, and as JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.filesize import decimal

from embeddings.plaintext import one_line
from qa_bot.wording import counted

if TYPE_CHECKING:
    from embeddings.contents import Freshness
    from qa_bot.statistics import Count, Questions, Statistics

BAR_WIDTH = 28
"""Characters of the longest bar: with a span of years before and a number behind it, it fits a window of 60."""

_INDEXES = {
    "current": "the indexes are those of the database",
    "behind": "the indexes are behind the database: brought up to it at the next start",
    "changed": "the indexes are not as they were left: checked at the next start",
    "missing": "the indexes are missing: built at the next start",
}


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading, cleaned of what a terminal or a screen would take for more than text."""

    heading: str
    lines: tuple[str, ...]


def sections(statistics: Statistics) -> list[Section]:
    """Return what there is to say, under no heading that has nothing.

    Each line has 48 characters at most unless it is a sentence or names a place.
    """
    said = [
        Section("Library", _library(statistics)),
        Section("Sizes", _sizes(statistics)),
        Section("Dates of the articles", _dates(statistics)),
        Section("Folders with the most articles", _folders(statistics)),
        Section("Questions", _questions(statistics.questions)),
    ]
    if statistics.freshness is not None:
        said.append(Section("Index", (health(statistics.freshness),)))
    return [each for each in said if each.lines]


def _library(statistics: Statistics) -> tuple[str, ...]:
    counts = {
        "articles": statistics.articles,
        "paragraphs": statistics.paragraphs,
        "passages": statistics.passages,
        "characters": statistics.characters,
    }
    return one_line(statistics.place), *_columns([(name, f"{number:,}") for name, number in counts.items()])


def _sizes(statistics: Statistics) -> tuple[str, ...]:
    sizes = statistics.sizes
    known = {
        "the articles' files": sizes.files,
        "the database": sizes.database,
        "the index of vectors": sizes.vectors,
        "the index of words": sizes.words,
        "conversations": statistics.conversations_bytes,
    }
    return _columns([(name, decimal(size)) for name, size in known.items() if size is not None])


def _columns(rows: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return a line for each name and value, the names below each other and the values too, by their ends."""
    names, values = (max((len(row[column]) for row in rows), default=0) for column in (0, 1))
    return tuple(f"{name:{names}}  {value:>{values}}" for name, value in rows)


def _dates(statistics: Statistics) -> tuple[str, ...]:
    undated = statistics.undated
    has = "has" if undated == 1 else "have"
    return (*bars(statistics.dates), *([f"{counted(undated, 'article')} {has} no date"] if undated else []))


def bars(counts: Sequence[Count]) -> tuple[str, ...]:
    """Return a line for each count, with a bar as long as it is large; whatever is not 0 has one."""
    names = max((len(count.name) for count in counts), default=0)
    most = max((count.articles for count in counts), default=0)
    return tuple(f"{count.name:{names}} {_bar(count.articles, most)}{count.articles:,}" for count in counts)


def _bar(number: int, most: int) -> str:
    halves = max(round(2 * BAR_WIDTH * number / most), 1) if number else 0
    return "━" * (halves // 2) + "╸" * (halves % 2) + " " * bool(halves)


def _folders(statistics: Statistics) -> tuple[str, ...]:
    width = max((len(f"{folder.articles:,}") for folder in statistics.folders), default=0)
    lines = [
        f"{folder.articles:>{width},}  {one_line(folder.name) or 'the articles folder itself'}"
        for folder in statistics.folders
    ]
    more = statistics.other_folders
    return (*lines, *([f"and {counted(more, 'more folder')}"] if more else []))


def _questions(questions: Questions | None) -> tuple[str, ...]:
    if questions is None:
        return ("what was kept of them cannot be read",)
    if not questions.asked:
        return ("none is kept yet",)
    kinds = {
        "answered": questions.answered,
        "not in the articles": questions.refused,
        "failed": questions.failed,
        "without an answer so far": questions.awaited,
    }
    lines = [
        f"{questions.asked:,} asked: {', '.join(f'{number:,} {kind}' for kind, number in kinds.items() if number)}"
    ]
    if questions.median_ms is not None and questions.percentile_95_ms is not None:
        median, most = _duration(questions.median_ms), _duration(questions.percentile_95_ms)
        lines.append(f"median {median}, 95 % within {most}, of {counted(questions.timed, 'answer')}")
    return tuple(lines)


def _duration(milliseconds: float) -> str:
    return f"{milliseconds:.0f} ms" if milliseconds < 999.5 else f"{milliseconds / 1000:,.1f} s"


def health(freshness: Freshness) -> str:
    """Say in one line how far a library is up to date, and what is waiting."""
    said = [f"generation {freshness.generation:,}"]
    if freshness.changed is not None:
        said.append(f"changed last {freshness.changed.astimezone():%Y-%m-%d %H:%M}")
    return " · ".join((*said, _INDEXES[freshness.indexes], _waiting(freshness.waiting)))


def _waiting(files: int | None) -> str:
    if files is None:
        return "the articles folder is missing or empty"
    if not files:
        return "no file is waiting"
    return f"{counted(files, 'file')} new, changed or gone since: read at the next start"


def statistics_as_dict(statistics: Statistics) -> dict[str, Any]:
    freshness, sizes = statistics.freshness, statistics.sizes
    return {
        "library": one_line(statistics.place),
        "articles": statistics.articles,
        "paragraphs": statistics.paragraphs,
        "passages": statistics.passages,
        "characters": statistics.characters,
        "bytes": {
            "files": sizes.files,
            "database": sizes.database,
            "vector_index": sizes.vectors,
            "word_index": sizes.words,
            "conversations": statistics.conversations_bytes,
        },
        "dates": [{"period": each.name, "articles": each.articles} for each in statistics.dates],
        "undated": statistics.undated,
        "folders": [{"folder": one_line(each.name), "articles": each.articles} for each in statistics.folders],
        "other_folders": statistics.other_folders,
        "questions": None if statistics.questions is None else dataclasses.asdict(statistics.questions),
        "index": freshness
        and {
            "generation": freshness.generation,
            "changed": freshness.changed and freshness.changed.isoformat(),
            "state": freshness.indexes,
            "waiting_files": freshness.waiting,
        },
    }
