from __future__ import annotations

from functools import partial
from itertools import chain

import pytest
import torch
from transformers import PreTrainedTokenizerBase

from tests.training.conftest import NAMES, TOWNS, new_tiny_model, paragraph
from training.group_batches import EPOCHS, GroupBatch, group_batches
from training.group_windows import GroupWindow
from training.groups import VARIANTS, Variant
from training.loop import Settings, Training
from training.values import Asked, Reading


def asked(count: int) -> list[Asked]:
    """Return questions about people, each with the paragraph on this person and three on others."""
    questions = []
    for number in range(count):
        person = number % len(NAMES)
        others = [Reading(paragraph(other), title="Towns") for other in range(len(NAMES)) if other != person]
        text = paragraph(person)
        start = text.index(TOWNS[person])
        right = Reading(text, ((start, start + len(TOWNS[person])),), "Towns")
        questions.append(Asked("people", f"where does {NAMES[person]} live ?", (right,), tuple(others[:3])))
    return questions


def test_every_epoch_has_each_group_whole_in_batches_of_about_the_size(tokenizer: PreTrainedTokenizerBase) -> None:
    batches = group_batches(asked(50), tokenizer, VARIANTS[0], seed=0, size=16)
    groups = list(chain.from_iterable(batches))
    assert len(groups) == EPOCHS * 50
    assert {len(group) for group in groups} == {3, 4}
    sizes = [sum(len(group) for group in batch) for batch in batches]
    assert max(sizes) < 16 + 4
    assert sum(size < 16 for size in sizes) <= EPOCHS
    assert batches == group_batches(asked(50), tokenizer, VARIANTS[0], seed=0, size=16)
    assert batches != group_batches(asked(50), tokenizer, VARIANTS[0], seed=1, size=16)
    first, second = ({window for group in batch for window in group} for batch in (batches[:12], batches[13:25]))
    assert first != second  # an epoch is drawn anew


def test_a_batch_marks_texts_spans_and_questions() -> None:
    groups = [
        (
            GroupWindow((1, 5, 2, 7, 8), (9, 10), 3, ((5, 6, 0.75), (6, 6, 0.25))),
            GroupWindow((1, 5, 2), (9,), 3, ()),
        ),
        (GroupWindow((1, 6, 2), (11, 12, 13), 3, ((4, 4, 1.0),)),),
    ]
    batch = GroupBatch.of(groups, padding=99, device=torch.device("cpu"), shared=0.5, apart=0.0)
    assert batch.ids.tolist() == [
        [1, 5, 2, 7, 8, 9, 10, 2],
        [1, 5, 2, 9, 2, 99, 99, 99],
        [1, 6, 2, 11, 12, 13, 2, 99],
    ]
    assert batch.segments[0].tolist() == [0, 0, 0, 1, 1, 1, 1, 1]
    assert [row.nonzero().flatten().tolist() for row in batch.candidates] == [[5, 6], [3], [3, 4, 5]]
    assert batch.spans.tolist() == [[[5, 6], [6, 6]], [[0, 0], [0, 0]], [[4, 4], [0, 0]]]
    assert batch.shares.tolist() == [[0.75, 0.25], [0, 0], [1, 0]]
    assert batch.questions.tolist() == [0, 0, 1]


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_loss_falls(tokenizer: PreTrainedTokenizerBase, variant: Variant) -> None:
    batches = group_batches(asked(60), tokenizer, variant, seed=0, size=32)
    tensors = partial(GroupBatch.of, shared=variant.shared, apart=variant.apart)
    training = Training(new_tiny_model(len(tokenizer)), batches, tensors, settings=Settings(learning_rate=5e-3))
    losses = [step.loss for step in training.steps()]
    assert sum(losses[-4:]) < 0.8 * sum(losses[:4])
