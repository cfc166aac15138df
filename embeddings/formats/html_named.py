"""Marks as headings what only a page's style sheet draws as such: lines of one class, each with prose below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml.etree import iterwalk

from embeddings.formats.html_texts import BLOCKS, HEADINGS, OUTSIDE, said
from embeddings.furniture import ends_like_a_sentence, may_head
from embeddings.plaintext import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMED = re.compile(r"[Tt]itle|[Hh]ead(?:ing|line|er)?(?![a-z])|[Qq]uestion|[Nn]ame(?![a-z])")
"""What the class of a heading is called by."""
_OTHERWISE = re.compile(r"author|user|byline|comment|caption|credit|client|related|review|thread", re.IGNORECASE)
"""What the class of a line is called by that says who wrote what is below, or leads elsewhere."""
_BESIDE = OUTSIDE | {"blockquote", "figure", "pre", "table"}
"""What has no parts that a line might head."""
_FEWEST = 3
"""Lines of one class from which they head parts of a page."""
_LONGEST = 100
"""Characters of a heading."""
_WORDS = 8
"""Words of a sentence from which it is prose."""
_LONG = 15
"""Words from which a line is prose though its full stop is missing."""
_NEAR = 6
"""Blocks below a heading among which there is prose."""
_LINKED = 0.5
"""Share of a line's characters in links from which it leads elsewhere."""


@dataclass(slots=True, eq=False)
class _Group:
    """The lines of one class, in a page's order, as long as each has prose below it."""

    lines: list[Any] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    sought: int = 0
    """Blocks among which the prose below the last line is still looked for."""
    heads: bool = True

    def add(self, line: Any, text: str) -> None:
        self.heads = self.heads and not (self.sought or text in self.texts or _leads_elsewhere(line, text))
        self.lines.append(line)
        self.texts.add(text)
        self.sought = _NEAR

    def pass_by(self, line: Any, text: str) -> None:
        """Look at a block below the last line: prose is found, and what is a heading or too far below is not its."""
        is_heading = line.tag in HEADINGS
        if not is_heading and _is_prose(text):
            self.sought = 0
        elif is_heading or self.sought == 1:
            self.heads, self.sought = False, 0
        else:
            self.sought -= 1


def mark_named_headings(body: Any) -> None:
    """Make headings of lines that are short, all different, and of one class that is called title or the like.

    Each has prose below it, and no heading between: so it is no label above a heading, no button, and no caption. Where
    there are many of a class, those of one that begins so ("name" and "name-long") are headings as well.
    """
    groups: dict[tuple[str, str], _Group] = {}
    seeking: list[_Group] = []
    for line in lines(body):
        text = said(line)
        if not text:
            continue
        for group in seeking:
            group.pass_by(line, text)
        name = _name(line, text)
        if name is not None:
            group = groups.setdefault(name, _Group())
            group.add(line, text)
            seeking.append(group)
        seeking = [group for group in dict.fromkeys(seeking) if group.sought]
    heading = {name: group for name, group in groups.items() if group.heads and not group.sought}
    many = {name for name, group in heading.items() if len(group.lines) >= _FEWEST}
    for (tag, of), group in heading.items():
        if any((tag, of[:end]) in many for end in range(1, min(len(of), _LONGEST) + 1)):
            for line in group.lines:
                line.tag = "h6"


def lines(body: Any) -> Iterator[Any]:
    """Yield the headings of a page's body, the blocks that hold no others, and the spans that stand among blocks."""
    holders = set()
    for block in body.iter(*BLOCKS):
        around = block.getparent()
        while around is not None and around not in holders:
            holders.add(around)
            around = around.getparent()
    walk = iterwalk(body, events=("start",))
    for _, element in walk:
        if element.tag in _BESIDE:
            walk.skip_subtree()
        elif element.tag in HEADINGS or (element not in holders and (element.tag in BLOCKS or _is_apart(element))):
            yield element
            walk.skip_subtree()


def _is_apart(element: Any) -> bool:
    """Say whether a span stands on a line of its own, between blocks."""
    if element.tag != "span" or (element.tail or "").strip():
        return False
    before, behind = element.getprevious(), element.getnext()
    loose = (element.getparent().text if before is None else before.tail) or ""
    ends = [each for each in (before, behind) if each is not None]
    return bool(ends) and not loose.strip() and all(each.tag in BLOCKS for each in ends)


def _name(line: Any, text: str) -> tuple[str, str] | None:
    """Return the tag and the class of a line that may be a heading, or of the span that is all of it."""
    if line.tag in HEADINGS or len(text) > _LONGEST or not may_head(text):
        return None
    of_line = line.get("class") or (line[0].get("class") if len(line) == 1 and said(line[0]) == text else "") or ""
    return (line.tag, of_line) if _NAMED.search(of_line) and not _OTHERWISE.search(of_line) else None


def _is_prose(text: str) -> bool:
    words = len(WORD.findall(text))
    return words >= _LONG or (words >= _WORDS and ends_like_a_sentence(text))


def _leads_elsewhere(line: Any, text: str) -> bool:
    around = next(line.iterancestors("a"), None)
    return around is not None or sum(len(said(link)) for link in line.iter("a")) >= _LINKED * len(text)
