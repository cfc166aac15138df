"""Whole names: an article that goes on with "Aasen" has said "Tove Aasen" before."""

from __future__ import annotations

import re

from embeddings.terms import STOP_WORDS
from qa_bot.question import asks_who

_GIVEN = r"(?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w-]+)"
_ONE_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]*[^\W\d_]")
_TITLES = frozenset(
    """
    prime first petty mr mrs ms miss dr prof professor sir lady lord dame president chancellor minister premier senator
    governor mayor judge justice king queen prince princess pope bishop father sister captain major colonel general
    admiral lieutenant sergeant inspector chief officer coach doctor aunt uncle
    """.split()  # noqa: SIM905  (easier to read)
)
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:\n]|[.!?][\"”’)])[\s\"“‘(]*$")


def whole_name(question: str, answer: str, text: str) -> str | None:
    """Return the whole name of who a question asks for, where the answer is a surname alone; None if there is none.

    That is the one name that the article's text has wherever another name stands before the answer; where two people
    have the surname, neither is it.
    """
    if not asks_who(question) or _ONE_NAME.fullmatch(answer) is None or answer.isupper():
        return None
    before = re.compile(rf"((?:\b{_GIVEN} (?:(?:de|van|von|der|den|da|di|bin|al|el) )*){{1,3}}){re.escape(answer)}\b")
    names: set[str] = set()
    for match in before.finditer(text):
        given = match[1].split()
        begins = _SENTENCE_BEGINS.search(text[max(0, match.start() - 4) : match.start()]) is not None
        # What begins a sentence has a capital letter whatever it is: "Yesterday Aasen".
        if begins and len(given) == 1 and not text.startswith(",", match.end()) and text.count(match[0]) == 1:
            continue
        while given and given[0].rstrip(".").lower() in _TITLES | STOP_WORDS:
            del given[0]
        if given:
            names.add(" ".join((*given, answer)))
    longest = [name for name in names if not any(other.endswith(f" {name}") for other in names)]
    return longest[0] if len(longest) == 1 else None
