"""What is counted of a library, its dates and folders, and its questions."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from embeddings.contents import Sizes
from embeddings.errors import ArticlesFolderError
from embeddings.library import Library
from qa_bot.bot import QABot
from qa_bot.config import Config
from qa_bot.conversations.conversation import Outcome
from qa_bot.conversations.database import FILE_NAME
from qa_bot.conversations.store import Conversations
from qa_bot.statistics import BARS_AT_MOST, Count, Questions, by_date, by_folder, gathered, tally
from tests.hashing_encoder import HashingEncoder
from tests.qa_bot.tui import scripted_bot as scripted


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(articles=tmp_path / "articles", library=tmp_path / "library")


@pytest.fixture
def library(config: Config) -> Path:
    assert config.library is not None
    return config.library


# Dates


def test_dates_within_two_years_are_counted_by_month() -> None:
    assert by_date(["2023-12-31", "2024-03-01", "2024-03-09", None]) == (
        (Count("2023-12", 1), Count("2024-01", 0), Count("2024-02", 0), Count("2024-03", 2)),
        1,
    )
    assert len(by_date(["2022-01-01", "2023-12-31"])[0]) == 24


def test_dates_of_more_than_two_years_are_counted_by_year() -> None:
    dates, undated = by_date(["2022-01-31", "2024-01-01", "2024-05-05"])
    assert (dates, undated) == ((Count("2022", 1), Count("2023", 0), Count("2024", 2)), 0)
    assert len(by_date(["2001-01-01", "2024-12-31"])[0]) == 24


def test_dates_of_many_years_are_counted_by_spans_of_several() -> None:
    dates, _ = by_date(["1854-09-08", "1999-01-01", "2024-12-31"])
    assert [each.name for each in dates][:2] == ["1850–1859", "1860–1869"]
    assert [each.name for each in dates if each.articles] == ["1850–1859", "1990–1999", "2020–2029"]


@pytest.mark.parametrize("none", ["", "2024", "2024-13-01", "2024-02-30", "0000-01-01", "２０２４-01-01", "\x1b[2J"])
def test_what_is_no_date_is_counted_as_none(none: str) -> None:
    assert by_date([none]) == ((), 1)


@given(st.lists(st.none() | st.text(max_size=10) | st.dates().map(str)))
@example(["0001-01-01", "9999-12-31"])
@example([])
def test_every_article_is_in_one_span_or_has_no_date(days: list[str | None]) -> None:
    dates, undated = by_date(days)
    assert sum(each.articles for each in dates) + undated == len(days)
    assert len(dates) <= BARS_AT_MOST
    if dates:
        assert dates[0].articles
        assert dates[-1].articles
    names = [each.name for each in dates]
    assert names == sorted(set(names))
    assert all(re.fullmatch(r"\d{4}([-–]\d{2,4})?", name) for name in names)


# Folders


def test_folders_are_named_as_a_scope_names_them() -> None:
    sources = ["a.txt", "sports/a.md", "sports/b.md", "sports/2024/c.md", "/srv/more/d.txt", "/e.txt"]
    assert by_folder(sources) == (
        Count("sports/", 2),
        Count("", 1),
        Count("/", 1),
        Count("/srv/more/", 1),
        Count("sports/2024/", 1),
    )


def test_pages_are_counted_by_their_servers() -> None:
    pages = ["https://example.org/a/b", "HTTPS://example.org/c", "http://example.org:8080"]
    assert by_folder(pages) == (
        Count("https://example.org/", 2),
        Count("http://example.org:8080/", 1),
    )


@given(st.lists(st.text(max_size=20)))
@example(["http://[bad/x", "http://", "", "/", "//", ".", ".."])
def test_every_article_is_in_one_folder(sources: list[str]) -> None:
    folders = by_folder(sources)
    assert sum(each.articles for each in folders) == len(sources)
    assert len({each.name for each in folders}) == len(folders)


# Questions


def test_outcomes_are_counted_and_times_are_of_what_was_answered_or_refused() -> None:
    outcomes = [Outcome("answered", float(each)) for each in range(1, 101)]
    outcomes += [Outcome("refused", 200.0), Outcome("refused"), Outcome("failed"), Outcome("awaited")]
    assert tally(outcomes) == Questions(104, 100, 2, 1, 1, timed=101, median_ms=51.0, percentile_95_ms=96.0)


def test_without_a_question_there_are_no_times() -> None:
    assert tally([]) == Questions()


@given(st.lists(st.floats(min_value=0, max_value=1e9), min_size=1))
def test_half_of_the_times_are_no_longer_than_their_median(times: list[float]) -> None:
    found = tally([Outcome("answered", each) for each in times])
    assert found.median_ms is not None
    assert found.percentile_95_ms is not None
    assert min(times) <= found.median_ms <= found.percentile_95_ms <= max(times)
    assert 2 * sum(each <= found.median_ms for each in times) >= len(times)


def test_the_outcome_of_every_question_is_known(library: Path) -> None:
    with contextlib.closing(Conversations.open(library)) as conversations:
        conversation = conversations.begin()
        turns = [conversations.ask(conversation, f"Question {number}?") for number in range(7)]
        conversations.answer(turns[0], scripted.answer("Who?"))
        conversations.answer(turns[1], scripted.no_answer("Who?"))
        conversations.fail(turns[2], "the library cannot be read")
        for turn in turns[4:]:
            conversations.answer(turn, scripted.answer("Who?"))
    with contextlib.closing(sqlite3.connect(library / FILE_NAME, isolation_level=None)) as connection:
        damaged = ["noise", '{"timings_ms": {"total": "long"}}', '{"timings_ms": {"total": 1e999}}']
        connection.executemany("UPDATE turns SET answer = ? WHERE id = ?", list(zip(damaged, (5, 6, 7), strict=True)))
    with contextlib.closing(Conversations.open(library)) as conversations:
        assert conversations.outcomes() == [
            Outcome("answered", 61.0),
            Outcome("refused", 61.0),
            Outcome("failed"),
            Outcome("awaited"),
            *[Outcome("answered")] * 3,
        ]


# Everything


def test_a_library_is_counted(config: Config, library: Path, bot: QABot) -> None:
    found, warnings = gathered(config)
    assert warnings == []
    assert (found.place, found.articles, found.undated) == (str(library), 3, 2)
    assert (found.dates, found.folders, found.other_folders) == ((Count("2020-04", 1),), (Count("", 3),), 0)
    summaries = bot.articles()
    assert found.paragraphs == sum(each.paragraphs for each in summaries)
    assert found.characters == sum(each.characters for each in summaries)
    assert found.passages >= 3
    assert found.questions == Questions()
    assert found.conversations_bytes == 0
    assert found.freshness is not None
    assert (found.freshness.generation, found.freshness.indexes, found.freshness.waiting) == (1, "current", 0)


def test_the_largest_folders_are_named_and_the_others_counted(
    config: Config, library: Path, encoder: HashingEncoder
) -> None:
    for number in range(13):
        folder = config.articles / f"{number:02}"
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text("A\n\nOne article.\n")
    (folder / "b.txt").write_text("B\n\nAnother.\n")
    opened = Library.open(library, articles=config.articles, encoder=encoder)
    opened.sync()
    opened.close()
    found, _ = gathered(config)
    assert [each.name for each in found.folders] == ["12/", *(f"{number:02}/" for number in range(9))]
    assert found.other_folders == 3


def test_where_there_is_no_library_none_is_made(config: Config, library: Path) -> None:
    with pytest.raises(ArticlesFolderError, match="there is no folder"):
        gathered(config)
    config.articles.mkdir()
    found, warnings = gathered(config)
    assert (found.articles, found.sizes, found.freshness, warnings) == (0, Sizes(), None, [])
    assert not library.exists()


@pytest.mark.usefixtures("bot")
def test_conversations_that_cannot_be_read_leave_the_rest(config: Config, library: Path) -> None:
    with contextlib.closing(Conversations.open(library)) as conversations:
        conversations._connection.execute("PRAGMA user_version = 9")
    found, [warning] = gathered(config)
    assert "newer version of this program" in warning
    assert (found.questions, found.articles) == (None, 3)
    assert found.conversations_bytes
