"""Says whether two answers are the same one in other words, such as "Bali" and "Mustafa Bali"."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Sequence

from qa_bot.english.numerals import FIGURE, in_figures
from qa_bot.english.words import MONTHS
from qa_bot.values import Finding, Span

_WORD = re.compile(rf"{FIGURE}|\w+")
_FILLERS = frozenset(
    ("a", "an", "the", "of", "in", "on", "at", "by", "about", "around", "some", "mr", "mrs", "ms", "dr")
)
_DIGITS = re.compile(r"\d")
_SIGNS = {"%": " percent ", "$": " dollars ", "€": " euros ", "£": " pounds ", "−": " minus "}
_MIXED = re.compile(r"\b(\d{1,4}) ?([¼½¾])")
"""A number and a fraction, which would run into each other when the latter is taken apart: "2½"."""
_MINUS = re.compile(r"(?<![\w)])-(?=\d)")
_ABBREVIATION = re.compile(r"\b[a-z]\.(?: ?[a-z]\.)+|\b[a-z](?:\.[a-z]\b)+")
"""In lower case: "u.s.", "j. k.", and "p.m" where the end of a sentence has taken the last dot."""
_AMOUNT = re.compile(rf"([$€£]) ?({FIGURE})(?: ?(million|billion|trillion|thousand|mn?|bn?|tn|k)\b)?")
_SHORT_SCALES = {"m": "million", "b": "billion", "k": "thousand"}
"""How thousands, millions and billions are written in an amount of money; elsewhere "m" is metres."""
_MONTHS = {way: month for month in map(str.lower, MONTHS) for way in (month, month[:3], month[:4])}
_MONTH = rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY_AND_MONTH = re.compile(
    rf"\b(\d\d?)(?:st|nd|rd|th)?(?: of)? {_MONTH}|\b{_MONTH} (\d\d?)(?:st|nd|rd|th)?\b(?![.,:]\d)"
)
_TURNERS = frozenset(
    """
    not no never without nor neither minus percent per half quarter thirds fifths few several dozens hundreds thousands
    millions billions fewer less before after until
    """.split()  # noqa: SIM905  (easier to read)
)
"""Words that turn an answer round, bound or scale it: with one more or less of them it is another. "About 100" and
"more than 100" are said of the same number."""
_TURNERS_OF_NUMBERS = frozenset(("under", "below"))
"""Words that do so before a number alone."""
_CHANGING_A_NAME = frozenset(
    """
    north south east west northern southern eastern western new inner equatorial
    """.split()  # noqa: SIM905  (easier to read)
)
"""Words that, with a capital letter, make of a place's name another's: West Virginia, but northern France."""
_OF_ITS_OWN = frozenset(
    """
    chronicle courier examiner gazette globe guardian herald inquirer journal mail observer post telegraph times tribune
    accord accords agreement bridge declaration marathon olympics orchestra philharmonic protocol treaty zoo
    """.split()  # noqa: SIM905  (easier to read)
)
"""Words that, with a capital letter, make of the name before them another's: the Washington Post, London Bridge."""
_BELOW = frozenset(("vice", "deputy", "assistant"))
"""Words that make of an office another."""
_WHOSE = "whose"
_SOMEBODY_OF = re.compile(
    r"\b(spokes(?:man|woman|person|men|people)|(?:aide|attorney|advis[eo]r|brother|critic|daughter|father|friend|husband"
    r"|lawyer|mother|opponent|sister|son|supporter|victim|widow|wife)s?) (?:for|of|to)\b"
)
"""Somebody who is named by somebody else: "a spokesman for Obama"."""


@functools.lru_cache(maxsize=4_096)
def key_words(text: str) -> tuple[str, ...]:
    """Return the words of an answer that tell it from another, in lower case and without accents."""
    decimal = _MIXED.sub(lambda match: f"{int(match[1]) + unicodedata.numeric(match[2]):g}", text)
    folded = unicodedata.normalize("NFKD", decimal.casefold())
    plain = "".join(each for each in folded if not unicodedata.combining(each))
    plain = _ABBREVIATION.sub(lambda match: re.sub(r"[. ]", "", match[0]), plain)
    plain = _AMOUNT.sub(_money_behind, plain)
    plain = _DAY_AND_MONTH.sub(lambda match: f"{_MONTHS[match[2] or match[3]]} {match[1] or match[4]}", plain)
    plain = _SOMEBODY_OF.sub(rf"\1 {_WHOSE}", plain).replace("per cent", "percent").replace(" & ", " and ")
    plain = "".join(_SIGNS.get(each, each) for each in _MINUS.sub(" minus ", plain))
    words = in_figures(_WORD.findall(plain))
    return tuple(word for word in words if word not in _FILLERS) or words


def _money_behind(amount: re.Match[str]) -> str:
    """Return an amount of money with the currency behind it: "5 million dollars"."""
    sign, figure, scale = amount.groups(default="")
    return f" {figure} {_SHORT_SCALES.get(scale, scale)}{_SIGNS[sign]}"


def agree(one: str, other: str) -> bool:
    """Say whether one of the answers is the other, or stands in it as a whole and leaves out no number or "not".

    What only belongs to somebody or something by that name is another ("Smith's brother", "West Virginia"), and so is
    what has another name beside it: "Smith and Jones".
    """
    short, long, longer_text = key_words(one), key_words(other), other
    if len(short) > len(long):
        short, long, longer_text = long, short, one
    if not short:
        return one == other
    if short == long:
        return True
    starts = [start for start in range(len(long) - len(short) + 1) if long[start : start + len(short)] == short]
    return (
        bool(starts)
        and _figures(short) == _figures(long)
        and any(
            not _is_named_after(long[:start], long[start + len(short) :], longer_text)
            and not _is_one_of_two(long, start, start + len(short), longer_text)
            for start in starts
        )
    )


def _is_named_after(before: Sequence[str], after: Sequence[str], text: str) -> bool:
    """Say whether what stands between these words of a text only helps to name another: Virginia in West Virginia."""
    if _WHOSE in before or (after[:1] == ("s",) and len(after) > 1):
        return True
    last, following = (before or ("",))[-1], (after or ("",))[0]
    return (
        last in _BELOW
        or (last in _CHANGING_A_NAME and _is_name(last, text))
        or (following in _OF_ITS_OWN and _is_name(following, text))
    )


def _is_one_of_two(words: Sequence[str], start: int, end: int, text: str) -> bool:
    """Say whether these words of a text are a name, or the end of one, that an "and" joins with another."""
    if not _is_name(words[start], text) or not _is_name(words[end - 1], text):
        return False
    after, before = words[end : end + 2], words[max(start - 2, 0) : start]
    if len(after) == 2 and after[0] == "and" and _is_name(after[1], text):
        return True
    # The Tyne and Wear Bridge is no two.
    goes_on = len(after) > 0 and _is_name(after[0], text)
    return len(before) == 2 and before[1] == "and" and _is_name(before[0], text) and not goes_on


def _is_name(word: str, text: str) -> bool:
    """Say whether a word has a capital letter in a text, as far as it stands there."""
    return not word[0].isdigit() and (word.capitalize() in text or word.upper() in text)


def _figures(words: Sequence[str]) -> set[str]:
    return {
        word
        for word, following in itertools.zip_longest(words, words[1:], fillvalue="")
        if _DIGITS.search(word) or word in _TURNERS or (word in _TURNERS_OF_NUMBERS and following[:1].isdigit())
    }


def most_told(spans: Sequence[Span], *, right: float) -> list[Finding]:
    """Return the answers that spans give, what most of them give first; one that all give is right so often."""
    groups = sorted(grouped(spans), key=lambda group: -len(group))
    shares = (len(group) / len(spans) for group in groups)
    return [
        Finding(tuple(group), right * share, rivals=group is not groups[0])
        for group, share in zip(groups, shares, strict=True)
    ]


def grouped(spans: Sequence[Span]) -> list[list[Span]]:
    """Return the spans by the answer that they give, each group led by its best, groups in the order of those."""
    groups: list[tuple[str, list[Span]]] = []
    for span in spans:
        text = span.text
        for answer, group in groups:
            if agree(answer, text):
                group.append(span)
                break
        else:
            groups.append((text, [span]))
    return [group for _, group in groups]
