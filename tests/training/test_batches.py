from __future__ import annotations

import random
from itertools import chain

import pytest
import torch

from training.batches import Batch, checksum, like_length
from training.windows import Window


def window(length: int, start: int = 0) -> Window:
    return Window(tuple(range(1, length + 1)), 3, start, start)


def test_batches_hold_every_window_once_in_like_lengths() -> None:
    rng = random.Random(0)
    drawn = [window(rng.randint(10, 190)) for _ in range(1000)]
    batches = like_length(drawn, seed=0, size=8)
    assert sorted(chain.from_iterable(batches), key=repr) == sorted(drawn, key=repr)
    assert [len(batch) for batch in batches].count(8) == 125
    padded = sum(len(batch) * max(len(one.ids) for one in batch) for batch in batches)
    assert padded < 1.05 * sum(len(one.ids) for one in drawn)
    means = [sum(len(one.ids) for one in batch) for batch in batches]
    assert means != sorted(means)


def test_the_order_is_the_seed_s() -> None:
    drawn = [window(length) for length in range(10, 190)]
    assert like_length(drawn, seed=0) == like_length(drawn, seed=0)
    assert checksum(like_length(drawn, seed=0)) != checksum(like_length(drawn, seed=1))


def test_a_batch_marks_padding_segments_and_where_answers_may_be() -> None:
    batch = Batch.of([window(6, 4), window(5)], padding=99, device=torch.device("cpu"))
    assert batch.ids.tolist() == [[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 99]]
    assert batch.attention.tolist() == [[1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 0]]
    assert batch.segments.tolist() == [[0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 0]]
    assert batch.candidates.int().tolist() == [[1, 0, 0, 1, 1, 0], [1, 0, 0, 1, 0, 0]]
    assert batch.starts.tolist() == batch.ends.tolist() == [4, 0]


def test_the_loss_looks_at_the_paragraph_and_the_first_token_alone() -> None:
    batch = Batch.of([Window((1, 5, 2, 6, 7, 2), 3, 3, 4)], padding=0, device=torch.device("cpu"))
    level = torch.zeros(1, 6)
    assert float(batch.loss(level, level)) == pytest.approx(torch.tensor(3.0).log().item())
    high_elsewhere = torch.tensor([[0.0, 50, 50, 0, 0, 50]])
    assert float(batch.loss(high_elsewhere, high_elsewhere)) == pytest.approx(torch.tensor(3.0).log().item())
    sure = torch.tensor([[0.0, 0, 0, 50, 0, 0]]), torch.tensor([[0.0, 0, 0, 0, 50, 0]])
    assert float(batch.loss(*sure)) == pytest.approx(0, abs=1e-6)
