"""What letters stand for: "what does ARI stand for?", and where a text says it, as in "ACME Renewal Information (ARI)".

Patterns are compiled when such a question is first asked, so that no start waits for them.
"""

from __future__ import annotations

import re

from qa_bot.english.words import AND_SO

_ACRONYM = r"[\"“‘']?(?P<{}>(?-i:[A-Z0-9](?:[A-Za-z0-9&./-]*[A-Z0-9])))[\"”’']?"
_KIND = r"(?:acronym|abbreviation)"
_ASKS = (
    rf"{AND_SO}(?:what (?:do|does|did|might) (?:the )?(?:(?:{_KIND}|initials|letters|name) )?{_ACRONYM.format('a')}"
    r"(?: (?:actually|really))? (?:mean|stand for)"
    rf"|what(?:['’]s| is| are| was) (?:the )?{_ACRONYM.format('b')} (?:short|an? {_KIND}) (?:for|of)"
    rf"|what(?:['’]s| is) the (?:full|long) (?:form|name) of (?:the )?{_ACRONYM.format('c')}"
    rf"|what is (?:meant by )?the {_KIND} {_ACRONYM.format('d')}(?: (?:for|mean|short for))?)\W*"
)
_STANDS = rf"[\"”’']?,? (?:which |that )?(?:stands?|stood|is short|short|is an? {_KIND}) (?:for|of) [\"“‘']?(?:the )?"
_BEFORE = r"(?:[^\W_][\w’'&/.]*[ -]){{1,{}}}\Z"
_BEHIND = r"(?:[^\W_][\w’'&/]*[ -]?){{1,{}}}"


def acronym_asked(question: str) -> str | None:
    """Return the letters of which a question asks what they stand for; None if it asks for something else."""
    asked = re.fullmatch(_ASKS, question, re.IGNORECASE)
    return asked[asked.lastgroup or 0] if asked else None


def expansion(text: str, acronym: str) -> tuple[int, int] | None:
    """Return where a text first says in full what letters stand for, as Schwartz and Hearst 2003 find it; None if not.

    What stands before the letters in brackets, or behind them in brackets or as what they stand for, is theirs if each
    letter is found in it, from the last to the first, which begins a word.
    """
    letters = re.escape(acronym)
    words = min(len(acronym) + 5, 2 * len(acronym))
    for found in re.finditer(rf"\(\s*[\"“‘']?{letters}[\"”’']?\s*[),;]", text):
        before = re.search(_BEFORE.format(words), text[: found.start()].rstrip() + " ")
        if before and (start := _first_letter(before[0], acronym)) is not None:
            return before.start() + start, before.start() + len(before[0].rstrip())
    for found in re.finditer(rf"(?<!\w){letters}(?:(?P<opens>[\"”’']? \([\"“‘']?)|{_STANDS})", text):
        behind = re.match(_BEHIND.format(words), text[found.end() :])
        length = _length(behind[0].rstrip(), acronym, is_all=found["opens"] is not None) if behind else None
        if length is not None:
            return found.end(), found.end() + length
    return None


def _first_letter(said: str, acronym: str) -> int | None:
    """Return where in what stands before an acronym its words begin."""
    at = len(said)
    letters = [letter for letter in acronym.lower() if letter.isalnum()]
    for place in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and not (said[at].lower() == letters[place] and (place or not said[at - 1 : at].isalnum())):
            at -= 1
        if at < 0:
            return None
    return None if acronym in said[at:].split() else at


def _length(said: str, acronym: str, *, is_all: bool) -> int | None:
    """Return how long the words are, at the beginning of what stands behind an acronym, that it stands for.

    All of them, if they may be; else the first whose initials it has, or the first that have its letters.
    """
    if is_all and _first_letter(said, acronym) == 0:
        return len(said)
    ends = [word.end() for word in re.finditer(r"[^\W_][\w’'&/]*", said)]
    fit = [end for end in ends if _first_letter(said[:end], acronym) == 0]
    initials = [end for end in fit if "".join(re.findall(r"\b[^\W_]", said[:end])).upper() == acronym.upper()]
    return next(iter(initials or fit), None)
