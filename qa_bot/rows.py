"""Tells where in tables and lists a question finds no answer: in heads, rows, columns and items of something else.

Knows no model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from embeddings.documents import CELLS, ITEM_NUMBER
from embeddings.terms import coverage, different_terms
from embeddings.values import SEPARATOR, Hit

_STOPS = (".", "!", "?", "…", "。")
Stretch = tuple[int, int]
"""Offsets in characters, in what is read of a passage, of a first character and behind a last."""


def closed(hits: Sequence[Hit]) -> list[list[Stretch]]:
    """Return for each hit the stretches of what is read of it that hold no answer.

    That is a head row, what is read above it, and a row below it if another row of the table, or of one with the same
    head in its article, holds more of the question's terms, among the hits and counted by their rarity: it is of
    something else. Terms in the head tell no row from another, those in the heading above a table are each of its
    rows'. Of the other rows it is the cells below a head that holds fewer of them than another: the question names
    another column. An item of a list is closed if one beside it holds all of the question's terms that are in it, and
    more.
    """
    shares = [list(_shares(hit)) for hit in hits]
    most: dict[tuple[str, str], float] = defaultdict(float)
    for hit, rows in zip(hits, shares, strict=True):
        table = hit.passage.article_id, hit.passage.head
        most[table] = max([most[table], *(share for _, share in rows)])
    return [
        [
            *_above(hit),
            *_closed(hit, rows, most[hit.passage.article_id, hit.passage.head]),
            *_outdone(hit),
        ]
        for hit, rows in zip(hits, shares, strict=True)
    ]


def _above(hit: Hit) -> Iterator[Stretch]:
    """Yield the heading that is read above a passage without a table's head; rows and their head are told together."""
    if hit.passage.above and not hit.passage.head:
        yield 0, len(hit.passage.above)


def _closed(hit: Hit, rows: Sequence[tuple[Stretch, float]], most: float) -> Iterator[Stretch]:
    for stretch, share in rows:
        if share < most:
            yield stretch
        else:
            yield from _other_columns(hit, stretch)


def _shares(hit: Hit) -> Iterator[tuple[Stretch, float]]:
    """Yield each row of a table with a head, with the share of the question's terms in it; for the head less than 0."""
    head, heading, start = hit.passage.head, hit.passage.heading, 0
    telling = {term: rarity for term, rarity in hit.rarities.items() if term not in different_terms(head)}
    for paragraph in hit.passage.read.split(SEPARATOR) if head else ():
        end = start + len(paragraph)
        if paragraph == head or (not start and hit.passage.above.startswith(paragraph + SEPARATOR)):
            yield (start, end), -1.0
        elif CELLS in paragraph:
            yield (start, end), coverage(telling, f"{heading} {paragraph}")
        start = end + len(SEPARATOR)


def _other_columns(hit: Hit, row: Stretch) -> Iterator[Stretch]:
    """Yield the cells of a row whose column's head holds fewer of the question's terms than another's.

    A cell that holds such terms itself says which row it is: its column is neither yielded nor compared with.
    """
    cells, heads = hit.passage.read[slice(*row)].split(CELLS), hit.passage.head.split(CELLS)
    if len(cells) != len(heads):
        return
    told = [None if _asked(cell, hit) else len(_asked(head, hit)) for cell, head in zip(cells, heads, strict=True)]
    most = max((terms for terms in told if terms is not None), default=0)
    start = row[0]
    for cell, terms in zip(cells, told, strict=True):
        if terms is not None and terms < most:
            yield start, start + len(cell)
        start += len(cell) + len(CELLS)


def _outdone(hit: Hit) -> Iterator[Stretch]:
    """Yield the items beside which another of their kind holds more of the question's terms and lacks none of theirs.

    Who asks what gold sponsors pay is not answered with silver's share. Items are of one kind that share further terms:
    steps and facts do not, and may answer in other words than the question's, as sentences may.
    """
    for items in hit.passage.lists():
        texts = [ITEM_NUMBER.sub("", hit.passage.read[slice(*item)], count=1) for item in items]
        asked = [_asked(text, hit) for text in texts]
        further = [frozenset(different_terms(text)) - held for text, held in zip(texts, asked, strict=True)]
        beside = list(zip(asked, further, strict=True))
        for item, text, (held, own) in zip(items, texts, beside, strict=True):
            if not text.endswith(_STOPS) and any(held < others and own & theirs for others, theirs in beside):
                yield item


def _asked(text: str, hit: Hit) -> frozenset[str]:
    """Return the question's terms in a text."""
    return different_terms(text) & hit.rarities.keys()
