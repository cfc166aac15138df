"""What a line of a page has in common with others: words of its subject, and names, in numbers.

What furniture says in sentences is of another subject than the article, and of its site: whom it names, other furniture
names as well.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

SHORT_WORD = 3
"""Letters up to which a word tells of grammar, and no more of the subject."""
_STEM = 6
"""Letters by which a word is known in its other forms."""
_AROUND = 3
"""Lines before and after a line that are near it."""


@dataclass(frozen=True, slots=True)
class _Said:
    words: frozenset[str]
    names: frozenset[str]
    """What of these is written with a capital, and nowhere on the page without."""


def relations(texts: Sequence[str], core: range) -> list[list[float]]:
    """Return for each line what shares of its words and names others have.

    Those are the core's lines, the lines outside it, and for words those soon above and soon below; and how many names
    the line has.
    """
    said = _said(texts)
    inside, outside = (
        [Counter(word for at in lines for word in getattr(said[at], kind)) for kind in ("words", "names")]
        for lines in (core, [at for at in range(len(texts)) if at not in core])
    )

    def near(start: int, end: int) -> frozenset[str]:
        return frozenset[str]().union(*(each.words for each in said[max(start, 0) : end]))

    rows = []
    for at, line in enumerate(said):
        is_inside = at in core
        rows.append(
            [
                *(_more(kind, inside[which], is_inside) for which, kind in enumerate((line.words, line.names))),
                *(_more(kind, outside[which], not is_inside) for which, kind in enumerate((line.words, line.names))),
                _share(line.words, near(at - _AROUND, at)),
                _share(line.words, near(at + 1, at + 1 + _AROUND)),
                math.log1p(len(line.names)),
            ]
        )
    return rows


def shared(texts: Sequence[str], lines: Sequence[int]) -> list[tuple[int, int]]:
    """Return for each text how many of its words some of the lines have, and how many it has, short ones aside."""
    said = _said(texts)
    theirs = frozenset[str]().union(*(said[at].words for at in lines))
    return [(len(each.words & theirs), len(each.words)) for each in said]


def _said(texts: Sequence[str]) -> list[_Said]:
    written = [[word for word in re.findall(r"\w+", text) if len(word) > SHORT_WORD] for text in texts]
    common = {word for words in written for word in words if word[0].islower()}
    return [
        _Said(
            frozenset(word[:_STEM].casefold() for word in words),
            frozenset(word[:_STEM].casefold() for word in words if word[0].isupper() and word.lower() not in common),
        )
        for words in written
    ]


def _more(words: Collection[str], lines: Counter[str], itself: bool) -> float:
    """Return the share of words that lines have, which count this one, too, if it is `itself` among them."""
    return sum(lines[word] > itself for word in words) / max(len(words), 1)


def _share(words: frozenset[str], others: frozenset[str]) -> float:
    return len(words & others) / max(len(words), 1)
