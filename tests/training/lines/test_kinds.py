from __future__ import annotations

import random

from training.lines import kinds
from training.lines.kinds import KINDS, body, prose, replies
from training.lines.words import Words

ARTICLE = "\n".join(
    f"In the year {year} the harbour of Vardal froze. Ines Okafor saw it, and wrote home. No ship could leave."
    for year in range(1901, 1906)
)


def test_each_kind_of_text_is_made_of_the_article_s_words() -> None:
    for seed, kind in enumerate(KINDS):
        words = Words.of(ARTICLE, random.Random(seed))
        assert words is not None
        lines = list(kind(words))
        assert lines
        assert all(text.strip() for _, text in lines), kind.__name__
        assert any("Vardal" in text or "harbour" in text or "Okafor" in text for _, text in lines), kind.__name__


def test_an_interview_asks_and_a_recipe_lists() -> None:
    words = Words.of(ARTICLE, random.Random(1))
    assert words is not None
    assert sum(text.endswith("?") for _, text in kinds._interview(words)) >= 5
    assert sum(kind == "item" for kind, _ in kinds._recipe(words)) >= 7


def test_prose_is_an_article_s_paragraphs_as_they_stand() -> None:
    for seed in range(20):
        lines = [block.text for block in prose(ARTICLE, random.Random(seed))]
        assert lines
        assert "\n".join(lines) in ARTICLE


def test_no_text_is_made_of_too_few_words() -> None:
    assert body("No ship left.", random.Random(0)) == []
    assert prose("No ship left.", random.Random(0)) == []
    assert replies("No ship left.", random.Random(0)) == []


def test_the_same_chance_makes_the_same_text() -> None:
    assert body(ARTICLE, random.Random(3)) == body(ARTICLE, random.Random(3))
    assert body(ARTICLE, random.Random(3)) != body(ARTICLE, random.Random(4))
