"""Puts the furniture of several pages around one page's article, so that no site is learnt by heart."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from embeddings.furniture import same_words
from training.lines.languages import language_of
from training.lines.pages import LabelledPage
from training.lines.swapped import furniture_within, own_lines


def mixtures(pages: Sequence[LabelledPage], count: int, chance: random.Random) -> list[list[LabelledPage]]:
    """Return so many mixtures for each of some pages, each of pages in its language and its format."""
    kinds = [(language_of(page), page.pasted, bool(len(own_lines(page)))) for page in pages]
    alike = {kind: [page for page, other in zip(pages, kinds, strict=True) if other == kind] for kind in set(kinds)}
    return [
        [_mixed(page, [chance.choice(alike[kind]) for _ in range(3)], chance) for _ in range(count * kind[2])]
        for page, kind in zip(pages, kinds, strict=True)
    ]


def _mixed(page: LabelledPage, others: Sequence[LabelledPage], chance: random.Random) -> LabelledPage:
    """Return a page's article below what is above one, around what is within another, above what is below a third."""
    above, within, below = others
    inside = own_lines(page)
    furniture = {at for start, end in furniture_within(page) for at in range(start, end)}
    own = [at for at in range(int(inside[0]), int(inside[-1]) + 1) if at not in furniture]
    runs = furniture_within(within)
    places = sorted(chance.sample(range(1, len(own)), min(len(runs), len(own) - 1)))
    parts, done = [_retitled(above.part(slice(0, int(own_lines(above)[0]))), page.title)], 0
    for place, (start, end) in zip(places, runs, strict=False):
        parts += [*_lines(page, own[done:place]), within.part(slice(start, end))]
        done = place
    parts += [*_lines(page, own[done:]), below.part(slice(int(own_lines(below)[-1]) + 1, None))]
    own_shares, weights = (np.concatenate([getattr(part, name) for part in parts]) for name in ("own", "weights"))
    blocks = tuple(itertools.chain.from_iterable(part.blocks for part in parts))
    return replace(page, blocks=blocks, own=own_shares, weights=weights)


def _lines(page: LabelledPage, places: Sequence[int]) -> list[LabelledPage]:
    return [page.part(slice(at, at + 1)) for at in places]


def _retitled(page: LabelledPage, title: str) -> LabelledPage:
    if not (page.title and title):
        return page
    return replace(
        page,
        blocks=tuple(replace(each, text=title) if same_words(each.text, page.title) else each for each in page.blocks),
    )
