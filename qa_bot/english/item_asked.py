"""Whether a question asks for one item of a list by its number: "What is rule 4?", "What is the third step?"."""

from __future__ import annotations

import re

_NOUNS = (
    "commandment|condition|item|law|lesson|mistake|objective|phase|point|principle|provision|question|reason"
    "|recommendation|requirement|rule|stage|step|tip"
)
"""What the items of lists are called that people speak of by their numbers."""
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    "twentieth",
)
_ASKED = re.compile(
    r"\W*(?:and |so )?(?:what(?:['’]?s| is| was| does| did| do I do (?:in|at))|(?:quote|read|tell)(?: me)?) (?:the )?"
    rf"(?:(?:(?P<word>{'|'.join(_ORDINALS)})|(?P<figures>\d{{1,3}})(?:st|nd|rd|th)) (?P<noun>{_NOUNS})"
    rf"|(?P<named>{_NOUNS}) (?:number |no\. ?|#)?(?P<number>\d{{1,3}}|[a-z]|[ivxl]{{2,6}})"
    r")(?P<rest>\b[^?]*)\??\s*",
    re.IGNORECASE,
)
_SAYS = re.compile(r" (?:about|mean|say|tell us)\b", re.IGNORECASE)


def item_asked(question: str) -> tuple[str, str, str] | None:
    """Return what the item is called that is asked for, its number and what else is said of it; None if none is."""
    asked = _ASKED.fullmatch(question)
    if asked is None:
        return None
    if asked["named"]:
        noun, number = asked["named"], asked["number"].lower()
    else:
        noun, number = asked["noun"], asked["figures"] or str(_ORDINALS.index(asked["word"].lower()) + 1)
    return noun.lower(), number, _SAYS.sub("", asked["rest"], count=1)
