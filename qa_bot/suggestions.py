"""Finds questions that a library answers, to show and to complete; `candidates` makes them, the bot tries them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import nlargest
from typing import Protocol

from embeddings.plaintext import one_line
from embeddings.values import Article, ArticleSummary
from qa_bot.agreement import agree
from qa_bot.candidates import Candidate, candidates
from qa_bot.values import Answer

SURE_FROM = 0.75
"""The least confidence of an answer to a question that is suggested."""
ASKED_AT_MOST = 24
"""Questions; between them the bot is free for others."""
READ_AT_MOST = 36
"""Articles."""
_ASKED_OF_AN_ARTICLE = 2


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
    """Yield up to `count` questions that the bot answers well, each from another article; the same ones every time.

    Each is yielded as soon as it is found. The bot is asked one question after the other, until there are enough or
    `is_cancelled` says so. What it raises goes through.
    """
    found: list[str] = []
    patterns: Counter[str] = Counter()
    asked = 0
    for summary in _promising(articles):
        if len(found) >= count or asked == ASKED_AT_MOST or is_cancelled():
            break
        for candidate in _best(bot.article(summary.id), patterns)[: ASKED_AT_MOST - asked]:
            if candidate.question in found or is_cancelled():
                continue
            asked += 1
            if _is_answered(candidate, bot.ask(candidate.question), article_id=summary.id):
                found.append(candidate.question)
                patterns[candidate.pattern] += 1
                yield candidate.question
                break


def _promising(articles: Sequence[ArticleSummary]) -> list[ArticleSummary]:
    """Return at most `READ_AT_MOST` articles: by turns the newest, which are of interest, and the largest."""
    newest = nlargest(READ_AT_MOST, articles, key=lambda each: each.published or "")
    largest = nlargest(READ_AT_MOST, articles, key=lambda each: each.characters)
    in_turn = itertools.chain.from_iterable(zip(newest, largest, strict=True))
    return list({each.id: each for each in in_turn}.values())[:READ_AT_MOST]


def _best(article: Article | None, patterns: Counter[str]) -> list[Candidate]:
    """Return the questions worth trying of an article: of the patterns that were found least, in the text's order."""
    made = candidates(article) if article is not None else []
    return sorted(made, key=lambda each: patterns[each.pattern])[:_ASKED_OF_AN_ARTICLE]


def _is_answered(candidate: Candidate, answer: Answer, *, article_id: str) -> bool:
    return (
        answer.text is not None
        and answer.confidence >= SURE_FROM
        and answer.citations[0].article.id == article_id
        and agree(answer.text, candidate.expected)
    )


def completions(prefix: str, suggestions: Sequence[str], history: Sequence[str]) -> str | None:
    """Return a question that begins with what is typed, letter for letter; None if none is known.

    The latest of the history, which has its newest question last, comes first, and then the suggestions.
    """
    if not prefix.strip():
        return None
    return next(_continued(prefix, (*reversed(history), *suggestions)), None)


def _continued(prefix: str, questions: Sequence[str]) -> Iterator[str]:
    """Yield each question that goes on after the prefix; upper and lower case are alike, and stay as typed."""
    for question in map(one_line, questions):
        if len(question) > len(prefix) and question[: len(prefix)].casefold() == prefix.casefold():
            yield prefix + question[len(prefix) :]
