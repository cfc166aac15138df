from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.line_subjects import relations

LINES = [
    "The Echo is read in Vardal",
    "On Monday the harbour of Vardal froze, said Anna Holm.",
    "Captains waited in the frozen harbours, and Holm with them.",
    "Support the Echo today",
]
CORE = range(1, 3)


def test_a_line_of_the_core_shares_words_in_other_forms_and_names_with_it() -> None:
    words, names, *_ = relations(LINES, CORE)[1]
    assert words == pytest.approx(2 / 7), "harbour, Holm; not Monday, Vardal, froze, said, Anna"
    assert names == pytest.approx(1 / 4), "Holm of Monday, Vardal, Anna, Holm"


def test_furniture_shares_the_names_of_its_site_with_furniture() -> None:
    words, names, other_words, other_names, *_ = relations(LINES, CORE)[3]
    assert (words, names) == (0, 0)
    assert other_words == pytest.approx(1 / 3)
    assert other_names == pytest.approx(1 / 2), "Echo, and Support, which stands with a capital alone"


def test_no_word_is_counted_for_its_own_line() -> None:
    assert relations(["Ada rowed over"], range(1))[0][:6] == [0] * 6
    assert relations(["Ada rowed over"], range(0))[0][:6] == [0] * 6


def test_a_word_that_also_stands_without_a_capital_is_no_name() -> None:
    count = [row[-1] for row in relations(["Harbour ships wait", "a harbour, ships"], range(2))]
    assert count == [0, 0]


def test_the_lines_soon_above_and_below_are_told_apart() -> None:
    lines = ["harbour", "x", "x", "x", "harbour ice", "x", "ice"]
    *_, above, below, _ = relations(lines, range(7))[4]
    assert (above, below) == (0, 0), "the harbour stands too far above, and ice has too few letters"
    *_, above, below, _ = relations(["frozen", *lines[3:5], "x", "harbour"], range(5))[2]
    assert (above, below) == (0, 1)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_all_are_shares_but_the_last(lines: list[str], start: int, stop: int) -> None:
    rows = relations(lines, range(min(start, len(lines)), min(stop, len(lines))))
    assert len(rows) == len(lines)
    assert all(0 <= share <= 1 for *shares, _ in rows for share in shares)
