"""What the networks' word on a page's lines tells of each of them: theirs on it, on those around, its box and the page.

In numbers, for `line_trees`, which has learnt what they mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from embeddings.documents import Block
from embeddings.furniture import ROW, is_paragraph, is_prose

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

SURELY, LIKELY, POSSIBLE = 0.9, 0.5, 0.05
_CERTAIN = 8.0
"""Logit beyond which nothing is surer, and, below nought, that of a line that is not there."""
_BESIDE = 4
"""Lines before and after a line each of which is told of it."""
_AROUND = (2, 4, 8, 16)
"""Lines before, and after, whose mean is told."""
_NEAR = 8
"""Lines before, and after, of which the likeliest is told."""
_FAR = 60
"""Lines beyond which no distance counts."""
_SHORT, _SHORTEST = 8, 6
"""Words below which a line is no neighbour in prose, and tells nothing of where the article is."""


def context(blocks: Sequence[Block], own: Floats) -> Floats:
    """Return the features of a page's lines, one row for each, from the probabilities that they are its article's."""
    import numpy as np

    texts = [block.text for block in blocks]
    clipped = np.clip(own.astype(np.float64), 1e-6, 1 - 1e-6)
    logits = np.clip(np.log(clipped / (1 - clipped)), -_CERTAIN, _CERTAIN)
    likeliness = 1 / (1 + np.exp(-logits))
    words = np.array([len(text.split()) for text in texts], float)
    prose = np.array([is_prose(text) for text in texts])
    columns = [
        logits,
        words,
        prose,
        np.array([is_paragraph(text) for text in texts]),
        np.array([ROW.search(text) is not None for text in texts]),
        np.array([block.kind == "heading" for block in blocks]),
        np.array([block.kind == "item" for block in blocks]),
        np.array([block.has_cells or block.kind == "code" for block in blocks]),
        *_beside(logits, prose & (words >= _SHORT)),
        *_around(likeliness, words),
        *_in_box([block.box for block in blocks], logits, likeliness, words),
        *_in_run(logits, likeliness, words, POSSIBLE),
        *_in_run(logits, likeliness, words, LIKELY),
        *_placed(likeliness >= SURELY, words),
        *_of_page(likeliness, words),
    ]
    return np.stack([np.broadcast_to(column, logits.shape) for column in columns], 1).astype(np.float32)


def _beside(logits: Floats, is_neighbour: NDArray[np.bool_]) -> list[Floats]:
    """Return the logits of the lines beside, and of the nearest long ones of prose above and below."""
    import numpy as np

    count = len(logits)
    padded = np.pad(logits, _NEAR, constant_values=-_CERTAIN)

    def at(offset: int) -> Floats:
        return padded[_NEAR + offset : _NEAR + offset + count]

    above, below = np.full(count, -_CERTAIN), np.full(count, -_CERTAIN)
    places = np.flatnonzero(is_neighbour)
    before, after = np.searchsorted(places, np.arange(count)), np.searchsorted(places, np.arange(count), "right")
    above[before > 0] = logits[places[before[before > 0] - 1]]
    below[after < len(places)] = logits[places[after[after < len(places)]]]
    likeliest = [np.max([at(side * step) for step in range(1, _NEAR + 1)], axis=0) for side in (-1, 1)]
    return [*(at(side * step) for step in range(1, _BESIDE + 1) for side in (1, -1)), above, below, *likeliest]


def _around(likeliness: Floats, words: Floats) -> list[Floats]:
    """Return the likely share of the words of lines above, and below."""
    import numpy as np

    count = len(words)
    likely, all_words = np.cumsum([0, *(likeliness * words)]), np.cumsum([0, *words])

    def share(first: int, last: int) -> Floats:
        starts, ends = (np.clip(np.arange(count) + each, 0, count) for each in (first, last + 1))
        found: Floats = (likely[ends] - likely[starts]) / np.maximum(all_words[ends] - all_words[starts], 1)
        return found

    return [share(*part) for reach in _AROUND for part in ((-reach, -1), (1, reach))]


def _in_box(boxes: Sequence[int | None], logits: Floats, likeliness: Floats, words: Floats) -> list[Floats]:
    """Return of a line's box what its likeliest other line has, its likely share with and without the line, its share
    of all that is sure, and its lines; and what the box with most of that has.
    """
    import numpy as np

    numbers = {box: number for number, box in enumerate(dict.fromkeys(boxes))}
    within = np.array([numbers[box] for box in boxes])

    def summed(values: Floats) -> Floats:
        return np.bincount(within, values).astype(np.float64)

    likely, sure = likeliness * words, words * (likeliness >= SURELY)
    all_likely, all_words, all_sure = summed(likely)[within], summed(words)[within], summed(sure)
    most, second = np.full(len(numbers), -_CERTAIN), np.full(len(numbers), -_CERTAIN)
    for box, each in zip(within, logits, strict=True):
        if each > most[box]:
            most[box], second[box] = each, most[box]
        elif each > second[box]:
            second[box] = each
    others = np.where(logits == most[within], second[within], most[within])
    without = (all_likely - likely) / np.maximum(all_words - words, 1)
    shares = all_sure / max(sure.sum(), 1)
    count = np.bincount(within).astype(float)[within]
    return [others, all_likely / np.maximum(all_words, 1), without, shares[within], count, shares.max()]


def _in_run(logits: Floats, likeliness: Floats, words: Floats, least: float) -> list[Floats]:
    """Return of the run of lines that all have so much the lines, what the likeliest has, and the likely words."""
    import numpy as np

    is_in = likeliness >= least
    lines, most, likely = np.zeros(len(words)), np.full(len(words), -_CERTAIN), np.zeros(len(words))
    edges = np.flatnonzero(np.diff([0, *is_in.astype(int), 0]))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        run = slice(start, end)
        lines[run], most[run], likely[run] = end - start, logits[run].max(), (likeliness[run] * words[run]).sum()
    return [lines, most, likely]


def _placed(sure: NDArray[np.bool_], words: Floats) -> list[Floats]:
    """Return how far a line is from the nearest sure ones, and from the first and the last, and what is above it."""
    import numpy as np

    count = len(words)
    at = np.arange(count)
    places = np.flatnonzero(sure & (words >= _SHORTEST))
    above, below, ahead, behind = (np.full(count, _FAR) for _ in range(4))
    if len(places):
        before, after = np.searchsorted(places, at), np.searchsorted(places, at, "right")
        above[before > 0] = (at - places[before - 1])[before > 0]
        below[after < len(places)] = (places[np.minimum(after, len(places) - 1)] - at)[after < len(places)]
        ahead, behind = np.clip(places[0] - at, 0, None), np.clip(at - places[-1], 0, None)
    said = np.cumsum([0, *(words * sure)])[:-1] / max((words * sure).sum(), 1)
    return [*(np.minimum(each, _FAR) for each in (above, below, ahead, behind)), said]


def _of_page(likeliness: Floats, words: Floats) -> list[Floats]:
    """Return the page's sure words, its likely share, that of likely lines, its lines, and the share in doubt."""
    doubtful = (likeliness > 0.1) & (likeliness < SURELY)
    total = max(words.sum(), 1)
    parts = (likeliness * words, words * (likeliness >= LIKELY), words * doubtful)
    likely, of_likely, of_doubtful = (part.sum() / total for part in parts)
    return [(words * (likeliness >= SURELY)).sum(), likely, of_likely, len(words), doubtful.mean(), of_doubtful]
