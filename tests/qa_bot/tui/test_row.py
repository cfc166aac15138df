"""Rows of lists, laid out to a width."""

from __future__ import annotations

import pytest
from textual.content import Content
from textual.style import Style
from textual.visual import RenderOptions

from qa_bot.tui.row import Row

OPTIONS = RenderOptions(lambda style: style if isinstance(style, Style) else Style.parse(style), {})


def drawn(row: Row, width: int) -> list[str]:
    strips = row.render_strips(width, None, Style.null(), OPTIONS)
    assert len(strips) == row.get_height({}, width)
    return [strip.text.rstrip() for strip in strips]


def row(*lines: str) -> Row:
    return Row(Content("[1] "), *([Content(part) for part in line.split("|")] for line in lines))


def test_a_row_that_fits_is_one_line() -> None:
    assert drawn(row("The ferry|· paragraph 3|· 2024-05-01"), 60) == ["[1] The ferry · paragraph 3 · 2024-05-01"]


def test_a_row_goes_on_between_its_parts_behind_the_mark() -> None:
    assert drawn(row("The ferry|· paragraph 3|· 2024-05-01", "It sailed."), 30) == [
        "[1] The ferry · paragraph 3",
        "    · 2024-05-01",
        "    It sailed.",
    ]


def test_a_name_of_thousands_of_parts_is_wrapped_between_these() -> None:
    lines = drawn(row("a/" * 2_000), 44)
    assert lines[0] == "[1] " + "a/" * 20
    assert {line.strip() for line in lines[1:]} == {"a/" * 20}
    assert len(lines) == 100


def test_a_part_that_is_longer_than_the_line_is_wrapped() -> None:
    assert drawn(row("The ferry that never came back|· paragraph 3"), 20) == [
        "[1] The ferry that",
        "    never came back",
        "    · paragraph 3",
    ]


@pytest.mark.parametrize("width", [1, 3, 4, 5, 8])
def test_a_row_without_room_for_its_mark_loses_no_line(width: int) -> None:
    assert len(drawn(row("渡し船 👩‍👩‍👧 قارب", "x" * 30), width)) >= 2


def test_styles_stay_where_they_are() -> None:
    styled = Row(Content(""), [Content("one"), Content.styled("two three", "bold")])
    first, second = styled.render_strips(9, None, Style.null(), OPTIONS)
    assert not any(segment.style and segment.style.bold for segment in first)
    assert "".join(segment.text for segment in second if segment.style and segment.style.bold) == "two three"


def test_a_name_that_is_longer_than_the_line_goes_on_behind_a_hyphen() -> None:
    assert drawn(row("2012-03-09|· 2012-03-09-border-safety-project.md|· 4 pages"), 24) == [
        "[1] 2012-03-09",
        "    · 2012-03-09-border-",
        "    safety-project.md",
        "    · 4 pages",
    ]


def test_a_word_that_is_longer_than_the_line_is_broken_within() -> None:
    assert drawn(row("aa " + "x" * 30 + "|武汉长江大桥于1957年建成"), 24) == [
        "[1] aa",
        "    xxxxxxxxxxxxxxxxxxxx",
        "    xxxxxxxxxx",
        "    武汉长江大桥于1957年",
        "    建成",
    ]
