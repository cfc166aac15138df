"""Measures retrieval alone: dense, BM25, both together, and those ranked anew by the reader.

    python -m benchmarks.retrieval --data DATA [--limit 500] [--seed 0]

Questions of SQuAD 1.1's half B against all 2,067 paragraphs of its development set, and again with the 5,666
paragraphs of SQuADShifts among them. A passage that joins several paragraphs counts as them in their order.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.datasets import sample, shifts, squad1
from benchmarks.product import Product
from benchmarks.scores import score_rankings
from embeddings.indexes import current_indexes
from embeddings.store import Store
from embeddings.values import Hit

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.datasets import Corpus

RANKED = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with squad/ and squadshifts/")
    parser.add_argument("--limit", type=int, default=500, help="questions (500)")
    parser.add_argument("--seed", type=int, default=0, help="which questions are drawn (0)")
    arguments = parser.parse_args()
    squad, distractors = squad1(arguments.data), shifts(arguments.data)
    more = replace(
        squad,
        name=f"{squad.name}, with distractors",
        paragraphs=squad.paragraphs + distractors.paragraphs,
        titles=squad.titles + distractors.titles,
    )
    print("| | R@1 | R@5 | R@20 | MRR | nDCG@10 |\n| --- | --- | --- | --- | --- | --- |")
    for corpus in (squad, more):
        _measure(corpus, limit=arguments.limit, seed=arguments.seed)


def _measure(corpus: Corpus, *, limit: int, seed: int) -> None:
    product = Product()
    product.build(corpus)
    store, _ = Store.open(product.folder)
    vectors, words, _ = current_indexes(store, model=product.encoder.model, dimension=product.encoder.dimension)

    def ranked(found: list[tuple[int, float]]) -> list[int]:
        hits = [Hit(passage, 0.0) for passage in store.passages([key for key, _ in found])]
        return product.paragraphs_of(hits)[:RANKED]

    ways: dict[str, Callable[[str], list[int]]] = {
        "dense": lambda question: ranked(vectors.search(product.encoder.encode_query(question), RANKED)),
        "BM25": lambda question: ranked(words.search(question, RANKED)),
        "hybrid": lambda question: product.paragraphs_of(product.library.search(question, limit=RANKED))[:RANKED],
        "hybrid, ranked anew by the reader": lambda question: product.retrieve(question, limit=RANKED),
    }
    examples = sample(corpus.examples, limit, seed)
    gold = [example.paragraph for example in examples]
    for way, retrieve in ways.items():
        found = score_rankings([retrieve(example.question) for example in examples], gold)
        values = (found.recall_1, found.recall_5, found.recall_20, found.mrr, found.ndcg_10)
        print(f"| {corpus.name}: {way} | {' | '.join(f'{value:.3f}' for value in values)} |", flush=True)
    store.close()
    product.close()


if __name__ == "__main__":
    main()
