from __future__ import annotations

import random
from pathlib import Path

import pytest

from training.data import Sources, joined_sentences, mixture
from training.errors import TrainingError
from training.values import Example, Question, QuestionSet


def test_the_mixture_has_each_set_as_often_as_the_recipe_says(question_sets: Path) -> None:
    sources = Sources.load(question_sets)
    negative = Example("where does nobody live ?", "Nowhere.", ())
    mixed = mixture(sources, [negative], seed=0)
    # new_wiki and searches twice, reddit, reviews and sentences once, half A of both SQuADs twice
    assert len(mixed) == 2 * 6 + 6 + 6 + 2 * 6 + 2 * 3 + 2 * 3 + 6 + 1
    assert sum(not example.answers for example in mixed) == 2 * 3 + 1
    assert mixed == mixture(sources, [negative], seed=0)
    assert mixed != mixture(sources, [negative], seed=1)


def test_nothing_of_half_b_is_trained_on(question_sets: Path) -> None:
    sources = Sources.load(question_sets)
    asked = [question.text for questions in (sources.squad, sources.unanswerable) for question in questions.questions]
    assert not any(name in text for text in asked for name in ("Anna", "Boris", "Clara"))


def test_joined_sentences_keep_their_answers_where_they_stand() -> None:
    sentences = tuple(f"Sentence {number} — “É” tells of {number * 7}." for number in range(20))
    asked = tuple(
        Question(f"what of {number}, time {time}?", number, ((start := text.index("tells"), start + 5), (0, 8)))
        for number, text in enumerate(sentences)
        for time in range(15)
    )
    joined = joined_sentences(QuestionSet("sentences", sentences, asked), random.Random(0))
    assert len(joined) == 20 * 12
    for example in joined:
        own = sentences[int(example.question.split()[2].rstrip(","))]
        texts = [example.paragraph[start:end] for start, end in example.answers]
        assert texts == ["tells", "Sentence"]
        assert example.answers[1][0] == example.paragraph.index(own)
        assert 2 <= example.paragraph.count("Sentence") <= 8
    assert len({example.paragraph.count("Sentence") for example in joined}) == 7


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="there is no folder"):
        Sources.load(tmp_path / "missing")
