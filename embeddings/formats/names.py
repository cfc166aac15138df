"""Tells the names of people in what says who wrote something: "By Ada Byron and Jo Berg | 3 May". Knows no format."""

from __future__ import annotations

import itertools
import re
from html import unescape
from typing import TYPE_CHECKING

from embeddings.furniture import is_furniture
from embeddings.labels import BYLINE, DATE, NAME_JOINERS

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 2_000
"""Characters in which names are sought."""
_BARS = re.compile(r"\s*[|•·●▪–—/\n]\s*|\s+-\s+")
_BETWEEN = re.compile(
    r"\s*(?:[;,、，&＆]|\s(?:and|und|et|och|og|en)\s)\s*(?:(?:and|und|et|och|og|en)\s)?", re.IGNORECASE
)
_WEEKDAY = re.compile(r"[\s,]+(?:mon|tues|wednes|thurs|fri|satur|sun)day[\s,]*\Z", re.IGNORECASE)
"""What stands before a date."""
_OF_A_DATE = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january?|february?|march|july|september|october|november|december"
    r"|feb|sept|oct|nov|dec|märz|juli|oktober|dezember|janvier|février|juillet|septembre|octobre|novembre|décembre"
    r"|enero|febrero|marzo|julio|septiembre|octubre|noviembre|diciembre",
    re.IGNORECASE,
)
"""What is left behind a name of a date without its numbers; many are called May or April."""
_LEADS_ON = re.compile(rf"[^\W\d_]\.?|{'|'.join(NAME_JOINERS)}", re.IGNORECASE)
"""Before a name's last word: an initial, or what joins names."""
_LAST_FIRST = re.compile(
    r"(?:^|(?<=[;,&] )|(?<=and ))"
    r"((?:(?:de|del|della|di|da|van|von|der|den|la|le|bin|al|el) ){0,2}[^\W\d_][\w'’-]{1,40}), "
    r"((?:[^\W\d_][\w'’-]{1,40} )?(?:[^\W\d_]\.[ -]?){1,3})(?=\s*(?:[;,&]|and\b|$))"
)
"""How references write a name, with at least one initial: "Berg, J. M."."""
_ADDRESS = re.compile(r"(?:https?:|www\.)\S*|\S+@\S+")
_ASIDE = re.compile(r"[(\[（［].*?(?:[)\]）］]|$)")
_MARKS = re.compile(r"[@\d<>{}=\[\]?!*_#:]|\w\.[a-z]{2,}\b")
"""What stands in addresses, in scripts and in sentences, and in no name."""
_TITLES = re.compile(r"(?:[JS]r|II|III|IV|Ph\.?D|[BM]\.?[ADS]|MBA|MPH|CPA|RDN?|RN|Esq|Prof)\.?", re.IGNORECASE)
"""What follows a name behind a comma."""
_PICTURED = re.compile(
    r"(?:(?:photo|image|picture|illustration|graphic|bild|foto|video)s?|photogra\w+|illustrat\w+)\b", re.IGNORECASE
)
"""How it begins who made the pictures."""
_NO_NAME = re.compile(
    r"(?:all|about|comments?|contact|e-?mail|follow|https?|more|posts?|published|read|see|share|updated|view|www)\b|(?:.*\s)?by\b"
    r"|(?:(?:no )?(?:author|byline|name)|admin(?:istrator)?|none|null|undefined|unknown"
    r"|(?:staff|(?:news |wire )*(?:agenc(?:y|ies)|reports?|services?))(?: (?:reports?|services?|writers?))?)$",
    re.IGNORECASE,
)
"""What links beside a name begin with, and programs write for nobody; and what names somebody is no name itself."""
_MOST_WORDS = 5
"""Words of a name, those aside that join others."""
_LONGEST_NAME = 60


def credits_pictures(text: str) -> bool:
    """Say whether a text begins as one that says who made pictures."""
    return _PICTURED.match(text) is not None


def names_in(text: str, *, is_stated: bool, lacks_numbers: bool = False) -> Iterator[str]:
    """Yield the names in what says who wrote something: up to a bar, a date or what is none.

    What is stated as an author, and nothing else, may be one word, or one that writes itself without capitals. What
    `lacks_numbers` may end with what is left of a date; else a month behind two names is a third: "Ann Mary March".
    """
    bare = _ASIDE.sub(" ", _ADDRESS.sub(" ", unescape(text[:_LONGEST])))
    if dated := DATE.search(bare):
        bare = _WEEKDAY.sub("", bare[: dated.start()])
    for part in _BARS.split(bare):
        byline = BYLINE.fullmatch(part.strip(" ,:"))
        parts = _parted(byline["author"] if byline else part, lacks_numbers=lacks_numbers)
        if names := list(itertools.takewhile(lambda name: _is_name(name, is_stated=is_stated), parts)):
            yield from names
            return


def _parted(text: str, *, lacks_numbers: bool) -> Iterator[str]:
    text = _LAST_FIRST.sub(lambda found: f"{found[2].strip()} {found[1]}", text.strip())
    parts = [
        part.strip(" .,:\u00a0") if not re.search(r"\b[A-Z]\.$|[JS]r\.$", part) else part.strip()
        for part in _BETWEEN.split(text)
    ]
    for place, part in enumerate(parts):
        if part and not (place and _TITLES.fullmatch(part)):
            yield " ".join(_undated(part.split()) if lacks_numbers else part.split())


def _undated(words: list[str]) -> list[str]:
    """Return a first and a last name and what else stands there, without what is left of a date."""
    while len(words) > 2 and _OF_A_DATE.fullmatch(words[-1].strip(".,")) and not _LEADS_ON.fullmatch(words[-2]):
        words = words[:-1]
    return words


def _is_name(name: str, *, is_stated: bool) -> bool:
    words = [word for word in name.split() if word not in NAME_JOINERS]
    if not words or len(name) > _LONGEST_NAME or len(words) > _MOST_WORDS or not name[0].isalpha():
        return False
    if _MARKS.search(name) or _NO_NAME.match(name) or credits_pictures(name) or is_furniture(name):
        return False
    if is_stated and name.islower():
        return len(words) < _MOST_WORDS
    if len(words) == 1:
        return is_stated or name.lower() == name.upper()  # a script without capitals may part no words
    # An editorial office that is stated may well have such words: "Staff of the Gazette".
    return is_stated or not any(word.islower() and not word.startswith(("d'", "d’")) for word in words)
