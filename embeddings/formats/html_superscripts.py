"""Writes the superscripts of a page's tree into their lines, before blocks are cut of it."""

from __future__ import annotations

import re
from typing import Any

from lxml.etree import iterwalk

from embeddings.formats.html_blocks import BLOCKS
from embeddings.formats.superscripts import LOOKED_BACK, as_read

_NOTE = re.compile(r"note|reference", re.IGNORECASE)
"""What the class of a note's mark is called by."""


def write_superscripts(body: Any) -> None:
    """Change a tree so that its superscripts may be read with what is around them; marks of notes are empty then."""
    written = []
    before = ""
    walk = iterwalk(body, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        text = (element.text if event == "start" else element.tail) or ""
        if element.tag in BLOCKS or element.tag == "br":
            before = ""
        elif event == "start" and element.tag == "sup":
            raised = element.xpath("string()")
            text = "" if _marks_note(element) else as_read(raised, before, (element.tail or "").lstrip())
            written.append((element, text))
            walk.skip_subtree()
        before = (before + text[-LOOKED_BACK:])[-LOOKED_BACK:]
    for element, text in written:
        del element[:]
        element.text = text


def _marks_note(sup: Any) -> bool:
    """Say whether a superscript holds a link to a place in a page, is all of such a link, or is called a note."""
    around = sup.getparent()
    is_alone = sup.getprevious() is None and sup.getnext() is None
    is_alone = is_alone and not f"{around.text or ''}{sup.tail or ''}".strip()
    links = [*sup.iter("a"), *([around] if is_alone else [])]
    return any("#" in link.get("href", "") for link in links) or _NOTE.search(sup.get("class", "")) is not None
