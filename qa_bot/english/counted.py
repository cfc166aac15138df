"""What a figure is the number of, by the words behind it, where it is asked how many people there are."""

from __future__ import annotations

import re

from qa_bot.english.words import AND_SO

_PEOPLE = (
    "boys|children|employees|girls|guests|inhabitants|members|men|participants|passengers|people|persons|players"
    "|residents|soldiers|students|visitors|volunteers|women|workers"
)
_HOW_MANY_PEOPLE = re.compile(rf"{AND_SO}(?:about )?how many (?:[a-z]+ )?(?:{_PEOPLE})\b", re.IGNORECASE)
_NOBODY_BEHIND = re.compile(
    r" (?:articles|books|cities|copies|countries|days|films|games|goals|hours|miles|minutes|months|pages|schools|songs"
    r"|talks|times|towns|weeks|words|years|(?!rela)[a-z]+[st]ions)\b"
)


def is_no_count_of_people(question: str, answer: str, behind: str) -> bool:
    """Say whether a text that ends with a figure tells how many of something there are, where people are asked for."""
    return (
        _HOW_MANY_PEOPLE.match(question) is not None
        and answer[-1:].isdigit()
        and _NOBODY_BEHIND.match(behind) is not None
    )
