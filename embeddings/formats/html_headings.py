"""Marks as headings what a page shows as such and does not tag so: roles, buttons, lines in bold letters."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from lxml.etree import Element

from embeddings.formats.html_texts import BLOCKS, HEADINGS, said
from embeddings.furniture import ASKING, author_of, is_prose, may_head

if TYPE_CHECKING:
    from collections.abc import Iterator

_DRAWN_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BOLD = re.compile(r"(?<![\w-])(?:font-(?:semi-?)?bold|fw-(?:semi)?bold|bold|strong)(?![\w-])")
"""The classes that say no more than that letters are bold."""
_WITHIN = 3
"""Elements from a line to what is bold in it."""
_LONGEST = 200
"""Characters of a heading."""
_SIGNED = 3
"""Bold paragraphs that say who somebody is from which they may stand below what each says."""
_UNSEEN = ("a", "script", "style", "noscript", "template", "select", "button", "svg")
"""What does not tell that something stands behind a line."""


def mark_headings(page: Any) -> None:
    """Make headings of what a page says or draws to be one, and words of a heading of a button that is all of it."""
    for element in page.xpath("//*[@role = 'heading'][not(ancestor::td or ancestor::th)]"):  # else no row would be one
        is_marked = any(each.tag in HEADINGS for each in itertools.chain([element], element.iterdescendants(Element)))
        text = said(element)
        if not is_marked and len(text) <= _LONGEST and (may_head(text) or text.endswith(ASKING)):
            level = element.get("aria-level") or ""
            element.tag = f"h{level}" if re.fullmatch("[1-6]", level) else "h6"
    for heading in page.iter(*HEADINGS):
        buttons = list(heading.iter("button"))
        if buttons and said(heading) == " ".join(filter(None, map(said, buttons))):
            for button in buttons:
                button.tag = "span"
    _mark_bold_lines(page)


def _mark_bold_lines(page: Any) -> None:
    """Make headings of the lines in bold letters that look like one, unless they sign others."""
    found: dict[Any, list[Any]] = {}
    for line in _bold_lines(page):
        found.setdefault(line.getparent(), []).append(line)
    for lines in found.values():
        headings = [line for line in lines if _heads(line)]
        says_who = all("," in line.text_content() for line in lines)
        signs = says_who and len(lines) >= _SIGNED and headings == lines[:-1]
        if not (signs and _is_last(lines[-1])):
            for line in headings:
                line.tag = "h6"


def _bold_lines(page: Any) -> Iterator[Any]:
    """Yield the paragraphs that are short, unfinished, and in bold letters from the first to the last."""
    bold: dict[Any, list[Any]] = {}
    for element in page.iter("b", "strong", "p", "div", "span"):
        is_bold = element.tag in ("b", "strong") or _DRAWN_BOLD.search(element.get("style") or "") is not None
        if is_bold or _BOLD.search(element.get("class") or ""):
            around = itertools.chain([element], itertools.islice(element.iterancestors(), _WITHIN))
            line = next((each for each in around if each.tag in BLOCKS), None)
            if line is not None and line.tag in ("p", "div"):
                bold.setdefault(line, []).append(element)
    for line, parts in bold.items():
        text = said(line)
        if len(text) > _LONGEST or not may_head(text) or author_of(text):
            continue
        within = set(parts)
        outermost = [each for each in parts if not any(around in within for around in each.iterancestors())]
        if text == " ".join("".join(map("".join, (each.itertext() for each in outermost))).split()):
            yield line


def _heads(line: Any) -> bool:
    """Say whether a paragraph or a list stands below a line."""
    below = line.getnext()
    if below is None or (line.tail or "").strip():
        return False
    return below.tag in ("p", "ul", "ol") or (below.tag == "div" and is_prose(said(below)))


def _is_last(line: Any) -> bool:
    """Say whether nothing that is read or seen stands behind a line in what holds it."""
    behind = (each for each in line.itersiblings("*") if each.tag not in _UNSEEN)
    return not (line.tail or "").strip() and not any(
        f"{each.text_content()}{each.tail or ''}".strip() or each.find(".//img") is not None for each in behind
    )
