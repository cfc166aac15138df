"""The names in a text: which capitalised words are names, and what a short one stands for."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from embeddings.terms import STOP_WORDS
from embeddings.values import SEPARATOR
from qa_bot.english.words import DAY, MONTH

_WORD = r"(?:al-|de |van |von |bin )?[A-ZÀ-Þ](?:[\w’'-]*\w|\.)?"
NAME = rf"{_WORD}(?: (?:of (?:the )?)?{_WORD}){{0,5}}"
UNCLEAR = frozenset(
    """
    he she it they we you i him her them us his hers its their theirs our ours your this that these those there here
    then such same other others another both either neither former latter next last one ones so not no nobody himself
    herself itself themselves who which what whose when where today yesterday tomorrow now ago later earlier afterwards
    """.split()  # noqa: SIM905  (easier to read)
)
"""Words that mean something only beside another sentence, or turn a question round."""
_OPENERS = (
    frozenset(
        """
        few many most some several every each all any yet but and or nor if although though while because despite during
        once unless until whereas since however moreover meanwhile instead perhaps
        """.split()  # noqa: SIM905  (easier to read)
    )
    | STOP_WORDS
    | UNCLEAR
)

_NEAR = 60
"""Characters, in which a name stands beside what it names."""
_NAMES_BEFORE = re.compile(rf"(?:\b(?:{_WORD} ){{1,4}})?$")
_GIVEN = r"(?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w-]{1,40})"
_NAMES_OF_SOMEBODY = rf"(?<![Tt]he )((?:\b{_GIVEN} (?:(?:de|van|von|der|den|da|di|bin|al|el) ){{0,3}}){{1,3}})"
"""What stands before a surname; "the Norwegian" does not."""
_OF_PLACES = "Award|Avenue|Bridge|Club|County|Court|Cup|House|Island|Lane|Park|Party|Prize|Road|School|Street|Tower"
_SURNAMES = (
    r"(?: (?:(?:de|van|von|der|den|da|di|bin|al|el) ){0,3}"
    rf"(?!(?:{_OF_PLACES})\b)[A-ZÀ-Þ](?:[\w-]|[’'](?=[A-ZÀ-Þ])){{1,40}}\b){{1,3}}(?! [A-ZÀ-Þ])"
)
"""What stands behind a given name, unless it is what something is called."""
_GOES_ON = rf" (?:for|of)(?: the)?(?: {_GIVEN}\b(?![’'])){{1,3}}(?! [A-ZÀ-Þ])"
_ONE_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]*[^\W\d_]")
TITLES = frozenset(
    """
    prime first petty mr mrs ms miss dr prof professor sir lady lord dame president chancellor minister premier senator
    governor mayor judge justice king queen prince princess pope bishop father sister captain major colonel general
    admiral lieutenant sergeant inspector chief officer coach doctor aunt uncle
    """.split()  # noqa: SIM905  (easier to read)
)
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:\n]|[.!?][\"”’)])[\s\"“‘(]*$")
_SENTENCE_ENDS = re.compile(r"[.!?:…][\"”’)]*\s*$")
_NAMED_BY = re.compile(rf" (?:of|in) {_WORD}(?: {_WORD}){{0,2}}")


@dataclass(frozen=True, slots=True)
class Names:
    """Which words of a text are names, and not capitalised for the beginning of a sentence alone."""

    text: str
    inside: frozenset[str]
    """Words that are capitalised within a sentence."""
    lower: frozenset[str]
    """Words that stand somewhere in lower case."""

    @classmethod
    def of(cls, text: str) -> Names:
        inside = re.findall(r"(?<=[a-z,] )[A-ZÀ-Þ][\w’'-]*", text)
        lower = re.findall(r"\b[a-zà-þ][\w’'-]*", text)
        return cls(text, frozenset(inside), frozenset(lower))

    def has(self, phrase: str) -> bool:
        """Say whether a phrase, which may begin a sentence, is or holds a name that stands for itself."""
        first, *others = phrase.removeprefix("The ").removeprefix("the ").split()
        if _is_opener(first):
            return False
        if phrase[:4] in ("The ", "the ") or first in self.inside:
            return True
        return bool(others) and others[0][:1].isupper() and first.lower() not in self.lower

    def in_full(self, clause: str) -> str:
        """Return a clause that begins with the full name of what it begins with, if the text has a single such one.

        "Lind" is Mara Lind there, and "The bridge" is the Sarn bridge.
        """
        if thing := re.match(r"[Tt]he ([A-Za-z]+)(?= [a-z])(?! (?:of|in) (?:the )?[A-ZÀ-Þ])", clause):
            full = self._thing(thing[1])
            return f"The {full}{clause[thing.end() :]}" if full else clause
        if short := re.match(rf"({_WORD})(?= [a-z])(?! (?:of|de|van|von|bin) )", clause):
            full = whole_name(short[1], self.text)
            return f"{full}{clause[short.end() :]}" if full else clause
        return clause

    def _thing(self, noun: str) -> str | None:
        """Return what the text calls such a thing before it is just "the bridge": "Sarn bridge", "bridge of Sarn"."""
        named: dict[frozenset[str], str] = {}
        for found in re.finditer(rf"\b{noun}\b", self.text, re.IGNORECASE):
            before = self.text[max(found.start() - _NEAR, 0) : found.start()]
            beside = _NAMED_BY.match(self.text[found.end() : found.end() + _NEAR])
            after = beside[0] if beside else ""
            words = "".join(_NAMES_BEFORE.findall(before)).split()
            name = " ".join(itertools.dropwhile(_is_opener, words))
            if name or after:
                phrase = f"{name} {found[0]}" if name else f"{found[0]}{after}"
                named.setdefault(frozenset(re.findall(_WORD, name or after)), phrase)
            elif not named and before.endswith(("the ", "The ")):
                return None
        return named.popitem()[1] if len(named) == 1 else None


def whole_name(name: str, text: str) -> str | None:
    """Return the whole name of somebody whom a text also calls by the surname alone; None if there is none.

    That is the one name that the text has wherever another name stands before this one; where two people have the
    surname, neither is it. Nor is it a name that follows when somebody was called by the surname alone already, who is
    known to readers: another of the family is introduced there, or a place. Somebody called by a given name alone is
    known by what stands behind it where it stands first. What always goes on is called so: "Scientists for Future".
    """
    if _ONE_NAME.fullmatch(name) is None or name.isupper():
        return None
    if body := _going_on(name, text):
        return body
    before = re.compile(rf"{_NAMES_OF_SOMEBODY}{re.escape(name)}\b(?! [A-ZÀ-Þ])")
    times = Counter(match[1].split()[-1] for match in before.finditer(text))
    names: dict[str, int] = {}
    for match in before.finditer(text):
        given = match[1].split()
        begins = _SENTENCE_BEGINS.search(text[max(0, match.start() - 4) : match.start()]) is not None
        # What begins a sentence has a capital letter whatever it is: "Yesterday Aasen".
        if begins and len(given) == 1 and not text.startswith(",", match.end()) and times[given[0]] == 1:
            continue
        while given and given[0].rstrip(".").lower() in TITLES | STOP_WORDS:
            del given[0]
        if given:
            names.setdefault(" ".join((*given, name)), match.end(1))
    longest = names.keys() - {
        one.split(" ", left_out)[-1] for one in names for left_out in range(1, one.count(" ") + 1)
    }
    if not names:
        return _with_surname(name, text)
    return longest.pop() if len(longest) == 1 and not _alone_before(min(names.values()), name, text) else None


def _going_on(name: str, text: str) -> str | None:
    """Return a word with what follows it wherever a text has it, if that is the same more than once."""
    found = list(re.finditer(rf"(?<![\w’'-]){re.escape(name)}(?![\w’'-])(?P<more>{_GOES_ON})?", text))
    more = {each["more"] for each in found}
    return None if len(found) < 2 or len(more) > 1 or None in more else found[0][0]


def _with_surname(name: str, text: str) -> str | None:
    """Return a given name with the surnames behind it: the same wherever there are any, and there from the first."""
    if name.lower() in TITLES | STOP_WORDS:
        return None
    found = list(re.finditer(rf"(?<![\w’'-])(?<![A-ZÀ-Þ]\. ){re.escape(name)}\b(?P<more>{_SURNAMES})?", text))
    whole = {each[0] for each in found if each["more"]}
    if len(whole) != 1 or len(found) < 2 or not found[0]["more"]:
        return None
    of_somebody = found[0][0].lower().split()[1:-1]  # "Paris Mayor Holm" is nobody's name
    return None if TITLES.intersection(of_somebody) else whole.pop()


def _alone_before(end: int, name: str, text: str) -> bool:
    """Say whether a sentence before an offset calls somebody by the surname alone; a headline, which may, is none."""
    alone = re.compile(rf"(?<![\w-]){re.escape(name)}\b(?! [A-ZÀ-Þ])")
    for found in alone.finditer(text, 0, end):
        paragraph_ends = text.find(SEPARATOR, found.end())
        stop = paragraph_ends if paragraph_ends >= 0 else len(text)
        if _SENTENCE_ENDS.search(text[max(found.end(), stop - 4) : stop]):
            return True
    return False


def _is_opener(word: str) -> bool:
    return word.lower() in _OPENERS or re.fullmatch(f"{MONTH}|{DAY}", word) is not None
