from __future__ import annotations

import pytest

from embeddings.values import Hit
from qa_bot.asked_there import LIKELY, of_questions
from qa_bot.values import Finding
from tests.qa_bot.written import article_of, found, passage_of

GUIDE = article_of(
    """
    # 1. What is a bowline?
    Let us begin with the knot of knots.
    Sailors love it. A bowline is a knot that makes a loop at the end of a rope.
    # 2. How do I tie a bowline?
    That is easy! Make a small loop, and lead the end up through it. Then pull.
    # 3. Why do knots slip?
    - Wet rope, which has swollen and is smooth
    - Too short an end
    # 4. How long should the end be?
    Nobody agrees on it. Twelve times the width of the rope is enough.
    # 5. Is a bowline safe?
    Yes. It holds as long as there is a load on it.
    # 6. Which knot is best for climbing?
    Climbers have always argued about that.
    Q: Who tied the first bowline?
    A: The knot is older than all that is written of it.
    # 7. Where is rope made?
    """,
    title="Knots",
)


def answer(question: str, *findings: Finding, term: str | None = None) -> list[str]:
    hits = [Hit(passage_of(GUIDE), 1.0)]
    first = of_questions(question, findings, hits, {"a": GUIDE}.get, term=term, answered_from=0.3)[:1]
    return [text for each in first for text in (each.spans[0].text, *each.rest)]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("how to tie a bowline", ["That is easy! Make a small loop, and lead the end up through it."]),
        ("What's a bowline?", ["Sailors love it. A bowline is a knot that makes a loop at the end of a rope."]),
        ("Why does a knot slip?", ["Wet rope, which has swollen and is smooth", "Too short an end"]),
        ("Who tied the first bowline?", ["The knot is older than all that is written of it."]),
        ("How long must knots be?", []),
        ("Why do knots not slip?", []),
        ("How many knots slip?", []),
        ("Where is rope made?", []),
    ],
)
def test_what_stands_below_the_same_question_answers(question: str, said: list[str]) -> None:
    assert answer(question) == said


def test_of_what_stands_there_a_definition_comes_first() -> None:
    definition = "A bowline is a knot that makes a loop at the end of a rope."
    assert answer("What is a bowline?", term="bowline") == [definition]


@pytest.mark.parametrize(
    ("question", "read", "confidence", "stays"),
    [
        ("How long should the end be?", "Twelve times", 0.4, True),
        ("How long should the end be?", "Twelve times", 0.2, False),
        ("How should the end be?", "Twelve times", 0.9, True),
        ("Is a bowline safe?", "It holds as long as there is a load on it.", 0.4, True),
        ("Is a bowline safe?", "It holds as long as there is a load on it.", 0.2, False),
        ("Is a bowline safe?", "A bowline is a knot that makes a loop at the end of a rope.", 0.9, False),
        ("Which knot is best for climbing?", "bowline", 0.7, False),
        ("Which knot is best for climbing?", "bowline", 0.9, True),
        ("What is a bowline?", "a knot that makes a loop", 0.9, True),
        ("How do I tie a bowline?", "Make a small loop", 0.9, False),
    ],
)
def test_what_was_read_stays_where_few_words_answer(
    question: str, read: str, confidence: float, *, stays: bool
) -> None:
    finding = found(GUIDE, read, confidence)
    assert (answer(question, finding) == [read]) == stays


def test_what_was_read_is_less_likely_then() -> None:
    finding = found(GUIDE, "Make a small loop", 0.6)
    hits = [Hit(passage_of(GUIDE), 1.0)]
    judged = of_questions("How do I tie a bowline?", [finding], hits, {"a": GUIDE}.get, term=None, answered_from=0.3)
    assert [round(each.confidence, 2) for each in judged] == [LIKELY, 0.15]
    assert of_questions("How do I tie a bowline?", [finding], hits, lambda _: None, term=None, answered_from=0.3) == [
        finding
    ]


def test_a_title_that_asks_is_no_place_where_it_is_answered() -> None:
    article = article_of("# How do I tie a bowline?\nWe asked ten sailors for this guide.", "How do I tie a bowline?")
    hits = [Hit(passage_of(article), 1.0)]
    assert not of_questions("How do I tie a bowline?", (), hits, {"a": article}.get, term=None, answered_from=0.3)
