"""A question that leans on the ones before it ("when was he born?"), asked in full: what its pronouns stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.terms import STOP_WORDS
from qa_bot.mentions import ASKED_OF, AUXILIARY, BE, CAPITAL, OPENING, SO, WORD, as_written, mentions, named
from qa_bot.question import asks_about_somebody, asks_who
from qa_bot.typed import MAX_QUESTION

if TYPE_CHECKING:
    from qa_bot.values import Answer

_BARE = re.compile(
    rf"{SO}(?P<asks>(?:who|when|where|why|how|since when|how (?:many|much|long|often|far)"
    r"|(?:(?:at|by|for|from|in|on|to|with) )?(?:what|which) (?!\w+ed\b)[\w-]+)(?: exactly)?)"
    r"(?: (?:was|is) (?:that|this))?\W*",
    re.IGNORECASE,
)
"""Nothing but what is asked for: "and when?"."""
_ANOTHER = re.compile(rf"{SO}(?:(?:what|how) about|and) (?:in |on |for |with )?(?P<other>.+?)\W*", re.IGNORECASE)
_YEAR = re.compile(r"\b[12]\d{3}\b")
_PRONOUN = re.compile(r"\b(?:he|him|his|she|her|they|them|their|it|its)\b(?!['’])", re.IGNORECASE)
_PERSONS, _GROUPS = frozenset(("he", "him", "his", "she", "her")), frozenset(("they", "them", "their"))
_OWNING = frozenset(("his", "their", "its"))
_AT_ITS_END = re.compile(r"(?<! is)(?<! are)(?<! was)(?<! were)(?<! get)(?<! got)(?<! to) there(?=\W*$)", re.IGNORECASE)
_BEFORE_A_SUBJECT = re.compile(
    rf"(?:^|\b(?:{AUXILIARY}|who|what|when|where|why|how|after|before|if|since|until|while|that)) $", re.IGNORECASE
)
_JOINING = re.compile(r"[,;]|\b(?:and|or|but|if|when|while|since|because|that|as)\b", re.IGNORECASE)
_STANDS_FOR_NOTHING = re.compile(
    r"it (?:(?:take|took|cost)s? .*\bto\b|mean|rain|snow|that |who |been since |called when "
    r"|(?:now )?(?:believed|best|better|clear|common|difficult|easy|hard|important|impossible|known|likely|necessary"
    r"|possible|preferred|said|thought|true)\b)",
    re.IGNORECASE,
)
_OF_A_LIFE = re.compile(r"\b(?:born|die[ds]?|marry|married|he|she|his|her)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"^(?:the|an?) | and |\b[a-z-]+s$")
"""An answer that names more than one, or a body of people."""
_FOR_A_THING = re.compile(rf"{SO}(?:what|which) (?!(?:{BE})\b)", re.IGNORECASE)
_TOLD_AT_MOST = 2
"""Words that tell something before a pronoun: behind more, it stands for one of them."""
_FOR_A_PLACE = re.compile(rf"{SO}where\b(?!['’]s| is| are)", re.IGNORECASE)
"""Of a thing that is somewhere, it is the thing that is talked of."""
_LONGEST_ANSWER = 6
"""Words of an answer that is taken for a name of something."""


def in_full(question: str, earlier: Sequence[Answer]) -> str:
    """Return a question with what was talked of in place of its pronouns; as it is where it leans on nothing.

    The earlier answers are those of the conversation, the oldest first, each to its question in full. "When was he
    born?" is asked of whom they name, "and why?" of what was asked last. Where several things were talked of it is a
    guess: it should be shown.
    """
    full = (_asked_again(question, earlier) or _without_pronouns(question, _talked(earlier))) if earlier else question
    return full if len(full) <= MAX_QUESTION else question


def _asked_again(question: str, earlier: Sequence[Answer]) -> str | None:
    """Return the question before, with what this one has in place of a part of it; None if it is one by itself."""
    if bare := _BARE.fullmatch(question):
        return _asked_for(bare["asks"], earlier[-1].question)
    other = _ANOTHER.fullmatch(question)
    return _of_another(other["other"], earlier) if other else None


def _without_pronouns(question: str, talked: Sequence[_Talked]) -> str:
    own = next((mention.start for mention in named(question)), len(question))
    full, end, said = "", 0, set[str]()
    for match in _PRONOUN.finditer(question, 0, own):
        kind = _kind(match[0].lower())
        meant = next((found for each in talked if (found := getattr(each, kind))), None)
        if meant is None or kind in said or not _leans(question, match):
            continue
        said.add(kind)
        full += question[end : match.start()] + (_owning(meant) if _is_owning(question, match) else meant)
        end = match.end()
    place = next((each.place for each in talked if each.place), None)
    if place is not None and not said and own == len(question):
        return _AT_ITS_END.sub(lambda _: f" at {place}", question)
    return full + question[end:]


def _kind(pronoun: str) -> str:
    """Return which of what was talked of a pronoun stands for."""
    return "person" if pronoun in _PERSONS else "group" if pronoun in _GROUPS else "thing"


def _leans(question: str, pronoun: re.Match[str]) -> bool:
    """Say whether a pronoun may stand for something that was talked of before the question."""
    word, before = pronoun[0].lower(), question[: pronoun.start()]
    if word == "it" and _STANDS_FOR_NOTHING.match(question, pronoun.start()):
        return False
    opening = OPENING.match(before)
    told = list(re.finditer(WORD, before[opening.end() if opening else 0 :]))
    if word in ("he", "she", "they") or (word == "it" and _BEFORE_A_SUBJECT.search(before)):
        joined = told and word not in _PERSONS and _JOINING.search(before)
        return not joined and _BEFORE_A_SUBJECT.search(before) is not None
    if opening and _is_owning(question, pronoun) and not re.match(AUXILIARY, before[opening.end() :], re.IGNORECASE):
        # "Who lost his life?" asks for the one whose life it is; nobody is its own.
        return not told or (word == "its" and opening[0].lower().strip() == "who")
    return len(told) <= (1 if word in _GROUPS else _TOLD_AT_MOST)


def _is_owning(question: str, pronoun: re.Match[str]) -> bool:
    word = pronoun[0].lower()
    following = re.match(r" ([\w-]+)", question[pronoun.end() :])
    return word in _OWNING or (word == "her" and following is not None and following[1].lower() not in STOP_WORDS)


def _owning(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


@dataclass(frozen=True, slots=True)
class _Talked:
    """What a question and its answer were about; None where there is no such."""

    person: str | None
    group: str | None
    thing: str | None
    place: str | None


def _talked(earlier: Sequence[Answer]) -> list[_Talked]:
    """Return what each question and its answer were about, the newest first.

    Of what a question mentions that is its subject which other questions mention too, the earliest first, and else what
    comes first; who an answer has named is none.
    """
    mentioned = [mentions(as_written(answer)) for answer in earlier]
    turns_of: dict[str, list[int]] = {}
    for turn, own in enumerate(mentioned):
        for each in own:
            turns_of.setdefault(each.text.lower(), []).append(turn)
    talked: list[_Talked] = []
    who: set[str] = set()
    for answer, own in zip(earlier, mentioned, strict=True):
        ordered = sorted(own, key=lambda each: _standing(turns_of[each.text.lower()], of=len(earlier)))
        subject = next((each.text for each in ordered if each.text.lower() not in who), None)
        name = next((each.text for each in ordered if each.is_name), None)
        talked.append(_about(answer, subject, name))
        if asks_who(answer.question) and (given := _given(answer)):
            who.add(given.lower())
    return talked[::-1]


def _standing(turns: Sequence[int], *, of: int) -> int:
    """Return how near to the beginning of a talk something was told that came back; what did not is told last."""
    return turns[0] if turns[0] != turns[-1] else of


def _about(answer: Answer, subject: str | None, name: str | None) -> _Talked:
    """Return what a question and its answer were about, of which the question has the subject and the first name."""
    question, given = answer.question, _given(answer)
    named_by_it = given if given and given[0].isupper() else None
    place = named_by_it if _FOR_A_PLACE.match(question) else None
    if asks_about_somebody(question) or _OF_A_LIFE.search(question):
        return _Talked(name, None, named_by_it, place)
    if asks_who(question):
        several = given if given and _SEVERAL.search(given) else None
        return _Talked(name if several else named_by_it or name, several or _if_several(subject), subject, subject)
    asked_for = given if _FOR_A_THING.match(question) else named_by_it if ASKED_OF.match(question) else None
    if asked_for:
        return _Talked(name, subject or given, asked_for, named_by_it or subject)
    thing = place if place and subject == name else subject or given
    return _Talked(name, subject or given, thing, place or subject)


def _if_several(subject: str | None) -> str | None:
    return subject if subject and re.search(r"s$|\b[A-Z]{2,}\b", subject) else None


def _given(answer: Answer) -> str | None:
    """Return the answer if it may be what something is called: a few words, and no figure first."""
    text = re.sub(r" \([^)]*\)", "", answer.whole_name or answer.text or "")
    if len(text.split()) > _LONGEST_ANSWER or not text[:1].isalpha():
        return None
    return re.sub("^(?:The|An?) ", lambda article: article[0].lower(), text)


def _asked_for(asks: str, question: str) -> str | None:
    """Return the same question with another question word; None if it is nothing else."""
    opening = OPENING.match(question)
    rest = question[opening.end() if opening else 0 :]
    if opening and opening["counted"] and not re.match(AUXILIARY, rest, re.IGNORECASE):
        rest = question[opening.start("counted") + 1 :]  # "how many sheep died?"
    return f"{asks[0].upper()}{asks[1:]} {rest}" if re.search(r"\w", rest) else None


def _of_another(other: str, earlier: Sequence[Answer]) -> str | None:
    """Return the last question, asked of another name, or the last with a year of another year; None if unclear."""
    if _YEAR.fullmatch(other):
        asked = (answer.question for answer in reversed(earlier) if _YEAR.search(answer.question))
        return next((_YEAR.sub(other, question) for question in asked), None)
    if not re.match(rf"(?:(?i:the) )?(?={WORD}){CAPITAL}", other):
        return None
    question = as_written(earlier[-1])
    if (about := next(named(question), None)) is None and (pronoun := _PRONOUN.search(question)):
        said = _owning(other) if _is_owning(question, pronoun) else other
        return question[: pronoun.start()] + said + question[pronoun.end() :]
    about = about or next(iter(mentions(question)), None)
    return question[: about.start] + other + question[about.end :] if about else None
