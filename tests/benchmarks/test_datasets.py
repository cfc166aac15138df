from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.datasets import Example, in_half_b, new_wiki, nq_dev, sample, shifts, squad1, squad2

IN_A, IN_B = "Normans", "Super_Bowl_50"


def article(title: str, *paragraphs: tuple[str, dict[str, list[str]]]) -> dict[str, Any]:
    return {
        "title": title,
        "paragraphs": [
            {
                "context": context,
                "qas": [
                    {
                        "id": f"{title} {question}",
                        "question": question,
                        "answers": [{"text": text, "answer_start": context.index(text)} for text in answers],
                    }
                    for question, answers in questions.items()
                ],
            }
            for context, questions in paragraphs
        ],
    }


ARTICLES = [
    article(IN_A, ("The Normans gave their name to Normandy.", {"What did they name?": ["Normandy"]})),
    article(
        IN_B,
        ("Levi's Stadium was the place.", {}),
        (
            "The Broncos won, 24 to 10.",
            {"Who won?": ["The Broncos", "Broncos", "The Broncos"], "Who drew?": []},
        ),
    ),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    def write(name: str, articles: list[dict[str, Any]]) -> None:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"version": "1", "data": articles}), encoding="utf-8")

    for name in ("squad/dev-v1.1.json", "squad/dev-v2.0.json", "nq_qed/dev.json"):
        write(name, ARTICLES)
    for name in ("new_wiki", "reddit", "amazon_reviews"):
        write(f"squadshifts/{name}_v1.0.json", [article(name, (f"It is from {name}.", {"From where?": [name]}))])
    return tmp_path


def test_the_halves_are_those_of_the_titles_hashes() -> None:
    assert all(map(in_half_b, (IN_B, "Jacksonville,_Florida", "Nikola_Tesla", "Rhine")))
    assert not any(map(in_half_b, (IN_A, "1973_oil_crisis", "Warsaw")))


@pytest.mark.parametrize("load", [squad1, squad2])
def test_all_paragraphs_are_searched_and_only_half_b_is_asked(load: Any, data: Path) -> None:
    corpus = load(data)
    assert corpus.titles == ("Normans", "Super Bowl 50", "Super Bowl 50")
    assert corpus.examples == (
        Example("Super_Bowl_50 Who won?", "Who won?", ("The Broncos", "Broncos"), 2),
        Example("Super_Bowl_50 Who drew?", "Who drew?", (), 2),
    )
    assert corpus.paragraphs[2] == "The Broncos won, 24 to 10."


def test_every_question_of_natural_questions_is_asked(data: Path) -> None:
    assert [example.paragraph for example in nq_dev(data).examples] == [0, 2, 2]


def test_new_wiki_is_a_part_of_the_shifts(data: Path) -> None:
    assert new_wiki(data).paragraphs == ("It is from new_wiki.",)


def test_shifts_have_paragraphs_and_no_questions(data: Path) -> None:
    corpus = shifts(data)
    assert corpus.paragraphs == ("It is from new_wiki.", "It is from reddit.", "It is from amazon_reviews.")
    assert corpus.titles == ("new wiki", "reddit", "amazon reviews")
    assert not corpus.examples


def test_a_sample_is_the_same_each_time_and_lies_in_a_larger_one() -> None:
    examples = [Example(str(number), "?", (), number) for number in range(50)]
    few = sample(examples, 10, seed=1)
    assert few == sample(examples, 10, seed=1) == sample(examples, 20, seed=1)[:10]
    assert few != sample(examples, 10, seed=2)
    assert len(set(few)) == 10


@pytest.mark.parametrize("limit", [None, 5])
def test_a_sample_of_no_limit_or_too_high_a_one_is_all(limit: int | None) -> None:
    examples = [Example(str(number), "?", (), number) for number in range(3)]
    assert set(sample(examples, limit, seed=0)) == set(examples)
