"""Takes from a page what its own tags call something beside the article: comments, appeals, other articles' lists."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from embeddings.formats.html_blocks import linked_blocks
from embeddings.formats.html_tree import around_article
from embeddings.furniture import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

_CALLED = re.compile(
    r"(?<![a-z])(?:author-?(?:bio|box|info)|bio|comments?|consent|cookies?(?:-?(?:banner|consent))?|disqus|foot(?:er)?|"
    r"jobs?|latest|modal|most-?read|newsletter|outbrain|poll|popular|popup|promo|quiz|rail|recommend(?:ed|ations?)?|"
    r"related|repl(?:y|ies)|respond|sidebar|sign-?up|sponsors?|subscri(?:be|ption)|taboola|trending)(?![a-z])"
)
"""Words of classes and ids. On the pages of WCXB's development part and fundus's, in elements as small as here, each
stands around at most one word of two thousand of the articles; `docs/decisions/014` has the table."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMED = ("div", "ol", "ul")
"""What an id says the kind of. Of a section or a heading it is often made of the heading's words, such as
"related-work", and tells nothing."""
_CLASSED = (*_NAMED, "article", "blockquote", "dl", "figure", "li", "p", "section", "table")
_MOST = 1 / 3
"""Share of the page's words outside links from which an element holds too much to be beside the article."""
_LINKED = 0.7
"""Share of a block's characters in links from which, unless it is prose, it leads elsewhere."""


def without_asides(page: Any) -> Any:
    """Return a copy of a page without the small elements whose class or id says that they are beside the article."""
    page = copy.deepcopy(page)
    body = page if page.body is None else page.body
    most = _MOST * _words(body)
    for element in list(_called_asides(body)):
        if element.getparent() is not None and _words(element) < most:
            element.drop_tree()
    return page


def _called_asides(body: Any) -> Iterator[Any]:
    around = around_article(body)
    for element in body.iterdescendants(*_CLASSED):
        classes = element.get("class") or ""
        is_section = element.tag not in _NAMED or "section" in classes.split()
        names = classes if is_section else f"{classes} {element.get('id') or ''}"
        if element not in around and _CALLED.search(_HUMP.sub("-", names).lower().replace("_", "-")):
            yield element


def _words(element: Any) -> int:
    blocks = linked_blocks(element)
    return sum(len(block.text.split()) for block, share in blocks if share < _LINKED or is_prose(block.text))
