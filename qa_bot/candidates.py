"""Makes questions of an article's sentences, by a few patterns of English, each with the words that should answer it.

Whether a library answers them is for others to find out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from embeddings.sentences import sentence_offsets
from embeddings.terms import STOP_WORDS
from embeddings.values import Article

_READ_OF_AN_ARTICLE = 20_000
"""Characters, from its beginning: a book is not read whole for a question or two."""
_LONGEST_SENTENCE = 300
"""Characters; a longer one is a list or no prose."""
_FEWEST_WORDS, _MOST_WORDS = 4, 14
"""Of a question."""


def _words(text: str) -> list[str]:
    return text.split()


_VERBS = {
    past: (base, participle or past)
    for base, past, participle in (
        entry.split("/")
        for entry in _words("""
        announce/announced/ appoint/appointed/ award/awarded/ ban/banned/ bear/bore/born begin/began/begun blame/blamed/
        bring/brought/ build/built/ bury/buried/ buy/bought/ calculate/calculated/ capture/captured/ climb/climbed/
        close/closed/ coin/coined/ collapse/collapsed/ command/commanded/ complete/completed/ compose/composed/
        congratulate/congratulated/ create/created/ cross/crossed/ declare/declared/ defeat/defeated/
        describe/described/ design/designed/ destroy/destroyed/ develop/developed/ die/died/ direct/directed/
        discover/discovered/ draw/drew/drawn elect/elected/ end/ended/ erupt/erupted/ establish/established/
        find/found/ finish/finished/ found/founded/ help/helped/ hold/held/ introduce/introduced/ invent/invented/
        isolate/isolated/ join/joined/
        kill/killed/ land/landed/ launch/launched/ lead/led/ leave/left/ lose/lost/ make/made/ notice/noticed/
        offer/offered/ open/opened/ order/ordered/ paint/painted/ photograph/photographed/ predict/predicted/
        present/presented/ promise/promised/ propose/proposed/ publish/published/ purchase/purchased/ raise/raised/
        reach/reached/ receive/received/ record/recorded/ release/released/ rescue/rescued/ retake/retook/retaken
        save/saved/ score/scored/ sell/sold/ send/sent/ sign/signed/ sing/sang/sung sink/sank/sunk start/started/
        steal/stole/stolen supply/supplied/ take/took/taken translate/translated/ unveil/unveiled/ visit/visited/
        win/won/ write/wrote/written
        """)
    )
}
"""The past of a verb to its base and its participle."""
_PAST_OF = {participle: past for past, (_, participle) in _VERBS.items()}
_NEED_NO_OBJECT = frozenset(_words("began closed collapsed died ended erupted finished landed opened sank started"))
_NOT_ASKED_WHO = _NEED_NO_OBJECT | frozenset(_words("bore crossed joined left made reached"))
"""Verbs of which a question with "who" sounds odd, for things do these as well."""
_PERSON = re.compile(
    r"\b(?:[a-z]{3,}(?:ist|ian)|[a-z]+(?:neer|woman|man)|ambassador|architect|artist|astronaut|author|captain|chairman|chief|coach|"
    r"commander|composer|coordinator|designer|director|doctor|editor|explorer|farmer|footballer|founder|governor|head|"
    r"headmaster|inventor|judge|keeper|king|lawyer|leader|manager|mayor|minister|nurse|officer|owner|painter|pilot|player|"
    r"poet|presenter|president|producer|professor|programmer|queen|researcher|secretary|singer|soldier|spokesman|student|"
    r"surgeon|teacher|writer)$"
)
_UNCLEAR = frozenset(
    _words("""
    he she it they we you i him her them us his hers its their theirs our your this that these those there here then
    such same other others another both either neither former latter next last one ones so not no nobody himself
    herself itself themselves who which what whose when where today yesterday tomorrow now ago later earlier afterwards
    """)
)
"""Words that mean something only beside another sentence, or turn a question round."""
_NOT_IN_A_SUBJECT = (
    frozenset(_words("already never ever still soon once even finally again always often"))
    | STOP_WORDS.difference(_words("the of for"))
    | _VERBS.keys()
)
_OPENERS = (
    frozenset(_words("few many most some several every each all any yet but and or nor if")) | STOP_WORDS | _UNCLEAR
)
_CUT = re.compile(
    r"[,:](?!\d)|[;!?—()]| –| (?:when|where|while|after|before|because|although|though|but|as|if|since|until|without|"
    r"despite|so)(?= )"
)
"""Where a clause ends. One that goes on with "that" or "who" is not cut: the law that … is not just any."""
_JOINED = re.compile(r" (?:and|or) ")
"""What follows may be a clause or belong to what stands before it: such a sentence is left out."""
_SOUND = re.compile(r"(?:[\w .:&$€£%/,-]|(?<=\w)['’])+")
"""What a question may hold: no markup, and no quotation mark, which another would have to close."""

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = (
    rf"(?:(?:{_DAY},? )?\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?|{_MONTH} \d{{4}}|[12]\d{{3}})"
)
_WORD_OF_NAME = r"(?:al-|de |van |von |bin )?[A-ZÀ-Þ](?:[\w’'-]*\w|\.)?"
_NAME = rf"{_WORD_OF_NAME}(?: (?:of (?:the )?)?{_WORD_OF_NAME}){{0,5}}"
_SUBJECT = rf"(?:[Tt]he (?:[a-z-]+ ){{0,3}}?(?:of (?:the )?)?{_NAME}(?: [a-z-]+)?|{_NAME})"
_NUMBER = (
    r"(?:\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?)(?: (?:hundred|thousand|million|billion))?"
)
_ABOUT = r"(?:(?:about|around|some|nearly|almost|more than|over|at least|only|roughly) )?"
_COUNTED = "((?!of )(?:[a-z-]+ )??(?:people|men|women|children|[a-z]+s))"
_AFTER_A_NUMBER = frozenset(("are", "came", "fled", "gathered", "had", "have", "watched", "were", *_VERBS))
"""How a sentence goes on whose subject is a number of things."""
_PASTS, _PARTICIPLES = ("|".join(sorted(words)) for words in (_VERBS, _PAST_OF))


Made = Iterator[tuple[str, str]]
"""Questions with the words that should answer them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that an article should answer."""

    question: str
    expected: str
    """Words of the article that answer it."""
    pattern: str
    """What it was made by."""


def candidates(article: Article) -> list[Candidate]:
    """Return the questions that an article's sentences make, each once, in the order of the text."""
    names = _Names.of(article.text[:_READ_OF_AN_ARTICLE])
    found: dict[str, Candidate] = {}
    for sentence in _sentences(article):
        for pattern, make in _PATTERNS.items():
            for question, expected in make(sentence, names):
                if _reads_well(question):
                    found.setdefault(question, Candidate(question, expected, pattern))
    return list(found.values())


def _sentences(article: Article) -> Iterator[str]:
    for paragraph in article.paragraphs:
        if paragraph.end > _READ_OF_AN_ARTICLE:
            return
        if paragraph.kind not in ("heading", "caption"):
            for start, end in sentence_offsets(paragraph.text):
                sentence = re.sub(r" \([A-Z]{2,6}\)", "", " ".join(paragraph.text[start:end].split()))
                if len(sentence) <= _LONGEST_SENTENCE and sentence.endswith("."):
                    yield sentence[:-1]


@dataclass(frozen=True, slots=True)
class _Names:
    """Which words of a text are names, and not capitalised for the beginning of a sentence alone."""

    inside: frozenset[str]
    """Words that are capitalised within a sentence."""
    lower: frozenset[str]
    """Words that stand somewhere in lower case."""

    @classmethod
    def of(cls, text: str) -> _Names:
        inside = re.findall(r"(?<=[a-z,] )[A-ZÀ-Þ][\w’'-]*", text)
        return cls(frozenset(inside), frozenset(re.findall(r"\b[a-zà-þ][\w’'-]*", text)))

    def has(self, phrase: str) -> bool:
        """Say whether a phrase, which may begin a sentence, is or holds a name that stands for itself."""
        first, *others = phrase.removeprefix("The ").removeprefix("the ").split()
        if re.fullmatch(f"{_MONTH}|{_DAY}", first) or first.lower() in _OPENERS:
            return False
        if phrase[:4] in ("The ", "the ") or first in self.inside:
            return True
        return bool(others) and others[0][:1].isupper() and first.lower() not in self.lower


def _reads_well(question: str) -> bool:
    words = question.removesuffix("?").split()
    lower = [word.lower() for word in words]
    return (
        _FEWEST_WORDS <= len(words) <= _MOST_WORDS
        and _SOUND.fullmatch(question.removesuffix("?")) is not None
        and not _UNCLEAR.intersection(lower[1:])
        and all(one != other for one, other in itertools.pairwise(lower))
        and lower[-1] not in STOP_WORDS
        and "between" not in lower
    )


def _lower_the(subject: str) -> str:
    return f"the {subject[4:]}" if subject.startswith("The ") else subject


def _cut(rest: str) -> str | None:
    """Return how a clause goes on, without the day on which it was; None if it is unclear where it ends."""
    end = _CUT.search(rest)
    kept = rest[: end.start()] if end else rest
    if _JOINED.search(kept):
        return None
    return re.sub(rf" (?:on|in) (?:{_DATE}|{_DAY})$", "", kept).rstrip()


def _holds_name(text: str) -> bool:
    return re.search(rf"(?<![^ -])(?!{_DAY}|{_MONTH})[A-ZÀ-Þ]", text) is not None


def _is_subject(subject: str, names: _Names) -> bool:
    words = subject.split()
    odd = _NOT_IN_A_SUBJECT.intersection(words) or words[-1].endswith("ly")
    return names.has(subject) and not odd


def _when(sentence: str, names: _Names) -> Made:
    """Ask for the date at a clause's beginning or at its end."""
    early = re.match(rf"(?:In|On) (?P<date>{_DATE}),? (?P<clause>.+)", sentence)
    late = None if early else re.match(rf"(?P<clause>.+?) (?:in|on) (?P<date>{_DATE})(?![\w-])", sentence)
    if not (dated := early or late):
        return
    told = re.match(rf"({_SUBJECT})(,| was| were) ({_PARTICIPLES})\b(.*)", dated["clause"]) or re.match(
        rf"({_SUBJECT})( )({_PASTS})\b(?! by )(.*)", dated["clause"]
    )
    if not told or not _is_subject(told[1], names):
        return
    subject, link, verb, rest = told.groups()
    how = _cut(rest)
    if how is None or (late and how != rest) or (link == "," and (early or subject.startswith("The "))):
        return
    if link != " ":
        yield f"When {'were' if link == ' were' else 'was'} {_lower_the(subject)} {verb}{how}?", dated["date"]
    elif how or verb in _NEED_NO_OBJECT:
        yield f"When did {_lower_the(subject)} {_VERBS[verb][0]}{how}?", dated["date"]


def _who_did(sentence: str, names: _Names) -> Made:
    """Ask for who did something that is told with a name in it."""
    found = re.match(rf"((?:The )?{_NAME})(?:, [^,]{{3,60}},)? ({_PASTS}) ((?!by )[^\W\d].+)", sentence)
    if found and _is_subject(found[1], names) and found[2] not in _NOT_ASKED_WHO:
        done = _cut(found[3])
        if done and _holds_name(done):
            yield f"Who {found[2]} {done}?", found[1]
    by = re.match(
        rf"({_SUBJECT}) (?:was|were) ({_PARTICIPLES}) by ((?:the )?{_NAME})(?=[,;]| (?:in|on|at|for|from|after)\b|$)",
        sentence,
    )
    if by and _is_subject(by[1], names):
        yield f"Who {_PAST_OF[by[2]]} {_lower_the(by[1])}?", by[3]


def _who_is(sentence: str, names: _Names) -> Made:
    """Ask for the person whom an apposition describes, or for the description."""
    for found in re.finditer(rf"({_NAME}), (then |now )?((a|an|the) [^,;:]+)", sentence):
        name, role = found[1], re.split(" (?:that|which|who|whose) ", _cut(found[3]) or "")[0]
        kind, *where = re.split(r" (?:of|from|at|in|for|with|on|to|by) ", role)
        if not _PERSON.search(kind) or " " not in name or not names.has(name) or _UNCLEAR.intersection(role.split()):
            continue
        verb = "is" if re.search(r" (?:said|says|told)\b", sentence) and found[2] != "then " else "was"
        if found[4] == "the" and any(map(_holds_name, where)):
            yield f"Who {verb} {role}?", name
        elif found[4] != "the":
            yield f"Who {verb} {name}?", role


def _how_many(sentence: str, names: _Names) -> Made:
    """Ask for the number at a sentence's beginning, or for that of what somebody did."""
    first = re.match(rf"({_ABOUT}{_NUMBER}) {_COUNTED} ([a-z].+)", sentence, re.IGNORECASE)
    rest = _cut(first[3]) if first else None
    if first and rest and _holds_name(rest) and rest.split()[0] in _AFTER_A_NUMBER:
        yield f"How many {first[2]} {rest}?", first[1]
    done = re.match(rf"({_SUBJECT}) ({_PASTS}) ({_ABOUT}{_NUMBER}) {_COUNTED}\b(.*)", sentence)
    if done and _is_subject(done[1], names) and (rest := _cut(done[5])) is not None:
        yield f"How many {done[4]} did {_lower_the(done[1])} {_VERBS[done[2]][0]}{rest}?", done[3]


_PATTERNS: dict[str, Callable[[str, _Names], Made]] = {
    "who did": _who_did,
    "when": _when,
    "who is": _who_is,
    "how many": _how_many,
}
