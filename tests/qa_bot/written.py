"""Articles written as lines, and findings in them."""

from __future__ import annotations

from embeddings.values import Article, Paragraph, Passage
from qa_bot.values import Finding, Span

MARKS = {"# ": ("heading", 2), "- ": ("item", 1), "= ": ("item", 0)}


def article_of(text: str, title: str = "Nettle soup", article_id: str = "a") -> Article:
    """Return an article with a paragraph for each line: "# " begins a heading, "- " an item, "= " what goes on with it.

    Two spaces stand before what lies in an item.
    """
    paragraphs: list[Paragraph] = []
    offset = 0
    for number, line in enumerate(text.strip().splitlines(), start=1):
        mark, depth = line.lstrip()[:2], 1 + (len(line) - len(line.lstrip())) // 2
        said = line.lstrip().removeprefix(mark if mark in MARKS else "")
        kind, level = MARKS.get(mark, ("paragraph", 0))
        level *= depth if mark == "- " else 1
        paragraphs.append(Paragraph(number, offset, offset + len(said), said, kind, level))  # type: ignore[arg-type]
        offset += len(said) + 2
    whole = "\n\n".join(each.text for each in paragraphs)
    return Article(article_id, title, f"{article_id}.md", whole, tuple(paragraphs))


def passage_of(article: Article) -> Passage:
    last = article.paragraphs[-1].number
    return Passage(article.id, article.title, article.source, 0, len(article.text), article.text, 1, last)


def found(article: Article, answer: str, confidence: float, *, rivals: bool = False) -> Finding:
    start = article.text.index(answer)
    return Finding((Span(passage_of(article), start, start + len(answer), 1.0),), confidence, rivals=rivals)
