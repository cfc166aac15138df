"""Tells a text that was pasted from a web page from one that people wrote: by buttons, or by the shape of the whole.

What a line by itself is, `furniture` tells, and where the prose stands, `core`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from embeddings import labels
from embeddings.core import core_of, title_of_page
from embeddings.furniture import ITEM, ROW, is_button, is_prose, is_under_title, opens_other_articles, words_of

_MANY_LABELS = 5
"""Different labels, each of which may head a part of anybody's text, that are a page's when they stand together."""
_TRACES = 4
"""Traces of a page that nobody's own text was seen to show together."""
_PROSE = 60
"""Words in one place without which a text has no shape: lists and poems."""
_RUN = 5
"""Short lines above or below the prose that may be a menu."""
_LONG_MENU = 20
"""Lines above a title that count twice."""
_SHORT = 8
"""Words of a menu's longest line."""
_REPEATED = 3
"""Different short lines outside the prose that stand twice: menus, and teasers with their sections."""
_NEAR = 8
"""Lines above the prose among which somebody is named or a day."""
_COUNT = re.compile(r"\W?\d{1,3}(?:[.,]\d{1,3})?[KkM]?\W?")
"""Of comments, of shares, of what is liked."""
_MARKUP = re.compile(r"[{}`]|==|\*\*|::$|;$|\w\(\w*\)|^(?:#+|\.\.|--|\$|>|\|)(?: |$)|</|->|\w=\S|\]\(|\w_\w|^\W+$")
"""What lines of programs and of texts with marks for headings hold."""


def was_pasted(lines: Sequence[str], *, has_headings: bool = False) -> bool:
    """Say whether a text was pasted from a page; one whose author marked its headings only if there are buttons."""
    return _has_buttons(lines) or (not has_headings and not _has_markup(lines) and _has_traces(lines))


def _has_buttons(lines: Sequence[str]) -> bool:
    """Say whether there are two buttons or the like, one of them in nobody's own text, or many."""
    found = {" ".join(words_of(line)): line.strip() for line in lines if is_button(line) or opens_other_articles(line)}
    return len(found) >= _MANY_LABELS or (
        len(found) > 1
        and any(
            not labels.MAY_HEAD_A_PART.fullmatch(words) and not labels.INVITATION.match(line)
            for words, line in found.items()
        )
    )


def _has_markup(lines: Sequence[str]) -> bool:
    return sum(_MARKUP.search(line) is not None for line in lines) > max(1, len(lines) / 50)


def _has_traces(lines: Sequence[str]) -> bool:
    """Say whether the lines around the prose are those of a page, by their shape and by what some of them say.

    The shape alone is not enough, for songs have it, nor is what they say, for letters are signed and dated.
    """
    core = core_of(lines)
    if sum(len(line.split()) for line in lines[core.start : core.stop]) < _PROSE:
        return False
    above, below = lines[: core.start], lines[core.stop :]
    around, times = [*above, *below], Counter(lines)
    menu = _above_title(above, title_of_page(lines))
    visitor = {word for line in around for word in labels.VISITOR.findall(line.casefold())}
    marks = {line for line in lines if is_button(line) or opens_other_articles(line)}
    shape = (
        _is_menu(menu),
        len(menu) >= _LONG_MENU and _is_menu(menu),
        _is_menu(below),
        any(times[line] > 1 and len(line.split()) > 2 and not is_prose(line) for line in above),
        len({line for line in around if times[line] > 1 and _is_short(line)}) >= _REPEATED,
    )
    said = (
        any(is_under_title(line) for line in lines[max(core.start - _NEAR, 0) : core.start + 1]),
        sum(_COUNT.fullmatch(line) is not None for line in around) > 1,
        any(labels.RIGHTS.match(line) for line in below),
        len(visitor) > 0,
        len(visitor) > 2,
        len(marks) > 0,
        len(marks) > 1,
    )
    return any(said) and sum(shape) + sum(said) >= _TRACES


def _above_title(above: Sequence[str], title: str | None) -> Sequence[str]:
    """Return the lines above a title, none if the first is longer: people begin with the title, pages with a menu."""
    if title is None or title not in above or len(above[0].split()) > len(title.split()):
        return []
    return above[: above.index(title)]


def _is_menu(lines: Sequence[str]) -> bool:
    short = sum(map(_is_short, lines))
    return short >= max(_RUN, 0.6 * len(lines))


def _is_short(line: str) -> bool:
    return len(line.split()) <= _SHORT and not (is_prose(line) or ITEM.match(line) or ROW.search(line))
