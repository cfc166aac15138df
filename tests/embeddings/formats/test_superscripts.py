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
        ("Only $19.", "99", "99"),
        ("Only £1,019.", "99", "99"),
        ("Only $19.", "9", ""),
        ("at 10:", "30", "30"),
        ("as follows in 10:", "3", ""),
        ("built in 1850.", "30", ""),
        ("35 miles", "2", "^2"),
        ("90 square Metres", "3", "^3"),
        ("400 feet", "2", "^2"),
        ("400 feet", "4", ""),
        ("four smiles", "2", ""),
        ("four miles.", "2", ""),
    ],
)
def test_a_superscript_is_a_power_an_ordinal_or_a_note_by_what_stands_before(
    before: str, raised: str, read: str
) -> None:
    assert as_read(raised, before) == read


def test_no_note_s_mark_stands_right_before_a_letter() -> None:
    assert joined(["of mass", Raised("14"), "C and Mass", Raised("14"), " C"]) == "of mass14C and Mass C"


@pytest.mark.parametrize(("after", "read"), [(" €", "19,99 €"), ("€.", "19,99€."), (" men", "19, men")])
def test_cents_are_no_note_s_mark(after: str, read: str) -> None:
    assert joined(["19,", Raised("99"), after]) == read


def test_the_upper_part_of_a_fraction_is_no_power() -> None:
    assert joined(["Add 1", Raised("1"), "/", "2 cups"]) == "Add 1 1/2 cups"


def test_what_is_raised_in_pieces_is_read_as_one() -> None:
    assert (
        joined(["10", Raised("-"), "", Raised("8"), " m, 18", "50", Raised("1"), Raised("2"), "."]) == "10^-8 m, 1850."
    )


@given(st.lists(st.text("a1 ^")))
def test_what_is_not_raised_stays(pieces: list[str]) -> None:
    assert joined(pieces) == "".join(pieces)
