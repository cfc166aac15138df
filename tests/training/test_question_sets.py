from __future__ import annotations

from pathlib import Path

import pytest

from training.errors import TrainingError
from training.question_sets import in_half_a, load_set

HALF_B = (
    "American_Broadcasting_Company",
    "Apollo_program",
    "Chloroplast",
    "Civil_disobedience",
    "Construction",
    "Force",
    "Geology",
    "Harvard_University",
    "Immune_system",
    "Intergovernmental_Panel_on_Climate_Change",
    "Islamism",
    "Jacksonville,_Florida",
    "Nikola_Tesla",
    "Rhine",
    "Scottish_Parliament",
    "Super_Bowl_50",
    "United_Methodist_Church",
    "University_of_Chicago",
)


@pytest.mark.parametrize("title", HALF_B)
def test_articles_that_are_measured_on_are_not_trained_on(title: str) -> None:
    assert not in_half_a(title)


@pytest.mark.parametrize("title", ["1973_oil_crisis", "Normans", "Oxygen"])
def test_articles_of_half_a(title: str) -> None:
    assert in_half_a(title)


def test_only_the_titles_asked_for_are_read(question_sets: Path) -> None:
    squad = load_set(question_sets / "squad" / "dev-v1.1.json", "squad", title=in_half_a)
    assert [question.text for question in squad.questions] == [
        "where does David live ?",
        "where does Elena live ?",
        "where does Frank live ?",
    ]


def test_answers_are_offsets_in_their_paragraph(question_sets: Path) -> None:
    towns = load_set(question_sets / "qamr_wiki.json", "qamr")
    question = towns.questions[1]
    [(start, end)] = question.answers
    assert towns.paragraphs[question.paragraph][start:end] == "Paris"


def test_questions_without_an_answer_are_read_apart(question_sets: Path) -> None:
    path = question_sets / "squad" / "dev-v2.0.json"
    assert load_set(path, "squad").questions == ()
    assert len(load_set(path, "squad", answerable=False).questions) == 6


def test_a_long_paragraph_is_left_out(question_sets: Path) -> None:
    path = question_sets / "nq_qed" / "train.json"
    assert load_set(path, "nq", longest=10).paragraphs == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "cannot be read"), ("{", "is not JSON"), ("{}", "not in SQuAD's format"), ("[]", "not in SQuAD's format")],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: str | None, message: str) -> None:
    path = tmp_path / "set.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(TrainingError, match=message) as raised:
        load_set(path, "set")
    assert str(path) in str(raised.value)
