"""What a format's loader finds in a file: documents, each a run of blocks, and what it left out.

Knows no format and no library.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal["paragraph", "heading", "item", "head", "row", "quote", "code", "caption"]
PageStarts = tuple[tuple[int, int], ...]
"""Of each page that begins within a text, in order: the offset of its first character, and its number."""
KINDS: tuple[Kind, ...] = get_args(Kind)
DateOrigin = Literal["source", "text", "address"]
"""What a date is taken from: what the source states beside its text, the text, or its address or file name."""
DATE_ORIGINS: tuple[DateOrigin, ...] = get_args(DateOrigin)
CELLS = " | "
"""What parts the cells of a row."""
ITEM_NUMBER = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,8}|[a-z]|(?=[ivxl])(?:x{1,3}|x?lx{0,3})?(?:ix|iv|v?i{0,3}))[.)]\s+"
)
"""What an item may begin with to be counted: "3. ", "(b) ", "iv. ", "2.1. "; "A. Holm" is somebody, 1.5 kg a weight."""
SHOWN_NUMBER = re.compile(rf"{ITEM_NUMBER.pattern}|\d{{1,3}}(?:\.\d{{1,3}}){{2,8}}\s+")
"""Also "2.1.1 ", where nothing is judged by it: a version or an address may be so too, and is an answer."""
_LONGEST_NUMBER = 40
"""Characters among which one ends that is typed."""
FEW_BLOCKS = 20
"""Blocks of a page up to which they do not tell by themselves which of them are furniture."""
MOST_BLOCKS = 3_000
"""Beyond which none is a page as the network of lines knows them."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that its source sets apart."""

    text: str
    kind: Kind = "paragraph"
    """A row is one of a table, its cells parted by `CELLS`, and a head is the row that names those below it; an item is
    one of a list."""
    level: int = 0
    """Of a heading, from 1 for the highest; of an item, from 1 for one of a list that lies in no other, at its first
    block alone; 0 for what is neither, and where the source does not tell."""
    page: int | None = None
    """The page that it begins on, from 1, in a format that has pages."""
    later_pages: PageStarts = ()
    """Where it goes on to further pages."""
    box: int | None = field(default=None, compare=False, repr=False)
    """The number of the part of its page that it lies in: the innermost of a page's tree, or, of plain text, lines that
    stand close together. None where it lies in none, and where the source does not tell."""
    marker: str = ""
    """What its source shows before it and has not in its text: the number of an item or of a heading, "3." or "2.1"."""

    @property
    def shown(self) -> str:
        """Its text with the number that it is shown with, unless one is typed there."""
        is_typed = self.text[:1] in "(0123456789" and SHOWN_NUMBER.match(f"{self.text[:_LONGEST_NUMBER]} ")
        return f"{self.marker} {self.text}" if self.marker and self.text and not is_typed else self.text

    @property
    def is_row(self) -> bool:
        """Whether it is of a table, its head or another row."""
        return self.kind in ("head", "row")

    @property
    def has_cells(self) -> bool:
        """Whether it is a row of several cells: one alone may well arrange a page."""
        return self.is_row and CELLS in self.text


@dataclass(frozen=True, slots=True)
class Document:
    """One article as its source gives it: most files hold one, a feed or an archive many."""

    blocks: Sequence[Block] = ()
    title: str | None = None
    author: str | None = None
    published: str | None = None
    """An ISO date, YYYY-MM-DD."""
    part: str = ""
    """What the document is called within its file, another for each; empty if the file holds it alone."""
    from_web: bool = False
    """It was a web page, where furniture surrounds an article; any other text has to prove that it was."""
    url: str | None = None
    """Where it is on the web, as its source says."""
    language: str = ""
    """As its source states it, in whatever way; empty if it states none."""
    date_from: DateOrigin = "source"
    """What its date is taken from, if it has one."""
    has_id: bool = False
    """Its source names it by an id, at the end of its part, that it keeps whatever else of it changes."""
    is_whole: bool = False
    """Of a web page: its blocks are all of it but links."""
    is_letter: bool = False
    """It was sent to somebody, and is called what its sender called it."""
    other: Sequence[Block] = ()
    """Of a web page, its other reading: of a whole one what may be its article, or too little of that; of what
    was found all of the page but links."""
    standfirst: str = field(default="", compare=False, repr=False)
    """Of a web page, the text of that block which its tags say sums the article up, and which stays therefore."""
    is_discussion: bool = False
    """Of a web page: it states that it is one, so that comments are no furniture."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in a file that its loader left out, while it goes on with the rest."""

    part: str
    """What it is called within the file, as a document's part is; empty for what has no name of its own."""
    reason: str
    """What is wrong with it and what to do, to stand after its name."""
