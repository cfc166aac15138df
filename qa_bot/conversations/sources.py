"""What a citation points at now: its article may have changed, or be gone, since the answer was given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from embeddings.sentences import sentence_around
from qa_bot.conversations.conversation import apart
from qa_bot.values import Citation, head_of, section_of

if TYPE_CHECKING:
    from embeddings.values import Article, Paragraph

State = Literal["as cited", "newer file", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Source:
    """What a citation points at now."""

    citation: Citation
    """Of the whole article as it is now where the cited text still stands in it; else of the paragraph alone."""
    state: State
    """Whether the paragraph is as it was cited, also where its file has changed since it was indexed ("newer file");
    or the article has changed there; or it is gone from the library."""


def source_now(citation: Citation, article: Article | None, *, is_newer: bool) -> Source:
    """Return what a citation points at in an article as it is now, None for one that is gone.

    `is_newer` says that the article's file has changed since it was indexed.
    """
    if article is None:
        return Source(apart(citation), "gone")
    same = [paragraph for paragraph in article.paragraphs if paragraph.text == citation.paragraph.text]
    if same:
        nearest = min(same, key=lambda paragraph: abs(paragraph.number - citation.paragraph.number))
        found = _moved(citation, article, nearest)
        return Source(found, "newer file" if is_newer else "as cited")
    return Source(_found_again(citation, article) or apart(citation), "changed")


def _found_again(citation: Citation, article: Article) -> Citation | None:
    """Return a citation of the paragraph of the same number, if the quote still stands in it."""
    paragraph = next((each for each in article.paragraphs if each.number == citation.paragraph.number), None)
    if paragraph is None or not citation.quote or citation.quote not in paragraph.text:
        return None
    start = _nearest(paragraph.text, citation.quote, citation.start or 0)
    end = start + len(citation.quote)
    first, last = sentence_around(paragraph.text, start, end)
    found = _moved(citation, article, paragraph)
    return replace(found, start=start, end=end, sentence_start=first, sentence_end=last)


def _moved(citation: Citation, article: Article, paragraph: Paragraph) -> Citation:
    """Return a citation of this paragraph, with what stands above it there."""
    head, section = head_of(article, paragraph), section_of(article, paragraph)
    return replace(citation, article=article, paragraph=paragraph, head=head, section=section)


def _nearest(text: str, quote: str, offset: int) -> int:
    """Return where in the text the quote stands nearest to an offset; it stands there."""
    before, behind = text.rfind(quote, 0, offset + len(quote)), text.find(quote, offset)
    return min((place for place in (before, behind) if place >= 0), key=lambda place: abs(place - offset))
