"""Questions for what something with a name is, and whether a text tells that: "Voyager 1 has new thrusters" does not.

Patterns are compiled when such a question is first asked, so that no start waits for them.
"""

from __future__ import annotations

import re
import unicodedata

from embeddings.sentences import sentence_around, sentence_offsets

_NAME = r"[A-ZÀ-Þ][\w.-]*(?: (?:of |the |de )?(?:[A-ZÀ-Þ][\w.-]*|\d+))*"
_ASKS = rf"\W*[Ww]hat(?:['’]s| is| are| was| were) (?:the )?(?P<name>{_NAME})\W*"
_ADVERBS = r"(?:(?:\w+ly|also|just|now|often|still|then) )*"
_OPENS = r"(?:[\"“‘'(]|(?:an?|one of|part of|some|the) )*"
_BESIDE = rf"[\"”’')]*\s*(?:\([^)]*\)\s*)?(?:[,:—–(-]|,? or|,? also known as|, which (?:is|are|was|were))\s*{_OPENS}"
"""Between a name and what it is, where only a comma or a bracket joins them."""
_IS = rf".*\b(?:is|are|was|were|be|been|being|means?|refers to|became|stands for|as) {_ADVERBS}{_OPENS}"
_CALLED = (
    rf"[\"”’')]*\s*(?:\([^)]*\)\s*)?[,(—–:]?\s*{_ADVERBS}"
    rf"(?:(?:that|which|who) )?(?:(?:is|are|was|were|or|such as|like) )?{_ADVERBS}"
    rf"(?:(?:called|dubbed|known as|named|referred to as|termed) )?{_OPENS}"
)
"""Between what something is and its name."""
_OWNED = re.compile(r"[\"”’)]?['’]s\s")
"""Behind what only has something: Valve is not what "Valve's name for it" is."""
_DENIED = re.compile(r"not\b", re.IGNORECASE)
_JUDGED = (
    r"(?:[\w-]+ ){0,2}?(?:bargain|bit|bore|challenge|dream|disappointment|disaster|failure|favou?rite|flop|fun|help|hit"
    r"|joke|joy|little|lot|matter|mess|must|mystery|part|pity|pleasure|problem|shame|success|surprise|threat|triumph"
    r"|wonder|(?:idea|option|reason)s?"
    r"|(?:drive|flight|ride|walk|way) (?:away|down|from|off|north|east|south|west|to the|up)"
    r"|(?:goal|lap|place|point|step)s? (?:ahead|behind|clear|down|up))\b"
)
"""What is thought of a thing, and does not tell what it is."""
_ONE = rf"(?:(?:an?|one of (?:the|\w+['’]s?)) |(?-i:[A-ZÀ-Þ])[\w.-]*['’]s? )(?!{_JUDGED})"
_IS_ONE = (
    rf"(?:(?:,[^,;:.]{{1,80}},)? (?:is|are|was|were) {_ADVERBS}"
    rf"(?={_ONE})(?P<is>[^;:()—–]*?)(?=[;:()—–]|, (?:although|and|because|but|however|so|though|while|yet)\b|\.?\Z)"
    rf"|, (?={_ONE})(?P<beside>[^,;:()—–]*),(?! (?:and|or)\b)(?! an? )| ?[—–] ?(?={_ONE})(?P<dashed>[^;:()—–]*)[—–])"
)
"""What a sentence that begins with a name goes on with where it says what that is."""
_SAYING = "added|adds|argue[ds]|claim(?:ed|s)|insist(?:ed|s)|said|says|tells|told|warn(?:ed|s)|writes|wrote"
_NO_KIND = re.compile(
    r"an? (?:\w+ ){0,2}(?:second|minute|hour|day|week|fortnight|month|year|decade|moment|while)s?"
    r"(?: (?:after|ago|ahead|away|before|behind|early|earlier|from|late|later|old|older|since|to)\b.*)?"
    r"|.*\b(?:after|ago|ahead|before|behind|down|earlier|later|no longer|no more|up)"
    rf"|.*(?<!that )(?<!which )(?<!who )\b(?:{_SAYING})\b(?! (?:about|by|for|from|in|through|to)\b).*",
    re.IGNORECASE | re.DOTALL,
)
"""What says when or how far, or who says so, and not what a thing is: "a year earlier", "a spokesman said"."""
_LONGEST = 30
"""Words of what a thing is that are still an answer."""


def named_thing(question: str) -> str | None:
    """Return the name of what a question asks what it is: "What is Voyager 1?"; None if it asks for something else."""
    found = re.fullmatch(_ASKS, question, re.DOTALL)
    return found["name"] if found else None


def tells_what_it_is(text: str, start: int, end: int, name: str) -> bool:
    """Say whether a part of a text stands beside a name, in its sentence, as what that is."""
    if _OWNED.match(text, end) or _DENIED.match(text, start):
        return False
    first, last = sentence_around(text, start, end)
    before, behind = _plain(text[first:start]), _plain(text[end:last])
    said = re.compile(rf"(?<!\w){_written(name)}(?:s|es)?(?!\w)", re.IGNORECASE)
    named = list(said.finditer(before))
    if named:
        between = before[named[-1].end() :]
        if re.fullmatch(rf"{_BESIDE}|{_IS}", between, re.IGNORECASE | re.DOTALL):
            return True
    following = said.search(behind)
    return (
        following is not None
        and _OWNED.match(behind, following.end()) is None
        and re.fullmatch(_CALLED, behind[: following.start()], re.IGNORECASE) is not None
    )


def definition_of(text: str, name: str) -> tuple[int, int] | None:
    """Return the bounds of what a text says that a thing is, in a sentence that begins with its name; None for nothing.

    That is "a market" in "Sarn, like Holm, is a market, and …" and in "Sarn, a market, …": no other form is as plain.
    """
    begins = re.compile(rf"(?i:(?:an?|the) )?{_written(name)}(?: ?\([^()]*\))?")
    for start, end in sentence_offsets(text):
        sentence = _plain(text[start:end].rstrip())
        named = None if sentence.endswith("?") else begins.match(sentence)
        found = re.compile(_IS_ONE, re.IGNORECASE).match(sentence, named.end()) if named else None
        told = found[found.lastgroup or 0].rstrip() if found else ""
        if found and told and len(told.split()) <= _LONGEST and not _NO_KIND.fullmatch(told):
            first = start + found.start(found.lastgroup or 0)
            return first, first + len(told)
    return None


def _written(name: str) -> str:
    return "[ -]?".join(map(re.escape, re.split("[ -]", _plain(name))))


def _plain(text: str) -> str:
    """Return a text of the same length without accents."""
    return "".join(unicodedata.normalize("NFKD", character)[0] for character in text)
