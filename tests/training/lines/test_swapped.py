from __future__ import annotations

import random

import numpy as np

from embeddings.documents import Block
from training.lines.pages import LabelledPage
from training.lines.swapped import alone, swapped

LINES = ["Home", "Ice", "Ships waited in the harbour.", "Share", "The ice broke in March.", "Most read", "Contact"]
OWN = [0, 0, 1, 0, 1, 0, 0]
BODY = [Block("When did you start to write?"), Block("At six."), Block("And why?"), Block("Nobody stopped me.")]
COMMENTS = [Block("sailor_99"), Block("my boat is stuck")]


def page(*, pasted: bool = False) -> LabelledPage:
    own = np.array(OWN, np.float32)
    return LabelledPage(tuple(map(Block, LINES)), "Ice", own, np.ones(len(LINES), np.float32), pasted)


def test_the_furniture_stays_around_another_text_and_the_title_is_that_text_s() -> None:
    for seed in range(20):
        found = swapped(page(), BODY, random.Random(seed), COMMENTS)
        assert found is not None
        texts = [block.text for block in found.blocks]
        assert [text for text, own in zip(texts, found.own, strict=True) if own] == [block.text for block in BODY]
        assert found.title == texts[1]
        assert BODY[0].text.startswith(found.title)
        assert texts[0] == "Home"
        assert texts[-4:] == ["sailor_99", "my boat is stuck", "Most read", "Contact"]
        assert len(found.own) == len(found.weights) == len(texts)


def test_what_stood_within_the_article_stands_within_the_other_as_a_rule() -> None:
    pages = [swapped(page(), BODY, random.Random(seed)) for seed in range(40)]
    among = ["Share" in [block.text for block in each.blocks] for each in pages if each is not None]
    assert 20 < sum(among) < 40


def test_of_a_pasted_page_now_and_then_a_part_is_given() -> None:
    pages = [swapped(page(pasted=True), BODY, random.Random(seed)) for seed in range(40)]
    assert all(each is not None and each.own.sum() == len(BODY) for each in pages)
    assert 5 < sum(each is not None and each.blocks[0].text != "Home" for each in pages) < 30


def test_a_page_without_an_article_gets_no_other() -> None:
    nothing = page()
    nothing.own[:] = 0
    assert swapped(nothing, BODY, random.Random(0)) is None
    assert swapped(page(), [], random.Random(0)) is None


def test_a_text_alone_is_all_its_own() -> None:
    assert list(alone(BODY).own) == [1, 1, 1, 1]
