"""Whether an office that is named is the one that is asked for: "Prime Minister Modi put off his trip to Norway" does
not say who is the prime minister of Norway.

Patterns are compiled when such a question is first asked, so that no start waits for them.
"""

from __future__ import annotations

import re

from qa_bot.english.words import BE, SO

_OFFICE = (
    r"(?:(?:deputy|defen[cs]e|finance|foreign|interior|prime|vice)[ -])?"
    r"(?:ambassador|archbishop|bishop|chancellor|emperor|first lady|governor|king|mayor|minister|premier|president"
    r"|prince|princess|queen)"
)
_NAME = r"(?-i:[A-ZÀ-Þ][\w’'-]*(?: (?:(?:of|and|de|la) )?[A-ZÀ-Þ][\w’'-]*)*)"
_ADDED = r"(?:(?:acting|current|first|former|new|next|old|present|then) )?"
_THEN = r"(?: (?:at the time|now|today|then|in \d{4}))?\W*\Z"
_ELSEWHERE = (
    r"(?<!back )(?<!home )(?<!return )(?<!returned )(?:against|to|tour(?:ed|s|ing)?|towards?|visit(?:ed|s|ing)?|with)"
)
"""What stands before a place where somebody goes who comes from another."""
_STEM = 4
"""Letters that a place and its people share, as Norway and Norwegians do; short names are taken whole."""


def is_of_another_place(question: str, text: str, start: int, end: int, *, title: str = "") -> bool:
    """Say whether a part of a text is named with an office where the place that a question asks it of is only gone to.

    Neither the text nor its title must name that place otherwise.
    """
    asked = re.match(
        rf"{SO}who(?:['’]s| (?:{BE})) (?:the {_ADDED}(?P<office>{_OFFICE}) of (?:the )?(?P<of>{_NAME})"
        rf"|(?P<whose>{_NAME}?)['’]s? {_ADDED}(?P<theirs>{_OFFICE})){_THEN}",
        question,
        re.IGNORECASE,
    )
    if asked is None:
        return False
    office, place = asked["office"] or asked["theirs"], asked["of"] or asked["whose"]
    titled = re.compile(rf"\b(?:the )?(?:[a-z]+ )?{office} \Z", re.IGNORECASE)
    said = re.match(rf"(?:the )?{office} (?=\S)", text[start:end], re.IGNORECASE)
    if not (said or titled.search(text[max(start - 60, 0) : start])):
        return False
    stem = place.split()[-1]
    stem = stem if len(stem) <= _STEM else stem[:_STEM]
    read = f"{title}\n{text}"
    places = [found.start() for found in re.finditer(rf"\b{re.escape(stem)}", read)]
    gone_to = re.compile(rf"\b{_ELSEWHERE} (?:the )?(?:{_NAME} )?\Z", re.IGNORECASE)
    return bool(places) and all(gone_to.search(read[:at]) for at in places)
