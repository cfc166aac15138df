"""A question that asks the last one again, of something else or for something else: "and Sarn?", "why?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa_bot.english import DAY, DOING, MONTH, PREPOSITION, SO
from qa_bot.mentions import (
    CAPITAL,
    OPENING,
    WORD,
    Mention,
    as_written,
    is_called,
    is_past,
    mentions,
    named,
    names,
)
from qa_bot.open_question import asks_openly
from qa_bot.pronouns import owning, with_name

if TYPE_CHECKING:
    from qa_bot.values import Answer

_DOES = (
    "happens|causes|makes|means|matters|follows|comes|goes|helps|remains|exists|occurs|changes|begins|ends|starts"
    "|began|broke|came|fell|made|went|won"
)
_BARE = re.compile(
    rf"{SO}(?P<asks>(?:who|when|where|why|how|since when|(?:who|what|when|where|why|how) else|(?:{PREPOSITION}) whom"
    rf"|(?:for )?how (?:many|much|long|often|far)|(?:{PREPOSITION}) (?:what|which) [\w-]+"
    rf"|(?:what (?!(?:{DOING}|{_DOES})\b)|which )(?!\w+ed\b)[\w-]+)(?: exactly)?)"
    r"(?: (?:was|is) (?:that|this))?\W*",
    re.IGNORECASE,
)
"""Nothing but what is asked for: "and when?"; "what happens?" has a verb, "what prizes?" none."""
_ANOTHER = re.compile(
    rf"{SO}(?:(?:what|how) about|and) (?:(?P<placing>{PREPOSITION}) )?(?P<other>.+?)\W*", re.IGNORECASE
)
_WHERE = frozenset(("at", "in", "of", "on"))
"""Any of these may stand for any other: who is the mayor of Sarn, and in Man?"""
_YEAR = re.compile(r"\b[12]\d{3}\b")
_IN_A_YEAR = re.compile(r"\bin (?P<year>[12]\d{3})\b", re.IGNORECASE)
_DATE = re.compile(rf"\b(?:(?P<day>{DAY})|{MONTH}(?P<exact>(?: \d\d?(?:st|nd|rd|th)?\b)?(?:,? [12]\d{{3}}\b)?))")
_MAY_BE_SOMEBODY = frozenset(("April", "May", "June", "August"))
"""Months that people are called too."""


def asked_again(question: str, earlier: Sequence[Answer]) -> str | None:
    """Return the question before, with what this one has in place of a part of it; None if it is one by itself."""
    if bare := _BARE.fullmatch(question):
        before = next((each.question for each in reversed(earlier) if not asks_openly(each.question)), None)
        return _asked_for(bare["asks"], before) if before else None
    if (another := _ANOTHER.fullmatch(question)) is None:
        return None
    other, placing = another["other"], another["placing"]
    dated = _of_another_date(other, as_written(earlier[-1]), placing=placing)
    return dated or _of_another(other, earlier, placing=placing)


def _asked_for(asks: str, question: str) -> str | None:
    """Return the same question with another question word; None if it is nothing else."""
    opening = OPENING.match(question)
    rest = question[opening.end() if opening else 0 :]
    auxiliary = re.match(rf"{DOING} (?P<next>[\w-]+)", rest, re.IGNORECASE)
    if opening and opening["counted"] and auxiliary is None:
        rest = question[opening.start("counted") + 1 :]  # "how many sheep died?"
    elif opening and opening["counted"] and auxiliary and _is_said_of_counted(auxiliary["next"].lower()):
        at = auxiliary.start("next") - 1  # "how many sheep were sold?"
        rest = f"{rest[:at]}{opening['counted']}{rest[at:]}"
    elif auxiliary:
        rest = rest[0].lower() + rest[1:]  # "Did the bridge fall?"
    return f"{asks[0].upper()}{asks[1:]} {rest}" if re.search(r"\w", rest) else None


def _is_said_of_counted(word: str) -> bool:
    """Say whether a word behind "how many sheep were" goes on about the sheep, and is nobody who does something."""
    return is_past(word) or word in ("be", "been") or re.fullmatch(PREPOSITION, word) is not None


def _of_another(other: str, earlier: Sequence[Answer], *, placing: str | None) -> str | None:
    """Return the last question, asked of another name, or the last with a year of another year; None if unclear."""
    if _YEAR.fullmatch(other):
        asked = (answer.question for answer in reversed(earlier) if _YEAR.search(answer.question))
        dated = next((_YEAR.sub(other, question) for question in asked), None)
        return dated or _with(earlier[-1].question, f"{placing or 'in'} {other}")
    if not re.match(rf"(?:(?i:the) )?(?={WORD}){CAPITAL}", other):
        return None
    question = as_written(earlier[-1])
    placed = [each for each in names(question) if placing is None or _is_placed(each, question, placing.lower())]
    if placed and re.fullmatch(rf"(?:(?i:the) )?{CAPITAL}(?: (?:(?:of|de|van|von) (?:the )?)?{CAPITAL}| \d+)*", other):
        return _replaced(max(placed, key=lambda each: _likeness(each.text, other)), question, other)
    if placing:
        return _with(question, f"{placing} {other}")
    if (about := next(named(question), None)) is None and (instead := with_name(question, other)):
        return instead
    about = about or next((each for each in mentions(question) if not is_past(each.text.split()[0])), None)
    return question[: about.start] + other + question[about.end :] if about else None


def _of_another_date(other: str, question: str, *, placing: str | None) -> str | None:
    """Return a question with another day or month, in place of its own if it has one; None if it is no such."""
    date = _DATE.fullmatch(re.sub("^[Tt]he ", "", other))
    if date is None:
        return None
    own = next((each for each in _DATE.finditer(question) if (each["day"] is None) == (date["day"] is None)), None)
    has_year = _YEAR.search(other) is not None
    is_whole = date["day"] is None and (has_year or not date["exact"])
    year = _IN_A_YEAR.search(question) if is_whole else None
    by_placing = placing is not None and placing.lower() in ("in", "on")
    if not (by_placing or own or year) and other in _MAY_BE_SOMEBODY:
        return None
    if own:
        end = own.end() if date["day"] or date["exact"] else own.start("exact")
        return question[: own.start()] + date[0] + question[end:]
    if year:
        said = date[0] if has_year else f"{date[0]} {year['year']}"
        return question[: year.start("year")] + said + question[year.end() :]
    return _with(question, f"{placing or ('on' if date['day'] else 'in')} {other}")


def _is_placed(name: Mention, question: str, placing: str) -> bool:
    """Say whether a name, and no day or month, stands behind such a preposition."""
    before = re.search(rf"\b({PREPOSITION}) (?:the )?$", question[: name.start], re.IGNORECASE)
    return (
        before is not None
        and not _DATE.fullmatch(name.text)
        and (before[1].lower() == placing or {before[1].lower(), placing} <= _WHERE)
    )


def _likeness(name: str, other: str) -> tuple[bool, bool]:
    """Return how much another name is of the same kind as far as words tell: "Vega 12" as "Vega 11"."""
    return is_called(name, other), len(name.split()) == len(other.split())


def _replaced(name: Mention, question: str, other: str) -> str:
    owned = re.search("['’]s$", name.text) is not None and re.search("['’]s?$", other) is None
    before = question[: name.start]
    has_article = before.lower().endswith("the ") or _is_described(name, question)
    said = other[4:] if other.lower().startswith("the ") and has_article else other
    return before + (owning(said) if owned else said) + question[name.end :]


def _is_described(name: Mention, question: str) -> bool:
    """Say whether a name is a part of what has an article before: "the ferry Vega", but not "the capital of Man"."""
    if re.search(rf"\b(?:{PREPOSITION}) $", question[: name.start], re.IGNORECASE):
        return False
    return any(not each.is_name and each.start < name.start < each.end for each in named(question))


def _with(question: str, added: str) -> str:
    """Return a question with more words before what ends it."""
    text = question.rstrip(" ?.!")
    return f"{text} {added}{question[len(text) :]}"
