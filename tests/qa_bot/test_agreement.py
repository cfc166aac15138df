from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.values import Passage
from qa_bot.agreement import agree, grouped
from qa_bot.values import Span


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bali", "Mustafa Bali"),
        ("the SDF", "SDF"),
        ("in March", "March"),
        ("1,200 people", "1,200"),
        ("Zürich", "zurich"),
        ("about 40 kilometres", "40 kilometres"),
        ("“victory”", "victory"),
        ("?", "?"),
        ("5 %", "5 percent"),
        ("$5", "5"),
        ("2019-20", "2019-20"),
        ("2 min. 2 secs", "2 min. 2 sec"),
        ("470m", "470 metres"),
        ("18", "eighteen"),
        ("Forty-two people", "42"),
        ("1,067 miles", "1067 miles"),
        ("twenty past six", "20 past 6"),
        ("5 per cent", "5%"),
    ],
)
def test_the_same_answer_in_other_words(one: str, other: str) -> None:
    assert agree(one, other)
    assert agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bali", "Java"),
        ("1912", "1914"),
        ("March", "March 1912"),
        ("3", "3 or 4"),
        ("40", "40,000"),
        ("Anna Holm", "Anna Berg"),
        ("?", "!"),
        ("art", "part of it"),
        ("guilty", "not guilty"),
        ("5", "5 million"),
        ("two", "two hundred"),
        ("$5", "5 %"),
        ("-5", "5"),
        ("twenty", "twenty-one"),
        ("5 miles", "5 metres"),
        ("2 min", "2 sec"),
        ("1912 in Sarn", "1912 inches"),
    ],
)
def test_different_answers(one: str, other: str) -> None:
    assert not agree(one, other)
    assert not agree(other, one)


def span_of(text: str, score: float) -> Span:
    return Span(Passage("a", "A", "a.txt", 0, len(text), text, 1, 1), 0, len(text), score)


def test_groups_are_led_by_their_best_and_come_in_its_order() -> None:
    spans = [span_of("Bali", 9.0), span_of("Java", 8.0), span_of("Mustafa Bali", 7.0), span_of("on Java", 6.0)]
    assert [[span.text for span in group] for group in grouped(spans)] == [
        ["Bali", "Mustafa Bali"],
        ["Java", "on Java"],
    ]


@given(st.lists(st.text(min_size=1, max_size=20), max_size=8))
def test_every_span_is_in_one_group(texts: list[str]) -> None:
    spans = [span_of(text, float(-position)) for position, text in enumerate(texts)]
    groups = grouped(spans)
    assert sorted((span for group in groups for span in group), key=lambda span: -span.score) == spans
    assert all(agree(group[0].text, span.text) for group in groups for span in group)
