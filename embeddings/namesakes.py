"""Tells parts of a file apart that are named by their place: "Ice" and "Ice (2)", "row 2" and "row 3"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from embeddings.store_reading import Held
    from embeddings.values import Article

_PLACE = re.compile(r"(?P<name>.*[/#](?:row|line|letter|entry)) \d+|(?P<same>.*?)(?: \((?P<number>\d+)\))?", re.DOTALL)
"""A source that ends in a place: in one of the words for it, or in the number of those that are called the same."""


def told_apart(
    articles: Mapping[str, Article],
    former: Mapping[str, str],
    held: Mapping[str, Held],
    files: Set[str],
    *,
    text_of: Callable[[str], str],
) -> dict[str, str]:
    """Return the source under which each of those articles of these files is held that share a name; "" for a new one.

    `former` has what an article's source was before its file was renamed. Of those that share a name one is known by
    its text, or else by its address, or else by its place if what stood there has gone. `text_of` returns the text of
    the held article with an id.
    """
    now: dict[str, list[str]] = {}
    for source in articles:
        if articles[source].file in files:
            now.setdefault(_name(former[source]), []).append(source)
    of_these = files | {held[was].file for was in former.values() if was in held}
    before: dict[str, list[str]] = {}
    for source, each in held.items():
        if each.file in of_these:
            before.setdefault(_name(source), []).append(source)
    found: dict[str, str] = {}
    for name, sources in now.items():
        known = before.get(name, [])
        if known and len(sources) + len(known) > 2:
            found |= _matched(articles, sources, former, {source: held[source] for source in known}, text_of)
    return found


def _name(source: str) -> str:
    place = _PLACE.fullmatch(source)
    return (place["name"] or place["same"]) if place else source


def _matched(
    articles: Mapping[str, Article],
    sources: list[str],
    former: Mapping[str, str],
    held: Mapping[str, Held],
    text_of: Callable[[str], str],
) -> dict[str, str]:
    texts = {source: text_of(each.id) for source, each in held.items()}
    found: dict[str, str] = {}
    free = dict.fromkeys(held)
    by_text: dict[str, list[str]] = {}
    by_url: dict[str, list[str]] = {}
    for source, text in texts.items():
        by_text.setdefault(text, []).append(source)
        by_url.setdefault(held[source].url or "", []).append(source)

    def match(source: str, candidates: list[str]) -> None:
        left = [each for each in candidates if each in free]
        if source not in found and left:
            found[source] = former[source] if former[source] in left else left[0]
            del free[found[source]]

    for source in sources:
        if texts.get(former[source]) == articles[source].text:
            match(source, [former[source]])
    for source in sources:
        match(source, by_text.get(articles[source].text, []))
    for source in sources:
        url = articles[source].url
        match(source, by_url.get(url, []) if url else [])
    for source in sources:
        match(source, [former[source]])
    return {source: found.get(source, "") for source in sources}
