from __future__ import annotations

import pytest

from qa_bot.english.qualified import qualified_from


@pytest.mark.parametrize(
    ("text", "answer", "qualified"),
    [
        ("They sold more than 100 boats.", "100", "more than 100"),
        ("About 100 boats sailed.", "100 boats", "About 100 boats"),
        ("It cost nearly $60 million.", "$60 million", "nearly $60 million"),
        ("At least 2,500 came.", "2,500", "At least 2,500"),
        ("No more than 12 fit in.", "12", "No more than 12"),
        ("They sold 100 boats.", "100", "100"),
        ("Many more than\n100 sailed.", "100", "100"),
        ("He was more than Ann.", "Ann", "Ann"),
        ("A roundabout 100 years old.", "100", "100"),
        ("100 sailed.", "100", "100"),
        ("He wrote books about 100 men.", "100", "100"),
        ("Her film about 1914 won.", "1914", "1914"),
        ("It was built about 1912.", "1912", "1912"),
        ("They sold about 1500 boats.", "1500", "about 1500"),
    ],
)
def test_a_figure_is_told_with_what_qualifies_it(text: str, answer: str, qualified: str) -> None:
    start = text.index(answer)
    assert text[qualified_from(text, start) : start + len(answer)] == qualified
