"""Puts another text in the place of a page's article, its furniture around it, or none."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from embeddings.documents import Block
from embeddings.formats.text import text_blocks
from embeddings.furniture import same_words
from training.lines.labels import words_of
from training.lines.pages import UNSURE, LabelledPage, cut

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BETWEEN = 0.7
"""Share of the furniture within an article that stands within what takes its place, too."""
_CUT = 0.4
"""Share of pasted pages of which a part alone is given."""
_TITLED = range(3, 10)
"""Words of a title."""


def swapped(
    page: LabelledPage, body: Sequence[Block], chance: random.Random, replies: Sequence[Block] = ()
) -> LabelledPage | None:
    """Return a page with a text in the place of its article, whose first words are its title, and comments below.

    None if it has no article.
    """
    inside = own_lines(page)
    if not len(inside) or not body:
        return None
    first, last = int(inside[0]), int(inside[-1]) + 1
    title = " ".join(body[0].text.split()[: chance.choice(_TITLED)])
    places = sorted((chance.randint(1, len(body)), at) for at in furniture_within(page) if chance.random() < _BETWEEN)
    parts = [page.part(slice(0, first))]
    done = 0
    for place, (start, end) in places:
        parts += [_own(body[done:place], pasted=page.pasted), page.part(slice(start, end))]
        done = place
    below = _own(replies, pasted=page.pasted)
    below = replace(below, own=np.zeros_like(below.own))
    parts += [_own(body[done:], pasted=page.pasted), below, page.part(slice(last, None))]
    blocks = [
        replace(block, text=title) if page.title and same_words(block.text, page.title) else block
        for part in parts
        for block in part.blocks
    ]
    own, weights = (np.concatenate([getattr(part, name) for part in parts]) for name in ("own", "weights"))
    found = LabelledPage(tuple(blocks), title if page.title else "", own, weights, page.pasted)
    return next(cut(found, chance)) if page.pasted and chance.random() < _CUT else found


def alone(body: Sequence[Block], title: str = "") -> LabelledPage:
    """Return a text that is no page, and so all its own."""
    return replace(_own(body, pasted=True), title=title)


def own_lines(page: LabelledPage) -> NDArray[np.intp]:
    """Return the places of the lines that are surely the article's."""
    return np.flatnonzero(page.own > UNSURE[1])


def furniture_within(page: LabelledPage) -> list[tuple[int, int]]:
    """Return where runs of furniture between the article's first line and its last start and end."""
    inside = own_lines(page)
    places = [at for at in range(inside[0], inside[-1]) if page.own[at] < UNSURE[0] and page.weights[at] > 0]
    edges = [at for at in range(len(places)) if at == 0 or places[at] > places[at - 1] + 1]
    return [(places[start], places[end - 1] + 1) for start, end in itertools.pairwise([*edges, len(places)])]


def _own(body: Sequence[Block], *, pasted: bool) -> LabelledPage:
    blocks = text_blocks("\n\n".join(block.text for block in body)) if pasted else body
    weights = np.array([len(words_of(block.text)) for block in blocks], np.float32)
    return LabelledPage(tuple(blocks), "", np.ones(len(blocks), np.float32), weights, pasted)
