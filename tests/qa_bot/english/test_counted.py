from __future__ import annotations

import pytest

from qa_bot.english.counted import is_no_count_of_people, is_share_of_a_population


@pytest.mark.parametrize(
    ("question", "answer", "behind", "is_none"),
    [
        ("How many people came to the fair?", "over 60", " presentations were given", True),
        ("And how many young rowers came?", "12", " days", False),
        ("How many women rowed?", "12", " days.", True),
        ("How many women rowed?", "12", " of them", False),
        ("How many people came?", "60", " relations of the bride", False),
        ("How many people came?", "sixty people in", " days", False),
        ("How many talks were there?", "over 60", " talks", False),
    ],
)
def test_what_counts_other_things_does_not_tell_how_many_people(
    question: str, answer: str, behind: str, *, is_none: bool
) -> None:
    assert is_no_count_of_people(question, answer, behind) == is_none


@pytest.mark.parametrize(
    ("question", "answer", "behind", "is_share"),
    [
        ("What is the population of Sarn?", "3 percent", " last year", True),
        ("What is the population of Sarn?", "3", " per cent", True),
        ("what's Sarn's population?", "3", "% more", True),
        ("How large is the population of Sarn?", "3%", "", True),
        ("What is the population of Sarn?", "12,400", ", 3% more", False),
        ("What is the population growth of Sarn?", "3%", "", False),
        ("What is the Danish population of Sarn?", "3%", "", False),
        ("What percentage of the population rows?", "3%", "", False),
    ],
)
def test_a_percentage_is_no_population(question: str, answer: str, behind: str, *, is_share: bool) -> None:
    assert is_share_of_a_population(question, answer, behind) == is_share
