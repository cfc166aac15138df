from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from benchmarks.cleaning.pages import all_pages
from embeddings.bundled import WEIGHTS, verified_folder
from embeddings.documents import Block
from embeddings.line_classifier import WORD_TABLE
from embeddings.line_context import context
from embeddings.line_features import features
from embeddings.line_trees import LineTrees
from embeddings.weights import Weights
from tests.training.lines.test_network import PAGE
from training.lines.network import LineNetwork
from training.lines.pages import LabelledPage, is_apart, is_own_apart
from training.lines.second import boosted, main, save, told

if TYPE_CHECKING:
    from training.lines.second import Told


def page_of(chance: np.random.Generator) -> tuple[list[Block], Told]:
    blocks = [Block(block.text) for block in PAGE * 20]
    own = chance.random(len(blocks))
    labels = (own + np.roll(own, 1) > 1).astype(np.float32)
    return blocks, (context(blocks, own), labels, np.ones(len(blocks), np.float32))


def test_what_was_trained_is_what_the_program_computes(tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    pages = [page_of(chance) for _ in range(12)]
    trees = boosted([known for _, known in pages[:6]], [known for _, known in pages[6:]])
    save(trees, tmp_path / "trees.safetensors")
    own = chance.random(len(pages[0][0]))
    found = LineTrees(Weights(tmp_path / "trees.safetensors")).logits(pages[0][0], own)
    expected = trees.decision_function(context(pages[0][0], own))
    np.testing.assert_allclose(found, expected, atol=0.02)
    assert np.ptp(expected) > 2


def test_lines_that_are_in_no_doubt_count_nothing() -> None:
    words = Weights(verified_folder() / WEIGHTS)[WORD_TABLE].astype(np.float32)
    network = LineNetwork(words, features(PAGE, "")).eval()
    weights = np.array([3, 3, 15, 15, 0, 4, 5], np.float32)
    page = LabelledPage(PAGE, "", np.zeros(len(PAGE), np.float32), weights, pasted=True)
    assert list(told(network, page)[2] > 0) == list(weights > 0)
    network.output.bias.data += 20
    assert not told(network, page)[2].any()


def test_what_is_apart_is_some_of_all_and_a_publisher_s_pages_stay_together() -> None:
    assert len({is_apart(f"Bote_{year}") for year in range(2000, 2020)}) == 1
    assert 0.4 < np.mean([is_apart(str(number)) for number in range(1000)]) < 0.6
    ours = [is_own_apart(page) for page in all_pages() if page.part == "second"]
    assert 0.45 < np.mean(ours) < 0.65


def test_without_pages_it_says_where_they_are_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "--output", str(tmp_path / "trees.safetensors")]) == 2
    assert "docs/training.md says where they are from" in capsys.readouterr().err
