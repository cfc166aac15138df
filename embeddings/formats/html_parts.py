"""Puts an article together whose text stands in several boxes of one class, of which trafilatura takes the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree
from trafilatura.xpaths import BODY_XPATH

from embeddings.plaintext import WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADINGS = ("h1", "h2", "h3", "h4")
_HOLDERS = ("article", "main")
_FEWEST = 8
"""Words of a paragraph that is no button."""
_LONG = 100
"""Words of a first box: one of fewer is a step or an entry."""
_MOST = 60
"""Boxes that are looked at."""


def join_parts(page: Any) -> None:
    """Move into the box that trafilatura takes for an article's what stands in later boxes that go on with it.

    The first is long. They have its tag and class, lie in the same article or main part of the page, and begin with
    prose, and no heading stands between, as one does above another article.
    """
    first = next((found[0] for expression in BODY_XPATH if (found := expression(page))), None)
    if first is None or first.tag not in ("div", "section") or not first.get("class"):
        return
    told = "".join(first.itertext())
    if len(told.split()) < _LONG:
        return
    parts: list[Any] = []
    for part in _further(page, first):
        if not "".join(part.itertext()).strip():
            continue
        opening = next((each for each in part.iter("p", *_HEADINGS) if each.tag != "p" or _is_prose(each)), None)
        if opening is None or opening.tag != "p":  # an answer or another post: not all are of one text
            return
        parts += [] if "".join(opening.itertext()) in told else [part]
    for part in parts:
        if part.text and part.text.strip():
            lead = part.makeelement("p")
            lead.text, part.text = part.text, None
            part.insert(0, lead)
        first.extend(list(part))


def _further(page: Any, first: Any) -> Sequence[Any]:
    """Return the boxes of the same kind behind the first, and in none of the others; none if a heading is between."""
    holder = next(first.iterancestors(*_HOLDERS), None)
    further: list[Any] = []
    is_behind = is_headed = False
    seen = 0
    walk = etree.iterwalk(page, events=("start",))
    for _, each in walk:
        if each is first:
            is_behind = True
            walk.skip_subtree()
            continue
        if not is_behind:
            continue
        is_headed = is_headed or each.tag in _HEADINGS
        if each.tag != first.tag or each.get("class") != first.get("class"):
            continue
        seen += 1
        if seen > _MOST:
            return ()
        if next(each.iterancestors(*_HOLDERS), None) is holder:
            if is_headed:
                return ()
            further.append(each)
            walk.skip_subtree()
    return further


def _is_prose(paragraph: Any) -> bool:
    return len(WORD.findall("".join(paragraph.itertext()))) >= _FEWEST
