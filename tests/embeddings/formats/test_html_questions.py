from __future__ import annotations

import pytest

from embeddings.formats.html import load_html
from tests.embeddings.formats.test_html_folded import ABOVE, QUESTIONS

ARTICLE = f"<article>{ABOVE}</article>"


def asked(form: str) -> list[tuple[str, str]]:
    """Return what is read of a page that has questions and their answers in some form beside its article."""
    beside = "".join(form.format(q=question.rstrip("?"), a=answer) for question, answer in QUESTIONS.items())
    (document,) = load_html(f"<body><div>{ARTICLE}</div><section class=more>{beside}</section></body>".encode())
    return [(block.kind, block.text) for block in list(document.blocks)[4:]]


def test_questions_beside_an_article_are_read_with_their_answers() -> None:
    expected = [
        pair
        for question, answer in QUESTIONS.items()
        for pair in (("heading", f"{question.rstrip('?')}?"), ("paragraph", answer))
    ]
    assert asked("<h3>{q}?</h3><p>{a}</p>") == expected


def test_they_stand_below_their_own_heading() -> None:
    asked_of = "".join(f"<h3>{question.rstrip('?')}?</h3><p>{answer}</p>" for question, answer in QUESTIONS.items())
    page = f"<div>{ARTICLE}</div><section><h2>Asked often</h2><p>By you.</p>{asked_of}</section>"
    (document,) = load_html(page.encode())
    assert [block.text for block in document.blocks][4:6] == ["Asked often", next(iter(QUESTIONS))]


@pytest.mark.parametrize(
    "form",
    [
        "<h3>{q}?</h3><p>By Ada Byron</p>",
        "<h3>{q}?</h3><p><a href=/x>{a}</a></p>",
        "<h3>{q}!</h3><p>{a}</p>",
        "<h3>Ready to start?</h3><p>{a}</p>",
        "<h3>{q}?</h3>",
    ],
)
def test_teasers_and_adverts_that_ask_are_not_read(form: str) -> None:
    assert asked(form) == []
