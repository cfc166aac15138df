from __future__ import annotations

import dataclasses

import pytest

from embeddings.values import Article, Hit, Paragraph, Passage
from qa_bot.values import Citation, Span

TEXT = "First. Second.\n\nThird."
FIRST, THIRD = Paragraph(1, 0, 14, "First. Second."), Paragraph(2, 16, 22, "Third.")
ARTICLE = Article("1", "Title", "a.txt", TEXT, (FIRST, THIRD))
HIT = Hit(Passage(ARTICLE, 0, 22, (FIRST, THIRD)), 0.5)


@pytest.mark.parametrize(
    ("start", "end", "text", "paragraph"),
    [(0, 6, "First.", FIRST), (7, 14, "Second.", FIRST), (16, 22, "Third.", THIRD)],
)
def test_a_span_knows_its_text_and_paragraph(start: int, end: int, text: str, paragraph: Paragraph) -> None:
    span = Span(HIT, start, end, 1.0)
    assert (span.text, span.paragraph) == (text, paragraph)


def test_a_quote_is_cut_out_of_the_paragraph() -> None:
    assert Citation(1, ARTICLE, FIRST, 7, 14, 1.0).quote == "Second."


def test_a_citation_without_offsets_has_no_quote() -> None:
    assert Citation(1, ARTICLE, FIRST, None, None, 1.0).quote is None


def test_values_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Citation(1, ARTICLE, FIRST, 7, 14, 1.0).number = 2  # type: ignore[misc]  # the point of the test
