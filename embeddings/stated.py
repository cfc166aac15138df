"""What a source states beside its text, made fit to be kept: its language, its date and where that is from."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath

from embeddings.documents import DateOrigin, Document
from embeddings.values import is_url

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z\d]{1,8})*", re.IGNORECASE | re.ASCII)
_LONGEST_TAG = 35
"""Characters; RFC 5646, 4.4.1."""
_NO_LANGUAGE = frozenset(["mis", "mul", "und", "zxx"])
_NO_NAME = re.compile(
    r"(?:admin(?:istrator)?|anonymous|author|default|guest|owner|root|staff|un-?named|unknown|user(?:name|s)?)\W*\d*"
    r"|condé nast|(?:staff reporter|staff writer|web staff|unknown author)s?"
    r"|apache poi|microsoft(?: office user| word| excel)?|openpyxl|python-docx|windows user"
    r"|acer|asus|dell|hp|lenovo|toshiba",
    re.IGNORECASE,
)
"""What programs write where an author should be, computers by their makers among it, and what names nobody."""
_TWICE = re.compile(r"^([^,; ]{1,40} [^,;]{1,80}?)(?:[,;]? ?\1)+$")
"""A first and a last name, and the same again."""
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_/])(\d\d)\2(\d\d)(?!\d)", re.ASCII)
"""A date as addresses and file names have it; any other order of the three, or none between them, may be a number."""


def language_tag(stated: str) -> str:
    """Return the first of the languages that a source states, as BCP 47 writes it: "pt-BR"; "" if it states none."""
    tag = re.split(r"[\s,;]", stated.strip()[:200], maxsplit=1)[0].replace("_", "-")
    language, *subtags = tag.split("-")
    if not _TAG.fullmatch(tag) or len(tag) > _LONGEST_TAG or language.lower() in _NO_LANGUAGE:
        return ""
    return "-".join([language.lower(), *map(_in_usual_case, subtags)])


def _in_usual_case(subtag: str) -> str:
    if len(subtag) == 2:
        return subtag.upper()
    return subtag.capitalize() if len(subtag) == 4 else subtag.lower()


def author_name(stated: str) -> str:
    """Return authors' names as they are stated, once where one stands twice, without what stands in a name's place."""
    name = re.sub(r"(?<=\S) <[^<>]*>", "", " ".join(stated.split()))  # an address, or what somebody is called online
    name = _TWICE.sub(r"\1", name)
    names: dict[str, str] = {}
    for each in name.split("; "):
        names.setdefault(re.sub(r"\W+", " ", each.casefold()), each)  # "Emma-Holm", as in its address, is Emma Holm
    return "; ".join(each for each in names.values() if not _NO_NAME.fullmatch(each))


def day_in(place: str) -> str | None:
    """Return the ISO date in an address, whose query is no part of it, or in a file's name; None if there is none."""
    for found in _DAY.finditer(re.split(r"[?#]", place, maxsplit=1)[0] if is_url(place) else place):
        try:
            return date(int(found[1]), int(found[3]), int(found[4])).isoformat()
        except ValueError:
            continue
    return None


def dated(document: Document, source: str) -> tuple[str | None, DateOrigin | None]:
    """Return an article's date and what that is taken from: its place is the last that is asked."""
    if document.published:
        return document.published, document.date_from
    places = (document.url or "", source if is_url(source) else PurePath(source).name)
    found = next((day for place in places if (day := day_in(place))), None)
    return found, "address" if found else None
