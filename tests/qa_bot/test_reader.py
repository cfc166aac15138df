from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from embeddings.values import Article, Hit, Paragraph, Passage
from qa_bot.reader import SentenceReader
from tests.hashing_encoder import HashingEncoder


def hit_of(*paragraphs: str, title: str = "Title", start: int = 0, end: int | None = None, score: float = 0.5) -> Hit:
    """Return a hit of one passage over paragraphs; start and end cut a window out of their text."""
    placed: list[Paragraph] = []
    offset = 0
    for number, text in enumerate(paragraphs, start=1):
        placed.append(Paragraph(number, offset, offset + len(text), text))
        offset += len(text) + 2
    text = "\n\n".join(paragraphs)
    article = Article(title, title, f"{title}.txt", text, tuple(placed))
    return Hit(Passage(article, start, len(text) if end is None else end, tuple(placed)), score)


def read(question: str, *hits: Hit) -> list[str]:
    return [span.text for span in SentenceReader(HashingEncoder()).read(question, hits).spans]


def test_the_sentence_that_shares_the_question_s_words_comes_first() -> None:
    sentences = read("Who built the lighthouse?", hit_of("It rained. Ann Lee built the lighthouse. It shone."))
    assert sentences[0] == "Ann Lee built the lighthouse."
    assert sorted(sentences) == ["Ann Lee built the lighthouse.", "It rained.", "It shone."]


def test_sentences_are_ranked_across_passages() -> None:
    far, near = hit_of("It rained all day.", title="A", score=0.6), hit_of("Ann Lee built the lighthouse.", title="B")
    assert read("Who built the lighthouse?", far, near)[0] == "Ann Lee built the lighthouse."


@pytest.mark.parametrize(
    ("question", "of_the_type", "other"),
    [
        (
            "Who built the lighthouse?",
            "They say Ann Lee built the lighthouse.",
            "They say thieves built the lighthouse.",
        ),
        ("When was the lighthouse built?", "The lighthouse was built in 1854.", "The lighthouse was built of stone."),
        ("How tall is the lighthouse?", "The lighthouse is forty feet tall.", "The lighthouse is quite a tall one."),
    ],
)
def test_of_two_like_sentences_the_one_with_the_wanted_type_wins(question: str, of_the_type: str, other: str) -> None:
    assert read(question, hit_of(f"{other} {of_the_type}"))[0] == of_the_type


def test_only_sentences_of_the_window_are_read() -> None:
    text = "Early words stand here. Ann Lee built the lighthouse. Late words stand here."
    sentences = read("Who built the lighthouse?", hit_of(text, start=24, end=53))
    assert sentences == ["Ann Lee built the lighthouse."]


@pytest.mark.parametrize("question", ["Who built it?", "who was?", "?", ""])
def test_no_passages_hold_no_answer(question: str) -> None:
    reading = SentenceReader(HashingEncoder()).read(question, [])
    assert (reading.spans, reading.confidence) == ((), 0.0)


@pytest.mark.parametrize("question", ["who was it?", "?", "🪁"])
def test_a_question_without_content_words_can_be_read(question: str) -> None:
    class WordsOfAnyDimension(HashingEncoder):
        def encode_words(self, words: Sequence[str]) -> NDArray[np.float32]:
            return np.ones((len(words), 8), np.float32) if words else np.zeros((0, 1), np.float32)

    reading = SentenceReader(WordsOfAnyDimension()).read(question, [hit_of("Ann Lee built the lighthouse.")])
    assert [span.text for span in reading.spans] == ["Ann Lee built the lighthouse."]


def test_confidence_is_higher_where_the_answer_stands() -> None:
    reader = SentenceReader(HashingEncoder())
    there = reader.read("Who built the lighthouse?", [hit_of("Ann Lee built the lighthouse.")])
    elsewhere = reader.read("Who built the lighthouse?", [hit_of("Cheese keeps well in caves.", score=0.0)])
    assert there.confidence > 0.5 > elsewhere.confidence


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=4), st.text())
def test_spans_stand_in_their_paragraphs(paragraphs: list[str], question: str) -> None:
    reading = SentenceReader(HashingEncoder()).read(question, [hit_of(*paragraphs)])
    scores = [span.score for span in reading.spans]
    assert scores == sorted(scores, reverse=True)
    for span in reading.spans:
        assert span.paragraph.start <= span.start < span.end <= span.paragraph.end
        inside = slice(span.start - span.paragraph.start, span.end - span.paragraph.start)
        assert span.text == span.paragraph.text[inside]
    assert 0 <= reading.confidence <= 1
