"""Whether what was read is of another year than the one that a question asks about.

Patterns are compiled when a question with a year is first asked, so that no start waits for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.sentences import sentence_around

if TYPE_CHECKING:
    from embeddings.values import Article
    from qa_bot.values import Finding, Span

_YEAR = r"\b(?:1[5-9]|20)\d\d\b"
_IN_A_YEAR = rf"\b(?:in|of|during|for|the) ({_YEAR})(?![-–/])"
_SPANS = (
    r"\d[-–]|\b(?:after|annual(?:ly)?|around|before|beg[aiu]n|between|by (?=\d)|earlier|every|from|later|new|since"
    r"|start(?:ed|ing|s)?|then|through|till|until|yearly)\b"
)
"""What may go on into other years."""
_COUNTS, _ONE_FIGURE = r"\bhow (?:many|much)\b", rf"\D*{_YEAR}\D*"
"""What is counted may look like a year: "a crew of 1800"."""


def of_the_year(
    question: str, findings: Sequence[Finding], article_of: Callable[[str], Article | None]
) -> Sequence[Finding]:
    """Return findings, the likeliest first, those without confidence that are surely of another year than a question.

    An article need not name the year that it was published in.
    """
    year = year_asked(question)
    if year is None:
        return findings
    counts = re.search(_COUNTS, question, re.IGNORECASE) is not None

    def is_of_another(finding: Finding) -> bool:
        article = article_of(finding.spans[0].passage.article_id)
        dated = (article.published or "")[:4] if article else ""
        is_count = counts and re.fullmatch(_ONE_FIGURE, finding.spans[0].text) is not None
        return dated != year and not is_count and is_of_another_year(year, finding.spans[0])

    judged = [replace(each, confidence=0.0, rivals=False) if is_of_another(each) else each for each in findings]
    return sorted(judged, key=lambda each: -each.confidence)


def year_asked(question: str) -> str | None:
    """Return the one year that a question asks about; None if it names none, or several."""
    asked = re.findall(_IN_A_YEAR, question, re.IGNORECASE)
    return asked[0] if len(asked) == len(re.findall(_YEAR, question)) == 1 else None


def is_of_another_year(year: str, span: Span) -> bool:
    """Say whether a span's sentence is of one other year, and nothing in its passage is of that one."""
    passage = span.passage
    if year in f"{passage.title} {passage.source} {passage.read}":
        return False
    at = max(0, min(span.start - passage.start, len(passage.text)))
    start, end = sentence_around(passage.text, at, max(at, span.end - passage.start))
    sentence = passage.text[start:end]
    told = re.findall(_IN_A_YEAR, sentence, re.IGNORECASE)
    return len(told) == len(re.findall(_YEAR, sentence)) == 1 and re.search(_SPANS, sentence, re.IGNORECASE) is None
