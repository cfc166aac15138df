from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.hashing_encoder import HashingEncoder
from tests.training.conftest import TOWNS
from training.data import Sources
from training.errors import TrainingError
from training.third_pass import MADE_LOOK_UPS, OTHER_TABLES, Further, third_pass
from training.values import Asked, QuestionSet


def asked_of(folder: Path, output: Path, *, seed: int = 0, searched: bool = False) -> list[Asked]:
    sources, further = Sources.load(folder), Further.load(folder)
    return third_pass(sources, further, HashingEncoder(), output, seed=seed, searched=searched)


@pytest.mark.usefixtures("further_sets", "tables_folder")
def test_the_questions_are_of_all_the_sets(question_sets: Path, tmp_path: Path) -> None:
    asked = asked_of(question_sets, tmp_path)
    assert Counter(each.source for each in asked) == {
        "new_wiki": 6,
        "squad": 3,
        "nq_qed": 6,
        "reddit": 6,
        "amazon_reviews": 6,
        "unanswerable": 3,
        "qamr": 12,
        "swapped": 9,
        "tables": 4 + MADE_LOOK_UPS,
        "other tables": OTHER_TABLES,
        "towns": 4,
        "fairytaleqa": 1,  # the other one's answer is half a sentence
    }
    for each in asked:
        accepted = {reading.text[start:end] for reading in each.right for start, end in reading.answers}
        assert len(accepted) == (each.source not in ("unanswerable", "swapped", "other tables"))
        assert all(reading.answers for reading in each.right) or not accepted
        for reading in each.wrong:
            assert not reading.answers
            assert not any(answer in reading.text for answer in accepted)
    assert asked == asked_of(question_sets, tmp_path)
    assert asked != asked_of(question_sets, tmp_path, seed=1)


@pytest.mark.usefixtures("further_sets")
def test_titles_and_wrong_texts_are_the_article_s(question_sets: Path, tmp_path: Path) -> None:
    asked = {(each.source, each.question): each for each in asked_of(question_sets, tmp_path)}
    first = asked["towns", "where does Anna live ?"]
    assert {reading.title for reading in (*first.right, *first.wrong)} == {"Some towns"}
    assert [set(TOWNS) & set(reading.text.split()) for reading in first.wrong] in ([{"Paris"}, {"Quito"}],) * 2 + (
        [{"Quito"}, {"Paris"}],
    )
    assert asked["towns", "where does David live ?"].wrong == ()
    assert asked["fairytaleqa", "where does Frank live ?"].share == 0.5
    assert asked["squad", "where does David live ?"].right[0].title == "1973 oil crisis"
    assert {each.right[0].title for each in asked.values() if each.source == "reddit"} == {""}
    assert {each.right[0].title for each in asked.values() if each.source == "unanswerable"} == {"1973 oil crisis"}


@pytest.mark.usefixtures("further_sets")
def test_a_large_set_is_searched_for_what_looks_right(
    question_sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.third_pass.LARGE", 4)
    asked = {(each.source, each.question): each for each in asked_of(question_sets, tmp_path, searched=True)}
    alone = asked["towns", "where does David live ?"]
    assert {reading.title for reading in alone.wrong} == {"Some towns"}  # not from its own article, which has no more
    assert all("Rome" in reading.text for reading in alone.right)
    assert not any("Rome" in reading.text for reading in alone.wrong)


def test_what_is_not_there_is_left_out(question_sets: Path, tmp_path: Path) -> None:
    sources = {each.source for each in asked_of(question_sets, tmp_path)}
    assert {"squad", "swapped"} <= sources
    assert not {"tables", "other tables", "towns"} & sources


def test_no_questions_at_all_are_said(tmp_path: Path) -> None:
    empty = QuestionSet("none", (), ())
    with pytest.raises(TrainingError, match="hold no questions"):
        third_pass(Sources(*[empty] * 7), Further((), (), ()), HashingEncoder(), tmp_path, seed=0)


def test_a_further_set_of_another_format_is_named(question_sets: Path) -> None:
    (question_sets / "more").mkdir()
    (question_sets / "more" / "odd.json").write_text(
        '{"data": [{"title": null, "paragraphs": [{"context": "", "qas": []}]}]}'
    )
    with pytest.raises(TrainingError, match=r"odd\.json is not in SQuAD's format"):
        Further.load(question_sets)
