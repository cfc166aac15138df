"""What a pronoun in a question stands for: what the questions before it, and their answers, were about."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from embeddings.terms import STOP_WORDS
from qa_bot.english.mentions import (
    A_TIME,
    CAPITAL,
    OPENING,
    WORD,
    is_called,
    named,
    owning,
)
from qa_bot.english.verbs import is_past
from qa_bot.english.words import DOING, SO

if TYPE_CHECKING:
    from qa_bot.english.talked import Talked

_PRONOUN = re.compile(r"\b(?-i:(?!IT\b))(?:he|him|his|she|her|they|them|their|it|its)\b(?!['’])", re.IGNORECASE)
_PERSONS, _GROUPS = frozenset(("he", "him", "his", "she", "her")), frozenset(("they", "them", "their"))
_WOMAN = frozenset(("she", "her"))
_OWNING = frozenset(("his", "their", "its"))
_PLACE = re.compile(
    r"(?<! is)(?<! are)(?<! was)(?<! were)(?<! get)(?<! got)(?<! to)(?P<placing> (?:around|from|near|over|through))?"
    rf" there(?=\W*$| (?:{A_TIME})\W*$)"
    r"|\b(?:that|this) (?:city|country|island|place|region|state|town|village)\b",
    re.IGNORECASE,
)
_BEFORE_A_SUBJECT = re.compile(
    rf"(?:^|\b(?:{DOING}|who|what|when|where|why|how|after|before|if|since|until|while|that)) $", re.IGNORECASE
)
_SUBJECT_AND_VERB = re.compile(
    rf"(?:{DOING}) (?P<subject>(?i:the|an?) {WORD}(?: {WORD})??|{CAPITAL}(?: {CAPITAL})*) (?i:{WORD})"
    r"(?: (?:about|against|for|from|of|to))? "
)
"""What stands before an object, which is none of the two: "did Mara Lind say about"."""
_JOINING = re.compile(r"[,;]|\b(?:and|or|but|if|when|while|since|because|that|as)\b", re.IGNORECASE)
_STANDS_FOR_NOTHING = re.compile(
    r"it (?:(?:take|took|cost)s? .*\bto\b|mean|rain|snow|that |who |been since |called when "
    r"|(?:now )?(?:believed|best|better|clear|common|difficult|easy|hard|important|impossible|known|likely|necessary"
    r"|possible|preferred|said|thought|true)\b)",
    re.IGNORECASE,
)
_IN_A_SAYING = re.compile(
    r"(?<![\w-])(?:(?:makes?|made|making) it (?:(?:to|into the|home|through|past|alive|(?:in|on) time|up (?:to|the))\b"
    r"|back\b(?! then)|out\b(?! of\b(?! (?:the\b|(?-i:[A-Z])))))|call(?:s|ed|ing)? it (?:quits|a day)\b"
    r"|hit(?:s|ting)? it (?:off|big)\b|(?:go|goes|going|went|gone) it alone\b|play(?:s|ed|ing)? it safe\b|it all\b)",
    re.IGNORECASE,
)
"""What has an "it" that stands for nothing behind a verb; but "who made it out of wood?", and "who called it off?"."""
_READ_AT_MOST = 40
"""Pronouns of a question."""
_TOLD_AT_MOST = 2
"""Words that tell something before a pronoun: behind more, it stands for one of them."""


def without_pronouns(question: str, talked: Sequence[Talked], *, left: Collection[str] = ()) -> str:
    """Return a question with what was talked of in place of its pronouns, but for those of kinds that are left."""
    own = next((mention.start for mention in named(question)), len(question))
    full, end, said = "", 0, set[str]()
    for match in _pronouns(question):
        kind, subject = _kind(match[0].lower()), _subject_before(question, match)
        leans = subject is not None or (match.start() < own and _leans(question, match))
        meant = _meant(match[0].lower(), talked, subject)
        if meant is None or kind in said or kind in left or not leans:
            continue
        said.add(kind)
        full += question[end : match.start()] + (owning(meant) if _is_owning(question, match) else meant)
        end = match.end()
    place = next((each.place for each in talked if each.place), None)
    if place is not None and not said and own == len(question):
        return _PLACE.sub(lambda each: _placed(each, place), question)
    return full + question[end:]


def _placed(said: re.Match[str], place: str) -> str:
    """Return a place as it stands for "there", or for "that town"."""
    return f"{said['placing'] or ' at'} {place}" if said[0].lower().endswith("there") else place


def left_over(question: str) -> frozenset[str]:
    """Return the kinds of the pronouns in a question in full that still lean on something: nobody said on what."""
    own = next((mention.start for mention in named(question)), len(question))
    leaning = (each for each in _pronouns(question) if each.start() < own and _leans(question, each))
    return frozenset(_kind(each[0].lower()) for each in leaning)


def _pronouns(question: str) -> Iterator[re.Match[str]]:
    """Return the pronouns in a question, of very many the first: each is read with all that stands before it."""
    return itertools.islice(_PRONOUN.finditer(question), _READ_AT_MOST)


def _kind(pronoun: str) -> str:
    """Return which of what was talked of a pronoun stands for."""
    return "person" if pronoun in _PERSONS else "group" if pronoun in _GROUPS else "thing"


def _meant(pronoun: str, talked: Sequence[Talked], subject: str | None) -> str | None:
    """Return what a pronoun stands for, and not for the subject before it."""
    for each in talked:
        meant = _meant_by(pronoun, each)
        if meant and not is_called(meant, subject):
            return meant
        if each.asks_for_several and pronoun in _GROUPS:
            return None
    return None


def _meant_by(pronoun: str, talked: Talked) -> str | None:
    """Return what was talked of that a pronoun may stand for; of "his wife" and him "she" is the wife."""
    of_kin = talked.woman if pronoun in _WOMAN else talked.man if pronoun in _PERSONS else None
    return of_kin or getattr(talked, _kind(pronoun))


def _subject_before(question: str, pronoun: re.Match[str]) -> str | None:
    """Return whose doing a question asks for, if that is all that stands before an object: it cannot be that itself."""
    opening = OPENING.match(question)
    clause = question[opening.end() if opening else 0 : pronoun.start()].lstrip()
    found = _SUBJECT_AND_VERB.fullmatch(clause[:1].lower() + clause[1:])
    following = re.match(r" ([\w-]+)", question[pronoun.end() :])
    acts = following is not None and (re.fullmatch(DOING, following[1]) is not None or is_past(following[1]))
    is_object = pronoun[0].lower() not in ("he", "she", "they") and not (acts or _is_owning(question, pronoun))
    return found["subject"] if found and is_object and not _stands_for_nothing(question, pronoun) else None


def with_name(question: str, name: str) -> str | None:
    """Return a question with a name in place of its first pronoun; None if it has none."""
    pronoun = _PRONOUN.search(question)
    if pronoun is None:
        return None
    said = owning(name) if _is_owning(question, pronoun) else name
    return question[: pronoun.start()] + said + question[pronoun.end() :]


def _stands_for_nothing(question: str, pronoun: re.Match[str]) -> bool:
    if pronoun[0].lower() != "it":
        return False
    is_said = any(each.start() <= pronoun.start() < each.end() for each in _IN_A_SAYING.finditer(question))
    return is_said or _STANDS_FOR_NOTHING.match(question, pronoun.start()) is not None


def _leans(question: str, pronoun: re.Match[str]) -> bool:
    """Say whether a pronoun may stand for something that was talked of before the question."""
    word, before = pronoun[0].lower(), question[: pronoun.start()]
    if _stands_for_nothing(question, pronoun):
        return False
    opening = OPENING.match(before)
    told = list(re.finditer(WORD, before[opening.end() if opening else 0 :]))
    if word in ("he", "she", "they") or (word == "it" and _BEFORE_A_SUBJECT.search(before)):
        joined = told and word not in _PERSONS and _JOINING.search(before, _opened(before))
        return not joined and _BEFORE_A_SUBJECT.search(before) is not None
    if opening and _is_owning(question, pronoun) and not re.match(DOING, before[opening.end() :], re.IGNORECASE):
        # "Who lost his life?" asks for the one whose life it is; nobody is its own.
        return not told or (word == "its" and opening[0].lower().strip() == "who")
    return len(told) <= (1 if word in _GROUPS else _TOLD_AT_MOST)


def _opened(question: str) -> int:
    """Return where a question begins behind an "and" that only joins it to the one before."""
    found = re.match(SO, question, re.IGNORECASE)
    return found.end() if found else 0


def _is_owning(question: str, pronoun: re.Match[str]) -> bool:
    word = pronoun[0].lower()
    following = re.match(r" ([\w-]+)", question[pronoun.end() :])
    return word in _OWNING or (word == "her" and following is not None and following[1].lower() not in STOP_WORDS)
