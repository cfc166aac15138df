"""What a pronoun in a question stands for: what the questions before it, and their answers, were about."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from embeddings.terms import STOP_WORDS
from qa_bot.english.kin import kin_in
from qa_bot.english.mentions import (
    A_TIME,
    ASKED_OF,
    CAPITAL,
    OPENING,
    WORD,
    as_written,
    is_called,
    mentions,
    named,
)
from qa_bot.english.open_question import asks_what_happened, has_no_topic
from qa_bot.english.question import asks_about_somebody, asks_who
from qa_bot.english.verbs import OF_SEVERAL, is_past
from qa_bot.english.words import BE, DOING, SO

if TYPE_CHECKING:
    from qa_bot.values import Answer

_PRONOUN = re.compile(r"\b(?:he|him|his|she|her|they|them|their|it|its)\b(?!['’])", re.IGNORECASE)
_PERSONS, _GROUPS = frozenset(("he", "him", "his", "she", "her")), frozenset(("they", "them", "their"))
_WOMAN = frozenset(("she", "her"))
_WHO_IS = re.compile(rf"{SO}who(?:['’]s| (?:{BE})) ", re.IGNORECASE)
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
_OF_A_LIFE = re.compile(r"\b(?:born|die[ds]?|marry|married|he|she|his|her)\b", re.IGNORECASE)
_WHO_LIVED = re.compile(rf"{SO}who (?:(?:{BE}) born|die[ds]?)\b", re.IGNORECASE)
"""What asks for the one whose life it is of, and is answered by him."""
_SEVERAL = re.compile(r"^(?:the|an?) | and |\b[a-z-]+s$")
"""An answer that names more than one, or a body of people."""
_ASKED_OF_ITS_OWNER = re.compile(
    rf"{SO}(?:what|which)(?:['’]s| (?:{BE})) (?:[\w.-]+ ){{0,3}}?[\w.-]+['’]s? (?:[\w-]+ ){{0,2}}?[\w-]+"
    r"(?: (?:called|known as|named))?\W*",
    re.IGNORECASE,
)
"""What asks for something that is somebody's: "what was Sarn's ferry called?"."""
_FOR_A_THING = re.compile(rf"{SO}(?:what|which) (?!(?:{BE})\b)", re.IGNORECASE)
_READ_AT_MOST = 40
"""Pronouns of a question."""
_TOLD_AT_MOST = 2
"""Words that tell something before a pronoun: behind more, it stands for one of them."""
_FOR_A_PLACE = re.compile(
    rf"{SO}where\b(?!['’]s| is| are| (?:was|were)(?:(?! born\b| [a-z]+ed\b| (?:{OF_SEVERAL})\b) [\w'’-]+){{1,6}}\W*$)",
    re.IGNORECASE,
)
"""Of a thing that is somewhere, it is the thing that is talked of."""
_LONGEST_ANSWER = 6
"""Words of an answer that is taken for a name of something."""


@dataclass(frozen=True, slots=True)
class Talked:
    """What a question and its answer were about; None where there is no such."""

    subject: str | None
    """What the question itself was about."""
    person: str | None
    group: str | None
    thing: str | None
    place: str | None
    woman: str | None = None
    man: str | None = None
    """Whom "she", or "he", stands for, where kin was spoken of and that is not the person."""


def without_pronouns(question: str, talked: Sequence[Talked], *, left: Collection[str] = ()) -> str:
    """Return a question with what was talked of in place of its pronouns, but for those of kinds that are left."""
    own = next((mention.start for mention in named(question)), len(question))
    full, end, said = "", 0, set[str]()
    for match in _pronouns(question):
        kind, subject = _kind(match[0].lower()), _subject_before(question, match)
        leans = subject is not None or (match.start() < own and _leans(question, match))
        found = (_meant_by(match[0].lower(), each) for each in talked)
        meant = next((each for each in found if each and not is_called(each, subject)), None)
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


def owning(name: str) -> str:
    """Return whose something is: "Gustav Lind's"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def what_was_talked_of(earlier: Sequence[Answer]) -> list[Talked]:
    """Return what each question and its answer were about, the newest first.

    Of what a question mentions that is its subject which other questions mention too, the earliest first, and else what
    comes first; who an answer has named is none.
    """
    mentioned = [[] if has_no_topic(answer.question) else mentions(as_written(answer)) for answer in earlier]
    turns_of: dict[str, list[int]] = {}
    for turn, own in enumerate(mentioned):
        for each in own:
            turns_of.setdefault(each.text.lower(), []).append(turn)
    talked: list[Talked] = []
    who: set[str] = set()
    for answer, own in zip(earlier, mentioned, strict=True):
        ordered = sorted(own, key=lambda each: _standing(turns_of[each.text.lower()], of=len(earlier)))
        subject = next((each.text for each in ordered if each.text.lower() not in who), None)
        name = next((each.text for each in ordered if each.is_name), None)
        talked.append(_with_kin(_about(answer, subject, name), answer.question, name))
        if asks_who(answer.question) and (given := name_given(answer)):
            who.add(given.lower())
    return talked[::-1]


def _standing(turns: Sequence[int], *, of: int) -> int:
    """Return how near to the beginning of a talk something was told that came back; what did not is told last."""
    return turns[0] if turns[0] != turns[-1] else of


def _about(answer: Answer, subject: str | None, name: str | None) -> Talked:
    """Return what a question and its answer were about, of which the question has the subject and the first name.

    Who wrote an article, and when, is about that article, which is known by its title.
    """
    question, given = answer.question, name_given(answer)
    if answer.instead in ("author", "date"):
        article, are_several = f"“{answer.citations[0].article.title}”", bool(given and _SEVERAL.search(given))
        name = None if article in question else name  # a title is nobody
        return Talked(article, name if are_several else given or name, given if are_several else None, article, None)
    named_by_it = given if given and given[0].isupper() else None
    place = named_by_it if _FOR_A_PLACE.match(question) else None
    is_of_a_life = _OF_A_LIFE.search(question) is not None and not _WHO_LIVED.match(question)
    if asks_about_somebody(question) or is_of_a_life:
        return Talked(subject, name, None, named_by_it, place)
    if asks_who(question):
        several = given if given and _SEVERAL.search(given) else None
        person = name if several else named_by_it or name
        return Talked(subject, person, several or _if_several(subject), subject, subject)
    asked_for = given if _FOR_A_THING.match(question) else named_by_it if _is_asked_of(question) else None
    if asked_for:
        person = name or named_by_it  # a ship, or a horse, may be a "she"
        return Talked(subject, person, subject or given, _with_noun(asked_for, answer), named_by_it or subject)
    thing = place if place and subject == name else subject or given
    return Talked(subject, name, subject or given, thing, place or subject)


def _with_kin(talked: Talked, question: str, name: str | None) -> Talked:
    """Return what was talked of with the wife, or the brother, of whom a question speaks, and whose that is."""
    kin = kin_in(question, name)
    if kin is None or (asks_who(question) and not _WHO_IS.match(question)):
        return talked  # "who met his wife?": he is the one who did
    is_named = asks_who(question) and talked.person != name
    relative = talked.person if is_named else f"{owning(kin.owner)} {kin.noun}"
    other = kin.owner if kin.is_other else None
    return replace(talked, woman=relative, man=other) if kin.is_woman else replace(talked, woman=other, man=relative)


def _is_asked_of(question: str) -> bool:
    """Say whether something is asked for that is of something else, and so is talked of once it is told."""
    return (ASKED_OF.match(question) or _ASKED_OF_ITS_OWNER.fullmatch(question)) is not None


def _with_noun(given: str, answer: Answer) -> str:
    """Return an answer to "which valley?" with the noun, if that stands behind it: "the broad valley"."""
    asked = re.match(rf"{SO}(?:what|which) (?:[\w-]+ ){{0,3}}?(?P<noun>[a-z-]+) (?:{DOING})\b|", answer.question, re.I)
    cited = answer.citations[0] if answer.citations else None
    if asked is None or not asked["noun"] or cited is None or cited.end is None or not given.islower():
        return given
    behind = re.match(rf" {asked['noun']}\b", cited.paragraph.text[cited.end :], re.IGNORECASE)
    return f"the {re.sub('^(?:the|an?) ', '', given)}{behind[0]}" if behind else given


def _if_several(subject: str | None) -> str | None:
    return subject if subject and re.search(r"s$|\b[A-Z]{2,}\b", subject) else None


def name_given(answer: Answer) -> str | None:
    """Return the answer, of a list all, if it may be what something is called: few words, no figure first, no event."""
    stated = " and ".join(answer.stated).replace("; ", " and ") if answer.instead == "author" else ""
    said = " and ".join((answer.whole_name or answer.text or stated, *answer.rest))
    text = re.sub(r" \([^)]*\)", "", said)
    if asks_what_happened(answer.question) or len(text.split()) > _LONGEST_ANSWER or not text[:1].isalpha():
        return None
    return re.sub("^(?:The|An?) ", lambda article: article[0].lower(), text)
