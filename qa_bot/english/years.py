"""Whether what was read is of another year than the one that a question asks about.

Patterns are compiled when a question with a year is first asked, so that no start waits for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.sentences import sentence_around
from qa_bot.english.words import MONTH

if TYPE_CHECKING:
    from embeddings.values import Article
    from qa_bot.values import Finding, Span

_YEAR = r"\b(?:1[5-9]|20)\d\d\b"
_ASKED_OF_A_YEAR = rf"\b(?:in|of|during|for|the)(?: the year| (?:{MONTH}),?)? ({_YEAR})(?![-–/])"
_IN_A_YEAR = rf"\b(?:in|of|during|for|the) ({_YEAR})(?![-–/])"
_SPANS = (
    r"\d[-–]|\b(?:after|annual(?:ly)?|around|before|beg[aiu]n|between|by (?=\d)|earlier|every|from|later|new|since"
    r"|start(?:ed|ing|s)?|then|through|till|until|yearly)\b"
)
"""What may go on into other years."""
_LOOKS_ELSEWHERE = (
    r"\b(?:ago|anniversary|century|decades?|earlier|ever|former(?:ly)?|last|next|once|previous(?:ly)?|since"
    r"|years?)\b"
)
"""What tells of other years than an article's own."""
_COUNTS, _ONE_FIGURE = r"\bhow (?:many|much)\b", rf"\D*{_YEAR}\D*"
"""What is counted may look like a year: "a crew of 1800"."""


def of_the_year(
    question: str, findings: Sequence[Finding], article_of: Callable[[str], Article | None]
) -> Sequence[Finding]:
    """Return findings, the likeliest first, those without confidence that are surely of another year than a question.

    An article need not name the year that it was published in; what it tells is of another only if it names that.
    """
    year = year_asked(question)
    if year is None:
        return findings
    counts = re.search(_COUNTS, question, re.IGNORECASE) is not None

    def is_of_another(finding: Finding) -> bool:
        span = finding.spans[0]
        if _names_that_of_another(question, year, span):
            return True
        article = article_of(span.passage.article_id)
        if article and article.published and article.published[:4] == year:
            return False
        is_count = counts and re.fullmatch(_ONE_FIGURE, span.text) is not None
        is_elsewhere = article is not None and _is_of_its_own_year(article, year, span)
        return is_elsewhere or (not is_count and is_of_another_year(year, span))

    judged = [replace(each, confidence=0.0, rivals=False) if is_of_another(each) else each for each in findings]
    return sorted(judged, key=lambda each: -each.confidence)


def _is_of_its_own_year(article: Article, year: str, span: Span) -> bool:
    """Say whether an article of another year names this one nowhere, nor looks back or ahead beside a span.

    In January it may still tell of the year before.
    """
    is_dated = re.match(_YEAR, article.published or "") is not None  # what others share may say anything there
    if not is_dated or _names(year, article.title, article.source, article.text):
        return False
    is_just_over = (article.published or "").startswith(f"{int(year) + 1}-01")
    return not is_just_over and re.search(_LOOKS_ELSEWHERE, _sentence(span), re.IGNORECASE) is None


def year_asked(question: str) -> str | None:
    """Return the one year that a question asks about; None if it names none, or several."""
    asked = re.findall(_ASKED_OF_A_YEAR, question, re.IGNORECASE)
    return asked[0] if len(asked) == len(re.findall(_YEAR, question)) == 1 else None


def without_year(question: str) -> str:
    """Return a question without its year: "Who won in 2012?" asks "Who won?", "who won the 2012 race?" for the race."""
    patterns = (
        (rf"\b({MONTH}),? {_YEAR}", r"\1"),
        (rf"\A(?:in|during) (?:the year )?{_YEAR}\b,? ", ""),
        (rf",? \b(?:in|of|during|for) (?:the year )?{_YEAR}", ""),
        (rf"\b(the) {_YEAR}", r"\1"),
    )
    for pattern, instead in patterns:
        question = re.sub(rf"{pattern}(?![-–/])", instead, question, flags=re.IGNORECASE)
    return question


def names_of_year(question: str) -> list[str]:
    """Return what a question names by a year: "2022 race" in "who won the 2022 race?"."""
    return re.findall(rf"\b(?:the|a|his|her|its|their) ({_YEAR} [\w’'-]+)", question, re.IGNORECASE)


def is_of_another_year(year: str, span: Span) -> bool:
    """Say whether a span's sentence is of one other year, and nothing in its passage is of that one."""
    passage = span.passage
    if _names(year, passage.title, passage.source, passage.read):
        return False
    sentence = _sentence(span)
    told = re.findall(_IN_A_YEAR, sentence, re.IGNORECASE)
    return len(told) == len(re.findall(_YEAR, sentence)) == 1 and re.search(_SPANS, sentence, re.IGNORECASE) is None


def _names_that_of_another(question: str, year: str, span: Span) -> bool:
    """Say whether a span's sentence is of another year's of what a question names by its own: "the 2021 race"."""
    sentence = _sentence(span)
    named = (name.partition(" ")[2].removesuffix("s") for name in names_of_year(question))
    return not _names(year, sentence) and any(
        re.search(rf"{_YEAR} {re.escape(each)}", sentence, re.IGNORECASE) for each in named
    )


def names_another_year(year: str, span: Span) -> bool:
    """Say whether a span's sentence names other years, and not this one."""
    sentence = _sentence(span)
    return re.search(_YEAR, sentence) is not None and not _names(year, sentence)


def _names(year: str, *texts: str) -> bool:
    """Say whether a year stands in texts, also as a number, which it may be: "the 1,500 metres"."""
    return any(year in text or f"{year[0]},{year[1:]}" in text for text in texts)


def _sentence(span: Span) -> str:
    """Return the sentence around a span, in its passage."""
    passage = span.passage
    at = max(0, min(span.start - passage.start, len(passage.text)))
    return passage.text[slice(*sentence_around(passage.text, at, max(at, span.end - passage.start)))]
