"""Tells lines that are furniture of a page from those that are an article's own: buttons, bylines, dates, invitations.

The words that give furniture away stand in `labels`; what goes of a page, seen as a whole, `cleaning` decides.
"""

from __future__ import annotations

import datetime
import functools
import re

from dateutil import parser as dateparser

from embeddings import labels

_LONGEST_DATELINE = 200
"""Characters beyond which a line is not searched for a date."""
_LONGEST_FURNITURE = 40
"""Words beyond which a line is prose."""
STANDFIRST = 6
"""Words from which an unfinished line under a title may sum the article up, and is no name of a part of it."""
_LONGEST_HEADING = 12
"""Words beyond which a line in bold letters is a sentence that matters."""
ROW = re.compile(r" \| |\t|^\w+: ")
"""What the rows of a table and a list of prices hold, and no headline does."""
ITEM = re.compile(r"(?:[-*+•‣◦–—]|\(?\d{1,3}[.)])\s")
_CLOSERS = "\"'”’“‘»«›)]}"
ASKING = ("?", "？", "؟")
"""What ends a question, in several scripts."""
_ENDINGS = ".!?…:;。！？؟।።۔：；"
_FOOTNOTE = re.compile(r"(?:\[\w{1,3}\]|[¹²³⁰-⁹])+$")


_once = functools.lru_cache(maxsize=20_000)
"""Of a page each line is looked at several times."""


@_once
def ends_like_a_sentence(text: str) -> bool:
    """Say whether the text's last character, quotes, brackets and footnote marks aside, ends a sentence."""
    ended = text.rstrip()
    if ended and not ended[-1].isalpha():  # most unfinished lines end in a letter, and a search is slower
        ended = _FOOTNOTE.sub("", ended)
    return ended.rstrip(_CLOSERS + " \u00a0\u202f").endswith(tuple(_ENDINGS))


@_once
def author_of(line: str) -> str | None:
    """Return the names in a byline such as "By Ada Lovelace and Charles Babbage"; None if it is no byline."""
    match = labels.BYLINE.fullmatch(line.strip())
    if match is None or ends_like_a_sentence(line):
        return None
    author = re.split(r"\s[|•·–—-]\s|,? (?:published|updated) ", match["author"])[0].strip(" ,|")
    words = author.split()
    named = sum(word[:1].isupper() or word.lower() in labels.NAME_JOINERS for word in words)
    # In other languages the word is said of places too, and one name alone is more often one of those.
    enough = 1 if re.search(r"\bby\b", line, re.IGNORECASE) else 2
    return author if enough <= len(words) <= 30 and named >= 0.8 * len(words) else None


@_once
def date_of(line: str) -> str | None:
    """Return the ISO date in a line that is a date, "" if the line only introduces one, None if it is neither."""
    match = _date_in(line)
    if match is None and not labels.PUBLISHED.match(line):
        return None
    if labels.AROUND_A_DATE.sub("", line.replace(match[0], " ", 1) if match else line):
        return None
    return _iso_date(match) if match else ""


def _date_in(line: str) -> re.Match[str] | None:
    has_digit = len(line) <= _LONGEST_DATELINE and any(map(str.isdigit, line))
    return labels.DATE.search(line) if has_digit else None


def _iso_date(match: re.Match[str]) -> str:
    text = match[0]
    numeric = re.fullmatch(r"(\d+)/(\d+)/\d{4}", text)  # with dots the day is always the first
    if numeric and int(numeric[1]) <= 12 and int(numeric[2]) <= 12 and numeric[1] != numeric[2]:
        return ""  # 03/04/2020: nobody can tell the day from the month
    try:
        if match["month"]:  # in any of the languages
            name = match["month"].rstrip(".")
            month = next(i for i, names in enumerate(labels.MONTHS, 1) if re.fullmatch(names, name, re.IGNORECASE))
            return datetime.date(int(match["year"]), month, int(match["day"])).isoformat()
        return dateparser.parse(text, dayfirst="-" not in text, yearfirst="-" in text).date().isoformat()
    except (ValueError, OverflowError):
        return ""


@_once
def is_furniture(line: str) -> bool:
    """Say whether a line reads as a button, a label, a date or an invitation: on a page, never the article's own."""
    if len(line.split()) > _LONGEST_FURNITURE:
        return False
    if is_button(line) or date_of(line) is not None:
        return True
    return len(line.split()) <= 25 and not ends_like_a_sentence(line) and labels.LABELLED.match(line) is not None


@_once
def opens_other_articles(line: str) -> bool:
    """Say whether the line heads a list of other articles, such as "You might also like"."""
    return len(line.split()) <= 8 and labels.OTHER_ARTICLES.fullmatch(line.rstrip(": ")) is not None


def same_words(text: str, other: str) -> bool:
    """Say whether two texts consist of the same words, whatever their case and punctuation; no words are not."""
    words = words_of(text)
    return bool(words) and words == words_of(other)


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@_once
def is_button(line: str) -> bool:
    """Say whether a line is a button, a menu or an invitation, whatever stands around it."""
    if len(line.split()) > _LONGEST_FURNITURE:
        return False
    whole = line.strip()
    return bool(labels.BUTTONS.fullmatch(whole) or labels.MENU.fullmatch(whole) or labels.INVITATION.match(whole))


def bare_date(line: str) -> str | None:
    """Read a date as `date_of` does, from a line that does not say what happened on it."""
    return None if labels.PUBLISHED.match(line) else date_of(line)


def is_plain_button(line: str) -> bool:
    """Say whether a line is a button or an invitation and could not be a word in a list."""
    return is_button(line) and (len(line.split()) > 1 or labels.ALWAYS_BUTTONS.fullmatch(line) is not None)


@_once
def is_surely_furniture(line: str) -> bool:
    """Say whether a line is furniture that nobody would write between an article's own lines."""
    return is_plain_button(line) or line.startswith("©") or labels.SURELY_LABELLED.match(line) is not None


def is_dateline(line: str) -> bool:
    """Say whether an unfinished line tells when a page was published, perhaps by whom: `3 May 2021 / Ada / 2 views`."""
    if _date_in(line) is None or ends_like_a_sentence(line):
        return False
    parts = [_undated(part) for part in re.split(r"\s[/|•·»–—-]\s", line)]
    if len(parts) == 1:
        return not parts[0] or (labels.BYLINE.match(line) is not None and len(parts[0].split()) <= STANDFIRST)
    return all(is_button(part) or len(part.split()) <= 4 for part in parts)


def _undated(line: str) -> str:
    return labels.AROUND_A_DATE.sub(" ", labels.DATE.sub(" ", line)).strip()


@_once
def is_under_title(line: str) -> bool:
    """Say whether a line says who wrote a page or when."""
    is_published = labels.PUBLISHED.match(line) is not None and _date_in(line) is not None
    if is_published and len(line.split()) <= 25 and not ends_like_a_sentence(line):
        return True
    return is_dateline(line) or _is_byline(line) or author_of(line) is not None or date_of(line) is not None


def _is_byline(line: str) -> bool:
    """Say whether a line under a title is signed, be it with a name or with `the sports desk`."""
    return labels.BYLINE.match(line) is not None and len(line.split()) <= STANDFIRST and not ends_like_a_sentence(line)


@_once
def is_paragraph(line: str) -> bool:
    """Say whether a line is prose, and no title that asks or exclaims."""
    asks = line.rstrip().rstrip(_CLOSERS).endswith(("?", "!", ":"))
    return is_prose(line) and not is_furniture(line) and len(line.split()) > (25 if asks else STANDFIRST)


def may_head(line: str) -> bool:
    """Say whether a line that stands alone in bold letters heads what follows."""
    is_finished = ends_like_a_sentence(line) and not line.endswith((":", "?"))
    return len(line.split()) <= _LONGEST_HEADING and not is_finished and any(map(str.isalpha, line))


def is_prose(line: str) -> bool:
    return ends_like_a_sentence(line) or len(line.split()) > _LONGEST_FURNITURE
