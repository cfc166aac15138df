"""Finds questions that a library answers, to show and to complete; `candidates` makes them, the bot tries them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import nlargest
from typing import Protocol

from embeddings.values import Article, ArticleSummary
from qa_bot.agreement import agree
from qa_bot.english.candidates import Candidate, candidates
from qa_bot.values import Answer, Instead

SURE_FROM = 0.75
"""The least confidence of an answer to a question that is suggested."""
SUFFICES_FROM = 0.6
"""The least where too few are as sure as that: what is answered is known to be as expected."""
ASKED_AT_MOST = 24
"""Questions; between them the bot is free for others."""
READ_AT_MOST = 36
"""Articles."""
_LONGEST_TITLE = 60
"""Characters of a title in a question."""
_IN_A_ROW = 2
"""Questions that are asked of one article before the next one's turn."""


class Answering(Protocol):
    """What suggestions need of a bot."""

    def ask(self, question: str) -> Answer: ...

    def article(self, article_id: str) -> Article | None: ...


def suggested(
    bot: Answering,
    articles: Sequence[ArticleSummary],
    *,
    count: int,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[str]:
    """Yield up to `count` questions that the bot answers well, from as many articles; the same ones every time.

    Each is yielded as soon as it is found. The bot is asked one question after the other, until there are enough or
    `is_cancelled` says so. What it raises goes through.
    """
    found: list[str] = []
    less_sure: list[Candidate] = []
    untried = _Untried(bot, _promising(articles))
    for _ in range(ASKED_AT_MOST):
        if len(found) >= count or is_cancelled() or (tried := untried.take(found)) is None:
            break
        candidate, article_id = tried
        answer = bot.ask(candidate.question)
        if not _is_right(candidate, answer, article_id=article_id):
            continue
        if answer.confidence >= SURE_FROM:
            found.append(candidate.question)
            untried.found_in[article_id] += 1
            yield candidate.question
        elif answer.confidence >= SUFFICES_FROM:
            less_sure.append(candidate)
    while len(found) < count and not is_cancelled() and (best := _best(less_sure, found)) is not None:
        found.append(best.question)
        yield best.question
    for question, shown in _of_articles(articles):
        if len(found) >= count or is_cancelled():
            return
        if bot.ask(question).instead == shown:
            found.append(question)
            yield question


def _of_articles(articles: Sequence[ArticleSummary]) -> Iterator[tuple[str, Instead]]:
    """Yield questions about articles themselves, with what is to be shown: opinions make no others.

    One of each kind: three alike tell no more of what may be asked than one does.
    """
    named = [each for each in _promising(articles) if re.fullmatch(rf"[^“”]{{1,{_LONGEST_TITLE}}}", each.title)]
    by = [each for each in named if each.author]
    authors = Counter(each.author for each in articles if each.author and ";" not in each.author)
    if by:
        yield f"Who wrote “{by[0].title}”?", "author"
    if authors and authors.most_common(1)[0][1] > 1:
        yield f"Which articles are by {authors.most_common(1)[0][0]}?", "works"
    dated = [each for each in named if each.published and each not in by[:1]]
    if dated:
        yield f"When was “{dated[0].title}” published?", "date"
    if len(dated) > 1:
        yield f"Tell me about “{dated[1].title}”.", "topic"


class _Untried:
    """The candidates that are left of some articles; an article is read when its turn comes."""

    def __init__(self, bot: Answering, articles: Sequence[ArticleSummary]) -> None:
        self.found_in: Counter[str] = Counter()
        """Questions that were found, by their articles' ids."""
        self._bot = bot
        self._waiting = [article.id for article in articles]
        self._asked_of: Counter[str] = Counter()
        self._candidates: dict[str, list[Candidate]] = {}

    def take(self, found: Sequence[str]) -> tuple[Candidate, str] | None:
        """Return the next candidate with its article's id, of one of which little was found and asked."""
        while self._waiting:
            article_id = min(self._waiting, key=lambda each: (self.found_in[each], self._asked_of[each] // _IN_A_ROW))
            if (candidate := _best(self._of(article_id), found)) is not None:
                self._candidates[article_id].remove(candidate)
                self._asked_of[article_id] += 1
                return candidate, article_id
            self._waiting.remove(article_id)
        return None

    def _of(self, article_id: str) -> list[Candidate]:
        if article_id not in self._candidates:
            article = self._bot.article(article_id)
            self._candidates[article_id] = candidates(article) if article is not None else []
        return self._candidates[article_id]


def _promising(articles: Sequence[ArticleSummary]) -> list[ArticleSummary]:
    """Return at most `READ_AT_MOST` articles: by turns the newest, which are of interest, and the largest."""
    newest = nlargest(READ_AT_MOST, articles, key=lambda each: each.published or "")
    largest = nlargest(READ_AT_MOST, articles, key=lambda each: each.characters)
    in_turn = itertools.chain.from_iterable(zip(newest, largest, strict=True))
    return list({each.id: each for each in in_turn}.values())[:READ_AT_MOST]


def _best(untried: Sequence[Candidate], found: Sequence[str]) -> Candidate | None:
    """Return the first that begins as the fewest that were found do, and whose answer none of these gives away."""
    begun = Counter(map(_beginning, found))
    left = [each for each in untried if not any(each.expected in other or each.question == other for other in found)]
    return min(left, key=lambda each: begun[_beginning(each.question)], default=None)


def _beginning(question: str) -> str:
    return question.split(maxsplit=1)[0]


def _is_right(candidate: Candidate, answer: Answer, *, article_id: str) -> bool:
    return (
        answer.text is not None
        and answer.citations[0].article.id == article_id
        and agree(answer.text, candidate.expected)
    )
