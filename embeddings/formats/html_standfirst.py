"""Finds a page's standfirst: the sentence or two between its headline and its article that say what both tell."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from embeddings.documents import Block
from embeddings.formats.html_headline import from_headline
from embeddings.formats.html_texts import BLOCKS, OUTSIDE
from embeddings.furniture import words_of
from embeddings.plaintext import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CALLED = re.compile(
    r"(?<![a-z])(?:stand-?first|strapline|sub-?title|sub-?head(?:ing|line)?|dek|lede|perex"
    r"|(?:article|entry|post|story)[\w-]*?[_-](?:excerpt|intro|lead|summary|teaser)(?:-text)?)(?![a-z])",
    re.IGNORECASE,
)
"""What classes call it, their words parted by hyphens."""
_CAPITAL = re.compile(r"(?<=[a-z\d])(?=[A-Z])")
_SENTENCE = re.compile(r"[.!?…。！？｡][\"'”’»)」』]*\Z")
_SIGN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
"""Of Chinese and Japanese, which have no spaces: two are counted as a word."""
_APART = OUTSIDE - {"header"}
_FEWEST, _MOST = 6, 80
"""Words that it has."""
_FAR, _FARTHEST = 60, 1_000
"""Texts behind the headline among which it stands, and elements."""


def standfirst(page: Any, headline: Any, article: Sequence[Block]) -> tuple[Block | None, bool]:
    """Return the standfirst below a headline if there is one that the article does not have, and whether it is sure.

    It is the first text there, or, and then surely, is called so or is how the page describes itself; it ends as a
    sentence.
    """
    told = " ".join(" ".join(words_of(block.text)) for block in article)
    described = {tuple(words_of(each)) for each in page.xpath("//meta[contains(@*, 'description')]/@content")}
    for number, element in enumerate(itertools.islice(_below(page, headline), _FAR)):
        text = " ".join(clean("".join(_texts(element))).split())
        words = words_of(text)
        if words and told.startswith(" ".join(words[:_FEWEST])):
            return None, False
        count = max(len(words), len(_SIGN.findall(text)) // 2)
        is_sure = tuple(words) in described or _CALLED.search(_classes(element)) is not None
        if (is_sure or not number) and _FEWEST <= count <= _MOST and _SENTENCE.search(text):
            return (None, False) if " ".join(words) in told else (Block(text), is_sure)
    return None, False


def _below(page: Any, headline: Any) -> Iterator[Any]:
    """Yield the elements below a headline that have a text and no other blocks."""
    for element in itertools.islice(from_headline(page, headline), 1, _FARTHEST):
        around = (element, *element.iterancestors())
        if element.tag in BLOCKS and headline not in around and _APART.isdisjoint(each.tag for each in around):
            is_leaf = BLOCKS.isdisjoint(each.tag for each in element.iterdescendants(etree.Element))
            if is_leaf and any(map(str.strip, element.itertext())):
                yield element


def _texts(element: Any) -> Iterator[str]:
    """Yield an element's texts, and a space for the end of a line."""
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            yield " " if each.tag == "br" else each.text or ""
        elif each is not element:
            yield each.tail or ""


def _classes(element: Any) -> str:
    within = (element, element.getparent())
    names = (each.get(name) or "" for each in within if each is not None for name in ("class", "itemprop"))
    return _CAPITAL.sub("-", " ".join(names))
