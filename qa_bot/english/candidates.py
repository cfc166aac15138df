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
from qa_bot.english.names import NAME, UNCLEAR, Names
from qa_bot.english.verbs import NEED_NO_OBJECT, NOT_ASKED_WHO, OF_THINGS, PAST_OF, THAT_GO_ON, VERBS
from qa_bot.english.words import DAY, MONTH

_READ_OF_AN_ARTICLE = 20_000
"""Characters, from its beginning: a book is not read whole for a question or two."""
_LONGEST_SENTENCE = 300
"""Characters; a longer one is a list or no prose."""
_SHORT = 3
"""Letters of a word that a headline may leave small."""
_FEWEST_WORDS, _MOST_WORDS = 4, 14
"""Of a question."""
_PERSON = re.compile(
    r"\b(?:[a-z]{3,}(?:ist|ian)|[a-z]+(?:neer|woman|man)|ambassador|architect|artist|astronaut|author|captain|chairman|chief|coach|"
    r"commander|composer|coordinator|designer|director|doctor|editor|explorer|farmer|footballer|founder|governor|head|"
    r"headmaster|inventor|judge|keeper|king|lawyer|leader|manager|mayor|minister|nurse|officer|owner|painter|pilot|player|"
    r"poet|presenter|president|producer|professor|programmer|queen|researcher|secretary|singer|soldier|spokesman|student|"
    r"surgeon|teacher|writer)$"
)
_NOT_IN_A_SUBJECT = (
    frozenset(("already", "never", "ever", "still", "soon", "once", "even", "finally", "again", "always", "often"))
    | STOP_WORDS.difference(("the", "of", "for"))
    | VERBS.keys()
)
_CUT = re.compile(
    r"[,:](?!\d)|[;!?—()]| –| (?:when|where|while|after|before|because|although|though|but|as|if|since|until|without|"
    rf"despite|so)(?= )| on {DAY}(?! \d)"
)
"""Where a clause ends. One that goes on with "that" or "who" is not cut: the law that … is not just any."""
_OWN = frozenset(("her", "his", "its", "their"))
"""What is clear in a question that names whose."""
_IS_OF_A_PERSON = re.compile("Who (?:is|was) [A-ZÀ-Þ]")
_JOINED = re.compile(r" (?:and|or) ")
"""What follows may be a clause or belong to what stands before it: such a sentence is left out."""
_SOMEBODY_IS = re.compile(
    r"\b(?:he|here|i|it|she|that|there|they|we|what|who|you)['’](?:d|ll|m|re|s|ve)\b", re.IGNORECASE
)
"""What may stand before a name and is none: "I'm Ann Holm"."""
_SOUND = re.compile(r"(?:[\w .:&$€£%/,-]|(?<=\w)['’])+")
"""What a question may hold: no markup, and no quotation mark, which another would have to close."""

_DATE = rf"(?:(?:{DAY},? )?\d{{1,2}} {MONTH}(?: \d{{4}})?|{MONTH} \d{{1,2}}(?:, \d{{4}})?|{MONTH} \d{{4}}|[12]\d{{3}})"
_PART_OF_DAY = "(?: the (?:morning|afternoon|evening|night) of)?"
_BE = r"(?:are|had|has|is|was|were)\b"
_SUBJECT = rf"(?:[Tt]he (?:[a-z-]+ ){{0,3}}?(?:(?:of|in) (?:the )?)?{NAME}(?: (?!{_BE})[a-z-]+)?(?: in {NAME})?|{NAME})"
_NUMBER = (
    r"(?:\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?)(?: (?:hundred|thousand|million|billion))?"
)
_ABOUT = r"(?:(?:about|around|some|nearly|almost|more than|over|at least|only|roughly) )?"
_COUNTED = "((?!of )(?:[a-z-]+ )??(?:people|men|women|children|sheep|[a-z]+s)(?: of [a-z -]+(?= in | at |[,;]|$))?)"
_AFTER_A_NUMBER = frozenset(
    ("are", "came", "cross", "fled", "flow", "gathered", "had", "have", "live", "watched", "work", "were", *VERBS)
)
"""How a sentence goes on whose subject is a number of things."""
_THING = rf"(?:{_SUBJECT}|(?:A|An|a|an) (?:[A-Za-z][a-z-]+ ){{0,2}}[a-z-]+)"
"""What a question may be about that is no person."""
_MEASURED = "(?:metres?|meters?|kilomet(?:re|er)s?|miles?|feet|inches|years|days|hours|minutes|tonnes|tons|pounds)"
_PLACE = rf"(?:[Tt]he )?{NAME}"
_WHEREABOUTS = rf"(?:(?:in|on|at|near) (?:{_DATE}|{_PLACE}) ?){{0,2}}(?<! )"
_HELD = {"has": "have", "holds": "hold", "keeps": "keep", "carries": "carry", "contains": "contain", "covers": "cover"}
"""Verbs of the present to their bases."""
_PASTS, _PARTICIPLES = ("|".join(sorted(words)) for words in (VERBS, PAST_OF))
_DONE = rf"(?:{_PARTICIPLES}|[a-z]{{3,}}ed)"
_TOLD = rf"(?:(?:was|were) {_DONE}|{_PASTS})"
_LATER = "(?: later| then| first)?"
_OPENING = re.compile(
    rf"^(?:(?:In|On) (?:{_DATE}|{MONTH}|{DAY}),? |(?:As|After|At|Before|By|During|Since|Twice|Until) [^,]{{3,60}}, )"
)
_YEARLY = re.compile(r"\b(?:Award|Awards|Championships?|Cup|Final|Games|League|Marathon|Open|Prize)$")
"""Who won it depends on the year."""
_A_FURTHER = re.compile(r"\b[Aa] (?:second|third|fourth)\b")
_OF_A_NATION = re.compile("[A-Z][a-z]+(?:ish|an|ese|ch)")


Made = Iterator[tuple[str, str]]
"""Questions with the words that should answer them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that an article should answer."""

    question: str
    expected: str
    """Words of the article that answer it."""


def candidates(article: Article) -> list[Candidate]:
    """Return the questions that an article's sentences make, each once, in the order of the text.

    Those of who a person is come last, for few are well answered.
    """
    title = "" if _capitalises_all(article.title) else f"{article.title}\n\n"
    names = Names.of(f"{title}{article.text[:_READ_OF_AN_ARTICLE]}")
    found: dict[str, Candidate] = {}
    for sentence in _sentences(article):
        for clause, make in itertools.product(_clauses(sentence, names), _PATTERNS):
            for question, expected in make(clause, names):
                if _reads_well(question):
                    found.setdefault(question, Candidate(question, expected))
    return sorted(found.values(), key=lambda each: _IS_OF_A_PERSON.match(each.question) is not None)


def _capitalises_all(title: str) -> bool:
    """Say whether a title has capitals as headlines have: "How Twitter Will Change" names nobody but Twitter."""
    words = [word for word in title.split()[1:] if len(word) > _SHORT]
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _clauses(sentence: str, names: Names) -> Iterator[str]:
    """Yield a sentence and what in it would be one by itself, with the full names of what each begins with."""
    whole = names.in_full(_OPENING.sub("", sentence))
    yield from dict.fromkeys((names.in_full(sentence), whole))
    if two := re.match(rf"({_THING}) (was |were )?((?:{_DONE}) .+?),? and (was |were )?((?:{_DONE}) .+)", whole):
        subject, link, first, other_link, second = two.groups()
        yield f"{subject} {link or ''}{first}"
        is_active = second.split()[0] in NEED_NO_OBJECT
        yield f"{subject} {other_link or ('' if is_active else link or '')}{second}"
    for inserted in re.finditer(
        rf"(?:[a-z]+, (?:known as |called )?({NAME}),|({NAME}), who{_LATER}) ({_TOLD} .+)", sentence
    ):
        yield names.in_full(f"{inserted[1] or inserted[2]} {inserted[3]}")


def _sentences(article: Article) -> Iterator[str]:
    for paragraph in article.paragraphs:
        if paragraph.end > _READ_OF_AN_ARTICLE:
            return
        if paragraph.kind not in ("heading", "caption"):
            for start, end in sentence_offsets(paragraph.text):
                sentence = re.sub(r" \([A-Z]{2,6}\)", "", " ".join(paragraph.text[start:end].split()))
                if len(sentence) <= _LONGEST_SENTENCE and sentence.endswith("."):
                    yield sentence[:-1]


def _reads_well(question: str) -> bool:
    words = question.removesuffix("?").split()
    lower = [word.lower() for word in words]
    return (
        _FEWEST_WORDS <= len(words) <= _MOST_WORDS
        and _SOUND.fullmatch(question.removesuffix("?")) is not None
        and not UNCLEAR.difference(_OWN if lower[0] != "who" else ()).intersection(lower[1:])
        and all(one != other for one, other in itertools.pairwise(lower))
        and (lower[-1] not in STOP_WORDS or lower[-1] == "have")
        and _is_specific(words)
        and "between" not in lower
        and not _A_FURTHER.search(question)
        and not _SOMEBODY_IS.search(question)
    )


def _is_specific(words: list[str]) -> bool:
    """Say whether a question holds two words of names, a name and a number, or one name that tells by itself."""
    telling = [word for word in words[1:] if word[0].isupper() or word[0].isdigit()]
    lone = re.search(r"\bthe (?:[a-z-]+ (?:of|in) )?([A-Z][^ ]{3,})", " ".join(words))
    return (
        len(telling) > 1 or (lone is not None and not _OF_A_NATION.fullmatch(lone[1])) or words[:2] == ["How", "many"]
    )


def _lower_the(subject: str) -> str:
    article = re.match("(?:The|An?) ", subject)
    return subject[0].lower() + subject[1:] if article else subject


def _cut(rest: str) -> str | None:
    """Return how a clause goes on, without the day on which it was; None if it is unclear where it ends."""
    end = _CUT.search(rest)
    kept = rest[: end.start()] if end else rest
    if _JOINED.search(kept):
        return None
    return re.sub(rf" (?:on|in) (?:{_DATE}|{DAY})$", "", kept).rstrip()


def _cut_with_year(rest: str) -> str | None:
    """Return the same, with the date if a year is in it: there is a cup every year."""
    cut = _cut(rest)
    dated = re.match(rf"{re.escape(cut)} (?:on|in) {_DATE}", rest) if cut else None
    return dated[0] if dated and re.search(r"[12]\d{3}$", dated[0]) else cut


def _holds_name(text: str) -> bool:
    return re.search(rf"(?<![^ -])(?!{DAY}|{MONTH})[A-ZÀ-Þ]", text) is not None


def _is_subject(subject: str, names: Names) -> bool:
    words = subject.split()
    odd = _NOT_IN_A_SUBJECT.intersection(words) or words[-1].endswith("ly")
    return names.has(subject) and not odd


def _is_thing(subject: str, names: Names, rest: str) -> bool:
    """Say whether a subject is one that a question can be about: not just any, unless the rest has a name in it."""
    if subject.split(maxsplit=1)[0].lower() in ("a", "an"):
        return _holds_name(rest) and not _NOT_IN_A_SUBJECT.intersection(subject.split()[1:])
    return _is_subject(subject, names)


def _when(sentence: str, names: Names) -> Made:
    """Ask for the date at a clause's beginning or at its end."""
    early = re.match(rf"(?:In|On) (?P<date>{_DATE}),? (?P<clause>.+)", sentence)
    late = None if early else re.match(rf"(?P<clause>.+?) (?:in|on){_PART_OF_DAY} (?P<date>{_DATE})(?![\w-])", sentence)
    if not (dated := early or late):
        return
    clause = names.in_full(dated["clause"])
    told = re.match(rf"({_THING})(,| was| were) ({_DONE})\b(.*)", clause) or re.match(
        rf"({_THING})( )({_PASTS})\b(?! by )(.*)", clause
    )
    if not told or not _is_thing(told[1], names, told[4]):
        return
    subject, link, verb, rest = told.groups()
    how = _cut(rest)
    if how is None or (late and how != rest) or (link == "," and (early or subject.startswith("The "))):
        return
    if link != " ":
        yield f"When {'were' if link == ' were' else 'was'} {_lower_the(subject)} {verb}{how}?", dated["date"]
    elif how or (verb in NEED_NO_OBJECT and (subject.startswith(("The ", "the ")) or verb not in OF_THINGS)):
        yield f"When did {_lower_the(subject)} {VERBS[verb][0]}{how}?", dated["date"]


def _who_did(sentence: str, names: Names) -> Made:
    """Ask for who did something that is told with a name in it."""
    found = re.match(rf"((?:The )?{NAME})(?:, [^,]{{3,60}},)? ({_PASTS}|[a-z]{{3,}}ed) ((?!by )[^\W\d].+)", sentence)
    if found and _is_subject(found[1], names) and found[2] not in NOT_ASKED_WHO:
        done = _cut_with_year(found[3])
        is_clear = done and _holds_name(done) and not _YEARLY.search(done)
        if is_clear and (found[2] in VERBS or (" " in found[1].removeprefix("The ") and found[2] not in THAT_GO_ON)):
            yield f"Who {found[2]} {done}?", found[1]
    by = re.match(
        rf"({_SUBJECT}) (?:was|were) (?:first )?({_DONE})(?: {_WHEREABOUTS})? by "
        rf"((?:the (?:[A-Z]?[a-z-]+ ){{0,3}}?)?{NAME})"
        r"(?=[,;]| (?:in|on|at|for|from|after|who)\b|$)",
        sentence,
    )
    if by and _is_subject(by[1], names):
        yield f"Who {PAST_OF.get(by[2], by[2])} {_lower_the(by[1])}?", by[3]


def _who_is(sentence: str, names: Names) -> Made:
    """Ask for the person whom an apposition describes, or for the description."""
    for found in re.finditer(rf"({NAME}), (then |now )?((a|an|the) [^,;:]+)", sentence):
        name, role = found[1], re.split(" (?:that|which|who|whose) ", _cut(found[3]) or "")[0]
        kind, *where = re.split(r" (?:of|from|at|in|for|with|on|to|by) ", role)
        if not _PERSON.search(kind) or " " not in name or not names.has(name) or UNCLEAR.intersection(role.split()):
            continue
        verb = "is" if re.search(r" (?:said|says|told)\b", sentence) and found[2] != "then " else "was"
        if found[4] == "the" and any(map(_holds_name, where)):
            yield f"Who {verb} {role}?", name
        elif found[4] != "the":
            yield f"Who {verb} {name}?", role


def _where(sentence: str, names: Names) -> Made:
    """Ask for the place where something was done or happened."""
    told = re.match(
        rf"({_SUBJECT}) (?:(was|were) (?:first )?({_DONE})|({_PASTS})) (?:in|at|near|on) ({_PLACE})"
        r"(?=[,;]| (?:in|on|by|from|after|for)\b|$)",
        sentence,
    )
    if told and _is_subject(told[1], names) and not re.match(rf"{_DATE}|{DAY}", told[5]):
        if told[2]:
            yield f"Where {told[2]} {_lower_the(told[1])} {told[3]}?", told[5]
        elif told[4] in NEED_NO_OBJECT:
            yield f"Where did {_lower_the(told[1])} {VERBS[told[4]][0]}?", told[5]


def _how_many(sentence: str, names: Names) -> Made:
    """Ask for the number at a sentence's beginning, or for that of what somebody did or has."""
    first = re.match(rf"({_ABOUT}{_NUMBER}) {_COUNTED} ([a-z].+)", sentence, re.IGNORECASE)
    rest = _cut(first[3]) if first else None
    if first and rest and _holds_name(rest) and (rest.split()[0] in _AFTER_A_NUMBER or re.match("[a-z]{3,}ed ", rest)):
        yield f"How many {first[2]} {rest}?", first[1]
    done = re.match(rf"({_THING}) ({_PASTS}|had|{'|'.join(_HELD)}) ({_ABOUT}{_NUMBER}) {_COUNTED}\b(.*)", sentence)
    if done and _is_thing(done[1], names, "A") and (rest := _cut(done[5])) is not None:
        verb = "have" if done[2] == "had" else _HELD.get(done[2]) or VERBS[done[2]][0]
        yield f"How many {done[4]} {'does' if done[2] in _HELD else 'did'} {_lower_the(done[1])} {verb}{rest}?", done[3]


def _how_much(sentence: str, names: Names) -> Made:
    """Ask for a size, a weight or a price, or for how long something was done."""
    size = re.match(
        rf"({_SUBJECT}) (is|was) ({_ABOUT}{_NUMBER} {_MEASURED}) (long|high|tall|wide|deep|thick|old)\b", sentence
    )
    if size and _is_subject(size[1], names):
        yield f"How {size[4]} {size[2]} {_lower_the(size[1])}?", size[3]
    worth = re.match(
        rf"({_SUBJECT}) (weighe?[sd]|costs?) ({_ABOUT}[£$€]?{_NUMBER}(?: (?!in |on |to )[a-z]+)?)", sentence
    )
    if worth and _is_subject(worth[1], names):
        verb, is_now = re.sub("(?:ed|s)$", "", worth[2]), worth[2].endswith("s")
        yield f"How much {'does' if is_now else 'did'} {_lower_the(worth[1])} {verb}?", worth[3]
    taking = re.match(rf"({_SUBJECT}) (takes|took) ({_ABOUT}{_NUMBER} {_MEASURED})( to .+)", sentence)
    if taking and _is_subject(taking[1], names) and (aim := _cut(taking[4])):
        yield f"How long {'does' if taking[2] == 'takes' else 'did'} {_lower_the(taking[1])} take{aim}?", taking[3]
    lasting = re.match(rf"({_SUBJECT}) ({_PASTS})( .*?) for ({_ABOUT}{_NUMBER} {_MEASURED})(?=[,;]|$)", sentence)
    if lasting and _is_subject(lasting[1], names) and (rest := _cut(lasting[3])) == lasting[3]:
        yield f"How long did {_lower_the(lasting[1])} {VERBS[lasting[2]][0]}{rest}?", lasting[4]


_PATTERNS: tuple[Callable[[str, Names], Made], ...] = (_who_did, _when, _where, _who_is, _how_many, _how_much)
