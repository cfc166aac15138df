"""A bot that answers what it was told to, for tests of the screen alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from embeddings.store import ArticleSummary
from embeddings.sync import Progress, SyncReport
from embeddings.values import Article, Paragraph, Skipped
from qa_bot.errors import QuestionError
from qa_bot.values import Answer, Citation, Timings


def make_article(*texts: str, title: str = "A flood in the valley", source: str = "flood.txt") -> Article:
    paragraphs: list[Paragraph] = []
    offset = 0
    for number, text in enumerate(texts, start=1):
        paragraphs.append(Paragraph(number, offset, offset + len(text), text))
        offset += len(text) + 2
    return Article("a1", title, source, "\n\n".join(texts), tuple(paragraphs), "Mara Lind", "2021-07-15")


FLOOD = make_article(
    "The river rose through the night and reached the mill at four in the morning.",
    "Nobody was hurt. Mayor Ilse Brandt ordered the bridge to be closed at dawn. Buses took 340 people to the school.",
    "By noon the water had begun to fall, but the mill stood in it until the weekend.",
)


def answer(question: str, article: Article = FLOOD, *, found: bool = True) -> Answer:
    """Return an answer that cites the article's second paragraph first, its second sentence the quote."""
    cited, other = article.paragraphs[1 % len(article.paragraphs)], article.paragraphs[0]
    start = cited.text.find("Mayor") if "Mayor" in cited.text else 0
    citations = (
        Citation(1, article, cited, start if found else None, len(cited.text) if found else None, 9.0),
        Citation(2, article, other, 0 if found else None, len(other.text) if found else None, 7.5),
    )
    text = citations[0].quote if found else None
    return Answer(question, text, 0.87 if found else 0.04, citations, Timings(20.0, 41.0, 61.0))


class ScriptedBot:
    """Ready at once, unless it is held; "nothing ..." is not in its articles; "fail ..." raises."""

    def __init__(self, *, article: Article = FLOOD, skipped: Sequence[Skipped] = (), held: bool = False) -> None:
        self.article = article
        self.skipped = tuple(skipped)
        self.asked: list[str] = []
        self.syncs = 0
        self.failure: Exception | None = None
        self.released = threading.Event()
        if not held:
            self.released.set()

    def sync(self, *, on_progress: Callable[[Progress], None], is_cancelled: Callable[[], bool]) -> SyncReport:
        self.syncs += 1
        if self.failure is not None:
            raise self.failure
        on_progress(Progress("embedding", 340, 2_000))
        while not self.released.wait(0.01):
            if is_cancelled():
                break
        return SyncReport(skipped=self.skipped)

    def articles(self) -> list[ArticleSummary]:
        article = self.article
        count = len(article.paragraphs)
        return [ArticleSummary(article.id, article.title, article.source, None, None, count, len(article.text))]

    def take_warnings(self) -> list[str]:
        return []

    def ask(self, question: str) -> Answer:
        self.asked.append(question)
        if question.startswith("fail"):
            raise QuestionError("the question is too long: shorten it")
        if question.startswith("crash"):
            raise RuntimeError("[red]boom[/red] \x1b[31m")
        return answer(question, self.article, found=not question.startswith("nothing"))
