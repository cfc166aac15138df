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
        ("about 100", "100"),
        ("more than 100", "100"),
        ("$5 million", "5 million dollars"),
        ("£1.5m", "£1.5 million"),
        ("€2bn", "2 billion euros"),
        ("$5", "5 dollars"),
        ("US$5m", "$5 million"),
        ("14 August", "August 14"),
        ("14th of August 2015", "Aug. 14, 2015"),
        ("Friday, 14 August", "August 14th"),
        ("6 p.m.", "6pm"),
        ("6 p.m", "6 p.m."),
        ("U.S.", "US"),
        ("J.K. Rowling", "J. K. Rowling"),
        ("1 million", "1,000,000"),
        ("2.5 million people", "2,500,000"),
        ("two hundred thousand", "200,000"),
        ("a dozen", "12"),
        ("two dozen", "24 people"),
        ("two hundred and fifty", "250"),
        ("two hundred and fifty thousand people", "250,000"),
        ("a hundred and one dogs", "101"),
        ("two and a half hours", "2.5 hours"),
        ("2½ hours", "2.5 hours"),
        ("half a million", "500,000"),
        ("two thirds", "two-thirds of them"),
        ("the South Pole", "South Pole"),
        ("SOUTH SUDAN", "South Sudan"),
        ("Belfast, Northern Ireland", "Northern Ireland"),
        ("in northern France", "France"),
        ("Anna Holm", "Holm"),
        ("his brother John Smith", "John Smith"),
        ("Britain's Andy Murray", "Andy Murray"),
        ("McDonald's", "a McDonald's restaurant"),
        ("Smith's", "Smith"),
        ("Vice President Joe Biden", "Biden"),
        ("for Obama", "Obama"),
        ("Under Secretary Holm", "Holm"),
        ("Ben Rhodes, a spokesman for Obama", "Ben Rhodes"),
        ("the city of London", "London"),
        ("Anna Holm and a colleague", "Anna Holm"),
        ("the Washington Post", "Post"),
        ("Holm, who wrote to the Times", "Holm"),
        ("Pangaea", "Pangaea or Pangea"),
        ("the Tyne and Wear Passenger Transport Executive", "Passenger Transport Executive"),
        ("Smith & Jones", "Smith and Jones"),
        ("Gustav", "Gustav Lind"),
        ("in Sarn bridge and Man", "the bridge"),
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
        ("two hundred", "two hundred and fifty"),
        ("fifty", "two hundred and fifty"),
        ("two", "two and a half"),
        ("2½", "21"),
        ("between one hundred and two hundred", "102"),
        ("$5", "5 %"),
        ("-5", "5"),
        ("twenty", "twenty-one"),
        ("5 miles", "5 metres"),
        ("2 min", "2 sec"),
        ("1912 in Sarn", "1912 inches"),
        ("Ireland", "Northern Ireland"),
        ("Sudan", "South Sudan"),
        ("Mexico", "New Mexico"),
        ("Virginia", "West Virginia"),
        ("VIRGINIA", "WEST VIRGINIA"),
        ("North Korea", "South Korea"),
        ("Smith", "Smith's brother"),
        ("Trump", "Trump’s lawyer"),
        ("Obama", "a spokesman for Obama"),
        ("Obama", "a spokesman for President Obama"),
        ("Smith", "the brother of Smith"),
        ("president", "vice president"),
        ("the mayor", "deputy mayor"),
        ("100", "fewer than 100"),
        ("twenty", "under twenty"),
        ("2010", "before 2010"),
        ("the war", "after the war"),
        ("two", "two-thirds"),
        ("one", "one third"),
        ("a hundred", "a few hundred"),
        ("a dozen", "dozens"),
        ("a dozen", "half a dozen"),
        ("$5 million", "$5 billion"),
        ("£1.5m", "£1.5"),
        ("$5 million", "€5 million"),
        ("14 August", "15 August"),
        ("14 August", "August 14, 2015"),
        ("6 a.m.", "6 p.m."),
        ("1 million", "1.5 million"),
        ("12 metres", "a dozen people"),
        ("Washington", "Washington Post"),
        ("London", "London Bridge"),
        ("PARIS", "THE PARIS AGREEMENT"),
        ("Smith", "Smith and Jones"),
        ("Jones", "Smith and Jones"),
        ("Smith", "John Smith & Jones"),
        ("Anna Holm", "Bo Stokes and Anna Holm"),
        ("Trinidad", "Trinidad and Tobago"),
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
