from __future__ import annotations

import numpy as np

from embeddings.documents import Block
from embeddings.line_context import context

SENTENCE = "On Monday the harbour of Vardal froze over, and no ship could leave it."
PAGE = [
    Block("Home", box=1),
    Block("Ice", "heading", 1, box=2),
    Block(SENTENCE, box=2),
    Block("Share this", box=3),
    Block(SENTENCE.replace("Monday", "Friday"), box=2),
    Block("Read our letter, which is written by hand and sent on Sundays.", box=3),
]
OWN = np.array([0.01, 0.3, 0.95, 0.2, 0.99, 0.06])


def changed(at: int, blocks: list[Block], own: list[float]) -> bool:
    return not np.array_equal(context(PAGE, OWN)[at], context(blocks, np.array(own))[at])


def test_a_line_s_context_is_what_is_said_of_it_of_its_neighbours_its_box_and_the_page() -> None:
    seen = context(PAGE, OWN)
    assert seen.shape == (len(PAGE), 51)
    assert np.isfinite(seen).all()
    assert list(seen[:, 1]) == [len(block.text.split()) for block in PAGE]
    assert (np.diff(seen[:, 0])[:2] > 0).all(), "logits, as the probabilities grow"
    assert len(np.unique(seen[:, -1])) == 1, "what is told of the page is told of each line"
    moved = [*PAGE[:3], Block("Share this", box=2), *PAGE[4:]]
    assert changed(3, moved, [*OWN]), "its box"
    assert changed(3, PAGE, [*OWN[:4], 0.5, OWN[5]]), "the line below"
    assert changed(0, PAGE, [*OWN[:5], 0.95]), "how much of the page is sure"


def test_what_is_not_there_is_as_unlikely_as_can_be() -> None:
    alone = context([Block(SENTENCE)], np.array([1.0]))[0]
    assert alone[0] == 8
    assert set(alone[8:20]) == {-8.0}, "lines beside, and sentences above and below"
    assert np.array_equal(context(PAGE, np.zeros(len(PAGE)))[:, 0], [-8.0] * len(PAGE))
