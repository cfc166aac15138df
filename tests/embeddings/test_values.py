from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from embeddings.values import natural_order


@given(st.lists(st.integers(min_value=0)), st.text(st.characters(exclude_categories=["N", "Cs"])))
def test_numbers_in_texts_are_ordered_as_numbers(numbers: list[int], before: str) -> None:
    ordered = sorted((f"{before}{number}.txt" for number in numbers), key=natural_order)
    assert ordered == [f"{before}{number}.txt" for number in sorted(numbers)]


@given(st.lists(st.text()))
def test_any_texts_have_an_order(texts: list[str]) -> None:
    assert sorted(sorted(texts, key=natural_order, reverse=True), key=natural_order) == sorted(texts, key=natural_order)


def test_a_number_longer_than_python_reads_is_one() -> None:
    assert natural_order("line 2") < natural_order("line 0010") < natural_order(f"line {'9' * 9_999}")
