from __future__ import annotations

import pytest

from qa_bot.english.denials import is_denied


@pytest.mark.parametrize(
    ("question", "text", "denied"),
    [
        ("What percentage of the boats were returned?", "*80%* did not return their boats.", True),
        ("How many boats returned?", "*Nine* of them haven't returned.", True),
        ("And who rowed to Sarn?", "*Mara Lind* never rowed: she sailed.", False),
        ("And who rowed to Sarn?", "*Mara Lind* has never rowed: she sailed.", True),
        ("Which boats were sold?", "*The Vega* was not sold.", True),
        ("Which boats were sold?", "*The Vega* was not painted.", False),
        ("Which boats were sold?", "*The Vega* was sold.", False),
        ("How many boats did not return?", "*80%* did not return their boats.", False),
        ("How many boats didn't return?", "*80%* did not return their boats.", False),
        ("Who stole the boats?", "*The harbour police* are now investigating the theft.", True),
        ("Who stole the boats?", "*The harbour master*, who is looking into it, was away.", False),
        ("Who is looking for the boats?", "*The harbour police* are investigating the theft.", False),
        ("What was stolen?", "*The harbour police* are investigating the theft.", False),
        ("Why did they return?", "*They* did not return by boat.", False),
    ],
)
def test_what_is_denied_of_somebody_answers_no_question_for_who_did_it(
    question: str, text: str, *, denied: bool
) -> None:
    start, said, _ = map(len, text.split("*"))
    assert is_denied(question, text.replace("*", ""), start, start + said) == denied
