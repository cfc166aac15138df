"""Of whose wife, or brother, a question speaks: the one who is talked of then is not the one whom it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa_bot.english.mentions import named

_KIN = (
    r" (?:[a-z]+ )?(?:(?P<woman>aunt|bride|daughter|girlfriend|(?:grand|step)?mother|niece|sister|widow|wife)"
    r"|(?P<man>boyfriend|brother|(?:grand|step)?father|husband|nephew|son|uncle|widower))\b(?!['’])"
)
_SPOUSES = ("girlfriend", "wife", "boyfriend", "husband")


@dataclass(frozen=True, slots=True)
class Kin:
    """Somebody who is called by being another's wife, or brother."""

    noun: str
    owner: str
    is_woman: bool
    is_other: bool
    """Whether "he" is the owner where "she" is the wife: her mother is a "she" as well."""


def kin_in(question: str, name: str | None) -> Kin | None:
    """Return the kin of whom a question speaks: of a name in it, or of "his" and that name; None if unclear."""
    pronoun = re.search(rf"\b(?P<whose>his|her){_KIN}", question)
    if pronoun:
        is_woman = pronoun["woman"] is not None
        if name is None or is_woman == (pronoun["whose"] == "her"):
            return None  # of "her mother" and her, she may be either
        return Kin(pronoun["woman"] or pronoun["man"], name, is_woman, is_other=True)
    for each in named(question):
        owner = re.sub("['’]s$", "", each.text)
        found = re.compile(rf"(?P<mark>['’]?){_KIN}").match(question, each.end)
        if each.is_name and found and (owner != each.text or found["mark"]):
            noun = found["woman"] or found["man"]
            return Kin(noun, owner, found["woman"] is not None, is_other=noun in _SPOUSES)
    return None
