from __future__ import annotations

import pytest

from qa_bot.english.item_asked import item_asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What is rule 4?", ("rule", "4", "")),
        ("what's step number 12", ("step", "12", "")),
        ("What does rule 2 say?", ("rule", "2", "")),
        ("What does rule no. 2 say about dogs?", ("rule", "2", " about dogs")),
        ("What is the third step?", ("step", "3", "")),
        ("What is the 21st rule of the club?", ("rule", "21", " of the club")),
        ("And what is point b?", ("point", "b", "")),
        ("Tell me the twelfth reason", ("reason", "12", "")),
        ("What do I do in step 3?", ("step", "3", "")),
        ("What is item iv in the list?", ("item", "iv", " in the list")),
    ],
)
def test_tells_which_item_is_asked_for(question: str, asked: tuple[str, str, str] | None) -> None:
    assert item_asked(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "What are the steps?",
        "What is a rule?",
        "Who broke rule 4?",
        "What is the third island?",
        "Why is rule 4 there?",
        "What is rule about dogs?",
        "What is step 1234?",
        "",
    ],
)
def test_other_questions_ask_for_none(question: str) -> None:
    assert item_asked(question) is None
