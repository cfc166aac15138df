"""Finds what a web page is called: by its headline, or else as it states it, without the name of its site."""

from __future__ import annotations

import itertools
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from embeddings.formats.html_headline import is_elsewhere
from embeddings.formats.html_site import bare, sites
from embeddings.formats.html_texts import flat
from embeddings.furniture import date_of, words_of
from embeddings.plaintext import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONG = 100
"""Words up to which a title is compared."""
_LONGEST = 500
"""Characters of a title in which its site is looked for."""
_ESCAPED = re.compile(r"&(?:#\d{1,6}|#x[\da-f]{1,5}|[a-z]{2,8});", re.IGNORECASE)
"""What some sites escape twice in their titles."""
_FILE = re.compile(r"\S+\.(?:aspx?|docx?|html?|odt|pdf|php|pptx?|rtf|txt|xlsx?)", re.IGNORECASE)
"""What programs that save pages write where a title should be."""
_BAR = re.compile(r"\s{1,9}[|_–—·•»:-]{1,3}\s{1,9}|\s{0,9}[|｜]\s{0,9}|\s{0,9}_(?![a-zß-öø-ÿ])\s{0,9}")
"""Between a title and its site, whichever stands first; a low line before a small letter is within a word."""
_FEWEST = 3
"""Words of a headline of which the stated title has others, and of a title behind its site's name."""
_MOST = 20
"""Headings of the first rank among which the only one is looked for, and parts of a title."""
_SHARED = 0.5
"""Share of a headline's words that the title has, and of a site's name that the address has."""
_SHORTEST = 4
"""Letters of a name that may be told by a part of it."""


def title_of(page: Any, found: str) -> str:
    """Return a page's title: its headline, or what is stated; "" for a date or the name of a file.

    What was `found` for it counts as stated, unless that names the site or is a heading that tells of something else.
    """
    stated = clean(page.findtext(".//title") or "")
    is_other = _names(found, sites(page)) or (
        len(words_of(stated)) >= _FEWEST
        and len(words_of(found)) < _FEWEST
        and found.isascii()  # a script without spaces may part no words
        and set(words_of(found)).isdisjoint(words_of(stated))
        and found in (clean(flat(each)) for each in itertools.islice(page.iter("h1"), _MOST))
    )
    title = _headline(page) or without_site(stated if stated and is_other else found, page)
    title = _ESCAPED.sub(lambda each: unescape(each[0]), _only_headline(page, title) or title)
    return "" if date_of(title) is not None else title  # the first heading of a diary


def _headline(page: Any) -> str:
    """Return the heading that the page's title begins with, as most do before the name of their site; "" for none.

    Some begin with the site's name: then it is one further on in the title that is stated as its headline.
    """
    title = _words(clean(page.findtext(".//title") or ""))[:_LONG]
    stated = [_words(each) for each in page.xpath("//meta[@property = 'og:title']/@content")]
    begins, others = [""], [""]
    for heading in page.iter("h1", "h2", "h3"):
        text = clean(flat(heading))
        words = _words(text)
        if heading.tag != "h3" and title[: len(words)] == words:
            begins.append(text)
        elif (
            0 < len(words) <= _LONG
            and (words in stated or heading.get("itemprop") == "headline")
            and _holds(title, words)
        ):
            others.append(text)
    first, other = max(begins, key=len), max(others, key=len)
    return other if first and other and _words(first) not in stated else first


def _only_headline(page: Any, title: str) -> str:
    """Return the page's only heading of the first rank if it has half of its words from the title; "" if not.

    What is stated for programs often names what is searched for, and the heading what readers see. A heading with all
    of the title and more has something that is no part of it, and one that stands behind it names the site.
    """
    headings = (each for each in itertools.islice(page.iter("h1"), _MOST) if not is_elsewhere(each))
    texts = dict.fromkeys(text for each in headings if (text := clean(flat(each))))
    known = sites(page)
    own = [text for text in texts if not _names(text, known)]
    if len(own) != 1 or (own[0].isupper() and not title.isupper()):
        return ""
    words, named = words_of(own[0])[: _LONG + 1], words_of(title)
    stated = _words(clean(page.findtext(".//title") or ""))[:_LONG]
    if not _FEWEST <= len(set(words)) <= _LONG or any(_holds(each, words) for each in (stated, named)):
        return ""
    is_told = len(set(words) & set(named)) >= _SHARED * len(set(words))
    return own[0] if is_told and not _holds(words, named) else ""


def _words(text: str) -> list[str]:
    """Return the words of a title, of which some sites have a low line before their name."""
    return words_of(text.replace("_", " "))


def _holds(title: Sequence[str], words: Sequence[str]) -> bool:
    """Say whether words stand in a title, in this order and with none between."""
    return any(title[at : at + len(words)] == words for at in range(len(title) - len(words) + 1))


def without_site(title: str, page: Any) -> str:
    """Return a title without the name of its site before or behind it; "" for a file's name."""
    if _FILE.fullmatch(title):
        return ""
    if len(title) > _LONGEST:
        return title
    known = sites(page)
    for _ in range(_MOST):
        bars = list(_BAR.finditer(title))
        if bars and words_of(title[: bars[-1].start()]) and _names(title[bars[-1].end() :], known):
            title = title[: bars[-1].start()]
        elif bars and _is_whole(title[bars[0].end() :]) and _names(title[: bars[0].start()], known):
            title = title[bars[0].end() :]
        else:
            break
    return title


def _is_whole(text: str) -> bool:
    """Say whether what stands behind a site's name is a title by itself, and not only a part of one: "| Biography"."""
    if text.lower() == text.upper():  # a script that may part no words
        return bool(words_of(text))
    return len(words_of(text)) >= _FEWEST and not text[0].islower()


def _names(text: str, known: frozenset[str]) -> bool:
    """Say whether a text is a site's name, or a part of it or with a part that is most of both."""
    name = bare(text[:_LONGEST])
    pairs = (sorted((name, each), key=len) for each in known)
    return name in known or any(
        len(one) >= max(_SHORTEST, _SHARED * len(other)) and one in other for one, other in pairs
    )
