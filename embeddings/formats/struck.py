"""Tells which of a paragraph's words that are struck out are read: those that no others in their line replace.

Knows no format. What is struck out whole, as in a list of what is done, is still read.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WORD = re.compile(r"\w")


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
    others = _words(each for each in pieces if isinstance(each, str))
    for is_struck, run in itertools.groupby(_runs(pieces), key=lambda piece: piece[0]):
        some = [piece for _, piece in run]
        texts = [each.piece if isinstance(each, Struck) else each for each in some]
        if is_struck and 0 < others >= _words(texts):
            yield from (each for each in some if isinstance(each, str))
        else:
            yield from texts


def _runs(pieces: list[str | Struck]) -> Iterator[tuple[bool, str | Struck]]:
    """Yield the pieces, and whether they are of what is struck out, as is what has no word between two such pieces."""
    between: list[str | Struck] = []
    is_struck = False
    for piece in (each for each in pieces if each != ""):
        if isinstance(piece, str) and not _WORD.search(piece):
            between.append(piece)
            continue
        was_struck, is_struck = is_struck, isinstance(piece, Struck)
        yield from ((was_struck and is_struck, each) for each in between)
        between = []
        yield is_struck, piece
    yield from ((False, each) for each in between)


def _words(texts: Iterable[str]) -> int:
    return sum(_WORD.search(word) is not None for word in "".join(texts).split())
