from __future__ import annotations

import pytest

from qa_bot.english.mentions import mentions


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What do the O'Leary bakers want?", ["the O'Leary bakers"]),
        ("Who wrote the O’Brien letters?", ["the O’Brien letters"]),
        ("Did the L'Orange deal fail?", ["the L'Orange deal"]),
        ("How old is the Val d'Isane mine?", ["the Val d'Isane mine"]),
        ("Who runs the O'Leary's bakery?", ["the O'Leary"]),
        ("Who has Lucas' boat?", ["Lucas' boat", "Lucas"]),
        ("Who are Man's ministers?", ["Man's ministers", "Man"]),
    ],
)
def test_a_mark_within_a_name_does_not_end_it(question: str, named: list[str]) -> None:
    assert [each.text for each in mentions(question)] == named
