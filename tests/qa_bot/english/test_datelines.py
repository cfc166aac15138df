from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.english.datelines import dated_at, is_dateline, is_when_told


@pytest.mark.parametrize(
    ("paragraph", "day"),
    [
        ("Sarn, Feb. 1.", "Feb. 1"),
        ("SARN, 3rd June", "3rd June"),
        ("Sun Bay, Sept. 5.", "Sept. 5"),
        ("Port Ellen, Man, March 12", "March 12"),
        ("(From Our Own Correspondent) Sarn, July 16.", "July 16"),
        ("SKARVIK, May 3 (NTB) — The ferry is late again.", "May 3"),
        ("Skarvik, Dec. 24. — The ferry is late again.", "Dec. 24"),
        ("Sarn, Aug. 2.\nThe ferry is late again.", "Aug. 2"),
    ],
)
def test_a_report_says_where_and_when_it_was_sent(paragraph: str, day: str) -> None:
    found = dated_at(paragraph)
    assert found is not None
    assert paragraph[slice(*found)] == day
    assert is_dateline(paragraph) == ("ferry" not in paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "On Sunday, Feb. 5, the ferry was late.",
        "Sarn, Feb. 1 was a bad day.",
        "Sarn, 1 February 1921.",
        "It was in Sarn, Feb. 1.",
        "Mara Lind, Bo Stokes and May 3.",
        "March 3.",
        "Saturday, May 9 – A fair in the hall",
        "Sat., May 9",
        "",
    ],
)
def test_a_day_in_a_sentence_is_no_dateline(paragraph: str) -> None:
    assert dated_at(paragraph) is None
    assert not is_dateline(paragraph)


@given(st.text("Sarn, Feb.1(P)—\n", max_size=60))
def test_any_paragraph_has_a_dateline_or_none(paragraph: str) -> None:
    found = dated_at(paragraph)
    assert found is None or 0 < found[0] < found[1] <= len(paragraph)


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("When was it turned off?", "Today we turned it off, as announced in *December of last year*.", True),
        ("When was it turned off?", "It was turned off today, as we had planned in *2024*.", True),
        ("When was it turned off?", "It was turned off in *May*, as announced in December.", False),
        ("When was it turned off?", "They announced in *December* that it would be turned off.", False),
        ("When was it announced?", "Today we turned it off, as announced in *December*.", False),
        ("When did they announce it?", "Today we turned it off, as announced in *December*.", False),
    ],
)
def test_when_something_had_been_announced_is_not_when_it_was(question: str, text: str, *, told: bool) -> None:
    assert is_when_told(question, text.replace("*", ""), text.index("*")) == told
