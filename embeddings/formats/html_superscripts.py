"""Writes the superscripts of a page's tree into their lines, before blocks are cut of it."""

from __future__ import annotations

import itertools
import re
from typing import Any

from lxml.etree import iterwalk

from embeddings.formats.html_texts import BLOCKS
from embeddings.formats.superscripts import LOOKED_BACK, as_read

_NOTE = re.compile(r"note|reference", re.IGNORECASE)
"""What the class of a note's mark is called by."""
_SIGNS = re.compile(r"[\W_]+")
_LONGEST = 40
"""Characters of what is read as a superscript, and elements in it."""
_LONGEST_LINK = 10
"""Characters of a link to a note."""


def write_superscripts(body: Any) -> None:
    """Change a tree so that its superscripts may be read with what is around them; marks of notes are empty then."""
    written = []
    before = ""
    walk = iterwalk(body, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        text = (element.text if event == "start" else element.tail) or ""
        if element.tag in BLOCKS or element.tag == "br":
            before = ""
        elif event == "start" and element.tag == "sup" and _is_short(element):
            raised = element.xpath("string()")
            text = "" if _marks_note(element) else as_read(raised, before, element.tail or "")
            written.append((element, text))
            walk.skip_subtree()
        before = (before + text[-LOOKED_BACK:])[-LOOKED_BACK:]
    for element, text in written:
        del element[:]
        element.text = text


def _is_short(sup: Any) -> bool:
    """Say whether a superscript may be read as one: one that is not closed holds what follows it."""
    inside = list(itertools.islice(sup.iterdescendants(), _LONGEST))
    if len(inside) == _LONGEST or any(each.tag in BLOCKS or each.tag == "br" for each in inside):
        return False
    return len(sup.xpath("string()").strip()) <= _LONGEST


def _marks_note(sup: Any) -> bool:
    """Say whether a superscript is all of a short link to a place in a page, consists of such, or is called a note."""
    around = sup.getparent()
    is_alone = sup.getprevious() is None and sup.getnext() is None
    is_alone = is_alone and not f"{around.text or ''}{sup.tail or ''}".strip()
    links = [*sup.iter("a"), *([around] if is_alone else [])]
    texts = [link.xpath("string()").strip() for link in links if "#" in link.get("href", "")]
    is_all = _words("".join(texts)) == _words(sup.xpath("string()"))
    is_linked = bool(texts) and is_all and max(map(len, texts)) <= _LONGEST_LINK
    return is_linked or _NOTE.search(sup.get("class", "")) is not None


def _words(text: str) -> str:
    """Return the letters and digits of a text, or all of it but blanks if it has none, as an asterisk."""
    return _SIGNS.sub("", text) or "".join(text.split())
