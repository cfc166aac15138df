from __future__ import annotations

import pytest

from qa_bot.names import whole_name

MAYOR = "Tove Aasen, the mayor of Sarn, opened it. Yesterday Aasen left. Mayor Aasen and the Aasen family wept."


@pytest.mark.parametrize(
    ("question", "answer", "text", "whole"),
    [
        ("who opened it?", "Aasen", MAYOR, "Tove Aasen"),
        ("Which person opened it?", "Aasen", MAYOR, "Tove Aasen"),
        ("what was opened?", "Aasen", MAYOR, None),
        ("who opened it?", "Tove Aasen", MAYOR, None),
        ("who wrote it?", "Beethoven", "The composer Ludwig van Beethoven wrote.", "Ludwig van Beethoven"),
        ("who spoke?", "Kennedy", "So said President John F. Kennedy in May.", "John F. Kennedy"),
        ("who spoke?", "Holm", "There Anna Holm met Per Holm.", None),
        ("who spoke?", "Aasen", "Yesterday Aasen spoke.", None),
        ("who spoke?", "Aasen", "They came to Sarn. Aasen spoke. Mr Aasen sat.", None),
        ("who spoke?", "Finan", "Petty Officer Jason Finan spoke.", "Jason Finan"),
        ("who spoke?", "Lovell", "In the module sat Jim Lovell.\n\nLovell spoke.", "Jim Lovell"),
        ("who spoke?", "NATO", "The general spoke for Western NATO.", None),
        ("who spoke?", "Aasens", "Tove Aasen spoke.", None),
        ("who spoke?", "O’Neill (", "the judge Ann O’Neill ( spoke", None),
        ("who spoke?", "O’Neill", "the judge Ann O’Neill spoke", "Ann O’Neill"),
    ],
)
def test_a_surname_gets_the_name_that_stands_before_it_elsewhere(
    question: str, answer: str, text: str, whole: str | None
) -> None:
    assert whole_name(question, answer, text) == whole
