"""Finds where the article stands among a page's lines: its core of prose, its title above that, its end below.

Which lines are furniture by themselves, `furniture` tells; what of the page goes, `cleaning` decides.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Sequence

from embeddings import labels
from embeddings.furniture import (
    ITEM,
    ROW,
    STANDFIRST,
    ends_like_a_sentence,
    is_button,
    is_furniture,
    is_paragraph,
    is_prose,
    is_surely_furniture,
    is_under_title,
    opens_other_articles,
    words_of,
)

_MOST_OF_A_PARAGRAPH = 60
"""Words of a paragraph beyond which it counts no more for the core."""
_UNFINISHED = -5
"""What a line that is no prose counts: so many words of prose are as likely the article's as it is furniture."""
_ABOVE = 60
"""Lines above the core among which the title is looked for."""
_LONGEST_TITLE = 30
_ALONE = 3
"""How much likelier a line is the title if it stands alone: decisions/014 says what others would gain and lose."""
_GOES_ON = 3
"""Paragraphs in a row that belong to the article even below a label: teasers and comments are shorter."""
_GOES_ON_WORDS = 60
"""Words of such a run, however few its paragraphs are."""
_MORE_WORDS = 20
"""Words more for each label in between: below many, comments and teasers are likelier."""
_FEW_LABELS = 5
"""Different labels that a page has at least, or twice as many in all, if what stands alone below its prose, a sentence
or short lines, is to be other articles'."""
_COLOPHONS = 8
"""Lines before the page's end among which the article's own end is told from what is said of it."""
_LONGEST_COLOPHON = 60
_LONGEST_CONTACT = 40


def core_of(lines: Sequence[str]) -> range:
    """Return the run of lines with the most prose for the fewest lines that are none; empty if there is no prose.

    It begins with the first paragraph above which no label, byline or date parts it from the next.
    """
    return _core_of(tuple(lines))


@functools.lru_cache(maxsize=4)
def _core_of(lines: tuple[str, ...]) -> range:
    best, total, start = (0, 0, 0), 0, 0
    for at, line in enumerate(lines):
        if total <= 0:
            total, start = 0, at
        if is_paragraph(line):
            total += min(len(line.split()), _MOST_OF_A_PARAGRAPH)
        elif not (ROW.search(line) or ITEM.match(line)):
            total += _UNFINISHED
        best = max(best, (total, start, at + 1), key=lambda run: run[0])
    _, start, stop = best
    for at in range(start - 1, max(start - _ABOVE, 0) - 1, -1):
        if is_under_title(lines[at]) or is_furniture(lines[at]):
            break
        start = at if is_paragraph(lines[at]) else start
    return range(start, stop)


def title_of_page(lines: Sequence[str], alone: Collection[int] = ()) -> str | None:
    """Return the title among a pasted page's lines, None if none above its prose could be it.

    It stands above a byline or a date, or near the prose, often twice, and `alone` between empty lines where that is
    known of any; menus are shorter, standfirsts longer.
    """
    core = core_of(lines)
    start = max(0, core.start - _ABOVE)
    top = lines[start : core.start]
    times = Counter(lines)
    found = [
        (_likeness(top, at, times) + _ALONE * (start + at in alone), line)
        for at, line in enumerate(top)
        if could_be_title(line)
    ]
    return max(found, key=lambda each: each[0])[1] if found else None


def could_be_title(line: str) -> bool:
    """Say whether a line by itself could be a title: of words, and no button, byline, row or long text."""
    if is_furniture(line) or is_under_title(line) or opens_other_articles(line) or ROW.search(line):
        return False
    return bool(words_of(line)) and len(line.split()) <= _LONGEST_TITLE


def _likeness(top: Sequence[str], at: int, times: Counter[str]) -> float:
    """Return how like a title the line at a place above the core is."""
    line = top[at]
    words = len(line.split())
    below = top[at + 1 : at + 6]
    under = next((place for place, other in enumerate(below) if is_under_title(other)), None)
    return (
        (min(words, 8) / 2)
        + (0 if under is None else 3 if under == 0 else 1.5)
        + (2 if times[line] > 1 and words > 2 else 0)
        - (2 if ends_like_a_sentence(line) and not line.endswith(("?", "!")) else 0)
        - (4 if re.search(r"[|»>›]", line) else 0)
        - (2 if at and top[at - 1].endswith(":") else 0)
        - max(words - 14, 0) / 4
        - (1 if re.search(r"\w[.?!] \w", line) else 0)
        - 0.1 * (len(top) - at)
    )


def end_of(lines: Sequence[str], core: range, author: str | None) -> int:
    """Return where the page's end begins: below the core where labels follow, or where the author is spoken of.

    Sentences that follow the core at once belong to the article, and so do a list and three sentences in a row below;
    every sentence does in a text with few labels, which is hardly a page.
    """
    hardly_a_page = has_few_labels(lines, author)
    end, marks, run, words = core.stop, 0, 0, 0
    for at in range(core.stop, len(lines)):
        if is_prose(lines[at]) and not is_furniture(lines[at]) and not is_colophon(lines[at], author):
            run, words = run + 1, words + len(lines[at].split())
            goes_on = run >= _GOES_ON or words >= _GOES_ON_WORDS + _MORE_WORDS * marks or end == at
            if goes_on or hardly_a_page:
                end, marks = at + 1, 0
            continue
        run, words = 0, 0
        marks += is_label(lines[at], author)
    ends = _below_lists(lines, end, listed=hardly_a_page) if marks > 1 else len(lines)
    for at in range(max(core.start + 1, ends - _COLOPHONS), ends):
        if is_colophon(lines[at], author) and all(
            is_colophon(line, author) or not is_prose(line) for line in lines[at:ends]
        ):
            return at
    return ends


def has_few_labels(lines: Sequence[str], author: str | None) -> bool:
    """Say whether a text is hardly a page: then every sentence of it stays."""
    marked = [line for line in lines if is_label(line, author)]
    return len(set(marked)) < _FEW_LABELS and len(marked) < 2 * _FEW_LABELS


def _below_lists(lines: Sequence[str], end: int, *, listed: bool) -> int:
    """Return the first line from a place on that is no row, and no part of a list, as one is that is introduced."""
    listed = listed or (end > 0 and lines[end - 1].rstrip().endswith(":"))
    for at in range(end, len(lines)):
        goes_on = ROW.search(lines[at]) or ITEM.match(lines[at]) or labels.ADVERT.fullmatch(lines[at])
        if is_label(lines[at], None) or not (listed or goes_on):
            return at
    return len(lines)


def is_label(line: str, author: str | None) -> bool:
    """Say whether a line below an article's prose is no part of it, though it may stand where the page goes on."""
    if labels.ADVERT.fullmatch(line):
        return False
    return ends_page(line) or is_furniture(line) or is_under_title(line) or line == author


def ends_page(line: str) -> bool:
    """Say whether a line below an article's prose is a label of the page's end: a button, other articles, a notice."""
    return opens_other_articles(line) or is_surely_furniture(line) or is_button(line)


def is_colophon(line: str, author: str | None) -> bool:
    """Say whether a line below an article tells of it, of who wrote it or of how to subscribe."""
    words = len(line.split())
    if words > _LONGEST_COLOPHON:
        return False
    if words <= _LONGEST_CONTACT and re.search(r"\S@\S+\.\w", line):
        return True
    by_name = author is not None and len(author.split()) > 1 and line.casefold().startswith(author.casefold() + " ")
    return (
        by_name
        or labels.COLOPHON.match(line) is not None
        or len(set(labels.VISITOR.findall(line.casefold()))) >= (1 if words <= STANDFIRST * 2 else 2)
    )
