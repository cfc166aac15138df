from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.formats.superscripts import Raised, as_read, joined


@pytest.mark.parametrize(
    ("before", "raised", "read"),
    [
        ("some 10", "8", "^8"),
        ("some 10", " -8 ", "^-8"),
        ("in 2", "n", "^n"),
        ("at 3.14", "2", "^2"),
        ("of 1024", "2", "^2"),
        ("(a+b)", "2", "^2"),
        ("the 1", "st", "st"),
        ("le 19", "ème", "ème"),
        ("at 5", "h", "h"),
        ("5 km", "2", "2"),
        ("sin", "2", "2"),
        ("Qa", "™", "™"),
        ("", "1", "1"),
        ("built in 1850", "1", ""),
        ("(1850)", "1", ""),
        ("some 5,000", "1", ""),
        ("some 5,000", "1, 2", ""),
        ("in Leeds", "12", ""),
        ("Ada’s", "2", ""),
        ("It froze.", "3", ""),
        ("some 45%", "3", ""),
        ("some 10", "[8]", ""),
        ("some 10", "[note 8][9]", ""),
        ("it", "[citation needed]", ""),
    ],
)
def test_a_superscript_is_a_power_an_ordinal_or_a_note_by_what_stands_before(
    before: str, raised: str, read: str
) -> None:
    assert as_read(raised, before) == read


def test_the_upper_part_of_a_fraction_is_no_power() -> None:
    assert joined(["Add 1", Raised("1"), "/", "2 cups"]) == "Add 1 1/2 cups"


def test_what_is_raised_in_pieces_is_read_as_one() -> None:
    assert (
        joined(["10", Raised("-"), "", Raised("8"), " m, 18", "50", Raised("1"), Raised("2"), "."]) == "10^-8 m, 1850."
    )


@given(st.lists(st.text("a1 ^")))
def test_what_is_not_raised_stays(pieces: list[str]) -> None:
    assert joined(pieces) == "".join(pieces)
