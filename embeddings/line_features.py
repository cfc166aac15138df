"""What may tell a page's own lines from its furniture, in numbers: their shape, their place, what they say and repeat.

Knows no language but what `labels` knows; what the numbers mean, `line_classifier` has learnt.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings import labels
from embeddings.core import core_of, is_colophon
from embeddings.documents import KINDS, Block
from embeddings.furniture import (
    ITEM,
    ROW,
    author_of,
    date_of,
    ends_like_a_sentence,
    is_button,
    is_furniture,
    is_paragraph,
    is_prose,
    is_surely_furniture,
    is_under_title,
    opens_other_articles,
)
from embeddings.line_subjects import SHORT_WORD, relations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LONGEST_DATE = 200
"""Characters beyond which no date is sought."""
_NEAR = 40
"""Lines from the page's top and its end within which the number of lines counts."""
_FAR = 60
"""Lines from the core within which it counts."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What a line is seen beside."""

    lines: int
    core: range
    times: Counter[str]
    """How often each line stands on the page."""
    subject: Counter[str]
    """In how many of the core's lines each longer word is."""
    title: frozenset[str]


def features(blocks: Sequence[Block], title: str) -> NDArray[np.float32]:
    """Return the features of a page's lines, one row for each."""
    import numpy as np

    texts = [block.text for block in blocks]
    words = [re.findall(r"\w+|[^\w\s]", text.casefold()) for text in texts]
    core = core_of(texts)
    subject = Counter(word for at in core for word in {*filter(_tells, words[at])})
    titled = frozenset(filter(_tells, re.findall(r"\w+", title.casefold())))
    page = _Page(len(blocks), core, Counter(texts), subject, titled)
    shared, comments = relations(texts, core), _commented(texts)
    rows = [
        [
            *_shape(block.text),
            *_said(block.text, words[at], page, within=at in core),
            *_placed(at, page),
            *_kind(block),
            *shared[at],
            *comments[at],
        ]
        for at, block in enumerate(blocks)
    ]
    return np.array(rows, np.float32)


def _commented(texts: Sequence[str]) -> list[list[float]]:
    """Return for each line if it stands below a heading of comments, how far, and whether it is part of one or asks."""
    rows, head, has_prose = [], -1, False
    for at, text in enumerate(texts):
        is_head = has_prose and labels.COMMENTS.fullmatch(text) is not None
        head = at if is_head else head
        has_prose = has_prose or is_paragraph(text)
        far = min(at - head, _FAR) / _FAR if head >= 0 else 1
        replies = labels.OF_A_COMMENT.fullmatch(text) is not None
        asks = labels.INVITATION.match(text) is not None or labels.FORM.fullmatch(text) is not None
        rows.append([head >= 0, is_head, far, replies, asks])
    return rows


def _tells(word: str) -> bool:
    return len(word) > SHORT_WORD


def _shape(text: str) -> list[float]:
    words = text.split()
    count, characters = max(len(words), 1), max(len(text), 1)
    letters = max(sum(map(str.isalpha, text)), 1)
    capitals = sum(word[:1].isupper() for word in words)
    end = text.rstrip()
    return [
        math.log1p(count),
        count == 1,
        count <= 3,
        count <= 8,
        count > 25,
        min(count, 100) / 50,
        characters / count,
        ends_like_a_sentence(text),
        end.endswith(("?", "!")),
        end.endswith(":"),
        end.endswith(("…", "...")),
        text[:1].islower(),
        text[:1].isdigit(),
        sum(map(str.isdigit, text)) / characters,
        sum(map(str.isupper, text)) / letters,
        capitals / count,
        capitals == count,
        text.count(",") / count,
        len(re.findall(r"[.!?] ", text)),
        any(mark in text for mark in "|·•›»"),
        any(mark in text for mark in ("http", "www.", "@")),
        any(mark in text for mark in '"“„«'),
        any(mark in text for mark in "$€£"),
    ]


def _said(text: str, words: Sequence[str], page: _Page, *, within: bool) -> list[float]:
    """Return what the line says: to `labels`, and of the subject, told from the core's other lines and the title."""
    telling = [word for word in words if _tells(word)]
    own = sum(page.subject[word] > within for word in telling) / max(len(telling), 1)
    return [
        len(text) <= _LONGEST_DATE and date_of(text) is not None,
        is_button(text),
        is_furniture(text),
        is_under_title(text),
        opens_other_articles(text),
        is_surely_furniture(text),
        author_of(text) is not None,
        min(len({*labels.VISITOR.findall(text.casefold())}), 3),
        is_prose(text),
        is_paragraph(text),
        ROW.search(text) is not None,
        ITEM.match(text) is not None,
        is_colophon(text, None),
        math.log(page.times[text]),
        own,
        sum(word in page.title for word in telling) / max(len(telling), 1),
        sum(word.isalpha() and not _tells(word) for word in words) / max(len(words), 1),
    ]


def _placed(at: int, page: _Page) -> list[float]:
    return [
        at / max(page.lines - 1, 1),
        min(at, _NEAR) / _NEAR,
        min(page.lines - 1 - at, _NEAR) / _NEAR,
        at < page.core.start,
        at >= page.core.stop,
        min(max(page.core.start - at, 0), _FAR) / _FAR,
        min(max(at - page.core.stop + 1, 0), _FAR) / _FAR,
        math.log1p(page.lines),
    ]


def _kind(block: Block) -> list[float]:
    return [*(block.kind == kind for kind in KINDS), block.level if block.kind == "heading" else 0]
