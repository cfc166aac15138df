from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.formats.names import names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ada Byron and Jo Berg", ["Ada Byron", "Jo Berg"]),
        ("Von Ines Okafor, Jo Berg und Pia de la Cruz", ["Ines Okafor", "Jo Berg", "Pia de la Cruz"]),
        ("Ada A. Byron, J.R. Roe & Sam King, Jr.", ["Ada A. Byron", "J.R. Roe", "Sam King"]),
        ("Ada Byron, MS, RDN", ["Ada Byron"]),
        ("Ada Byron | abyron@example.com", ["Ada Byron"]),
        ("Ada Byron • Harbour reporter", ["Ada Byron"]),
        ("Ada Byron December 9, 2016", ["Ada Byron"]),
        ("By Ada Byron Thursday, December 9, 2016", ["Ada Byron"]),
        ("By Ruby Tuesday", ["Ruby Tuesday"]),
        ("Jo March and Ada B. May", ["Jo March", "Ada B. May"]),
        ("Ann Mary March", ["Ann Mary March"]),
        ("Anna Lena März", ["Anna Lena März"]),
        ("Berg, F.", ["F. Berg"]),
        ("O'Neil, K. & van Dam, P.", ["K. O'Neil", "P. van Dam"]),
        ("Berg, F. M.; Byron, Ada K. & Roe, J.", ["F. M. Berg", "Ada K. Byron", "J. Roe"]),
        ("Berg, F., Byron, A.", ["F. Berg", "A. Byron"]),
        ("Ada Byron, M.D.", ["Ada Byron"]),
        ("No Mi-jin", ["No Mi-jin"]),
        ("No Byline", []),
        ("Ada Byron (Sarn)", ["Ada Byron"]),
        ("Mike D&#39;Angelo, Lena deCosta", ["Mike D'Angelo", "Lena deCosta"]),
        ("後藤大地", ["後藤大地"]),
        ("Photo by Ada Byron", []),
        ("Harbour at dawn. Picture by Ada Byron", []),
        ("googletag.cmd.push(function() { display('pg_author_sec_1'); });", []),
        ("Googletag Cmd Push Pg Author Sec 1", []),
        ("abyron@example.com", []),
        ("https://example.com/authors/ada", []),
        ("Www Facebook Com", []),
        ("More Articles", []),
        ("All Stories by Ada", []),
        ("the harbour froze over in March", []),
        ("", []),
    ],
)
def test_names_are_told_from_what_stands_beside_them(text: str, names: list[str]) -> None:
    assert list(names_in(text, is_stated=False)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ADA BYRON December", ["ADA BYRON"]),
        ("Ada Byron, Jo Berg Thursday", ["Ada Byron", "Jo Berg"]),
        ("Ada Byron Tuesday March", ["Ada Byron"]),
        ("Ruby Tuesday", ["Ruby Tuesday"]),
        ("Fredric C. March", ["Fredric C. March"]),
        ("Gavin De Friday", ["Gavin De Friday"]),
    ],
)
def test_what_is_left_of_a_date_is_no_name_where_its_numbers_went(text: str, names: list[str]) -> None:
    assert list(names_in(text, is_stated=False, lacks_numbers=True)) == names


def test_what_is_stated_as_an_author_may_be_one_word_or_without_capitals() -> None:
    assert list(names_in("Reuters", is_stated=True)) == ["Reuters"]
    assert list(names_in("Jo Ada March", is_stated=True)) == ["Jo Ada March"]
    assert list(names_in("ada byron", is_stated=True)) == ["ada byron"]
    assert list(names_in("Staff writers of the Gazette", is_stated=True)) == ["Staff writers of the Gazette"]
    assert list(names_in("Reuters", is_stated=False)) == []
    assert list(names_in("Staff writers of the Gazette", is_stated=False)) == []


@given(st.text(max_size=200), st.booleans())
def test_a_name_is_short_and_on_one_line(text: str, is_stated: bool) -> None:
    assert all(0 < len(name) <= 60 and name == " ".join(name.split()) for name in names_in(text, is_stated=is_stated))
