from __future__ import annotations

import random

import numpy as np

from embeddings.documents import Block
from training.lines.mixed import mixtures
from training.lines.pages import LabelledPage

ENGLISH = "The ferry of {} is to sail with the tide, and that is for the best."
GERMAN = "Die Fähre von {} fährt mit der Flut, und das ist nicht für den Abend."


def _page(name: str, sentence: str, *, pasted: bool = True) -> LabelledPage:
    lines = [f"{name} menu", name, sentence.format("Sarn"), f"{name} box", sentence.format("Holm"), f"{name} end"]
    own = np.array([0, 0, 1, 0, 1, 0], np.float32)
    return LabelledPage(tuple(map(Block, lines)), name, own, np.ones(6, np.float32), pasted)


def test_an_article_stands_among_the_furniture_of_others_in_its_language_and_format() -> None:
    pages = [_page("One", ENGLISH), _page("Two", ENGLISH), _page("Drei", GERMAN), _page("Four", ENGLISH, pasted=False)]
    found = mixtures(pages, 20, random.Random(0))
    assert [len(each) for each in found] == [20] * 4
    for page, mixed in zip(pages, found, strict=True):
        for each in mixed:
            texts = [block.text for block in each.blocks]
            assert [texts[at] for at in np.flatnonzero(each.own)] == [page.blocks[2].text, page.blocks[4].text]
            assert (texts[1], each.title, each.pasted) == (page.title, page.title, page.pasted)
            assert len(texts) == len(each.own) == len(each.weights) == 6
    furniture = [{block.text.split()[0] for page in mixed for block in page.blocks} for mixed in found]
    assert {"One", "Two"} <= furniture[0]
    assert not furniture[0] & {"Drei", "Four"}
    assert not furniture[2] & {"One", "Two", "Four"}


def test_a_page_without_an_article_has_no_mixtures_and_is_in_none() -> None:
    page = _page("One", ENGLISH)
    without = LabelledPage(page.blocks[:2], "One", page.own[:2], page.weights[:2], pasted=True)
    assert [len(each) for each in mixtures([page, without], 3, random.Random(0))] == [3, 0]
