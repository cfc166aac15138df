from __future__ import annotations

import pytest

from qa_bot.english.same_question import asks_the_same


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("4. How often should I practise?", "how often to practise"),
        ("Q: Does the ferry run in winter?", "do ferries run in winter?"),
        ("So, how can you tie a bowline?", "how should I tie a bowline"),
        ("How to tie a bowline", "How do you tie a bowline?"),
        ("What's a bowline?", "what is a bowline"),
        ("Who sank the ferry?", "Who sank the ferry?"),
    ],
)
def test_other_forms_of_the_same_words_ask_the_same(line: str, question: str) -> None:
    assert asks_the_same(line, question)


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("The ferry in winter", "Does the ferry run in winter?"),
        ("How much does a rope cost?", "How many ropes cost it?"),
        ("When does the ferry run?", "Where does the ferry run?"),
        ("Who did Holm defeat?", "Who defeated Holm?"),
        ("How did Holm beat Berg?", "How did Berg beat Holm?"),
        ("What should I eat before a race?", "What should I eat after a race?"),
        ("How do I get from Sarn to Vik?", "How do I get to Sarn from Vik?"),
        ("When will the museum open?", "When did the museum open?"),
        ("Must I pay the fare?", "Can I pay the fare?"),
        ("What is the most popular plan?", "What is the popular plan?"),
        ("Why does the ferry not run?", "Why does the ferry run?"),
        ("How does it work?", "how do they work"),
        ("What is it?", "What is it?"),
        (f"{'Rope and ' * 30}rope?", "Rope and rope?"),
    ],
)
def test_another_word_for_asking_or_telling_asks_something_else(line: str, question: str) -> None:
    assert not asks_the_same(line, question)
