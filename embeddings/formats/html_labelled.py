"""What stands on a page beside a word that says what it is: "Author Ada Byron", "Date: 19.01.2020"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

AUTHOR = re.compile(
    r"(?:authors?|autor(?:in|en|es)?|auteure?s?|autori?|(?:written|words) by)\s*([:：]?)\s*", re.IGNORECASE
)
DATE = re.compile(
    r"(?:date|datum|fecha|data|published(?: on)?|veröffentlicht(?: am)?"
    r"|发布(?:时间|日期)|發布(?:時間|日期)|日期|公開日時?|掲載日時?|発表日|등록일|게시일|입력)\s*([:：]?)\s*",
    re.IGNORECASE,
)
_LONGEST = 200
"""Characters of a line that holds no more than what is labelled."""


def labelled(page: Any, label: re.Pattern[str]) -> str:
    """Return what stands behind a label in a list of particulars, or else in a paragraph; "" where that differs."""
    for tags in (("li", "dt"), ("p",)):
        found = set(_labelled(page.iter(*tags), label))
        if len(found) == 1:
            return found.pop()
    return ""


def _labelled(elements: Iterable[Any], label: re.Pattern[str]) -> Iterator[str]:
    """Yield what stands behind a label in lines that begin with it, where a colon or a tag sets it apart."""
    for element in elements:
        text = text_of(element)
        found = label.match(text) if len(text) <= _LONGEST else None
        if found is None:
            continue
        beside = next(element.itersiblings(etree.Element), None)
        if element.tag == "dt" and found.end() == len(text) and beside is not None and beside.tag == "dd":
            yield text_of(beside)
        elif found.end() < len(text) and (found[1] or any(text_of(each) == found[0].strip() for each in element)):
            yield text[found.end() :]


def text_of(element: Any) -> str:
    """Return the text of an element on one line."""
    return " ".join(" ".join(element.itertext()).split())
