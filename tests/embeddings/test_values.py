from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.values import natural_order


@given(st.lists(st.integers(min_value=0)), st.text(st.characters(exclude_categories=["N", "Cs"])))
def test_numbers_in_texts_are_ordered_as_numbers(numbers: list[int], before: str) -> None:
    ordered = sorted((f"{before}{number}.txt" for number in numbers), key=natural_order)
    assert ordered == [f"{before}{number}.txt" for number in sorted(numbers)]


def roman(number: int) -> str:
    written = ""
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV")):
        written += letters * (number // value)
        number %= value
    return written + "I" * number


@pytest.mark.parametrize(
    "chapter", ["book.epub/{}", "book.epub/{}: A Storm, I", "Chapter {}. A Mix", "book.epub/part {}"]
)
def test_chapters_with_roman_numbers_stand_in_their_order(chapter: str) -> None:
    ordered = [chapter.format(roman(number)) for number in range(1, 400) if number not in (50, 100)]
    assert sorted(sorted(ordered), key=natural_order) == ordered
    assert sorted(map(str.casefold, sorted(ordered)), key=natural_order) == list(map(str.casefold, ordered))


def test_letters_and_words_are_no_roman_numbers() -> None:
    ordered = ["Plan B", "Plan C", "Plan D", "Vim", "Vivid", "X rays"]
    assert sorted(ordered, key=natural_order) == ordered


@given(st.lists(st.text() | st.text("ivxlcıİ:. /")))
def test_any_texts_have_an_order(texts: list[str]) -> None:
    assert sorted(sorted(texts, key=natural_order, reverse=True), key=natural_order) == sorted(texts, key=natural_order)


def test_a_number_longer_than_python_reads_is_one() -> None:
    assert natural_order("line 2") < natural_order("line 0010") < natural_order(f"line {'9' * 9_999}")
