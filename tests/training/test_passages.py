from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.data import Sources
from training.passages import PASSAGE_WORDS, joined, refining_mixture, some_sentences
from training.values import Example, Question, QuestionSet

SENTENCE = "The boat number {} came home with its nets full of herring on that day."


def paragraph(number: int) -> str:
    sentences = [SENTENCE.format(f"{number}{place:02}") for place in range(12)]
    sentences[5] = f"Only Skipper {number} stayed at sea."
    return " ".join(sentences)


@pytest.fixture
def questions() -> QuestionSet:
    paragraphs = tuple(paragraph(number) for number in range(10))
    asked = []
    for number, text in enumerate(paragraphs):
        answer = f"Skipper {number}"
        start = text.index(answer)
        asked.append(Question(f"who stayed, {number}?", number, ((start, start + len(answer)),)))
    return QuestionSet("boats", paragraphs, tuple(asked))


def test_a_passage_holds_the_answer_beside_a_neighbour_s_sentences(questions: QuestionSet) -> None:
    rng = random.Random(0)
    orders = set()
    for question in questions.questions * 20:
        example = joined(question, questions, rng)
        assert [example.paragraph[start:end] for start, end in example.answers] == [f"Skipper {question.paragraph}"]
        own, other = sorted(
            example.paragraph.split("\n\n"), key=lambda part: f"Skipper {question.paragraph} " not in part
        )
        assert own in questions.paragraphs[question.paragraph]
        assert any(other in text for text in questions.paragraphs if text != questions.paragraphs[question.paragraph])
        assert len(example.paragraph.split()) <= PASSAGE_WORDS + 2 * len(SENTENCE.split())
        orders.add(example.paragraph.startswith(own))
    assert orders == {True, False}


def test_a_neighbour_that_holds_the_answer_is_not_put_beside_it() -> None:
    text = "Anna rowed. Boris sat."
    questions = QuestionSet("boats", (text, text, text), (Question("who sat?", 1, ((12, 17),)),))
    example = joined(questions.questions[0], questions, random.Random(0))
    assert "\n\n" not in example.paragraph
    assert [example.paragraph[start:end] for start, end in example.answers] == ["Boris"]


@given(st.text(min_size=1, max_size=300), st.integers(0, 299), st.integers(1, 60), st.integers())
def test_whole_sentences_hold_what_they_are_around(text: str, place: int, words: int, seed: int) -> None:
    start = min(place, len(text) - 1)
    left, right = some_sentences(text, (start, start + 1), words, random.Random(seed))
    assert 0 <= left <= start < right <= len(text)


def test_the_mixture_asks_each_question_once(question_sets: Path) -> None:
    sources = Sources.load(question_sets)
    negative = Example("where does nobody live ?", "Nowhere.", ())
    mixed = refining_mixture(sources, [negative], seed=0)
    assert len(mixed) == 6 + 6 + 3 + 6 + 3 + 1  # new_wiki, searches, half A of both SQuADs, reddit, the negative
    for example in mixed:
        assert all(0 <= start < end <= len(example.paragraph) for start, end in example.answers)
    assert any("\n\n" in example.paragraph for example in mixed)
    assert mixed == refining_mixture(sources, [negative], seed=0)
    assert mixed != refining_mixture(sources, [negative], seed=1)
