"""Completes the words of a scope, in:NAME, from:DATE and until:DATE, while they are typed in a question.

What these words mean is for `embeddings.scope` to say.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from embeddings.plaintext import one_line

if TYPE_CHECKING:
    from embeddings.values import ArticleSummary

_UNFINISHED = re.compile(
    r"""(?:^|\s)(?P<word>in|from|until):(?:(?P<mark>["“])(?P<quoted>[^"“”]*)|(?P<bare>[^\s"“”]*))$""", re.IGNORECASE
)
_CLOSING = {"": "", '"': '"', "“": "”"}
_CANNOT_BE_TYPED = re.compile('["“”]')
_TITLE_WORD = re.compile(r"\w[\w'’-]{2,}")
"""What may name an article; a word of less than three letters names too many."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEAR, _MONTH = len("2024"), len("2024-05")

_Names = list[tuple[str, str]]
"""What can be completed to, in lower case and as it is, in the order of the first."""


class ScopeNames:
    """The names and the dates that a scope of some articles may have."""

    def __init__(self, articles: Sequence[ArticleSummary] = ()) -> None:
        self._articles = articles

    def completed(self, question: str) -> str | None:
        """Return a question that ends in a part of a scope with that part gone on with; None if it has no such end.

        A name becomes that of a folder, else of a file or a URL, else a word of a title, behind a quotation mark a
        whole title; a date the first year, month or day of an article that it fits, for `until` the last.
        """
        match = _UNFINISHED.search(question)
        if match is None:
            return None
        word, mark, typed = match["word"].lower(), match["mark"] or "", match["quoted"] or match["bare"] or ""
        found = self._name(typed, is_quoted=bool(mark)) if word == "in" else self._date(typed, is_last=word == "until")
        return None if found is None else f"{question}{found[len(typed) :]}{_CLOSING[mark]}"

    def _name(self, typed: str, *, is_quoted: bool) -> str | None:
        last = self._titles if is_quoted else self._title_words if typed else []
        for names in (self._folders, self._sources, last):
            for name in _longer(names, typed):
                if is_quoted or not re.search(r"\s", name):
                    return name
        return None

    def _date(self, typed: str, *, is_last: bool) -> str | None:
        if len(typed) in (_YEAR, _MONTH):  # it is whole, and may be meant so
            return None
        days = [day for day in self._days if day.startswith(typed) and day != typed]
        length = _YEAR if len(typed) < _YEAR else _MONTH if len(typed) < _MONTH else None
        return days[-1 if is_last else 0][:length] if days else None

    @cached_property
    def _folders(self) -> _Names:
        places = (each.source for each in self._articles if "://" not in each.source)
        return _sorted({place[: slash.end()] for place in places for slash in re.finditer("/", place[:-1])} - {"/"})

    @cached_property
    def _sources(self) -> _Names:
        return _sorted(each.source for each in self._articles)

    @cached_property
    def _title_words(self) -> _Names:
        return _sorted(word for each in self._articles for word in _TITLE_WORD.findall(each.title))

    @cached_property
    def _titles(self) -> _Names:
        return _sorted(each.title for each in self._articles)

    @cached_property
    def _days(self) -> list[str]:
        return sorted({each.published for each in self._articles if each.published and _DAY.fullmatch(each.published)})


def _sorted(names: Iterable[str]) -> _Names:
    """Return those of the names that can be typed, each once whatever its case."""
    typeable = (name for name in names if one_line(name) == name and not _CANNOT_BE_TYPED.search(name))
    return sorted({name.casefold(): name for name in typeable}.items())


def _longer(names: _Names, typed: str) -> Iterator[str]:
    """Yield the names that go on after what is typed, in upper or lower case."""
    begun = typed.casefold()
    for position in range(bisect_left(names, (begun, "")), len(names)):
        folded, name = names[position]
        if not folded.startswith(begun):
            return
        if len(name) > len(typed) and name[: len(typed)].casefold() == begun:
            yield name
