"""What is taken of an article to make other texts from: words, sentences and names, and dates that are made up."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import TypeVar

_T = TypeVar("_T")
_ENDS = re.compile(r"(?<=[.!?…])[\"”“»’)]*\s+|(?<=[。！？])")
_NAME = re.compile(r"\b[^\W\d_a-z]\w+(?: [^\W\d_a-z]\w+)+\b")
SHORT = 14
"""Words of a short sentence."""
_MONTHS = (
    *("January", "March", "May", "August", "November", "Januar", "März", "Oktober", "Dezember"),
    *("janvier", "février", "août", "enero", "mayo", "octubre", "gennaio", "luglio", "1月", "5月"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """What an article's text gives to make others from, and the chance by which it is taken."""

    paragraphs: list[str]
    sentences: list[str]
    names: list[str]
    chance: random.Random
    _unsaid: list[str] = field(default_factory=list)
    """Sentences in the order in which they come next, so that none soon returns."""

    @classmethod
    def of(cls, article: str, chance: random.Random) -> Words | None:
        """Return an article's words, None where there are too few."""
        paragraphs = [line for line in article.splitlines() if line.strip()]
        sentences = [part.strip() for line in paragraphs for part in _ENDS.split(line) if len(part.split()) > 3]
        names = _NAME.findall(article) or [word for word in article.split() if word[:1].isupper()]
        return cls(paragraphs, sentences, names, chance) if len(sentences) > 5 and names else None

    def one_of(self, *choices: _T) -> _T:
        return self.chance.choice(choices)

    def name(self) -> str:
        return self.chance.choice(self.names)

    def number(self, least: int, most: int) -> int:
        return self.chance.randint(least, most)

    def some(self, least: int, most: int) -> range:
        return range(self.number(least, most))

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def sentence(self, most: int = 100) -> str:
        if not self._unsaid:
            self._unsaid.extend(self.chance.sample(self.sentences, len(self.sentences)))
        found = next((at for at, each in enumerate(self._unsaid) if len(each.split()) <= most), None)
        return f"{self.few(3, most)}." if found is None else self._unsaid.pop(found)

    def few(self, least: int, most: int) -> str:
        """Return a few words that stand together, without an end mark."""
        words = self.chance.choice(self.sentences).split()
        count = self.number(least, most)
        start = self.number(0, max(len(words) - count, 0))
        text = " ".join(words[start : start + count]).strip(".,;:!?…–—-\"'“”„«»()[] ")
        return text[:1].upper() + text[1:] or self.name()

    def said(self) -> str:
        """Return a few words, a sentence or several."""
        kind = self.chance.random()
        if kind < 0.35:
            return f"{self.few(1, 5)}."
        return self.sentence(SHORT) if kind < 0.7 else " ".join(self.sentence() for _ in self.some(1, 3))

    def paragraph(self) -> str:
        return self.chance.choice(self.paragraphs)

    def day(self) -> str:
        day, month, year = self.number(1, 28), self.one_of(*_MONTHS), self.number(1850, 2025)
        forms = f"{year}", f"{day} {month} {year}", f"{day}. {month}", f"{month} {year}", f"{day}.{day % 12 + 1}.{year}"
        return self.one_of(*forms)

    def time(self) -> str:
        hour, minute = self.number(6, 23), f"{self.number(0, 59):02}"
        return self.one_of(
            f"{hour}:{minute}", f"{hour}.{minute} Uhr", f"{hour % 12 + 1}:{minute} pm", f"{hour}h{minute}"
        )
