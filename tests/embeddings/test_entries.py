from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import Block, Document
from embeddings.entries import entries
from embeddings.loading import load_articles

DIARY = """# Harbour log

Kept by the pilots of Sarn.

## 4 March 2021

Ice came in at dawn.

## 5 March 2021

Two boats were crushed. Nobody was hurt.

## 6 March 2021

It thawed.
"""


def parts(*lines: str) -> list[tuple[str, str | None, int]]:
    """Return part, date and number of blocks of each entry of a text."""
    found = entries(Document([Block(line) for line in lines], "Log"))
    return [(each.part, each.published, len(each.blocks)) for each in found]


def test_each_day_of_a_diary_is_an_article_of_its_date() -> None:
    opening, first, second, third = load_articles(DIARY.encode(), source="log.md").articles
    assert (opening.source, opening.title, opening.published) == ("log.md", "Harbour log", None)
    assert opening.text == "Kept by the pilots of Sarn."
    assert (first.source, first.published) == ("log.md/2021-03-04", "2021-03-04")
    assert (second.title, second.published) == ("Harbour log: 5 March 2021", "2021-03-05")
    assert second.text == "5 March 2021\n\nTwo boats were crushed. Nobody was hurt."
    assert second.paragraphs[0].is_heading
    assert third.text.endswith("It thawed.")


def test_the_latest_may_stand_first_and_a_day_may_come_twice() -> None:
    assert parts(
        "6 March 2021", "It thawed.", "5 March 2021", "Ice.", "5 March 2021", "Snow.", "1 March 2021", "x"
    ) == [
        ("2021-03-06", "2021-03-06", 2),
        ("2021-03-05", "2021-03-05", 2),
        ("2021-03-05", "2021-03-05", 2),
        ("2021-03-01", "2021-03-01", 2),
    ]
    days = "\n\n".join(f"{day} March 2021\n\nIce on day {day}, and nobody crossed it." for day in (3, 3, 4, 5))
    loaded = load_articles(days.encode(), source="log.txt")
    assert [each.part for each in loaded.articles] == ["2021-03-03", "2021-03-03 (2)", "2021-03-04", "2021-03-05"]


def test_two_days_are_told_by_their_headings() -> None:
    two = DIARY.partition("## 6 March")[0]
    assert [each.published for each in load_articles(two.encode(), source="log.md").articles] == [
        None,
        "2021-03-04",
        "2021-03-05",
    ]
    (one,) = load_articles(two.partition("## 5 March")[0].encode(), source="log.md").articles
    assert one.source == "log.md"


@pytest.mark.parametrize(
    "lines",
    [
        ("4 March 2021", "Ice.", "5 March 2021", "Snow."),
        ("4 March 2021", "Ice.", "6 March 2021", "Snow.", "5 March 2021", "It thawed."),
        ("word " * 121, "4 March 2021", "Ice.", "5 March 2021", "Snow.", "6 March 2021", "It thawed."),
        ("On 4 March 2021 ice came.", "On 5 March 2021 it snowed.", "On 6 March 2021 it thawed."),
        ("Published 4 March 2021", "Updated 5 March 2021", "Updated 6 March 2021"),
        (),
    ],
)
def test_other_texts_stay_whole(lines: tuple[str, ...]) -> None:
    assert parts(*lines) == [("", None, len(lines))]


TIMELINE = "# Ending it\n\nThe plan:\n\n- 4 March 2021\n  - Ice breaks.\n- 5 March 2021\n- 6 March 2021\n\nSo we do."


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_dates_that_are_items_of_a_list_part_no_text(name: str) -> None:
    (one,) = load_articles(TIMELINE.encode(), source=name).articles
    assert one.published is None
    assert one.text.endswith("So we do.")


def test_a_day_of_a_diary_may_hold_a_list_of_dates() -> None:
    diary = DIARY.replace("It thawed.", TIMELINE.partition("\n\n")[2])
    assert [each.published for each in load_articles(diary.encode(), source="log.md").articles] == [
        *(None, "2021-03-04", "2021-03-05", "2021-03-06")
    ]


def test_a_date_that_heads_paragraphs_within_its_item_begins_an_entry() -> None:
    days = "".join(f"<li><p>{day} March 2021</p><p>We rowed to the isle.</p></li>" for day in (4, 5, 6))
    page = f"<html><body><h1>Log</h1><ul>{days}</ul></body></html>".encode()
    found = load_articles(page, source="log.html").articles
    assert [article.published for article in found] == ["2021-03-04", "2021-03-05", "2021-03-06"]


def test_the_number_of_a_day_is_no_lists() -> None:
    days = "\n\n".join(f"{day}. März 2021\n\nEs fror am {day}. Tag, und keiner ging." for day in (4, 5, 6))
    assert len(load_articles(days.encode(), source="log.txt").articles) == 3
    dates = "\n".join(f"- {day}. März 2021" for day in (4, 5, 6))
    assert len(load_articles(f"Die Tage:\n\n{dates}\n\nSo kam es.".encode(), source="log.md").articles) == 1


@given(st.lists(st.sampled_from(["4 March 2021", "5 March 2021", "6 March 2021", "Ice.", "It thawed."]), max_size=9))
def test_no_block_is_lost(lines: list[str]) -> None:
    found = entries(Document([Block(line) for line in lines]))
    assert [block.text for each in found for block in each.blocks] == lines
