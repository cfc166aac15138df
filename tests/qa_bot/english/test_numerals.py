from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.english.numerals import in_figures


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("two hundred and fifty", "250"),
        ("two hundred fifty metres", "250 metre"),
        ("a hundred and one dogs", "a 101 dogs"),
        ("nineteen hundred and five", "1905"),
        ("two thousand and nineteen", "2019"),
        ("one thousand two hundred and thirty-four", "1234"),
        ("two hundred and fifty thousand", "250000"),
        ("five million two hundred thousand and three", "5200003"),
        ("5 million two hundred thousand", "5200000"),
        ("2.5 million", "2500000"),
        ("1,200 people", "1200 people"),
        ("two dozen and five", "24 and 5"),
        ("a dozen", "a 12"),
        ("2 bn", "2000000000"),
        ("007", "007"),
        ("1.50", "1.50"),
        ("1912 in sarn", "1912 in sarn"),
        ("twenty past six", "20 past 6"),
        ("forty two", "42"),
        ("three and four", "3 and 4"),
        ("two hundred and 50", "200 and 50"),
        ("between one hundred and two hundred", "between 100 and 200"),
        ("two thousand and three thousand", "2000 and 3000"),
        ("five thousand and two million", "5000 and 2000000"),
        ("two hundred and a half", "200 and a half"),
        ("two and a half hours", "2.5 hour"),
        ("two and a half million", "2500000"),
        ("half a million", "500000"),
        ("half a dozen eggs", "6 eggs"),
        ("half a loaf", "half a loaf"),
        ("half a", "half a"),
        ("two hundred and", "200 and"),
        ("zero", "0"),
        ("", ""),
    ],
)
def test_numbers_are_in_figures(words: str, figures: str) -> None:
    assert " ".join(in_figures(words.replace("-", " ").split())) == figures


@given(
    st.lists(st.sampled_from(["two", "fifty", "and", "hundred", "dozen", "thousand", "million", "5", "1,000", "mn"]))
)
def test_no_word_that_is_none_of_a_number_is_lost(words: list[str]) -> None:
    among = [word for each in words for word in ("x", each)]
    assert in_figures(among).count("x") == len(words)
    assert len(in_figures(words)) <= len(words)


def test_a_number_of_many_words_is_read_at_once() -> None:
    assert in_figures(["one", "hundred", "and"] * 3_000)[-1] == "and"
    assert len(in_figures(["two", *["million"] * 3_000])[0]) > 18_000
