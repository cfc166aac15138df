"""The values that flow from a question to the screen: spans, citations and answers."""

from __future__ import annotations

from dataclasses import dataclass

from embeddings.values import Article, Hit, Paragraph


@dataclass(frozen=True, slots=True)
class Span:
    """A quote in a passage that was read."""

    hit: Hit
    start: int
    """Offset in characters in the article's text, as `end` is."""
    end: int
    score: float
    """Higher is better; comparable between the spans of one reading."""

    @property
    def text(self) -> str:
        return self.hit.passage.article.text[self.start : self.end]

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph in which the span begins."""
        paragraphs = self.hit.passage.paragraphs
        return next(paragraph for paragraph in reversed(paragraphs) if paragraph.start <= self.start)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of some passages."""

    spans: tuple[Span, ...]
    """Best first."""
    confidence: float
    """The probability that the passages hold the answer to the question."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A paragraph that an answer rests on, or that is near to a question without one."""

    number: int
    """Counts from 1 within the answer, best first."""
    article: Article
    paragraph: Paragraph
    start: int | None
    """Offset in characters of the quote in the paragraph's text, as `end` is; None for no quote."""
    end: int | None
    score: float

    @property
    def quote(self) -> str | None:
        return None if self.start is None else self.paragraph.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Timings:
    """How long the parts of an answer took, in milliseconds."""

    retrieve: float
    read: float
    total: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What there is to say to a question."""

    question: str
    text: str | None
    """Letter for letter the first citation's quote; None if the answer is not in the articles."""
    confidence: float
    """The probability that the articles hold the answer."""
    citations: tuple[Citation, ...]
    """Best first; without an answer the nearest paragraphs, without quotes."""
    timings: Timings
