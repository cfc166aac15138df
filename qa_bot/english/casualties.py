"""Whether a text tells of what befell those whose number is asked for: of "how many were killed?" a reader takes any
number, such as how many attacked.

Patterns are compiled when such a question is first asked, so that no start waits for them.
"""

from __future__ import annotations

import re

_WERE = r"(?:are|been|got|has been|have been|had been|was|were) (?:\w+ly )?"
_CLAUSE = r"(?:after|although|as|because|before|if|that|when|where|which|while|who)\b"
_HOW_MANY = rf"\bhow many (?:(?!{_CLAUSE})[\w'’-]+ ){{1,5}}?"
_BEFELL = (
    (
        rf"(?:{_HOW_MANY}(?:{_WERE}(?:executed|killed|murdered|shot|slain)|died|drowned|lost their lives|perished)"
        r"|\bhow many deaths)\b",
        r"\b(?:assassinat|bod(?:y|ies)\b|casualt|claim|dead|death|die[ds]?\b|drown|dying\b|execut|fatal|hanged|kill"
        r"|li(?:fe|ves)\b|los[est]|massacre|murder|perish|remains\b|shot\b|slain|slaughter|starv|succumb|surviv|toll\b"
        r"|victim|wiped out)",
    ),
    (rf"{_HOW_MANY}{_WERE}(?:hurt|injured|wounded)\b", r"\b(?:casualt|hospital|hurt|injur|wound)"),
    (
        rf"{_HOW_MANY}{_WERE}(?:arrested|captured|detained|imprisoned|jailed|taken prisoner)\b",
        r"\b(?:arrest|captur|caught|custody|detain|held\b|imprison|intern|jail|prison|seiz|surrender|taken\b)",
    ),
)
"""What asks how many something befell, and what tells of that, if only in part of a word."""


def tells_what_befell(question: str, text: str) -> bool:
    """Say whether a text may tell how many something befell; so does any where that is not asked."""
    return all(
        re.search(told, text, re.IGNORECASE) is not None
        for asked, told in _BEFELL
        if re.search(asked, question, re.IGNORECASE)
    )
