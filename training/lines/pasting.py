"""Gives the text of a page as selecting all of it in a browser and copying does, as far as its markup alone tells."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

_UNSEEN = frozenset(
    """
    script style noscript template svg iframe head select option textarea input object canvas math datalist
    """.split()  # noqa: SIM905  (easier to read)
)
_APART = frozenset("p h1 h2 h3 h4 h5 h6 ul ol blockquote table pre figure dl".split())  # noqa: SIM905
"""Elements with an empty line before and after them."""
_BLOCKS = _APART | frozenset(
    """
    address article aside body center dd details dialog dir div dt fieldset figcaption footer form header hgroup hr html
    legend li main menu nav section summary tbody tfoot thead tr caption video audio
    """.split()  # noqa: SIM905
)
_NARROW, _WIDE = "\ue000", "\ue001"
"""Borders of a line, and of a line with an empty one around it: several in a row are one."""
_BORDERS = re.compile(rf"[ \t]*[{_NARROW}{_WIDE}][{_NARROW}{_WIDE} ]*")
_HIDDEN = re.compile(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def pasted(markup: str) -> str:
    """Return a page's text with a line for each block, and cells parted by tabs."""
    page = page_of(markup)
    body = page if page.body is None else page.body
    pieces: list[str] = []
    walk = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if _is_unseen(element):
                walk.skip_subtree()
                continue
            pieces += [_border(element), "\t" * (element.tag in ("td", "th")), _words(element.text)]
            continue
        if event == "end" and not _is_unseen(element):
            pieces += ["\n" * (element.tag == "br"), _border(element)]
        if element is not body:
            pieces.append(_words(element.tail))
    text = _BORDERS.sub(lambda run: "\n\n" if _WIDE in run[0] else "\n", "".join(pieces))
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r" *\t *", "\t", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def page_of(markup: str) -> Any:
    """Return a page's tree, whatever encoding its markup says it has."""
    return html.document_fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def _is_unseen(element: Any) -> bool:
    is_hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style", ""))
    return element.tag in _UNSEEN or (element.tag != "body" and bool(is_hidden))


def _border(element: Any) -> str:
    return _WIDE if element.tag in _APART else _NARROW * (element.tag in _BLOCKS)


def _words(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
