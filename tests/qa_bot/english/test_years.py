from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.values import Article, Passage
from qa_bot.english.years import is_of_another_year, names_another_year, of_the_year, without_year, year_asked
from qa_bot.values import Finding, Span


def found(text: str, confidence: float = 0.9, *, answer: str = "Holm") -> Finding:
    passage = Passage("a", "Race", "a.md", 0, len(text), text, 1, 1)
    start = text.index(answer)
    return Finding((Span(passage, start, start + len(answer), 1.0),), confidence, rivals=True)


@pytest.mark.parametrize(
    ("text", "question", "answers"),
    [
        ("In 2007 Holm won the race.", "Who won the race in 2006?", False),
        ("The race of 2007 was won by Holm.", "Who won the 2006 race?", False),
        ("The race of 2007 was won by Holm.", "Who won the race of 2006?", False),
        ("In 2007 Holm won the race.", "Who won the race in 2007?", True),
        ("In 2007 Holm won the race. In 2006 it rained.", "Who won the race in 2006?", True),
        ("Holm has won the race since the year of 2005.", "Who won the race in 2006?", True),
        ("Holm won the race in 2005 and in 2007.", "Who won the race in 2006?", True),
        ("Holm won the race.", "Who won the race in 2006?", True),
        ("In 2007 Holm won the race.", "Who won the race, in 2006 or in 2008?", True),
    ],
)
def test_what_was_so_in_another_year_alone_does_not_answer(text: str, question: str, answers: bool) -> None:
    (judged,) = of_the_year(question, [found(text)], lambda _: None)
    assert (judged.confidence, judged.rivals) == ((0.9, True) if answers else (0.0, False))


def test_what_is_of_the_year_comes_first() -> None:
    other, own = found("In 2007 Holm won the race."), found("Holm won the race.", 0.5)
    judged = of_the_year("Who won the race in 2006?", [other, own], lambda _: None)
    assert [each.confidence for each in judged] == [0.5, 0.0]
    assert judged[0] is own


@pytest.mark.parametrize(("published", "confidence"), [("2006-05-01", 0.9), ("2008-05-01", 0.0), (None, 0.0)])
def test_an_article_need_not_name_its_own_year(published: str | None, confidence: float) -> None:
    article = Article("a", "Race", "a.md", "", (), published=published)
    (judged,) = of_the_year("Who won in 2006?", [found("Holm, second in 2005, won.")], lambda _: article)
    assert judged.confidence == confidence


def test_what_is_told_of_another_years_race_is_not_of_this_one() -> None:
    text = "The 2025 race was won by Holm. Nothing is known of the next."
    article = Article("a", "The 2026 race", "a.md", text, (), published="2026-01-05")
    passage = Passage("a", "The 2026 race", "a.md", 0, len(text), text, 1, 1)
    at = text.index("Holm")
    finding = Finding((Span(passage, at, at + 4, 1.0),), 0.9, rivals=True)
    asked = {"Who won the 2026 race?": 0.0, "Who won the 2026 cup?": 0.9, "Who won the 2025 race?": 0.9}
    for question, confidence in asked.items():
        (judged,) = of_the_year(question, [finding], lambda _: article)
        assert judged.confidence == confidence


@pytest.mark.parametrize(
    ("question", "text", "answer", "confidence"),
    [
        ("How many were aboard in 1912?", "It had a crew of 1800.", "crew of 1800", 0.9),
        ("How many were aboard in 1912?", "There were 40 aboard in 1914.", "40 aboard in 1914", 0.0),
        ("Who was aboard in 1912?", "It had a crew of 1800.", "crew of 1800", 0.0),
    ],
)
def test_what_is_counted_is_no_year(question: str, text: str, answer: str, confidence: float) -> None:
    (judged,) = of_the_year(question, [found(text, answer=answer)], lambda _: None)
    assert judged.confidence == confidence


def test_what_is_asked_for_with_a_number_is_told_with_a_comma_in_it() -> None:
    text = "The 1,500 books were given by Holm."
    article = Article("a", "Books", "a.md", text, (), published="2013-05-06")
    (judged,) = of_the_year("Who gave the 1500 books?", [found(text)], lambda _: article)
    assert judged.confidence == 0.9


@pytest.mark.parametrize(
    ("text", "names_another"),
    [
        ("Holm won the race.", False),
        ("On 3 May 1990 Holm won the race.", True),
        ("Holm, second in 1990, won in 2012.", False),
        ("It rained in 1990. Holm won the race.", False),
    ],
)
def test_a_sentence_may_name_another_year(text: str, names_another: bool) -> None:
    assert names_another_year("2012", found(text).spans[0]) == names_another


@given(st.text("2016 in-of\n.", max_size=40), st.text("2015 in-of\n.", max_size=40))
def test_any_text_is_of_another_year_or_is_not(question: str, text: str) -> None:
    year = year_asked(question)
    assert year is None or year in question
    is_of_another_year(year or "2016", found(f"{text}Holm{text}").spans[0])


@pytest.mark.parametrize(
    ("published", "text", "confidence"),
    [
        ("2012-05-01", "Holm won the race.", 0.9),
        ("2014-05-01", "Holm won the race.", 0.0),
        ("2013-05-01", "Holm won the race.", 0.0),
        ("2013-01-05", "Holm won the race.", 0.9),  # in December, perhaps
        ("2011-05-01", "Holm will be at the race.", 0.0),
        ("2011-05-01", "Holm will be at the next race.", 0.9),
        ("2014-05-01", "Two years ago Holm won.", 0.9),
        ("2014-05-01", "Holm won the race. In 2012 it rained.", 0.9),
        (None, "Holm won the race.", 0.9),
        ("soon-01-02", "Holm won the race.", 0.9),
    ],
)
def test_an_article_of_another_year_has_to_name_the_one_that_is_asked_about(
    published: str | None, text: str, confidence: float
) -> None:
    article = Article("a", "Race", "a.md", text, (), published=published)
    (judged,) = of_the_year("Who won in 2012?", [found(text)], lambda _: article)
    assert judged.confidence == confidence


@pytest.mark.parametrize(
    ("question", "year", "without"),
    [
        ("Who won in 2012?", "2012", "Who won?"),
        ("In 2012, who won?", "2012", "who won?"),
        ("Who won the 2012 race?", "2012", "Who won the race?"),
        ("Who won the race of 2012 at Sarn?", "2012", "Who won the race at Sarn?"),
        ("Who won in the year 2012?", "2012", "Who won?"),
        ("Who won in May 2012?", "2012", "Who won in May?"),
        ("Who won the 2012-13 race?", None, "Who won the 2012-13 race?"),
        ("Who won?", None, "Who won?"),
    ],
)
def test_a_question_can_be_asked_without_its_year(question: str, year: str | None, without: str) -> None:
    assert year_asked(question) == year
    assert without_year(question) == without
