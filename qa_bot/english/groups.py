"""Whom "they" may be, and whom not: several, or a body of people, but never the one person of an older question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa_bot.english.given import name_given
from qa_bot.english.mentions import CAPITAL, Mention, as_written
from qa_bot.english.names import TITLES, Names, whole_name
from qa_bot.english.question import asks_about_somebody
from qa_bot.english.words import DOING, SO

if TYPE_CHECKING:
    from qa_bot.values import Answer

_SEVERAL = re.compile(r"^(?:the|an?) | and |\b[a-z-]+s$")
"""An answer that names more than one, or a body of people."""
_PEOPLE = frozenset("boys children couple everyone girls men officials people police somebody someone women".split())  # noqa: SIM905
_BODY = re.compile(
    r"\b(?:Academy|Agency|Airlines|Airways|Army|Association|Bank|Board|Brothers|Bureau|Church|City|Club|College|Commission"
    r"|Committee|Company|Congress|Corp(?:oration)?|Council|Court|Department|Force|Foundation|Government|Group|House|Inc"
    r"|Institute|League|Ltd|Ministry|Museum|Navy|Office|Orchestra|Parliament|Party|Police|Railway|School|Senate|Society"
    r"|Team|Trust|Union|United|University)\b|\b[A-Z]{2,}\b|\d|&"
)
"""What stands in the name of a body and in nobody's."""
_FOR_SEVERAL = re.compile(
    rf"{SO}(?:who\b|(?:how many|which|what) (?:[\w-]+ )?(?:[\w-]+s|people|men|women|children|police)\b)"
    rf"(?!['’])",
    re.IGNORECASE,
)
_PERSON_NAME = re.compile(rf"{CAPITAL}(?: (?:(?:de|van|von|al|bin) )?{CAPITAL})+")
_JOINING = re.compile(r",? and |, ")


def are_more(name: str) -> bool:
    """Say whether an answer names more than one, or a body of people."""
    return _SEVERAL.search(name) is not None


def asked_for_several(question: str) -> bool:
    """Say whether a question asks for people, or for more things than one, and not about somebody whom it names."""
    return _FOR_SEVERAL.match(question) is not None and not asks_about_somebody(question)


def if_several(subject: str | None) -> str | None:
    """Return what a question speaks of if its own words tell that it is more than one."""
    return subject if subject and re.search(r"s$|\b[A-Z]{2,}\b", subject) else None


def is_one(name: str, answer: Answer) -> bool:
    """Say whether a name is that of one person, as far as its words and the articles that were cited tell."""
    last = name.rsplit(maxsplit=1)[-1]
    if are_more(name) or _BODY.search(name):
        return last.lower() in TITLES
    text = "\n".join(each.article.text for each in answer.citations)
    if _PERSON_NAME.fullmatch(name):
        is_called_so = re.search(rf"(?:^|[a-z,.] ){re.escape(last)}\b", text, re.MULTILINE)
        return is_called_so is not None or not last.endswith("s")
    whole = whole_name(name, text) if text else None
    return whole is not None and whole.endswith(f" {name}") and _BODY.search(whole) is None


def group_in(answer: Answer, mentioned: Sequence[Mention], group: str | None) -> str | None:
    """Return whom "they" are behind a question: those whom it names together, or else the group that was found.

    Of a question that asked for several they are those, unless somebody else does what is asked.
    """
    question, given = as_written(answer), name_given(answer)
    together = _together(question, sorted((each for each in mentioned if each.is_name), key=lambda each: each.start))
    several = given if given and are_more(given) else None
    if not asked_for_several(answer.question):
        return together or group
    if re.match(rf"{SO}who\b", answer.question, re.IGNORECASE):
        return several or together or group
    does = any(each.text == group and _does(question, each) for each in mentioned)
    return together or (group if does else several)


def _does(question: str, mention: Mention) -> bool:
    return re.search(rf"\b{DOING} $", question[: mention.start], re.IGNORECASE) is not None


def _together(question: str, named: Sequence[Mention]) -> str | None:
    """Return names that stand beside one another with an "and": "Bo Stokes and Mara Lind"."""
    for first, one in enumerate(named):
        end, last = one.end, first
        while last + 1 < len(named) and _JOINING.fullmatch(question[end : named[last + 1].start]):
            last += 1
            end = named[last].end
        if " and " in (said := question[one.start : end]):
            return said
    return None


def may_be_somebody(name: str, answer: Answer) -> bool:
    """Say whether "she" may be called so: not what is short for a body, nor what is written in lower case as well."""
    if re.fullmatch("[A-Z]{2,}", name) or name.lower() in _PEOPLE:
        return False
    text = "\n".join(each.paragraph.text for each in answer.citations)
    return re.fullmatch(r"\w+s", name) is None or name.lower() not in Names.of(text).lower
