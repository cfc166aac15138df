"""Answers with what an article says just below a question of its own that is the one asked, as lists of such have it.

There whoever wrote it answers, first and in whole sentences; the reader knows of no such place, and cuts.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.sentences import sentence_offsets
from qa_bot.citing import tells
from qa_bot.english.common_terms import definition_in
from qa_bot.english.question import asks_for_few_words, asks_yes_or_no, kind_fit
from qa_bot.english.same_question import asks_the_same
from qa_bot.english.words import AND_SO, AUXILIARY
from qa_bot.lists import list_below
from qa_bot.values import Finding, Span

if TYPE_CHECKING:
    from embeddings.values import Article, Hit, Paragraph

LIKELY = 0.75
"""How likely what stands there answers: see docs/decisions/003."""
_SURE = 0.8
"""How likely the few words are that are read elsewhere and go before it, or that are read there."""
_SHORT = 6
"""Words of a sentence up to which the next one belongs to the answer: "The answer is yes!"."""
_MARK = re.compile(r"A\s?\d*\s?[.:)]\s+")
_HOW_OR_WHY = re.compile(rf"{AND_SO}(?:how|why)\b", re.IGNORECASE)
_ONE_THING = re.compile(
    rf"{AND_SO}(?:where|which|what (?!(?:{AUXILIARY})\b)\w"
    r"|what(?:['’]s| is| are) (?:the |my )?(?:\w+ )?(?:best|most|worst|\w{2,}est)\b)",
    re.IGNORECASE,
)
"""What asks for a place, or for one of several."""
_LEADS_ON = re.compile(r"\b(?:let['’]s|let us|we['’]ll|you['’]ll (?:find|learn))\b", re.IGNORECASE)
"""What a sentence has that only tells what is to come."""


@dataclass(frozen=True, slots=True)
class _Below:
    """What stands below a question, up to the next heading or question."""

    article: Article
    asks: Paragraph
    paragraphs: tuple[Paragraph, ...]

    def holds(self, span: Span) -> bool:
        first, last = self.paragraphs[0], self.paragraphs[-1]
        return span.passage.article_id == self.article.id and first.start <= span.start < last.end


def of_questions(
    question: str,
    findings: Sequence[Finding],
    hits: Sequence[Hit],
    article_of: Callable[[str], Article | None],
    *,
    term: str | None,
    answered_from: float,
) -> Sequence[Finding]:
    """Return findings with what stands below the same question in an article in the place of the likeliest.

    That stays if it is a number, a time, a name or a yes and is read there, or surely elsewhere. `term` is what is
    asked what it is.
    """
    found = next(_below(question, hits, article_of), None)
    if found is None or (findings and _stays(question, findings[0], found, answered_from)):
        return findings
    told = _told(found, term)
    if told is None or (asks_for_few_words(question) and not kind_fit(question, told.spans[0].text)):
        return findings
    left = [replace(each, confidence=each.confidence * (1 - LIKELY), rivals=False) for each in findings]
    return [told, *left]


def _stays(question: str, best: Finding, found: _Below, answered_from: float) -> bool:
    """Say whether what was read is a better answer than the words below a question."""
    is_there = found.holds(best.spans[0])
    if asks_yes_or_no(question):
        return is_there and best.confidence >= answered_from
    if asks_for_few_words(question) or _ONE_THING.match(question):
        return best.confidence >= (answered_from if is_there else _SURE)
    return is_there and best.confidence >= _SURE and not _HOW_OR_WHY.match(question)


def _below(question: str, hits: Sequence[Hit], article_of: Callable[[str], Article | None]) -> Iterator[_Below]:
    """Yield what stands below the question in the articles that passages are of, the best passage's first."""
    for article_id in dict.fromkeys(hit.passage.article_id for hit in hits):
        article = article_of(article_id)
        for number, asks in enumerate(article.paragraphs if article else (), start=1):
            if article and asks_the_same(asks.text, question) and asks.text != article.title:
                following = itertools.islice(article.paragraphs, number, None)
                below = tuple(itertools.takewhile(lambda each: not each.is_heading and not _asks(each), following))
                if any(map(tells, below)):
                    yield _Below(article, asks, below)


def _asks(paragraph: Paragraph) -> bool:
    return paragraph.text.endswith("?")


def _told(found: _Below, term: str | None) -> Finding | None:
    """Return what stands below a question as an answer to it: a definition, a list, or the first words that tell."""
    telling = list(filter(tells, found.paragraphs))
    for each in telling if term else ():
        if defined := definition_in(each.text, term or ""):
            return _finding(found, each, *defined)
    for each in telling:
        if each.kind == "item" or each.text.endswith(":"):
            lead = found.asks if each.kind == "item" else each
            if listed := list_below(lead, found.article, likely=LIKELY):
                return listed
        if opening := _opening(each.text):
            return _finding(found, each, *opening)
    return None


def _finding(found: _Below, paragraph: Paragraph, start: int, end: int) -> Finding:
    return Finding((Span.within(found.article, paragraph, start, end, score=0.0),), LIKELY)


def _opening(text: str) -> tuple[int, int] | None:
    """Return where the first sentence begins and ends that tells something, with the next one if it is short."""
    offsets = [
        (start, end)
        for start, end in sentence_offsets(text)
        if not text[start:end].endswith("?") and not _LEADS_ON.search(text, start, end)
    ]
    if not offsets:
        return None
    start, end = offsets[0]
    if len(text[start:end].split()) < _SHORT and len(offsets) > 1:
        end = offsets[1][1]
    mark = _MARK.match(text, start, end)
    return (mark.end() if mark else start), end
