"""Trains the trees of `embeddings.line_trees` by what a network says of pages that it has not learnt from.

    python -m training.lines.second --data DATA --output embeddings/line_trees.safetensors

DATA as for `training.lines`. A network learns from one part of the pages; the trees, from its word on the other part,
which so is as honest as that of the networks that are installed on pages that nobody has seen.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from embeddings.documents import FEW_BLOCKS
from embeddings.line_classifier import ends_of
from embeddings.line_context import context
from embeddings.line_features import features
from training.errors import TrainingError
from training.lines.__main__ import EPOCHS, MOST_WORDS, PROSE, known_pages, pages_to_learn, tokenizer, trained
from training.lines.kinds import body, prose
from training.lines.network import LineNetwork
from training.lines.pages import LabelledPage, labelled, of_our_own
from training.lines.swapped import swapped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Told = tuple[NDArray[np.floating[Any]], NDArray[np.float32], NDArray[np.float32]]
    """Of a page: its lines' context, what share of each is its own, and how much each counts."""

TREES, LEAVES, FEWEST_LINES = 200, 15, 200
LEARNING_RATE, PENALTY = 0.06, 5.0
OWN = 0.4
"""Our own pages' share of all that counts."""
SWAPPED = 0.5
"""Share of the pages that are told with another text in their article's place as well."""
MOST_LINES = 600
CERTAIN = (-4.0, 6.0)
"""Logits of the network beyond which nothing is learnt: such lines are not in doubt."""


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, or 2 where something has to be put right first."""
    parser = argparse.ArgumentParser(
        prog="python -m training.lines.second",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the pages")
    parser.add_argument("--output", type=Path, required=True, help="file to write; one that is there is replaced")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="of the network")
    parser.add_argument("--limit", type=int, help="so many pages of each set, to try it")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args(argv)
    try:
        learnt = list(pages_to_learn(arguments.data, arguments.limit, arguments.seed, apart=False))
        network = trained(learnt, arguments.epochs, arguments.seed)
        of_others, ours = _apart(arguments.data, arguments.limit, random.Random(arguments.seed))
        trees = boosted([told(network, page) for page in of_others], [told(network, page) for page in ours])
        save(trees, arguments.output)
    except (TrainingError, OSError) as error:
        print(f"training: {error}", file=sys.stderr)
        return 2
    return 0


def _apart(data: Path, limit: int | None, chance: random.Random) -> tuple[list[LabelledPage], list[LabelledPage]]:
    """Return the pages apart, others' and ours, of which half stand there with another text as well."""
    known = [page for pages in known_pages(data, limit, apart=True) for page in pages]
    of_others = [form for page in known for form in labelled(page, chance)]
    ours = list(of_our_own(apart=True))[:limit]

    def all_of(pages: Sequence[LabelledPage]) -> Iterator[LabelledPage]:
        for page in pages:
            if FEW_BLOCKS <= len(page.blocks) < MOST_LINES:
                yield page
                text = (prose if chance.random() < PROSE else body)(chance.choice(known).article, chance)
                other = swapped(page, text, chance) if chance.random() < SWAPPED else None
                yield from () if other is None else (other,)

    return list(all_of(of_others)), list(all_of(ours))


def told(network: LineNetwork, page: LabelledPage) -> Told:
    """Return what the network's word on a page tells of its lines; lines that are not in doubt count nothing."""
    tokens = ends_of(tokenizer(), [block.text for block in page.blocks])
    with torch.no_grad():
        lines = network.gathered([(features(page.blocks, page.title), tokens)])
        logits = network(lines)[lines.present > 0].numpy()
    least, most = CERTAIN
    counted = (page.weights > 0) & (logits > least) & (logits < most)
    weights = np.where(counted, page.weights.clip(max=MOST_WORDS) ** 0.8 + 0.5, 0).astype(np.float32)
    return context(page.blocks, 1 / (1 + np.exp(-logits.astype(np.float64)))), page.own, weights


def boosted(of_others: Sequence[Told], ours: Sequence[Told]) -> Any:
    """Return scikit-learn's trees, learnt from pages of others and from ours, which count by a share of their own."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    parts = [[np.concatenate(column) for column in zip(*pages, strict=True)] for pages in (of_others, ours)]
    for part, share in zip(parts, (1 - OWN, OWN), strict=True):
        part[2] = part[2] * share / part[2].sum()
    seen, own, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    counted = weights > 0
    weights = weights * counted.sum() / weights.sum()
    trees = HistGradientBoostingClassifier(
        learning_rate=LEARNING_RATE,
        max_iter=TREES,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=FEWEST_LINES,
        l2_regularization=PENALTY,
    )
    return trees.fit(seen[counted], own[counted] > 0.5, sample_weight=weights[counted])


def save(trees: Any, path: Path) -> None:
    """Write scikit-learn's trees for `embeddings.line_trees`: a row for each, with a column for each of its nodes."""
    from safetensors.numpy import save_file

    nodes = [predictor.nodes for (predictor,) in trees._predictors]  # nothing public tells of them
    shape = (len(nodes), max(map(len, nodes)))
    learnt = {name: np.zeros(shape, np.float16) for name in ("feature", "below", "above", "value")}
    learnt["bound"] = np.zeros(shape, np.float32)
    for tree, known in enumerate(nodes):
        part, is_leaf, itself = (tree, slice(len(known))), known["is_leaf"] > 0, np.arange(len(known))
        learnt["feature"][part] = np.where(is_leaf, 0, known["feature_idx"])
        learnt["bound"][part] = np.where(is_leaf, 0, known["num_threshold"])
        learnt["below"][part] = np.where(is_leaf, itself, known["left"])
        learnt["above"][part] = np.where(is_leaf, itself, known["right"])
        learnt["value"][part] = np.where(is_leaf, known["value"], 0)
    start = np.array(trees._baseline_prediction, np.float32).ravel()
    save_file({**learnt, "start": start}, path)


if __name__ == "__main__":
    sys.exit(main())
