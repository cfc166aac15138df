from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.cleaning.__main__ import differences, loaded
from benchmarks.cleaning.pages import Page, all_pages
from benchmarks.cleaning.scores import Score, score, summed, tokens
from benchmarks.cleaning.sites import LAYOUTS

PAGES = list(all_pages())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_holds_its_article_and_no_unfilled_field(page: Page) -> None:
    assert tokens(*page.own, *page.allowed) <= tokens(page.content)
    assert "{{" not in page.content


def test_there_are_many_pages_and_each_has_a_name_of_its_own() -> None:
    assert len({page.name for page in PAGES}) == len(PAGES) >= 730


def test_no_story_is_in_both_halves() -> None:
    stories = [
        {story for each in LAYOUTS if (each.part == "held back") is half for story in each.stories.split()}
        for half in (False, True)
    ]
    assert stories[0].isdisjoint(stories[1])
    assert {page.part for page in PAGES} == {"first", "second", "held back"}


def test_the_part_that_rules_are_made_on_keeps_what_is_its_own_and_little_else() -> None:
    of_pages = [score(page, loaded(page).text) for page in PAGES if page.part == "first"]
    together = summed(of_pages)
    assert together.precision >= 0.97
    assert together.recall >= 0.98


PAGE = Page("a.txt/b", "a.txt", "first", "", "Ice", ("It froze.", "It thawed."), ("Ice", "A boat"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It froze.\n\nIt thawed.", Score(4, 0, 0)),
        ("ICE It froze. It thawed. A boat", Score(4, 0, 0)),
        ("Ice Ice It froze.", Score(2, 1, 2)),
        ("", Score(0, 0, 4)),
    ],
)
def test_tokens_are_counted(text: str, expected: Score) -> None:
    assert score(PAGE, text) == expected


def test_shares_are_of_all_tokens_together() -> None:
    together = summed([Score(9, 1, 0), Score(90, 0, 10)])
    assert (together.precision, together.recall) == (0.99, 99 / 109)
    assert Score(0, 0, 0).precision == 1


def test_what_was_wrongly_kept_and_lost_is_shown_on_lines_that_are_safe_to_print() -> None:
    content = "Ice\n\nIt froze.\n\nBuy \x1b[31mhats.\x1b[0m"
    shown = list(differences(Page("a.txt/b", "a.txt", "first", content, "Ice", ("It froze.", "It\nthawed."), ("Ice",))))
    assert shown == ["title  Ice", "kept   Buy hats.", "lost   It thawed."]


def test_a_page_that_does_not_exist_is_told_with_those_that_do() -> None:
    command = [sys.executable, "-m", "benchmarks.cleaning", "--show", "no\x1b[31m.html"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("no page no.html: the pages are news.html/bridge, ")
    assert done.stderr.count("\n") == 1
