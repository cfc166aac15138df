"""Finds for each question texts of quite other articles that are near to it in meaning: what a library about something
else would have the program read.

Texts that the program finds in the question's own set are for `retrieved`, those that share its words for `near`.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from training.values import Reading, holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from embeddings.encoder import Encoder
    from training.values import Asked

TEXTS = 9_000
"""That are drawn from all that stand below a title, as one large library."""
FEW, OF_FEW = 250, 4
"""Texts of a small library, drawn for each question, and how many of its nearest are kept."""
OF_ALL = 6
"""How many of the nearest in the large one are."""
LOOKED_AT = 60
SHORTEST, LONGEST = 200, 1_500
"""Characters of a text."""
TABLES = ("hybridqa_ottqa_dev", "tatqa", "tables", "other tables")
"""Sets whose texts are rows."""
EMBEDDED_AT_ONCE = 64


def with_elsewhere(asked: Sequence[Asked], encoder: Encoder, *, seed: int) -> list[Asked]:
    """Return the questions with texts of articles of other titles, none of which holds an accepted answer."""
    rng = random.Random(f"{seed} elsewhere")
    titles = dict(_texts(asked))
    texts = rng.sample(sorted(titles), min(TEXTS, len(titles)))
    if not texts:
        return list(asked)
    vectors = _embedded(texts, encoder)
    found: list[Asked] = []
    for each in asked:
        nearness = vectors @ encoder.encode_query(each.question)
        few = np.array(rng.sample(range(len(texts)), min(FEW, len(texts))))
        nearest = (np.argsort(-nearness, kind="stable"), few[np.argsort(-nearness[few], kind="stable")])
        own = {reading.title for reading in (*each.right, *each.wrong)}
        accepted = {right.text[start:end].casefold() for right in each.right for start, end in right.answers}
        chosen: dict[str, Reading] = {}
        for numbers, most in zip(nearest, (OF_ALL, OF_FEW), strict=True):
            may_be = (texts[number] for number in numbers[:LOOKED_AT])
            other = [text for text in may_be if titles[text] not in own and not holds(text, accepted)]
            chosen |= {text: Reading(text, title=titles[text]) for text in other[:most]}
        found.append(replace(each, elsewhere=tuple(chosen.values())))
    return found


def _texts(asked: Iterable[Asked]) -> Iterator[tuple[str, str]]:
    for each in asked:
        if each.source not in TABLES:
            for reading in (*each.right[:1], *each.wrong[:2]):
                if reading.title and SHORTEST < len(reading.text) < LONGEST:
                    yield reading.text, reading.title


def _embedded(texts: Sequence[str], encoder: Encoder) -> NDArray[np.float32]:
    """Return the texts' vectors, those of like length embedded together."""
    vectors = np.zeros((len(texts), encoder.dimension), np.float32)
    ordered = sorted(range(len(texts)), key=lambda number: -len(texts[number]))
    for start in range(0, len(ordered), EMBEDDED_AT_ONCE):
        numbers = ordered[start : start + EMBEDDED_AT_ONCE]
        vectors[numbers] = encoder.encode_documents([texts[number] for number in numbers])
    return vectors
