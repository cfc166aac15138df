"""What a program must do to be measured in one table with others: search the same paragraphs, and perhaps answer.

A peer is one module here and one line in `PEERS` of `benchmarks.peers.__main__`, which asks the questions and keeps
the time. Peers import their libraries where they first need them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.datasets import Corpus


@dataclass(frozen=True, slots=True)
class Models:
    """The folders of the models that every peer is to use, so that the programs differ and not their models."""

    encoder: Path
    """A sentence-transformers model."""
    reader: Path
    """A Hugging Face model for extractive question answering."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a peer makes of a question."""

    text: str | None
    """None: it says that there is no answer."""
    paragraph: int | None
    """The index of the paragraph that it cites first, if any."""


class Peer(Protocol):
    """A program that searches paragraphs. Paragraphs are known by their index in the corpus."""

    def build(self, corpus: Corpus) -> None:
        """Index the corpus' paragraphs, and nothing else of it: its examples are what will be asked."""
        ...

    def retrieve(self, question: str, *, limit: int) -> list[int]:
        """Return at most `limit` paragraphs, the best first."""
        ...


@runtime_checkable
class AnsweringPeer(Peer, Protocol):
    """A peer that also reads what it finds."""

    def answer(self, question: str) -> Answered: ...
