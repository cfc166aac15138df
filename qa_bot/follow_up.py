"""A question that leans on the ones before it ("when was he born?"), asked in full: what its pronouns stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.terms import STOP_WORDS
from qa_bot.mentions import (
    ASKED_OF,
    AUXILIARY,
    BE,
    CAPITAL,
    OPENING,
    SO,
    WORD,
    Mention,
    as_written,
    is_past,
    mentions,
    named,
    names,
)
from qa_bot.names import DAY, MONTH
from qa_bot.open_question import asks_for_more, asks_openly, topic_terms
from qa_bot.particulars import of_the_cited
from qa_bot.question import asks_about_somebody, asks_who
from qa_bot.typed import MAX_QUESTION

if TYPE_CHECKING:
    from qa_bot.values import Answer

_PLACING = "at|by|for|from|in|of|on|to|with"
_DOES = (
    "happens|causes|makes|means|matters|follows|comes|goes|helps|remains|exists|occurs|changes|begins|ends|starts"
    "|began|broke|came|fell|made|went|won"
)
_BARE = re.compile(
    rf"{SO}(?P<asks>(?:who|when|where|why|how|since when|(?:who|what|when|where|why|how) else|(?:{_PLACING}) whom"
    rf"|(?:for )?how (?:many|much|long|often|far)|(?:{_PLACING}) (?:what|which) [\w-]+"
    rf"|(?:what (?!(?:{AUXILIARY}|{_DOES})\b)|which )(?!\w+ed\b)[\w-]+)(?: exactly)?)"
    r"(?: (?:was|is) (?:that|this))?\W*",
    re.IGNORECASE,
)
"""Nothing but what is asked for: "and when?"; "what happens?" has a verb, "what prizes?" none."""
_ANOTHER = re.compile(rf"{SO}(?:(?:what|how) about|and) (?:(?P<placing>{_PLACING}) )?(?P<other>.+?)\W*", re.IGNORECASE)
_WHERE = frozenset(("at", "in", "of", "on"))
"""Any of these may stand for any other: who is the mayor of Sarn, and in Man?"""
_YEAR = re.compile(r"\b[12]\d{3}\b")
_IN_A_YEAR = re.compile(r"\bin (?P<year>[12]\d{3})\b", re.IGNORECASE)
_DATE = re.compile(rf"\b(?:(?P<day>{DAY})|{MONTH}(?P<exact>(?: \d\d?(?:st|nd|rd|th)?\b)?(?:,? [12]\d{{3}}\b)?))")
_MAY_BE_SOMEBODY = frozenset(("April", "May", "June", "August"))
"""Months that people are called too."""
_PRONOUN = re.compile(r"\b(?:he|him|his|she|her|they|them|their|it|its)\b(?!['’])", re.IGNORECASE)
_PERSONS, _GROUPS = frozenset(("he", "him", "his", "she", "her")), frozenset(("they", "them", "their"))
_OWNING = frozenset(("his", "their", "its"))
_AT_ITS_END = re.compile(r"(?<! is)(?<! are)(?<! was)(?<! were)(?<! get)(?<! got)(?<! to) there(?=\W*$)", re.IGNORECASE)
_BEFORE_A_SUBJECT = re.compile(
    rf"(?:^|\b(?:{AUXILIARY}|who|what|when|where|why|how|after|before|if|since|until|while|that)) $", re.IGNORECASE
)
_SUBJECT_AND_VERB = re.compile(
    rf"(?:{AUXILIARY}) (?P<subject>(?i:the|an?) {WORD}(?: {WORD})??|{CAPITAL}(?: {CAPITAL})*) (?i:{WORD})"
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
    if not earlier:
        return question
    again = _told_more(question, earlier) if asks_for_more(question) else _asked_again(question, earlier)
    full = _of_an_article(question, earlier) or again or _without_pronouns(question, _talked(earlier))
    return full if len(full) <= MAX_QUESTION else question


def _of_an_article(question: str, earlier: Sequence[Answer]) -> str | None:
    """Return a question about "this article" with the title of the one that was cited last; None if it is none."""
    cited = (
        each.citations[0].article.title
        for each in reversed(earlier)
        if each.citations and (each.text or each.instead != "nearest")
    )
    title = next(cited, None)
    return of_the_cited(question, title) if title else None


def _told_more(question: str, earlier: Sequence[Answer]) -> str | None:
    """Return a question for more of what was talked of last; None if that is unclear."""
    if _has_no_topic(earlier[-1].question) and not asks_for_more(earlier[-1].question):
        return None
    about = next((each.subject or each.person or each.thing for each in _talked(earlier)), None)
    return f"Tell me more about {about}" if about else None


def _has_no_topic(question: str) -> bool:
    return asks_openly(question) and not topic_terms(question)


def _asked_again(question: str, earlier: Sequence[Answer]) -> str | None:
    """Return the question before, with what this one has in place of a part of it; None if it is one by itself."""
    if bare := _BARE.fullmatch(question):
        before = next((each.question for each in reversed(earlier) if not asks_openly(each.question)), None)
        return _asked_for(bare["asks"], before) if before else None
    if (another := _ANOTHER.fullmatch(question)) is None:
        return None
    other, placing = another["other"], another["placing"]
    dated = _of_another_date(other, as_written(earlier[-1]), placing=placing)
    return dated or _of_another(other, earlier, placing=placing)


def _without_pronouns(question: str, talked: Sequence[_Talked]) -> str:
    own = next((mention.start for mention in named(question)), len(question))
    full, end, said = "", 0, set[str]()
    for match in _PRONOUN.finditer(question):
        kind, subject = _kind(match[0].lower()), _subject_before(question, match)
        leans = subject is not None or (match.start() < own and _leans(question, match))
        found = (getattr(each, kind) for each in talked)
        meant = next((each for each in found if each and not _is_called(each, subject)), None)
        if meant is None or kind in said or not leans:
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


def _subject_before(question: str, pronoun: re.Match[str]) -> str | None:
    """Return whose doing a question asks for, if that is all that stands before an object: it cannot be that itself."""
    opening = OPENING.match(question)
    clause = question[opening.end() if opening else 0 : pronoun.start()].lstrip()
    found = _SUBJECT_AND_VERB.fullmatch(clause[:1].lower() + clause[1:])
    following = re.match(r" ([\w-]+)", question[pronoun.end() :])
    acts = following is not None and (re.fullmatch(AUXILIARY, following[1]) is not None or is_past(following[1]))
    is_object = pronoun[0].lower() not in ("he", "she", "they") and not (acts or _is_owning(question, pronoun))
    return found["subject"] if found and is_object and not _stands_for_nothing(question, pronoun) else None


def _is_called(one: str, other: str | None) -> bool:
    """Say whether two names may be of the same: they share a word that tells something."""
    told = [set(re.findall(WORD, each.lower())) for each in (one, other or "")]
    return not told[0].isdisjoint(told[1])


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

    subject: str | None
    """What the question itself was about."""
    person: str | None
    group: str | None
    thing: str | None
    place: str | None


def _talked(earlier: Sequence[Answer]) -> list[_Talked]:
    """Return what each question and its answer were about, the newest first.

    Of what a question mentions that is its subject which other questions mention too, the earliest first, and else what
    comes first; who an answer has named is none.
    """
    mentioned = [[] if _has_no_topic(answer.question) else mentions(as_written(answer)) for answer in earlier]
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
        return _Talked(subject, name, None, named_by_it, place)
    if asks_who(question):
        several = given if given and _SEVERAL.search(given) else None
        person = name if several else named_by_it or name
        return _Talked(subject, person, several or _if_several(subject), subject, subject)
    asked_for = given if _FOR_A_THING.match(question) else named_by_it if ASKED_OF.match(question) else None
    if asked_for:
        return _Talked(subject, name, subject or given, asked_for, named_by_it or subject)
    thing = place if place and subject == name else subject or given
    return _Talked(subject, name, subject or given, thing, place or subject)


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
    auxiliary = re.match(rf"{AUXILIARY} (?P<next>[\w-]+)", rest, re.IGNORECASE)
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
    return is_past(word) or word in ("be", "been") or re.fullmatch(_PLACING, word) is not None


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
    if (about := next(named(question), None)) is None and (pronoun := _PRONOUN.search(question)):
        said = _owning(other) if _is_owning(question, pronoun) else other
        return question[: pronoun.start()] + said + question[pronoun.end() :]
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
    before = re.search(rf"\b({_PLACING}) (?:the )?$", question[: name.start], re.IGNORECASE)
    return (
        before is not None
        and not _DATE.fullmatch(name.text)
        and (before[1].lower() == placing or {before[1].lower(), placing} <= _WHERE)
    )


def _likeness(name: str, other: str) -> tuple[bool, bool]:
    """Return how much another name is of the same kind as far as words tell: "Vega 12" as "Vega 11"."""
    return _is_called(name, other), len(name.split()) == len(other.split())


def _replaced(name: Mention, question: str, other: str) -> str:
    owned = re.search("['’]s$", name.text) is not None and re.search("['’]s?$", other) is None
    before = question[: name.start]
    has_article = before.lower().endswith("the ") or _is_described(name, question)
    said = other[4:] if other.lower().startswith("the ") and has_article else other
    return before + (_owning(said) if owned else said) + question[name.end :]


def _is_described(name: Mention, question: str) -> bool:
    """Say whether a name is a part of what has an article before: "the ferry Vega", but not "the capital of Man"."""
    if re.search(rf"\b(?:{_PLACING}) $", question[: name.start], re.IGNORECASE):
        return False
    return any(not each.is_name and each.start < name.start < each.end for each in named(question))


def _with(question: str, added: str) -> str:
    """Return a question with more words before what ends it."""
    text = question.rstrip(" ?.!")
    return f"{text} {added}{question[len(text) :]}"
