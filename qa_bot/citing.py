"""Turns what a reader found into an answer's citations: each of a paragraph that holds what it is cited for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from embeddings.sentences import sentence_around
from qa_bot.values import Alternative, Citation, Finding, Span

if TYPE_CHECKING:
    from embeddings.values import Article, Hit, Paragraph

CITED_FOR_AN_ANSWER = 3
"""Paragraphs that are cited for one answer at most."""
ALTERNATIVES = 2
"""Other answers that are shown at most."""
SUPPORTS_WITHIN = 12.0
"""How far below an answer's best span another may be ranked that supports it: further down the model finds the words,
but not that they answer."""
NEAREST = 3
"""Paragraphs that are shown in place of an answer."""

ArticleOf = Callable[[str], "Article | None"]
"""Returns an article by its id; None if it is no longer there."""


@dataclass(slots=True)
class Citations:
    """Collects citations, numbered from 1, each paragraph and each paragraph's text once."""

    article_of: ArticleOf
    cited: list[Citation] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def answer(self, finding: Finding) -> list[Citation]:
        """Cite the paragraphs that give an answer; return their citations."""
        lowest = finding.spans[0].score - SUPPORTS_WITHIN
        return self._cite((span for span in finding.spans if span.score >= lowest), CITED_FOR_AN_ANSWER, quoted=True)

    def nearest(self, findings: Iterable[Finding], hits: Iterable[Hit]) -> None:
        """Cite the paragraphs that come nearest to an answer, without a quote."""
        spans = sorted((span for finding in findings for span in finding.spans), key=lambda span: -span.score)
        unread = (Span(hit.passage, hit.passage.start, hit.passage.end, hit.score) for hit in hits)
        self._cite(spans or unread, NEAREST, quoted=False)

    def _cite(self, spans: Iterable[Span], limit: int, *, quoted: bool) -> list[Citation]:
        new: list[Citation] = []
        for span in spans:
            if len(new) == limit:
                break
            article = self.article_of(span.passage.article_id)
            if article is None or article.text[span.start : span.end] != span.text:
                continue  # another program has indexed the article anew since it was read
            paragraph = _paragraph_of(article, span)
            if paragraph.text not in self._seen:
                self._seen.add(paragraph.text)
                new.append(_citation(len(self.cited) + len(new) + 1, article, paragraph, span, quoted=quoted))
        self.cited += new
        return new


def alternatives_of(findings: Iterable[Finding], citations: Citations) -> Iterator[Alternative]:
    """Yield the answers that rival the likeliest and stand in paragraphs not cited yet, likeliest first."""
    shown = 0
    for finding in findings:
        if shown == ALTERNATIVES:
            return
        if finding.rivals and (new := citations.answer(finding)):
            shown += 1
            yield Alternative(new[0].quote or "", tuple(citation.number for citation in new))


def _paragraph_of(article: Article, span: Span) -> Paragraph:
    """Return the paragraph in which the span begins."""
    return next(paragraph for paragraph in reversed(article.paragraphs) if paragraph.start <= span.start)


def _citation(number: int, article: Article, paragraph: Paragraph, span: Span, *, quoted: bool) -> Citation:
    if not quoted:
        return Citation(number, article, paragraph, None, None, span.score)
    start, end = span.start - paragraph.start, span.end - paragraph.start
    first, last = sentence_around(paragraph.text, start, end)
    return Citation(number, article, paragraph, start, end, span.score, first, last)
