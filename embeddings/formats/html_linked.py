"""What a web page states of its articles as linked data (JSON-LD, in the words of schema.org)."""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from html import unescape
from typing import TYPE_CHECKING, Any

from embeddings.documents import Block
from embeddings.formats.html_tree import html_blocks
from embeddings.plaintext import WORD, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LARGEST = 2_000_000
"""Characters of what a page states for programs beyond which it is not read."""
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Recipe|Book|VideoObject|WebPage)$")
"""How the types of schema.org end that are what a page is of."""
_ELSEWHERE = frozenset(
    ["itemListElement", "comment", "comments", "review", "reviews", "hasPart", "mentions", "isPartOf"]
)
"""Fields of an article that hold others."""
_CDATA = re.compile(r"(?://|/\*)?\s{0,9}<!\[CDATA\[(?:\s{0,9}\*/)?")
_CDATA_END = re.compile(r"(?://|/\*)?\s{0,9}\]\]>(?:\s{0,9}\*/)?$")
"""What pages of XHTML write around a script."""
_LONGEST_END = 30
"""Characters of the latter, and more."""
_TAG = re.compile(r"</?(?:p|br|div|h[1-6]|li|ul|ol|strong|em|b|i|a|span|blockquote|figure|img)\b[^<>]*>", re.IGNORECASE)
_FEWEST, _SHOWN = 100, 0.5
"""Words from which a stated article is one, and the share of them that a page shows from which it is there to be read.
"""


def described_articles(page: Any) -> Iterator[dict[str, Any]]:
    """Yield the articles that a page describes, of each script the outermost first."""
    for script in page.xpath("//script[contains(@type, 'ld+json')]/text()"):
        if len(script) > _LARGEST:
            continue
        try:
            described = json.loads(_bare(script), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _described(described)


def _bare(script: str) -> str:
    """Return a script without what sets it off in XHTML."""
    script = script.strip()
    begins = _CDATA.match(script)
    ends = _CDATA_END.search(script, max(begins.end(), len(script) - _LONGEST_END)) if begins else None
    return script[begins.end() : ends.start()] if begins and ends else script


def unshown_article(page: Any, shown: Iterable[Block]) -> Sequence[Block]:
    """Return the article that a page states and does not show, as pages do that a program fills; none of several."""
    texts = {text for each in described_articles(page) if isinstance(text := each.get("articleBody"), str)}
    if len(texts) != 1:
        return ()
    blocks = _blocks(texts.pop())
    stated = _words(blocks)
    is_shown = (stated & _words(shown)).total() >= _SHOWN * stated.total()
    return () if is_shown or stated.total() < _FEWEST else blocks


def _blocks(text: str) -> list[Block]:
    """Return the paragraphs of a text whose tags may be spelt out, or that has none."""
    markup = text if _TAG.search(text) else unescape(text)
    if _TAG.search(markup):
        return html_blocks(markup)
    return [Block(line) for each in markup.splitlines() if (line := clean(each))]


def _words(blocks: Iterable[Block]) -> Counter[str]:
    return Counter(word.lower() for block in blocks for word in WORD.findall(block.text))


def _described(value: object) -> Iterator[dict[str, Any]]:
    """Yield the articles in what a page describes, from the outermost on."""
    waiting = deque([value])
    while waiting:
        each = waiting.popleft()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            kinds = each.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(_ARTICLE.search(str(kind)) for kind in kinds):
                yield each
            waiting += [
                inner for key, inner in each.items() if key not in _ELSEWHERE and isinstance(inner, list | dict)
            ]
