"""A bot that answers what it was told to, for tests of the screen alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from embeddings import watching
from embeddings.added import Forgotten
from embeddings.scope import EVERYTHING, Scope
from embeddings.standing import Standing
from embeddings.sync import Progress, SyncReport
from embeddings.values import Article, ArticleSummary, Paragraph, Skipped
from qa_bot.conversations.sources import Source, source_now
from qa_bot.errors import QuestionError
from qa_bot.values import Alternative, Answer, Citation, Timings


def make_article(*texts: str, title: str = "A flood in the valley", source: str = "flood.txt") -> Article:
    paragraphs: list[Paragraph] = []
    offset = 0
    for number, text in enumerate(texts, start=1):
        paragraphs.append(Paragraph(number, offset, offset + len(text), text))
        offset += len(text) + 2
    return Article(f"id of {source}", title, source, "\n\n".join(texts), tuple(paragraphs), "Mara Lind", "2021-07-15")


FLOOD = make_article(
    "The river rose through the night and reached the mill at four in the morning.",
    "Nobody was hurt. Mayor Ilse Brandt ordered the bridge to be closed at dawn. Buses took 340 people to the school.",
    "By noon the water had begun to fall, but the mill stood in it until the weekend.",
)


SCHOOL = make_article(
    "The school took in everyone who came. Its headmaster had heard from Ilse Brandt herself that the bridge was shut.",
    title="A night in the gymnasium",
    source="school.txt",
)
LETTER = make_article(
    "You write that the mayor acted. The bridge was closed by the fire chief, Jonas Reuter, an hour before she came.",
    title="Letters to the editor",
    source="letters.txt",
)
MAYOR, CHIEF = "Ilse Brandt", "Jonas Reuter"
NEAR = "340 people"
"""What stands in the sentence that comes nearest to a question without an answer."""


def cite(number: int, article: Article, paragraph: Paragraph, *, quote: str) -> Citation:
    """Return a citation of the quote in its sentence; of the whole paragraph where the quote is not in it."""
    text = paragraph.text
    if quote not in text:
        quote = text
    start = text.index(quote)
    end = start + len(quote)
    sentence_start = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    sentence_end = text.index(". ", end) + 1 if ". " in text[end:] else len(text)
    return Citation(number, article, paragraph, start, end, 10.0 - number, sentence_start, sentence_end)


def answer(question: str, article: Article = FLOOD, *, rival: Article | None = None) -> Answer:
    """Return an answer from the article's second paragraph, and from another article's first; a rival denies it."""
    citations = [
        cite(1, article, article.paragraphs[1 % len(article.paragraphs)], quote=MAYOR),
        cite(2, SCHOOL, SCHOOL.paragraphs[0], quote=MAYOR),
    ]
    alternatives: tuple[Alternative, ...] = ()
    if rival is not None:
        citations.append(cite(3, rival, rival.paragraphs[0], quote=CHIEF))
        alternatives = (Alternative(citations[2].quote or "", (3,)),)
    confidence = 0.87 if rival is None else 0.58
    timings = Timings(20.0, 41.0, 61.0)
    return Answer(question, citations[0].quote, confidence, tuple(citations), timings, alternatives)


def no_answer(question: str, article: Article = FLOOD) -> Answer:
    cited = (cite(number, article, article.paragraphs[-number], quote=NEAR) for number in (1, 2))
    nearest = tuple(replace(each, start=None, end=None) for each in cited)
    return Answer(question, None, 0.04, nearest, Timings(20.0, 41.0, 61.0))


class ScriptedBot:
    """Ready at once, unless it is held, and then without articles or with some.

    "nothing ..." is not in its articles; they disagree on "dispute ..."; "fail ..." and "crash ..." raise.
    """

    def __init__(
        self,
        *,
        article: Article = FLOOD,
        rival: Article = LETTER,
        skipped: Sequence[Skipped] = (),
        known: Sequence[Skipped] = (),
        held: bool = False,
        holds_some: bool = False,
    ) -> None:
        self._cited = article
        self.rival = rival
        self.skipped = tuple(skipped)
        self.known = frozenset(known)
        self.asked: list[str] = []
        self.scopes: list[Scope] = []
        self.now: dict[str, Article | None] = {}
        """What has become of articles since they were cited, by their ids."""
        self.syncs = 0
        self.refreshes = 0
        """Of those, how often feeds were fetched."""
        self.wanted: list[str] = []
        """What was to be added."""
        self.added: tuple[str, ...] = ()
        self.failure: Exception | None = None
        self.followed: list[Path] = []
        """Where its articles come from."""
        self.standing: dict[str, Standing] = {}
        self.forgotten: list[str] = []
        """What was to be forgotten."""
        self.holds_some = holds_some
        """Whether it has articles before it is ready."""
        self.released = threading.Event()
        if not held:
            self.released.set()

    def sync(
        self,
        *,
        add: Sequence[str] = (),
        refresh: bool = False,
        on_progress: Callable[[Progress], None],
        is_cancelled: Callable[[], bool],
    ) -> SyncReport:
        self.syncs += 1
        self.refreshes += refresh
        self.wanted += add
        if self.failure is not None:
            raise self.failure
        if not self.released.is_set():
            on_progress(Progress("embedding", 340, 2_000))
        while not self.released.wait(0.01):
            if is_cancelled():
                break
        return SyncReport(added=self.added, skipped=self.skipped, known=self.known)

    def articles(self) -> list[ArticleSummary]:
        if not (self.holds_some or self.released.is_set()):
            return []
        article = self._cited
        count = len(article.paragraphs)
        return [ArticleSummary(article.id, article.title, article.source, None, None, count, len(article.text))]

    def places(self) -> list[Path]:
        return self.followed

    def changes(self, stop: threading.Event) -> Iterator[SyncReport | None]:
        return watching.changes(self.followed, stop)

    def generation(self) -> int | None:
        return 1

    def standings(self) -> dict[str, Standing]:
        return self.standing

    def forget(self, names: Sequence[str]) -> list[Forgotten]:
        self.forgotten += names
        if self.failure is not None:
            raise self.failure
        gone = [source for source, standing in self.standing.items() if standing.added in names]
        return [Forgotten(names[0], tuple(gone))]

    def take_warnings(self) -> list[str]:
        return []

    def article(self, article_id: str) -> Article | None:
        return None  # nothing to make suggestions of

    def source_of(self, citation: Citation) -> Source:
        return source_now(citation, self.now.get(citation.article.id, citation.article), is_newer=False)

    def ask(self, question: str, *, scope: Scope = EVERYTHING) -> Answer:
        self.asked.append(question)
        self.scopes.append(scope)
        if question.startswith("fail"):
            raise QuestionError("the question is too long: shorten it")
        if question.startswith("crash"):
            raise RuntimeError("[red]boom[/red] \x1b[31m")
        if question.startswith("nothing"):
            return no_answer(question, self._cited)
        return answer(question, self._cited, rival=self.rival if question.startswith("dispute") else None)
