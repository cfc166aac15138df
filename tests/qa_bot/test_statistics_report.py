"""How statistics are said, and the bars of their dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.contents import Freshness, Sizes
from qa_bot.statistics import Count, Questions, Statistics
from qa_bot.statistics_report import BAR_WIDTH, bars, health, sections, statistics_as_dict

STATISTICS = Statistics(
    place="/home/mara/.local/share/qa-bot/news-0a1b2c3d4e",
    articles=1_234,
    paragraphs=24_018,
    passages=9_876,
    characters=7_654_321,
    sizes=Sizes(files=8_412_000, database=21_500_000, vectors=7_584_768, words=4_200_000),
    conversations_bytes=81_920,
    dates=(Count("2019", 12), Count("2020", 0), Count("2021", 900), Count("2022", 1), Count("2023", 300)),
    undated=21,
    folders=(Count("sports/", 1_100), Count("", 100), Count("https://example.org/", 30)),
    other_folders=2,
    questions=Questions(48, 39, 6, 2, 1, timed=45, median_ms=212.4, percentile_95_ms=1_340.0),
    freshness=Freshness(7, datetime(2026, 3, 9, 12, 30, tzinfo=UTC), "current", 0),
)


def lines(statistics: Statistics, heading: str) -> tuple[str, ...]:
    return next(part.lines for part in sections(statistics) if part.heading == heading)


def test_nothing_stands_under_no_heading() -> None:
    empty = replace(STATISTICS, dates=(), undated=0, folders=(), other_folders=0)
    assert [part.heading for part in sections(empty)] == ["Library", "Sizes", "Questions", "Index"]


def test_everything_is_said() -> None:
    said = {part.heading: part.lines for part in sections(STATISTICS)}
    assert said["Library"] == (
        "/home/mara/.local/share/qa-bot/news-0a1b2c3d4e",
        "articles        1,234",
        "paragraphs     24,018",
        "passages        9,876",
        "characters  7,654,321",
    )
    assert said["Sizes"] == (
        "the articles' files    8.4 MB",
        "the database          21.5 MB",
        "the index of vectors   7.6 MB",
        "the index of words     4.2 MB",
        "conversations         81.9 kB",
    )
    assert said["Dates of the articles"] == (
        "2019 ╸ 12",
        "2020 0",
        f"2021 {'━' * BAR_WIDTH} 900",
        "2022 ╸ 1",
        "2023 ━━━━━━━━━╸ 300",
        "21 articles have no date",
    )
    assert said["Folders with the most articles"] == (
        "1,100  sports/",
        "  100  the articles folder itself",
        "   30  https://example.org/",
        "and 2 more folders",
    )
    assert said["Questions"] == (
        "48 asked: 39 answered, 6 not in the articles, 2 failed, 1 without an answer so far",
        "median 212 ms, 95 % within 1.3 s, of 45 answers",
    )
    assert len(said["Index"]) == 1


def test_what_is_not_known_is_left_out_or_said() -> None:
    little = replace(
        STATISTICS, sizes=Sizes(), conversations_bytes=None, dates=(), undated=1, questions=Questions(), freshness=None
    )
    said = {part.heading: part.lines for part in sections(little)}
    assert "Sizes" not in said
    assert said["Dates of the articles"] == ("1 article has no date",)
    assert said["Questions"] == ("none is kept yet",)
    assert "Index" not in said
    assert lines(replace(little, questions=None), "Questions") == ("what was kept of them cannot be read",)
    assert lines(replace(little, questions=Questions(1, awaited=1)), "Questions") == (
        "1 asked: 1 without an answer so far",
    )


@pytest.mark.parametrize(
    ("freshness", "said"),
    [
        (Freshness(0, None, "missing", None), "missing: built at the next start · the articles folder is missing or"),
        (Freshness(1, None, "behind", 1), "at the next start · 1 file new, changed or gone since: read at the next"),
        (Freshness(1, None, "changed", 2_000), "checked at the next start · 2,000 files new, changed or gone since"),
        (Freshness(1_000, None, "current", 0), "generation 1,000 · the indexes are those of the database · no file"),
    ],
)
def test_health_is_one_line(freshness: Freshness, said: str) -> None:
    assert said in health(freshness)
    assert "\n" not in health(freshness)
    known = health(replace(freshness, changed=datetime(2026, 3, 9, 12, 30, tzinfo=UTC)))
    assert " · changed last 2026-03-" in known


def test_what_others_have_written_is_text() -> None:
    hostile = "\x1b]0;owned\x07[red]a\nb[/red]\u202e/"
    statistics = replace(STATISTICS, place=hostile, folders=(Count(hostile, 1),))
    assert lines(statistics, "Library")[0] == "[red]a b[/red]/"
    assert lines(statistics, "Folders with the most articles")[0] == "1  [red]a b[/red]/"
    row = statistics_as_dict(statistics)
    assert (row["library"], row["folders"][0]["folder"]) == ("[red]a b[/red]/", "[red]a b[/red]/")


@given(st.lists(st.integers(min_value=0, max_value=10**7), max_size=24))
def test_a_bar_is_as_long_as_its_number_is_large(numbers: list[int]) -> None:
    drawn = bars([Count(f"{1990 + at}–{2000 + at}", number) for at, number in enumerate(numbers)])
    halves = [2 * line.count("━") + line.count("╸") for line in drawn]
    assert all(len(line) <= 50 for line in drawn)
    for length, number in zip(halves, numbers, strict=True):
        assert (length == 0) == (number == 0)
        assert length <= 2 * BAR_WIDTH
        if number == max(numbers) > 0:
            assert length == 2 * BAR_WIDTH
    assert [length for _, length in sorted(zip(numbers, halves, strict=True))] == sorted(halves)
