"""Writes the formulas of a page's tree into their lines, before blocks are cut of it."""

from __future__ import annotations

from typing import Any

from lxml.etree import Element, iterwalk

from embeddings.formats.formulas import in_line
from embeddings.formats.html_blocks import BLOCKS


def write_formulas(body: Any) -> None:
    """Change a tree so that its formulas in MathML may be read with what is around them.

    What KaTeX draws beside such a formula says the same again, and goes. A formula that is not closed holds what
    follows it, and stays.
    """
    for span in list(body.iter("span")):
        before = span.getprevious()
        if span.get("class") == "katex-html" and before is not None and before.get("class") == "katex-mathml":
            del span[:]
            span.text = None
    found: list[Any] = []
    walk = iterwalk(body, events=("start",), tag="math")
    for _, math in walk:
        found.append(math)
        walk.skip_subtree()
    for math in found:
        if not any(each.tag in BLOCKS for each in math.iterdescendants(Element)):
            text = in_line(math) or math.get("alttext") or ""
            del math[:]
            math.text, math.tag = text, "span"
