from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from embeddings import likely
from embeddings import line_trees as module
from embeddings.cleaning import without_furniture
from embeddings.documents import Block, Document
from embeddings.errors import EncoderError
from embeddings.line_classifier import line_classifier
from embeddings.line_trees import line_trees
from tests.embeddings.test_line_classifier import ABOVE, ARTICLE, BELOW, PAGE, TITLE, Said

APPEAL = "Our letter on ships and their crews is written by hand, and it comes to all who pay us four kroner a month."
ODD = "It is what it is, they said."
LINES = [*ABOVE, *ARTICLE[:2], ODD, *ARTICLE[2:], "Boats", APPEAL, "Three boats", *BELOW]


class Doubting:
    def __init__(self, *lines: str) -> None:
        self.lines = lines

    def logits(self, blocks: list[Block], _own: object) -> list[float]:
        return [-3.0 if block.text in self.lines else 3.0 for block in blocks]


@pytest.fixture
def fresh() -> Iterator[None]:
    line_trees.cache_clear()
    yield
    line_trees.cache_clear()


def kept(
    monkeypatch: pytest.MonkeyPatch, own: dict[str, float], *doubtful: str, kinds: dict[str, str] | None = None
) -> list[str]:
    monkeypatch.setattr(likely, "line_classifier", lambda: Said(0, dict.fromkeys(ARTICLE, 0.95) | own))
    monkeypatch.setattr(likely, "line_trees", lambda: Doubting(*doubtful))
    blocks = [Block(line, (kinds or {}).get(line, "paragraph")) for line in LINES]  # type: ignore[arg-type]
    found = without_furniture(Document(blocks, TITLE, from_web=True)).blocks
    return [block.text for block in found]


def test_of_a_page_as_the_networks_judge_it_the_article_is_beyond_doubt() -> None:
    blocks = [Block(line) for line in PAGE]
    logits = line_trees().logits(blocks, line_classifier().own(blocks, TITLE))
    assert logits.shape == (len(PAGE),)
    assert logits[np.isin(PAGE, ARTICLE)].min() > 0 > logits[~np.isin(PAGE, ARTICLE)].max()


def test_a_likely_line_goes_that_the_second_pass_takes_for_furniture(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {APPEAL: 0.6, ODD: 0.6}
    everything = [*ARTICLE[:2], ODD, *ARTICLE[2:], APPEAL]
    assert kept(monkeypatch, own) == everything
    assert kept(monkeypatch, own, APPEAL) == [line for line in everything if line != APPEAL]
    assert kept(monkeypatch, own | {APPEAL: 0.95}, APPEAL) == everything, "the networks are sure of it"
    assert kept(monkeypatch, own, APPEAL, kinds={APPEAL: "item"}) == everything


def test_a_sentence_between_sure_ones_is_the_article_s_whatever_the_second_pass_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert ODD in kept(monkeypatch, {ODD: 0.6}, ODD)
    assert ARTICLE[1] in kept(monkeypatch, {ODD: 0.6, ARTICLE[1]: 0.6}, ARTICLE[1], ODD), (
        "of few words, so it is sought"
    )


def test_a_likely_sentence_above_all_sure_ones_may_sum_them_up(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ARTICLE[0] in kept(monkeypatch, {ARTICLE[0]: 0.6}, ARTICLE[0])
    assert ARTICLE[0] not in kept(monkeypatch, {ARTICLE[0]: 0.4}, ARTICLE[0])


def test_nothing_goes_where_much_of_a_page_would(monkeypatch: pytest.MonkeyPatch) -> None:
    own = dict.fromkeys([ARTICLE[-1], APPEAL], 0.6)
    assert ARTICLE[-1] not in kept(monkeypatch, own, ARTICLE[-1])
    assert {ARTICLE[-1], APPEAL} <= {*kept(monkeypatch, own, ARTICLE[-1], APPEAL)}


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("size", [None, 0, 30_000])
def test_a_page_is_not_given_up_where_the_trees_are_missing_or_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int | None
) -> None:
    learnt = tmp_path / "line_trees.safetensors"
    if size is not None:
        learnt.write_bytes(module.TREES.read_bytes()[:size])
    monkeypatch.setattr(module, "TREES", learnt)
    with pytest.raises(EncoderError, match=r"line_trees.safetensors cannot be read .*: install again"):
        without_furniture(Document([Block(line) for line in PAGE], TITLE, from_web=True))
