"""Finds a page's headline, and tells what stands near it from what is said of other articles."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from embeddings.furniture import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOT_OF_IT = re.compile(
    r"(?<![a-z])(?:[Cc]omments?|[Rr]elated|recirc|[Ss]idebar|(?<!article[-_])(?<!entry[-_])(?<!post[-_])[Ff]ooter|[Pp]opular|[Tt]easers?|[Pp]romos?|disqus)(?![a-z])"
)
"""What classes and ids are of elements that tell of something else."""


def headline_of(page: Any) -> Any:
    """Return the heading that the page's title begins with, or else its first; None if it has none."""
    title = words_of(page.findtext(".//title") or "")
    headings = [(heading, words_of(heading.text_content())) for heading in page.iter("h1")]
    begins = (heading for heading, words in headings if words and title[: len(words)] == words)
    return next(begins, headings[0][0] if headings else None)


def from_headline(page: Any, headline: Any) -> Iterator[Any]:
    """Yield a headline and the elements in it and behind it, in the page's order."""
    return itertools.dropwhile(lambda element: element is not headline, page.iter(etree.Element))


def is_elsewhere(element: Any) -> bool:
    """Say whether an element stands in a page's foot or menu, or in what is called comments or other articles."""
    return any(map(_is_of_something_else, (element, *element.iterancestors())))


def _is_of_something_else(element: Any) -> bool:
    if element.tag in ("body", "html"):
        return False
    return element.tag in ("footer", "nav") or any(
        _NOT_OF_IT.search(element.get(name) or "") for name in ("class", "id")
    )
