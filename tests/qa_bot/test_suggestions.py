from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from embeddings.errors import LibraryError
from embeddings.values import Article, ArticleSummary, Paragraph
from qa_bot.bot import QABot
from qa_bot.suggestions import ASKED_AT_MOST, READ_AT_MOST, SUFFICES_FROM, SURE_FROM, suggested
from qa_bot.values import Answer, Citation, Timings
from tests.conftest import Write
from tests.qa_bot.conftest import OpenBot


def article_of(number: int, *texts: str) -> Article:
    paragraphs: list[Paragraph] = []
    for each, text in enumerate(texts, start=1):
        start = paragraphs[-1].end + 2 if paragraphs else 0
        paragraphs.append(Paragraph(each, start, start + len(text), text))
    return Article(f"a{number}", f"Title {number}", f"{number}.txt", "\n\n".join(texts), tuple(paragraphs))


def winning(number: int) -> Article:
    """Return an article that makes two questions: who won a tour, and when a tower was built."""
    return article_of(
        number,
        f"Jane Doe won the Tour of Sarn{number}.",
        f"The Tower of Sarn{number} was built in 1987 by monks.",
    )


def summary_of(article: Article) -> ArticleSummary:
    return ArticleSummary(article.id, article.title, article.source, None, None, len(article.paragraphs), 100)


class KnowingBot:
    """Answers every question of its articles with the words before " won ", unless it is told otherwise."""

    def __init__(self, *articles: Article, answers: Callable[[str], str | None] = lambda _: "Jane Doe") -> None:
        self.articles = {article.id: article for article in articles}
        self.summaries = [summary_of(article) for article in articles]
        self.confidence = SURE_FROM
        self.cites: Article | None = None
        self.asked: list[str] = []
        self.read: list[str] = []
        self._answers = answers

    def article(self, article_id: str) -> Article | None:
        self.read.append(article_id)
        return self.articles.get(article_id)

    def ask(self, question: str) -> Answer:
        self.asked.append(question)
        text = self._answers(question)
        cited = self.cites or next(
            (each for each in self.articles.values() if each.id == self.read[-1]), next(iter(self.articles.values()))
        )
        citation = Citation(1, cited, cited.paragraphs[0], 0, 4, 1.0)
        return Answer(question, text, self.confidence, (citation,), Timings(0, 0, 0))


def questions(bot: KnowingBot, *, count: int = 3) -> list[str]:
    return list(suggested(bot, bot.summaries, count=count))


def test_each_is_of_another_article_and_no_more_are_asked_than_needed() -> None:
    bot = KnowingBot(*map(winning, range(10)))
    found = questions(bot)
    assert len(found) == 3
    assert len({question.rsplit(maxsplit=1)[-1] for question in found if question.startswith("Who")}) == len(found)
    assert bot.read == list(dict.fromkeys(bot.read))
    assert len(bot.read) == 3


def test_other_patterns_come_first_once_one_is_found() -> None:
    bot = KnowingBot(
        *map(winning, range(5)), answers=lambda question: "Jane Doe" if question.startswith("Who") else "1987"
    )
    assert [question.split()[0] for question in questions(bot, count=4)] == ["Who", "When", "Who", "When"]


@pytest.mark.parametrize("answer", [None, "Mara Lind", "1987"])
def test_what_is_answered_otherwise_or_not_is_left_out(answer: str | None) -> None:
    assert questions(KnowingBot(article_of(1, "Jane Doe won the Tour of Sarn."), answers=lambda _: answer)) == []


def test_what_is_not_sure_is_left_out() -> None:
    bot = KnowingBot(winning(1))
    bot.confidence = SUFFICES_FROM - 0.01
    assert questions(bot) == []
    assert len(bot.asked) == 2


def test_what_is_less_sure_is_shown_where_too_little_is_sure() -> None:
    bot = KnowingBot(winning(1), winning(2))
    bot.confidence = SUFFICES_FROM
    assert questions(bot, count=1) == ["Who won the Tour of Sarn1?"]
    assert len(bot.asked) == 4


def test_an_article_gives_another_once_all_have_given_one() -> None:
    told = article_of(1, "Jane Doe won the Tour of Sarn.", "Jane Doe died in 1990.")
    bot = KnowingBot(told, winning(2), answers=lambda question: "1990" if question.startswith("When") else "Jane Doe")
    bot.cites = told
    assert questions(bot) == ["Who won the Tour of Sarn?", "When did Jane Doe die?"]


def test_what_gives_away_the_answer_to_another_is_left_out() -> None:
    told = article_of(1, "Jane Doe founded the Club of Sarn in 1983.")
    bot = KnowingBot(told, answers=lambda question: "1983" if question.startswith("When") else "Jane Doe")
    assert questions(bot) == ["Who founded the Club of Sarn in 1983?"]


def test_what_another_article_answers_is_left_out() -> None:
    bot = KnowingBot(winning(1))
    bot.cites = winning(2)
    assert questions(bot) == []


def test_the_same_question_of_two_articles_is_suggested_once() -> None:
    texts = ("Jane Doe won the Tour of Sarn.",)
    bot = KnowingBot(article_of(1, *texts), article_of(2, *texts))
    assert questions(bot) == ["Who won the Tour of Sarn?"]


def test_a_large_library_is_asked_little_and_always_alike() -> None:
    articles = [winning(number) for number in range(1_000)]
    bot, again = (KnowingBot(*articles, answers=lambda _: None) for _ in range(2))
    assert questions(bot, count=100) == questions(again, count=100) == []
    assert bot.asked == again.asked
    assert len(bot.asked) == ASKED_AT_MOST
    assert len(bot.read) <= READ_AT_MOST


def test_the_newest_and_the_largest_articles_come_first() -> None:
    bot = KnowingBot(*map(winning, range(100)), answers=lambda _: None)
    summaries = [
        replace(each, published="2024-05-31" if number == 70 else "2020" if number == 60 else None, characters=number)
        for number, each in enumerate(bot.summaries)
    ]
    list(suggested(bot, summaries, count=3))
    assert bot.read[:5] == ["a70", "a99", "a60", "a98", "a0"]


def test_each_is_there_as_soon_as_it_is_found() -> None:
    bot = KnowingBot(*map(winning, range(10)))
    found = suggested(bot, bot.summaries, count=3)
    assert next(found) == "Who won the Tour of Sarn0?"
    assert len(bot.asked) == 1


def test_articles_without_a_question_are_read_up_to_a_limit() -> None:
    bot = KnowingBot(*(article_of(number, "It rained.") for number in range(100)))
    assert questions(bot) == []
    assert (len(bot.read), bot.asked) == (READ_AT_MOST, [])


def test_an_article_that_has_gone_is_passed_over() -> None:
    bot = KnowingBot(winning(1), winning(2))
    del bot.articles["a1"]
    assert len(questions(bot)) == 1


def test_it_stops_when_it_is_told_to() -> None:
    bot = KnowingBot(*map(winning, range(5)), answers=lambda _: None)
    assert list(suggested(bot, bot.summaries, count=3, is_cancelled=lambda: len(bot.asked) == 3)) == []
    assert len(bot.asked) == 3
    assert list(suggested(bot, bot.summaries, count=3, is_cancelled=lambda: True)) == []
    assert len(bot.asked) == 3


def test_nothing_is_suggested_of_nothing() -> None:
    assert list(suggested(KnowingBot(), [], count=3)) == []
    bot = KnowingBot(winning(1))
    assert questions(bot, count=0) == []
    assert bot.read == []


def test_what_the_bot_raises_goes_through() -> None:
    class Broken(KnowingBot):
        def ask(self, question: str) -> Answer:
            raise LibraryError(None, "broken")  # type: ignore[arg-type]  # never looked at

    with pytest.raises(LibraryError, match="broken"):
        questions(Broken(winning(1)))


def test_hostile_articles_are_suggested_without_their_controls(write: Write, open_bot: OpenBot) -> None:
    write(
        "a.txt", "Hostile\n\nJane Doe won the \x1b[2JTour of [b]Sarn[/b].\n\nJane Doe won the \x1b[31mTour of Sarn.\n"
    )
    bot = open_bot()
    listening = ListeningBot(bot)
    list(suggested(listening, bot.articles(), count=3))
    assert [answer.question for answer in listening.answers] == ["Who won the Tour of Sarn?"]


class ListeningBot:
    """Passes everything on, and keeps the answers."""

    def __init__(self, bot: QABot) -> None:
        self.article = bot.article
        self.answers: list[Answer] = []
        self._bot = bot

    def ask(self, question: str) -> Answer:
        self.answers.append(self._bot.ask(question))
        return self.answers[-1]


def test_the_sample_articles_answer_what_is_suggested(real_bot: QABot) -> None:
    listening = ListeningBot(real_bot)
    found = list(suggested(listening, real_bot.articles(), count=3))
    assert len(set(found)) == 3
    answers = [answer for answer in listening.answers if answer.question in found]
    assert all(answer.text is not None and answer.confidence >= SURE_FROM for answer in answers)
    assert len({answer.citations[0].article.id for answer in answers}) == 3


def test_of_articles_that_tell_too_little_what_they_state_is_asked(write: Write, open_bot: OpenBot) -> None:
    for name, day in (("One", "2021-03-06"), ("Two", "2022-03-06")):
        write(
            f"{name}.md", f"---\nauthor: Mara Lind\ndate: {day}\n---\n# {name} view\n\nI think that it may well be so."
        )
    bot = open_bot()
    found = list(suggested(bot, bot.articles(), count=5))
    assert found == ["Who wrote “Two view”?", "Which articles are by Mara Lind?", "When was “One view” published?"]
    assert all(bot.ask(question).is_answered for question in found)
    assert list(suggested(bot, bot.articles(), count=5, is_cancelled=lambda: True)) == []


def test_of_articles_without_authors_no_three_questions_are_of_one_kind(write: Write, open_bot: OpenBot) -> None:
    for name, day in (("One", "2021-03-06"), ("Two", "2022-03-06"), ("Three", "2023-03-06"), ("Four", "2024-03-06")):
        write(f"{name}.md", f"---\ndate: {day}\n---\n# {name} view\n\nI think that the {name} view may well be right.")
    bot = open_bot()
    found = list(suggested(bot, bot.articles(), count=5))
    assert found == ["When was “Four view” published?", "Tell me about “Three view”."]
    assert bot.ask(found[1]).citations[0].article.title == "Three view"
