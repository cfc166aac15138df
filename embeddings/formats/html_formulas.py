"""Writes the formulas of a page's tree into their lines, before blocks are cut of it."""

from __future__ import annotations

from typing import Any

from lxml.etree import Comment, Element, ProcessingInstruction, iterwalk, strip_tags

from embeddings.formats.formulas import in_line
from embeddings.formats.html_texts import BLOCKS


def write_formulas(body: Any) -> None:
    """Change a tree so that its formulas in MathML may be read with what is around them.

    What KaTeX draws beside such a formula says the same again, and goes. A formula that is not closed holds what
    follows it, and stays.
    """
    for span in list(body.iter("span")):
        if span.get("class") == "katex-html" and _has_formula(span.getprevious()):
            del span[:]
            span.text = None
    found: list[Any] = []
    walk = iterwalk(body, events=("start",), tag="math")
    for _, math in walk:
        found.append(math)
        walk.skip_subtree()
    for math in found:
        if not any(each.tag in BLOCKS for each in math.iterdescendants(Element)):
            strip_tags(math, Comment, ProcessingInstruction)
            stated = (" ".join("".join(each.itertext()).split()) for each in math.iter("annotation"))
            text = in_line(math) or math.get("alttext") or next(stated, "")
            del math[:]
            math.text, math.tag = text, "span"


def _has_formula(beside: Any) -> bool:
    """Say whether KaTeX has put a formula beside what it draws; some pages are kept without it."""
    if beside is None or beside.get("class") != "katex-mathml":
        return False
    return any(text.strip() for math in beside.iter("math") for text in math.itertext())
