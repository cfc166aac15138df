from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from embeddings.bundled import WEIGHTS, verified_folder
from embeddings.documents import Block
from embeddings.line_classifier import WORD_TABLE, LineClassifier, ends_of, line_tokenizer
from embeddings.line_features import features
from embeddings.weights import Weights
from training.lines.__main__ import main, trained
from training.lines.network import LineNetwork, save

PAGE = (
    Block("Home | Sport | Weather"),
    Block("The harbour froze", "heading", 1),
    Block("On Monday the harbour of Vardal froze, and no ship could leave it for a week."),
    Block("Captains waited. The ice broke on the 9th of March, earlier than anybody had thought."),
    Block("…"),
    Block("Subscribe to our newsletter"),
    Block("© 2021 The Vardal Post"),
)
OTHER = (Block("Ships of the fleet left the harbour at dawn, and were not seen again."), Block("Share"))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return line_tokenizer(verified_folder())


@pytest.fixture(scope="module")
def words() -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return Weights(verified_folder() / WEIGHTS)[WORD_TABLE].astype(np.float32)


def test_what_was_trained_is_what_the_program_computes(
    tmp_path: Path, tokenizer: Tokenizer, words: np.ndarray[tuple[int, ...], np.dtype[np.float32]]
) -> None:
    torch.manual_seed(0)
    pages = [(features(blocks, ""), ends_of(tokenizer, [block.text for block in blocks])) for blocks in (PAGE, OTHER)]
    networks = [LineNetwork(words, np.concatenate([page[0] for page in pages])).eval() for _ in range(3)]
    with torch.no_grad():
        lines = networks[0].gathered(pages)
        logits = torch.stack([network(lines) for network in networks])[:, lines.present > 0]
        expected = torch.sigmoid(logits.mean(0)).numpy()
    save(networks, tmp_path / "learnt.safetensors")
    classifier = LineClassifier(Weights(tmp_path / "learnt.safetensors"), words, tokenizer)
    found = np.concatenate([classifier.own(PAGE, ""), classifier.own(OTHER, "")])
    np.testing.assert_allclose(found, expected, atol=2e-3)
    assert np.ptp(expected) > 0.01
    assert (logits - logits.mean(0)).abs().max() > 0.1


def test_pages_do_not_see_each_other(words: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> None:
    torch.manual_seed(0)
    tokens = [[2000 + at] for at in range(len(PAGE))]
    pages = [(features(PAGE, ""), tokens), (features(OTHER, ""), tokens[: len(OTHER)])]
    network = LineNetwork(words, pages[0][0]).eval()
    with torch.no_grad():
        alone, together = (network.gathered(some) for some in (pages[:1], [pages[1], pages[0], pages[1]]))
        expected, found = (network(lines)[lines.present > 0] for lines in (alone, together))
    torch.testing.assert_close(found[len(OTHER) : -len(OTHER)], expected)


def test_it_learns_from_pages(
    tmp_path: Path, tokenizer: Tokenizer, words: np.ndarray[tuple[int, ...], np.dtype[np.float32]]
) -> None:
    tokens = ends_of(tokenizer, [block.text for block in PAGE])
    own = np.array([0, 0, 1, 1, 0, 0, 0], np.float32)
    page = (features(PAGE, ""), tokens, own, np.ones(len(PAGE), np.float32))
    network = trained([page] * 16, epochs=60, seed=0)
    save([network], tmp_path / "learnt.safetensors")
    found = LineClassifier(Weights(tmp_path / "learnt.safetensors"), words, tokenizer).own(PAGE, "")
    assert list(found > 0.5) == list(own > 0.5)


def test_without_pages_it_says_where_they_are_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "--output", str(tmp_path / "learnt.safetensors")]) == 2
    assert "docs/training.md says where they are from" in capsys.readouterr().err
    assert not (tmp_path / "learnt.safetensors").exists()
