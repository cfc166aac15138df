"""Tells which of a paragraph's words that are struck out are read: those that no others in their line replace.

Knows no format. What is struck out whole, as in a list of what is done, is still read.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Struck:
    """A piece of a text that its source strikes out."""

    piece: str


def unstruck(pieces: Iterable[str | Struck]) -> Iterator[str]:
    """Yield the pieces of a paragraph; those that are struck out only where a line has fewer other words than these.

    The end of a line is a piece of its own.
    """
    line: list[str | Struck] = []
    for piece in pieces:
        if piece == "\n":
            yield from _line(line)
            yield "\n"
            line = []
        else:
            line.append(piece)
    yield from _line(line)


def _line(pieces: list[str | Struck]) -> Iterator[str]:
    others = len("".join(each for each in pieces if isinstance(each, str)).split())
    for is_struck, run in itertools.groupby(pieces, key=lambda piece: isinstance(piece, Struck)):
        texts = [each.piece if isinstance(each, Struck) else each for each in run]
        if not is_struck or len("".join(texts).split()) > others:
            yield from texts
