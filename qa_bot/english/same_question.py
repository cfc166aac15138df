"""Whether a line of an article asks what somebody asks: "4. How often should I practise?", "How often to practise?".

Order and small words count: "before a race" is not "after a race", nor is who beat whom the same.
"""

from __future__ import annotations

import functools
import re

from embeddings.terms import STOP_WORDS, terms_of
from qa_bot.english.words import AND_SO, QUESTION_WORD

_MARK = re.compile(r"\W*(?:Q\s?\d*\s?[.:)]|(?:question )?\d+(?:\.\d+)*[.:)]?)\s+", re.IGNORECASE)
"""What a question may be numbered with."""
_ASKS_FIRST = re.compile(rf"{AND_SO}(?:{QUESTION_WORD})\b", re.IGNORECASE)
_LEANS = re.compile(r"\b(?:he|it|its|she|that|them|there|these|they|this|those)\b", re.IGNORECASE)
"""What a question of one word more asks of something that was spoken of before."""
_LONGEST = 200
"""Characters of a line that asks something and tells nothing."""


def asks_the_same(line: str, question: str) -> bool:
    """Say whether a line asks just what a question does, in the same words or in other forms of them."""
    if len(line) > _LONGEST:
        return False
    line = _MARK.sub("", line, count=1)
    if not (line.rstrip().endswith("?") or _ASKS_FIRST.match(line)) or _said(line) != _said(question):
        return False
    telling = set(terms_of(question)) - _small_words()
    return len(telling) > 1 or (bool(telling) and not _LEANS.search(question))


def _said(question: str) -> list[str]:
    """Return the terms of a question but for those that only make one of what it says."""
    joined = re.match(AND_SO, question, re.IGNORECASE)
    said = terms_of(question[joined.end() if joined else 0 :])
    forms = _forms(is_open=_ASKS_FIRST.match(question) is not None)
    return [term for term in said if term not in forms]


@functools.cache
def _forms(*, is_open: bool) -> frozenset[str]:
    """Return the terms of articles, of whoever asks or is asked, and of what turns a question round.

    Whether something can or should be done is another question, but not how.
    """
    return frozenset(terms_of(f"a an the i you we one my your our do does is are to s {'can could should' * is_open}"))


@functools.cache
def _small_words() -> frozenset[str]:
    return frozenset(terms_of(f"{' '.join(STOP_WORDS)} shall should must might"))
