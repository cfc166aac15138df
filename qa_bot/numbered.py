"""Answers with the item of a list that is asked for by its number: "What is rule 4?"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.documents import ITEM_NUMBER
from embeddings.terms import coverage, different_terms
from qa_bot.english.item_asked import item_asked
from qa_bot.values import Finding, Span

if TYPE_CHECKING:
    from embeddings.values import Article, Hit, Paragraph

_LIKELY = 0.8
"""How likely the item is meant if only one list has such a number: it is the list's, as the question says."""
_OF_ANY_LIST = frozenset(["item", "point", "stage", "step"])
"""What the items of a list may be called though nothing above it says so, if it is told what they are of."""
_TOLD = 0.7
"""The share, by rarity, of the question's other terms that must stand above the list or in the item."""


@dataclass(frozen=True, slots=True)
class _Item:
    article: Article
    paragraph: Paragraph
    heads: Sequence[str]
    """What stands above its list, the nearest first: the line before it, the headings that it lies below, the title."""
    lead: int
    """The number of that line, by which lists are told apart."""
    begins: int
    """Where in its text that begins which it says behind its number."""

    @property
    def said(self) -> Span:
        ends = max(len(self.paragraph.text.rstrip(".,; ")), self.begins)
        return Span.within(self.article, self.paragraph, self.begins, ends, score=0.0)

    def called(self, noun: frozenset[str]) -> int | None:
        """Return how near above its list the word stands that its items are called by; None if it does not."""
        return next((place for place, head in enumerate(self.heads) if noun <= different_terms(head)), None)


def of_numbered(
    question: str, findings: Sequence[Finding], hits: Sequence[Hit], article_of: Callable[[str], Article | None]
) -> Sequence[Finding]:
    """Return findings, the likeliest first, behind the item that is asked for by its number, if an article has it.

    Where several lists have one, each is as likely.
    """
    asked = item_asked(question)
    if asked is None or not hits or (findings and findings[0].confidence >= _LIKELY):
        return findings
    noun, number, rest = different_terms(asked[0]), asked[1], asked[2]
    rarities = {term: rarity for term, rarity in hits[0].rarities.items() if term in different_terms(rest)}
    found = list[_Item]()
    for article_id in dict.fromkeys(hit.passage.article_id for hit in hits):
        article = article_of(article_id)
        items = [(each.called(noun), each) for each in (_numbered(article, number) if article else ())]
        if rarities and asked[0] in _OF_ANY_LIST and not any(place is not None for place, _ in items):
            items = [(0, each) for _, each in items]
        told = [(place, each) for place, each in items if place is not None and _is_told(rarities, each)]
        nearest = min((place for place, _ in told), default=0)  # rules may have a list of steps among them
        found += [each for place, each in told if place == nearest]
    if not found:
        return findings
    likely = _LIKELY / len(found)
    those = [Finding((each.said,), likely, rivals=place > 0) for place, each in enumerate(found)]
    left = [replace(each, confidence=each.confidence * (1 - _LIKELY), rivals=False) for each in findings]
    return sorted([*those, *left], key=lambda each: -each.confidence)


def _is_told(rarities: Mapping[str, float], item: _Item) -> bool:
    return not rarities or coverage(rarities, " ".join((*item.heads, item.paragraph.text))) >= _TOLD


def _numbered(article: Article, number: str) -> list[_Item]:
    """Return the items of a number, of each list those that lie in no other of its items."""
    headings: list[Paragraph] = []
    lead: Paragraph | None = None
    found: list[_Item] = []
    for paragraph in article.paragraphs:
        if paragraph.is_heading:
            headings = [*(heading for heading in headings if heading.level < paragraph.level), paragraph]
        if paragraph.kind != "item":
            lead = paragraph
        elif (marker := ITEM_NUMBER.match(paragraph.text)) and marker[0].strip(" ().").lower() == number:
            above = [heading.text for heading in reversed(headings)]
            heads = (*([lead.text] if lead else ()), *above, article.title)
            found.append(_Item(article, paragraph, heads, lead.number if lead else 0, marker.end()))
    highest: dict[int, int] = {}
    for item in found:
        highest[item.lead] = min(item.paragraph.level, highest.get(item.lead, item.paragraph.level))
    return [item for item in found if item.paragraph.level == highest[item.lead]]
