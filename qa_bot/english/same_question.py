"""Whether a line of an article asks what somebody asks: "4. How often should I practise?", "How often to practise?"."""

from __future__ import annotations

import re

from embeddings.terms import STOP_WORDS, query_terms
from qa_bot.english.words import HOW_MUCH, QUESTION_WORD

_MARK = re.compile(r"\W*(?:Q\s?\d*\s?[.:)]|(?:question )?\d+(?:\.\d+)*[.:)]?)\s+", re.IGNORECASE)
"""What a question may be numbered with."""
_ASKING = re.compile(rf"\b(?:how (?:many|{HOW_MUCH})|{QUESTION_WORD})(?!\w)", re.IGNORECASE)
_ASKS_FIRST = re.compile(rf"\W*(?:{QUESTION_WORD})\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:never|no|not|without)\b|n['’]t\b", re.IGNORECASE)
_LEANS = re.compile(r"\b(?:he|it|its|she|that|them|there|these|they|this|those)\b", re.IGNORECASE)
"""What a question of one word more asks of something that was spoken of before."""
_WHO = re.compile(r"\bwhom?\b", re.IGNORECASE)
_UNTELLING = STOP_WORDS | {"shall", "should", "must", "might"}
_LONGEST = 200
"""Characters of a line that asks something and tells nothing."""


def asks_the_same(line: str, question: str) -> bool:
    """Say whether a line asks just what a question does, in the same words or in other forms of them."""
    if len(line) > _LONGEST:
        return False
    line = _MARK.sub("", line, count=1)
    if not (line.rstrip().endswith("?") or _ASKS_FIRST.match(line)):
        return False
    one, other = _told(line), _told(question)
    if set(one) != set(other) or not one or (len(one) == 1 and _LEANS.search(question)):
        return False
    same_way = _asking(line) == _asking(question) and bool(_DENIED.search(line)) == bool(_DENIED.search(question))
    return same_way and (
        one == other or not _WHO.search(question)
    )  # "who did Holm defeat?" is not "who defeated Holm?"


def _told(question: str) -> list[str]:
    return [term for term in query_terms(_ASKING.sub(" ", question)) if term not in _UNTELLING]


def _asking(question: str) -> set[str]:
    return {" ".join(each.lower().split()) for each in _ASKING.findall(question)}
