"""The sample articles are sound, and the bot finds in them what their questions ask for."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pytest

from embeddings.loading import load_articles
from embeddings.values import Article
from qa_bot.bot import QABot
from qa_bot.values import Answer
from tests.conftest import ROOT, SAMPLE_ARTICLES

PATHS = sorted(path for path in SAMPLE_ARTICLES.iterdir() if not path.name.startswith("."))
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (ROOT / "tests/data/questions.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERABLE = [row for row in ROWS if row["answer"] is not None]
UNANSWERABLE = [row for row in ROWS if row["answer"] is None]

FURNITURE = (
    "cookie",
    "Subscribe",
    "subscribe",
    "Sign up",
    "sign up",
    "newsletter",
    "Privacy",
    "Terms",
    "Contact us",
    "Share this",
    "Copy link",
    "Skip to",
    "All rights reserved",
    "©",
    "Sample Articles",
    "Sample articles",
    "Sample Gazette",
    "Sample Sky Gazette",
    "Sample Courier",
    "Sample Pages",
    "Fault Lines Weekly",
    "min read",
    "Related",
    "Most read",
    "Recent posts",
    "Leave a reply",
    "WordPress",
    "function (",
    "<",
    "](",
    "title:",
    "tags:",
    "author:",
)
"""What stands in the files outside the articles: front matter, navigation, footers, markup."""


@functools.cache
def loaded(path: Path) -> Article:
    loaded = load_articles(path.read_bytes(), source=path.name)
    (article,), left_out = loaded.articles, loaded.left_out
    assert left_out == ()
    return article


by_article = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)


def test_there_are_enough_articles_in_three_formats() -> None:
    suffixes = [path.suffix for path in PATHS]
    assert len(PATHS) >= 15
    assert min(suffixes.count(suffix) for suffix in (".txt", ".md", ".html")) >= 4


@by_article
def test_an_article_is_of_the_promised_length(path: Path) -> None:
    words = sum(len(paragraph.text.split()) for paragraph in loaded(path).paragraphs)
    assert 400 <= words <= 1_200


@by_article
def test_an_article_has_a_title_and_paragraphs_alone(path: Path) -> None:
    article = loaded(path)
    assert len(article.title.split()) >= 3
    assert "Gazette" not in article.title
    assert len(article.paragraphs) >= 8
    for paragraph in article.paragraphs:
        assert article.text[paragraph.start : paragraph.end] == paragraph.text
        assert paragraph.text != article.title
        assert not [scrap for scrap in FURNITURE if scrap in paragraph.text], paragraph.text


@pytest.mark.parametrize("path", [path for path in PATHS if path.suffix != ".txt"], ids=lambda path: path.name)
def test_markup_gives_a_date_and_an_author(path: Path) -> None:
    article = loaded(path)
    assert article.published
    assert article.author


@by_article
def test_what_counts_as_furniture_does_stand_in_some_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".txt":
        assert sum(scrap in text for scrap in FURNITURE) >= 3


def test_there_are_questions_of_both_kinds() -> None:
    assert (len(ANSWERABLE), len(UNANSWERABLE)) == (84, 24)
    assert {row["source"] for row in ANSWERABLE} == {path.name for path in PATHS}
    assert len({row["question"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ANSWERABLE, ids=lambda row: row["question"])
def test_an_expected_answer_stands_in_one_paragraph(row: dict[str, Any]) -> None:
    holding = [p for p in loaded(SAMPLE_ARTICLES / row["source"]).paragraphs if row["answer"] in p.text]
    assert len(holding) == 1


@pytest.fixture(scope="module")
def answers(real_bot: QABot) -> dict[str, Answer]:
    return {row["question"]: real_bot.ask(row["question"]) for row in ROWS}


def holds(answer: Answer, row: dict[str, Any], *, within: int) -> bool:
    """Say whether one of the first citations is of the paragraph that holds the expected answer."""
    return any(
        citation.article.source == row["source"] and row["answer"] in citation.paragraph.text
        for citation in answer.citations[:within]
    )


def test_who_declared_victory(real_bot: QABot) -> None:
    answer = real_bot.ask("who declared victory?")
    first = answer.citations[0]
    assert first.article.source == "baghouz-islamic-state-defeat.txt"
    assert "The Syrian Democratic Forces (SDF) declared victory over the Islamic State" in first.paragraph.text
    assert answer.text is not None
    assert answer.text == first.quote == first.paragraph.text[first.start : first.end]
    assert answer.text in ("The Syrian Democratic Forces (SDF)", "The Syrian Democratic Forces", "Mustafa Bali")


@pytest.mark.parametrize("question", ["who declared victory \udcff?", "\x00\x1b[31m who declared victory?", "🪁", "的"])
def test_odd_questions_do_not_break_the_model(real_bot: QABot, question: str) -> None:
    assert 0 <= real_bot.ask(question).confidence <= 1


# The floors stand just below what was measured: 71, 78 and 52 of 84, and 23 of 24. Raise them with the bot.


def test_the_first_citation_mostly_holds_the_answer(answers: dict[str, Answer]) -> None:
    assert sum(holds(answers[row["question"]], row, within=1) for row in ANSWERABLE) >= 69


def test_the_first_three_citations_mostly_hold_the_answer(answers: dict[str, Answer]) -> None:
    assert sum(holds(answers[row["question"]], row, within=3) for row in ANSWERABLE) >= 76


def test_not_too_many_answerable_questions_are_refused(answers: dict[str, Answer]) -> None:
    assert sum(answers[row["question"]].text is not None for row in ANSWERABLE) >= 49


def test_unanswerable_questions_are_refused(answers: dict[str, Answer]) -> None:
    assert sum(answers[row["question"]].text is None for row in UNANSWERABLE) >= 22


def test_answers_are_short(answers: dict[str, Answer]) -> None:
    lengths = sorted(len(answer.text.split()) for answer in answers.values() if answer.text is not None)
    assert lengths[len(lengths) // 2] <= 4
    assert lengths[-1] <= 30


def test_citations_are_ordered_by_their_scores(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        scores = [citation.score for citation in answer.citations]
        assert scores == sorted(scores, reverse=True)


def test_every_answer_is_its_first_citation_s_quote(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        assert answer.text == (answer.citations[0].quote if answer.text else None)
        for citation in answer.citations:
            assert citation.quote == (citation.paragraph.text[citation.start : citation.end] if answer.text else None)
