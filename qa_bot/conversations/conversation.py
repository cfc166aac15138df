"""The values of a conversation: what was asked, when, within what, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from embeddings.plaintext import one_line
from qa_bot.values import Answer, Citation

Mark = Literal["right", "wrong"]
_LONGEST_TITLE = 60
"""Characters of a title that is made of a question."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question, and what came of it."""

    id: int
    question: str
    asked: datetime
    """In UTC, as every time of a conversation is."""
    scope: str = ""
    """What of the articles it was asked of, as it was typed; "" for all."""
    answer: Answer | None = None
    """None while it is awaited, and for good if the question failed."""
    error: str | None = None
    """Why there is no answer, in one line."""
    mark: Mark | None = None
    """What the reader of the answer says of it."""

    @property
    def in_full(self) -> str | None:
        """What was asked in the question's place, as that leans on those before it; None if it was asked as it is."""
        asked = None if self.answer is None else self.answer.question
        return None if asked == self.question.strip() else asked

    @property
    def is_open(self) -> bool:
        """Whether nothing has come of it yet."""
        return self.answer is None and self.error is None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions that were asked one after another."""

    id: int
    title: str
    """The first question, shortened, until it is renamed."""
    begun: datetime
    changed: datetime
    """When something was asked or answered last."""
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question, without the answer itself."""

    kind: Literal["answered", "refused", "failed", "awaited"]
    """Refused is what the articles do not answer."""
    milliseconds: float | None = None
    """How long the answer took; None if there is none, or what was kept of it is damaged."""


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """A conversation without its turns."""

    id: int
    title: str
    begun: datetime
    changed: datetime
    turns: int


def title_of(question: str) -> str:
    """Return the title of a conversation that begins with a question: that on one line, cut between two words."""
    title = one_line(question)
    if len(title) <= _LONGEST_TITLE:
        return title or "Untitled"
    head = title[: _LONGEST_TITLE - 1]
    cut = head.rfind(" ", _LONGEST_TITLE // 2)
    return f"{head[:cut] if cut > 0 else head}…"


def apart(citation: Citation) -> Citation:
    """Return a citation whose article holds the cited paragraph alone, under its number: what is kept of it."""
    text = citation.paragraph.text
    paragraph = replace(citation.paragraph, start=0, end=len(text))
    return replace(citation, article=replace(citation.article, text=text, paragraphs=(paragraph,)), paragraph=paragraph)


def lightened(turn: Turn) -> Turn:
    """Return a turn whose answer holds the cited paragraphs alone, and not their articles."""
    if turn.answer is None:
        return turn
    return replace(turn, answer=replace(turn.answer, citations=tuple(map(apart, turn.answer.citations))))
