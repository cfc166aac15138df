"""Answers with a whole list where several are asked for: the list whose heads tell of what is asked, or holds what was
read of one of its items.

Items must be short, and something of the question must stand in what heads them: any list may hold its words.
"""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.terms import coverage, different_terms
from embeddings.values import Passage
from qa_bot.english.enumerations import several_asked
from qa_bot.values import Finding, Span

if TYPE_CHECKING:
    from embeddings.values import Article, Hit, Paragraph

_MARKER = re.compile(r"(?:[-*+•‣◦–—]|\(?(?:\d{1,3}|[A-Za-z])[.)])\s+")
"""What stands before an item in a text that has no lists."""
_BEHIND = ".,; "
"""What ends an item and is no part of it."""
_LONGEST_ITEM, _MOST_ITEMS = 16, 24
"""Words of an item, and items, up to which they are an answer."""
_ASIDE = 2
"""Words of an item up to which may stand before what answers: "1 kg rye flour"."""
_TOLD = 0.7
"""The share of the question's terms, by rarity, that heads and title must have for the list to answer by itself."""
_UNTELLING = "come find get give go include item list make must need one put take thing use want"
"""Words of a question that tell nothing of what the items are."""
_LIKELY = 0.7
"""How likely it is right then: see docs/decisions/003."""


@dataclass(frozen=True, slots=True)
class _List:
    """Items that stand side by side below what tells what they are."""

    article: Article
    lead: str
    """The line above them."""
    headings: str
    """Those that stand above that, as far as it lies below them."""
    items: tuple[Paragraph, ...]

    @property
    def said(self) -> tuple[str, ...]:
        """What the items say, without what marks them as such."""
        return tuple(each.text[slice(*_inside(each))] for each in self.items)

    @property
    def is_short(self) -> bool:
        return 1 < len(self.items) <= _MOST_ITEMS and all(
            len(each.text.split()) <= _LONGEST_ITEM and "\n" not in each.text for each in self.items
        )

    def told(self, terms: Mapping[str, float]) -> tuple[float, frozenset[str]]:
        """Return the share of a question's terms that head and title have, by rarity, and those in the line above."""
        heads = f"{self.article.title} {self.headings} {self.lead}"
        return coverage(terms, heads), different_terms(self.lead).intersection(terms)

    def holds(self, span: Span) -> bool:
        """Say whether a span begins an item, or stands in the paragraph above them."""
        if span.passage.article_id != self.article.id or not span.text:
            return False
        before = next((each for each in self.items if each.start <= span.start < each.end), None)
        if before is None:
            return _paragraph_at(self.article, span.start) == self.items[0].number - 2
        return len(before.text[_inside(before)[0] : span.start - before.start].split()) <= _ASIDE

    def first(self, score: float) -> Span:
        """Return what the first item says, as a span of that score."""
        article, item = self.article, self.items[0]
        start, end = (item.start + offset for offset in _inside(item))
        passage = Passage(
            article.id, article.title, article.source, item.start, item.end, item.text, item.number, item.number
        )
        return Span(passage, start, end, score)


def of_lists(
    question: str, findings: Sequence[Finding], hits: Sequence[Hit], article_of: Callable[[str], Article | None]
) -> Sequence[Finding]:
    """Return findings, the likeliest first, with lists in the place of those that are their items.

    Where one thing is asked for they stay as they were.
    """
    several = several_asked(question)
    if several is None or not hits:
        return findings
    untelling = different_terms(_UNTELLING)
    terms = {term: rarity for term, rarity in hits[0].rarities.items() if term not in untelling}
    lists = [
        each
        for each in _lists_near(hits, article_of)
        if different_terms(each.lead).intersection(terms)
        or different_terms(each.headings).intersection(different_terms(several))
    ]
    best = max(lists, key=lambda each: each.told(terms)[0], default=None)
    by_itself = best is not None and best.told(terms)[0] >= _TOLD
    if best is not None and by_itself:  # what one article heads alike is one, as the parts of a recipe
        parts = [each for each in lists if each.article is best.article and each.told(terms) == best.told(terms)]
        whole = replace(best, items=tuple(item for part in parts for item in part.items))
        lists = [whole, *(each for each in lists if each not in parts)]
    left, found = list(findings), list[Finding]()
    for position, each in enumerate(lists):
        own = [finding for finding in left if each.holds(finding.spans[0])]
        left = [finding for finding in left if finding not in own]
        answers = by_itself and not position
        if own or answers:
            found.append(_answering(each, own, _LIKELY if answers else 0.0))
    if by_itself:
        left = [replace(each, confidence=each.confidence * (1 - _LIKELY), rivals=False) for each in left]
    return sorted([*found, *left], key=lambda each: -each.confidence)


def _answering(found: _List, own: Sequence[Finding], likely: float) -> Finding:
    """Return the finding that a list answers with, which is likely right if it is, or if one of its own is."""
    return Finding(
        (found.first(max((each.spans[0].score for each in own), default=0.0)),),
        1.0 - (1.0 - likely) * math.prod(1.0 - each.confidence for each in own),
        rivals=any(each.rivals for each in own),
        rest=found.said[1:],
    )


def _lists_near(hits: Sequence[Hit], article_of: Callable[[str], Article | None]) -> Iterator[_List]:
    """Yield the short lists that passages have a part of, or that follow them, the best passage's first."""
    seen: set[tuple[str, int]] = set()
    for hit in hits:
        article = article_of(hit.passage.article_id)
        if article is None:
            continue
        for at in range(hit.passage.first_paragraph - 1, hit.passage.last_paragraph + 1):
            found = _list_at(article, at)
            if found and (article.id, found.items[0].number) not in seen:
                seen.add((article.id, found.items[0].number))
                yield found


def _list_at(article: Article, at: int) -> _List | None:
    """Return the short list that the paragraph at an index is an item of; None for none, and for one without a head."""
    paragraphs = article.paragraphs
    if at >= len(paragraphs) or paragraphs[at].kind != "item":
        return None
    first = at
    while first and paragraphs[first - 1].kind == "item":
        first -= 1
    lead = paragraphs[first - 1] if first else None
    if lead is None or not (lead.is_heading or lead.text.endswith(":")):
        return None
    last = at
    while last < len(paragraphs) and paragraphs[last].kind == "item":
        last += 1
    items = tuple(each for each in paragraphs[first:last] if each.level == paragraphs[at].level)
    found = _List(article, lead.text, " ".join(_headings_above(article, first - 1)), items)
    return found if found.is_short else None


def _headings_above(article: Article, at: int) -> Iterator[str]:
    """Yield the headings that the paragraph at an index stands below, the nearest first."""
    level = article.paragraphs[at].level if article.paragraphs[at].is_heading else math.inf
    for paragraph in reversed(article.paragraphs[:at]):
        if paragraph.is_heading and paragraph.level < level:
            level = paragraph.level
            yield paragraph.text


def _paragraph_at(article: Article, offset: int) -> int:
    """Return the index of the paragraph that a character stands in."""
    return bisect.bisect_right(article.paragraphs, offset, key=lambda each: each.start) - 1


def _inside(item: Paragraph) -> tuple[int, int]:
    """Return where in an item's text what it says begins and ends."""
    marker = _MARKER.match(item.text)
    start = marker.end() if marker else 0
    return start, max(start, len(item.text.rstrip(_BEHIND)))
