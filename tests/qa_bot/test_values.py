from __future__ import annotations

import dataclasses

import pytest

from embeddings.values import Article, Paragraph, Passage
from qa_bot.values import Citation, Span, section_of

TEXT = "First. Second.\n\nThird."
FIRST, THIRD = Paragraph(1, 0, 14, "First. Second."), Paragraph(2, 16, 22, "Third.")
ARTICLE = Article("1", "Title", "a.txt", TEXT, (FIRST, THIRD))
SECOND_SENTENCE_ON = Passage("1", "Title", "a.txt", 7, 22, TEXT[7:], 1, 2)


@pytest.mark.parametrize(("start", "end", "text"), [(7, 13, "Second"), (7, 14, "Second."), (16, 22, "Third.")])
def test_a_span_is_cut_out_of_its_passage(start: int, end: int, text: str) -> None:
    assert Span(SECOND_SENTENCE_ON, start, end, 1.0).text == text == TEXT[start:end]


def test_a_quote_is_cut_out_of_the_paragraph() -> None:
    assert Citation(1, ARTICLE, FIRST, 7, 14, 1.0).quote == "Second."


def test_a_citation_without_offsets_has_no_quote() -> None:
    assert Citation(1, ARTICLE, FIRST, None, None, 1.0).quote is None


def test_values_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Citation(1, ARTICLE, FIRST, 7, 14, 1.0).number = 2  # type: ignore[misc]  # the point of the test


def test_a_paragraph_stands_below_its_two_nearest_headings_but_not_below_the_title() -> None:
    outline = [("TITLE", 1), ("Walks", 2), ("Manly", 3), ("Length", 4), ("2.2 km.", 0), ("Bondi", 3), ("6 km.", 0)]
    paragraphs = [
        Paragraph(number, 0, 0, text, kind="heading" if level else "paragraph", level=level)
        for number, (text, level) in enumerate(outline, start=1)
    ]
    article = Article("1", "Title", "a.txt", "", tuple(paragraphs))
    sections = [section_of(article, each) for each in paragraphs]
    assert sections == ["", "", "Walks", "Walks › Manly", "Manly › Length", "Walks", "Walks › Bondi"]
