from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.typed import completions

HISTORY = ("Who won the cup?", "who was Jane Doe?", "WHO was Mara Lind?")
SUGGESTIONS = ("Who won the Tour of Sarn?", "When was the Tower of Sarn built?")


@pytest.mark.parametrize(
    ("prefix", "completed"),
    [
        ("", None),
        ("  ", None),
        ("who", "who was Mara Lind?"),
        ("Who w", "Who was Mara Lind?"),
        ("who wo", "who won the cup?"),
        ("who won the t", "who won the tour of Sarn?"),
        ("when", "when was the Tower of Sarn built?"),
        ("When was the Tower of Sarn built?", None),
        ("Where", None),
        ("Who was Jane Doe? ", None),
    ],
)
def test_what_is_typed_is_completed(prefix: str, completed: str | None) -> None:
    assert completions(prefix, SUGGESTIONS, HISTORY) == completed


def test_a_hostile_history_is_completed_on_one_line() -> None:
    assert completions("who", [], ["who\x1b[2J won\nthe cup\u202e?"]) == "who won the cup?"


@given(st.text(max_size=5), st.lists(st.text(max_size=10)), st.lists(st.text(max_size=10)))
def test_a_completion_goes_on_after_what_is_typed(prefix: str, suggestions: list[str], history: Sequence[str]) -> None:
    completed = completions(prefix, suggestions, history)
    if completed is not None:
        assert completed.startswith(prefix)
        assert len(completed) > len(prefix)


@given(st.sampled_from([*HISTORY, *SUGGESTIONS]), st.integers(1, 60))
def test_every_known_question_is_completed_from_any_beginning(question: str, length: int) -> None:
    completed = completions(question[:length], SUGGESTIONS, HISTORY)
    assert (completed is None) == (length >= len(question))
