from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import PreTrainedTokenizerBase

from tests.training.conftest import NAMES, TOWNS, new_tiny_model, paragraph
from training import checkpoints
from training.batches import Batch, like_length
from training.errors import TrainingError
from training.loop import Settings, Training, learning_rate
from training.values import Example
from training.windows import Window, windows

SETTINGS = Settings(learning_rate=5e-3)


@pytest.fixture
def batches(tokenizer: PreTrainedTokenizerBase) -> list[list[Window]]:
    """Return batches of toy questions, a third of them without an answer."""
    examples = []
    for number in range(160):
        asked, other = number % len(NAMES), (number // len(NAMES)) % len(NAMES)
        text = paragraph(other)
        start = text.index(TOWNS[other])
        answers = ((start, start + len(TOWNS[other])),) if number % 3 else ()
        examples.append(Example(f"where does {NAMES[other if answers else asked]} live ?", text, answers))
    return like_length(windows(examples, tokenizer, seed=0), seed=0, size=8)


def new_training(batches: list[list[Window]], tokenizer: PreTrainedTokenizerBase) -> Training[Window]:
    return Training(new_tiny_model(len(tokenizer)), batches, Batch.of, settings=SETTINGS)


def test_the_loss_falls(batches: list[list[Window]], tokenizer: PreTrainedTokenizerBase) -> None:
    training = new_training(batches, tokenizer)
    words = "bert.embeddings.word_embeddings.weight"
    frozen = training.model.state_dict()[words].clone()
    losses = [step.loss for step in training.steps()]
    assert len(losses) == training.total == 20
    assert sum(losses[-4:]) < 0.6 * sum(losses[:4])
    assert torch.equal(training.model.state_dict()[words], frozen)


def test_a_run_that_stops_and_goes_on_is_the_run_that_went_through(
    batches: list[list[Window]], tokenizer: PreTrainedTokenizerBase, tmp_path: Path
) -> None:
    through = new_training(batches, tokenizer)
    whole = list(through.steps())
    first = new_training(batches, tokenizer)
    assert list(first.steps(15)) == whole[:15]  # stops when weights are averaged already
    checkpoints.save(tmp_path, first, [(10, 1.5)])
    second = new_training(batches, tokenizer)
    assert checkpoints.restore(tmp_path, second) == [(10, 1.5)]
    assert list(second.steps()) == whole[15:]
    for left, right in (
        (through.model.state_dict(), second.model.state_dict()),
        (through.averaged_weights(), second.averaged_weights()),
    ):
        assert left.keys() == right.keys()
        assert all(torch.equal(left[name], right[name]) for name in left)


def test_the_averaged_weights_follow_those_of_the_last_steps(
    batches: list[list[Window]], tokenizer: PreTrainedTokenizerBase
) -> None:
    training = new_training(batches, tokenizer)
    name = "qa_outputs.weight"
    expected = torch.empty(0)
    for step in training.steps():
        weights = training.model.state_dict()[name].clone()
        if step.number == 12:
            expected = weights
        elif step.number > 12:
            expected = 0.998 * expected + 0.002 * weights
    torch.testing.assert_close(training.averaged_weights()[name], expected)
    assert not torch.equal(training.averaged_weights()[name], training.model.state_dict()[name])


def test_a_checkpoint_of_other_data_is_refused(
    batches: list[list[Window]], tokenizer: PreTrainedTokenizerBase, tmp_path: Path
) -> None:
    checkpoints.save(tmp_path, new_training(batches, tokenizer), [])
    with pytest.raises(TrainingError, match="of another run"):
        checkpoints.restore(tmp_path, new_training(batches[::-1], tokenizer))


def test_a_damaged_checkpoint_is_said(
    batches: list[list[Window]], tokenizer: PreTrainedTokenizerBase, tmp_path: Path
) -> None:
    training = new_training(batches, tokenizer)
    with pytest.raises(TrainingError, match="no checkpoint"):
        checkpoints.restore(tmp_path, training)
    checkpoints.save(tmp_path, training, [])
    path = tmp_path / checkpoints.CHECKPOINT
    for content in (b"", b"nothing", path.read_bytes()[:1000]):
        path.write_bytes(content)
        with pytest.raises(TrainingError, match="cannot be read"):
            checkpoints.restore(tmp_path, training)
    assert [entry.name for entry in tmp_path.iterdir() if "partial" in entry.name] == []


def test_the_learning_rate_rises_and_falls_to_nothing() -> None:
    settings = Settings()
    rates = [learning_rate(number, 1000, settings) for number in range(1000)]
    assert rates.index(max(rates)) == 59
    assert rates[0] == pytest.approx(3e-4 / 60)
    assert rates[29] == pytest.approx(3e-4 * 0.5 * 0.971)
    assert rates[500] == pytest.approx(1.5e-4)
    assert rates[999] == pytest.approx(3e-7)


def test_the_running_loss_is_a_mean_of_the_steps_so_far(
    batches: list[list[Window]], tokenizer: PreTrainedTokenizerBase
) -> None:
    steps = list(new_training(batches, tokenizer).steps(2))
    assert steps[0].running_loss == pytest.approx(steps[0].loss)
    assert steps[1].running_loss == pytest.approx(0.98 * steps[0].loss + 0.02 * steps[1].loss)
