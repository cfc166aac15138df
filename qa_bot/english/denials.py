"""Whether a text tells of somebody, or of so many, that they are not those asked for: "80% did not return"."""

from __future__ import annotations

import re

from embeddings.terms import different_terms
from qa_bot.english.words import AND_SO, AUXILIARY

_ASKS_WHOSE_DOING = re.compile(
    rf"{AND_SO}(?:who|which|how many|what (?:fraction|number|percent(?:age)?|proportion|share))\b", re.IGNORECASE
)
_DENIES = re.compile(r"\b(?:no|none|nobody|not|never|without)\b|\Bn['’]?t\b", re.IGNORECASE)
_DENIED = re.compile(rf" (?:of (?:them|those|these|us) )?(?:{AUXILIARY})(?: never| not|n['’]t)(?: been)? ([a-z]+)")
"""What stands behind those of whom something is denied."""


_ASKS_WHO = re.compile(rf"{AND_SO}who\b", re.IGNORECASE)
_LOOKING_INTO = re.compile(r" (?:is|are|was|were) (?:\w+ )?(?:investigating|looking into|probing)\b")
"""What stands behind those who try to find out who it was."""
_OF_THE_CASE = re.compile(r"\b(?:case|charge|inquir|investigat|look|police|prob)", re.IGNORECASE)


def is_denied(question: str, text: str, start: int, end: int) -> bool:
    """Say whether what a question asks who did, or how many, is denied of the part of a text.

    Not where the question itself denies something: "how many did not return?" and "who never won?". Nor did those do it
    who look into who did.
    """
    if _ASKS_WHO.match(question) and _LOOKING_INTO.match(text, end) and not _OF_THE_CASE.search(question):
        return True
    denied = _DENIED.match(text, end)
    return (
        denied is not None
        and start < end
        and _ASKS_WHOSE_DOING.match(question) is not None
        and _DENIES.search(question) is None
        and not different_terms(denied[1]).isdisjoint(different_terms(question))
    )
