"""Trains the networks that tell an article's own lines from the furniture of their page.

    python -m training.lines --data DATA --output embeddings/line_classifier.safetensors

DATA holds `wcxb`, `article-extraction-benchmark`, `fundus` and `postlight`: docs/training.md says where they are from.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import random
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from embeddings.bundled import WEIGHTS, verified_folder
from embeddings.line_classifier import WORD_TABLE, ends_of, line_tokenizer
from embeddings.line_features import features
from embeddings.weights import Weights
from training.errors import TrainingError
from training.lines.kinds import body, prose, replies
from training.lines.languages import in_languages, language_of
from training.lines.mixed import mixtures
from training.lines.network import LineNetwork, save
from training.lines.pages import (
    KINDS,
    KnownPage,
    LabelledPage,
    fundus,
    is_apart,
    labelled,
    of_our_own,
    postlight,
    scrapinghub,
    wcxb,
)
from training.lines.swapped import alone, swapped

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from embeddings.documents import Block

    Featured = tuple[NDArray[np.float32], list[list[int]], NDArray[np.float32], NDArray[np.float32]]
    """Of a page: features, tokens, what share of each line is its own, and how much each counts."""

NETWORKS = 4
"""Whose mean is taken: decisions/014 says what each further one brings."""
EPOCHS = 6
PAGES_AT_ONCE = 16
LEARNING_RATE = 4e-3
WEIGHT_DECAY = 0.02
WORDLESS = 0.3
"""Share of pages whose words are hidden from the network, so that it knows pages in other languages as well."""
FORMS = 4
"""Of a page: as HTML what was found and all of it, pasted, and a part of that."""
SWAPPED, SWAPPED_NEWS, SWAPPED_OWN = 1, 3, 2
"""How often each form gets another text in the place of its article: pages in other languages more often."""
MIXED, MIXED_SWAPPED = 3, 0.4
"""How often one of our own gets the furniture of others, and the share of these that get another text, too."""
PROSE = 0.6
"""Share of the texts in the place of one of our own stories that are another page's article as it stands."""
COMMENTED = 0.25
"""Share of these with comments below."""
ALONE = 800
"""Texts that are no pages."""
MOST_WORDS = 80
"""Words of a line beyond which it counts no more."""


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, or 2 where something has to be put right first."""
    parser = argparse.ArgumentParser(
        prog="python -m training.lines", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the pages")
    parser.add_argument("--output", type=Path, required=True, help="file to write; one that is there is replaced")
    parser.add_argument("--networks", type=int, default=NETWORKS, help="how many, one after the other")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--limit", type=int, help="so many pages of each set, to try it")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args(argv)
    try:
        pages = list(pages_to_learn(arguments.data, arguments.limit, arguments.seed))
        seeds = range(arguments.seed, arguments.seed + arguments.networks)
        save([trained(pages, arguments.epochs, seed) for seed in seeds], arguments.output)
    except (TrainingError, OSError) as error:
        print(f"training: {error}", file=sys.stderr)
        return 2
    return 0


def known_pages(data: Path, limit: int | None, *, apart: bool | None = None) -> tuple[list[KnownPage], list[KnownPage]]:
    """Return the sets' pages and those of news; `apart` takes those that are apart, or those that are not."""
    articles = (page for page in wcxb(data / "wcxb" / "dev") if page.kind in KINDS)
    sets = (articles, scrapinghub(data / "article-extraction-benchmark"), postlight(data / "postlight"))

    def taken(pages: Iterator[KnownPage]) -> Iterator[KnownPage]:
        return itertools.islice((page for page in pages if apart in (None, is_apart(page.name))), limit)

    return [page for pages in sets for page in taken(pages)], list(taken(fundus(data / "fundus")))


def pages_to_learn(data: Path, limit: int | None, seed: int, *, apart: bool | None = None) -> Iterator[Featured]:
    """Yield what is learnt from, each page's features made in one of several processes."""
    chance = random.Random(seed)
    known, news = known_pages(data, limit, apart=apart)

    def drawn(count: int) -> list[str]:
        return [chance.choice(chance.choice((known, news))).article for _ in range(count)]

    tasks = [(page, drawn(FORMS * SWAPPED)) for page in known] + [(page, drawn(FORMS * SWAPPED_NEWS)) for page in news]
    ours = list(of_our_own(apart=apart))[:limit]
    alike = in_languages([page.article for page in (*known, *news)])
    of_ours = [
        (page, chance.choices(alike[language_of(page)], k=SWAPPED_OWN + MIXED), mixed)
        for page, mixed in zip(ours, mixtures(ours, MIXED, chance), strict=True)
    ]
    texts = drawn(ALONE)[:limit]
    with ProcessPoolExecutor() as executor:
        for learn, parts in ((_of_known, tasks), (_of_ours, of_ours), (_alone, texts)):
            pages = executor.map(functools.partial(learn, seed), itertools.count(), parts, chunksize=8)
            yield from itertools.chain.from_iterable(pages)


def _of_known(seed: int, number: int, task: tuple[KnownPage, list[str]]) -> list[Featured]:
    page, articles = task
    chance = random.Random(f"{seed} {page.name} {number}")
    return _learnt(list(labelled(page, chance)), articles, chance)


def _of_ours(seed: int, number: int, task: tuple[LabelledPage, list[str], list[LabelledPage]]) -> list[Featured]:
    page, articles, mixed = task
    chance = random.Random(f"{seed} our {number}")
    others = [
        swapped(each, _text(article, chance), chance) if chance.random() < MIXED_SWAPPED else each
        for each, article in zip(mixed, articles[SWAPPED_OWN:], strict=False)
    ]
    found = [_featured(each) for each in others if each is not None]
    return _learnt([page], articles[:SWAPPED_OWN], chance, _text) + found


def _text(article: str, chance: random.Random) -> list[Block]:
    return (prose if chance.random() < PROSE else body)(article, chance)


def _alone(seed: int, number: int, article: str) -> list[Featured]:
    blocks = body(article, random.Random(f"{seed} alone {number}"))
    return [_featured(alone(blocks))] if blocks else []


def _learnt(
    forms: list[LabelledPage],
    articles: list[str],
    chance: random.Random,
    text: Callable[[str, random.Random], list[Block]] = body,
) -> list[Featured]:
    """Return what is learnt from a page's forms, and from these with others' words in them, some as comments."""
    pages = list(forms)
    for form, article in zip(itertools.cycle(forms), articles):
        below = replies(chance.choice(articles), chance) if chance.random() < COMMENTED else []
        page = swapped(form, text(article, chance), chance, below)
        pages += [] if page is None else [page]
    return [_featured(page) for page in pages]


def _featured(page: LabelledPage) -> Featured:
    tokens = ends_of(tokenizer(), [block.text for block in page.blocks])
    return features(page.blocks, page.title), tokens, page.own, page.weights


@functools.cache
def tokenizer() -> Tokenizer:
    """Return the bundled encoder's tokenizer, which is read and checked once."""
    return line_tokenizer(verified_folder())


def trained(pages: list[Featured], epochs: int, seed: int) -> LineNetwork:
    """Train a network, by AdamW and the one-cycle plan of learning rates (Smith and Topin 2018), on these pages."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    words = Weights(verified_folder() / WEIGHTS)[WORD_TABLE].astype(np.float32)
    network = LineNetwork(words, np.concatenate([page[0] for page in pages]))
    optimizer = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    steps = epochs * -(-len(pages) // PAGES_AT_ONCE)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=steps + 1)
    for epoch in range(epochs):
        losses = []
        for batch in _batches(pages, chance):
            loss = _loss(network, batch, chance)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            plan.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1} of {epochs}: loss {np.mean(losses):.4f}", flush=True)
    return network.eval()


def _batches(pages: list[Featured], chance: random.Random) -> Iterator[list[Featured]]:
    shuffled = chance.sample(pages, len(pages))
    for start in range(0, len(shuffled), PAGES_AT_ONCE):
        yield shuffled[start : start + PAGES_AT_ONCE]


def _loss(network: LineNetwork, batch: list[Featured], chance: random.Random) -> torch.Tensor:
    """Return the cross entropy of the lines' shares, long lines counting for more than short ones."""
    lines = network.gathered([(page[0], page[1]) for page in batch])
    is_line = lines.present > 0
    worded = torch.zeros_like(lines.present)
    worded[is_line] = torch.cat([torch.full((len(page[2]),), float(chance.random() >= WORDLESS)) for page in batch])
    own = torch.from_numpy(np.concatenate([page[2] for page in batch]))
    count = torch.from_numpy(np.concatenate([page[3] for page in batch]))
    weights = count.clamp(max=MOST_WORDS) ** 0.8 + 0.5 * (count > 0)
    logits = network(lines, worded)[is_line]
    losses = functional.binary_cross_entropy_with_logits(logits, own, weights, reduction="sum")
    return losses / weights.sum().clamp(min=1)


if __name__ == "__main__":
    sys.exit(main())
