"""Tells where in tables a question finds no answer: in their heads, and in rows that are of something else.

Knows no model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from embeddings.documents import CELLS
from embeddings.terms import coverage, different_terms
from embeddings.values import SEPARATOR, Hit

Stretch = tuple[int, int]
"""Offsets in characters, in what is read of a passage, of a first character and behind a last."""


def closed(hits: Sequence[Hit]) -> list[list[Stretch]]:
    """Return for each hit the stretches of what is read of it that hold no answer.

    That is a head row, and a row below it if another row of the table, among the hits, holds more of the question's
    terms, counted by their rarity: it is of something else. Terms in the head tell no row from another. Of the other
    rows it is the cells of another year's column, where the question names a year and a column is of it.
    """
    shares = [list(_shares(hit)) for hit in hits]
    most: dict[tuple[str, str], float] = defaultdict(float)
    for hit, rows in zip(hits, shares, strict=True):
        table = hit.passage.article_id, hit.passage.head
        most[table] = max([most[table], *(share for _, share in rows)])
    return [
        [
            shut
            for stretch, share in rows
            for shut in (
                [stretch] if share < most[hit.passage.article_id, hit.passage.head] else _other_columns(hit, stretch)
            )
        ]
        for hit, rows in zip(hits, shares, strict=True)
    ]


def _shares(hit: Hit) -> Iterator[tuple[Stretch, float]]:
    """Yield each row of a table with a head, with the share of the question's terms in it; for the head less than 0."""
    head, start = hit.passage.head, 0
    telling = {term: rarity for term, rarity in hit.rarities.items() if term not in different_terms(head)}
    for paragraph in hit.passage.read.split(SEPARATOR) if head else ():
        end = start + len(paragraph)
        if paragraph == head:
            yield (start, end), -1.0
        elif CELLS in paragraph:
            yield (start, end), coverage(telling, paragraph)
        start = end + len(SEPARATOR)


def _other_columns(hit: Hit, row: Stretch) -> Iterator[Stretch]:
    """Yield the cells of a row whose column's head has figures, such as a year, and not those that another's shares
    with the question.
    """
    asked = {term for term in hit.rarities if term.isdigit()}
    figures = [set(filter(str.isdigit, different_terms(head))) for head in hit.passage.head.split(CELLS)]
    cells = hit.passage.read[slice(*row)].split(CELLS)
    if len(cells) != len(figures) or not any(asked & each for each in figures):
        return
    start = row[0]
    for cell, each in zip(cells, figures, strict=True):
        if each and not asked & each:
            yield start, start + len(cell)
        start += len(cell) + len(CELLS)
