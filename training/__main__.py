"""Trains the reader from the bundled encoder, or refines one.

    python -m training --data DATA --output DIR [--refine READER [--groups 1 to 7]]

DIR gets `reader/` and `reader-averaged/`, folders that transformers loads, `loss.tsv`, and until then what a run
that was stopped goes on from with --resume. What is made of what, and from which data: docs/training.md.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.errors import EmbeddingsError
from embeddings.plaintext import one_line
from training.errors import TrainingError

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

    from training.checkpoints import LossRow
    from training.groups import Variant
    from training.loop import Settings, Training
    from training.values import Asked, Example

REPORT_EVERY = 50
"""Steps between two rows of the table of losses."""


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, or 2 where something has to be put right first."""
    arguments = _parser().parse_args(argv)
    try:
        run(arguments)
    except (TrainingError, EmbeddingsError) as error:
        print(f"training: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("training: stopped; --resume goes on from the last checkpoint", file=sys.stderr)
        return 130
    return 0


def run(arguments: argparse.Namespace) -> None:
    """Prepare the data, train, and save.

    Raises:
        TrainingError: the data are missing, the output cannot be written, or the checkpoint does not fit.
        EncoderError: the bundled encoder is missing or damaged.

    """
    from training.files import open_output

    output: Path = arguments.output
    open_output(output)
    found = (output / "checkpoint.pt").exists()
    if found and not arguments.resume:
        raise TrainingError(f"{output} holds a run already: go on with --resume, or name another --output")
    if arguments.resume and not found:
        raise TrainingError(f"{output} holds no checkpoint to go on from: start without --resume")
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before torch is imported; see the encoder
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")

    refined: Path | None = arguments.refine
    if refined is not None and not (refined / "config.json").is_file():
        raise TrainingError(f"{refined} is no reader to refine: name a folder with config.json and model.safetensors")
    if arguments.groups and refined is None:
        raise TrainingError("--groups goes on from the reader of a second pass: name it with --refine")
    training, tokenizer = (_grouped if arguments.groups else _ungrouped)(arguments)

    from training.model import mean_weights, save_reader

    model = training.model
    start = mean_weights([model.state_dict()])
    train(training, output, resume=arguments.resume, until=arguments.steps, every=arguments.checkpoint_every)
    if training.step < training.total:
        print(f"stopped after step {training.step} of {training.total}: --resume goes on")
        return
    save_reader(model, tokenizer, output / "reader")
    save_reader(model, tokenizer, output / "reader-averaged", weights=training.averaged_weights())
    print(f"saved {output / 'reader'} and {output / 'reader-averaged'}: measure both")
    if refined is not None:
        mixed = mean_weights([start, model.state_dict()])
        save_reader(model, tokenizer, output / "reader-mixed", weights=mixed)
        print(f"saved {output / 'reader-mixed'}, half way from {refined}")


def _ungrouped(arguments: argparse.Namespace) -> tuple[Training[Any], PreTrainedTokenizerBase]:
    """Return a first or second pass that has not begun, and the model's tokenizer."""
    refining = arguments.refine is not None
    examples = prepare(arguments.data, arguments.output, seed=arguments.seed, limit=arguments.limit, refining=refining)

    from training.batches import Batch, like_length
    from training.loop import RECIPE, REFINING, Training
    from training.windows import windows

    settings = REFINING if refining else RECIPE
    model, tokenizer = _start(arguments, settings)
    batches = like_length(windows(examples, tokenizer, seed=arguments.seed), seed=arguments.seed)
    padding = int(tokenizer.pad_token_id or 0)
    training = Training(model, batches, Batch.of, padding=padding, settings=settings)
    print(f"{len(examples)} examples, {training.total} steps on {model.device}", flush=True)
    return training, tokenizer


def _grouped(arguments: argparse.Namespace) -> tuple[Training[Any], PreTrainedTokenizerBase]:
    """Return a third or later pass that has not begun, and the model's tokenizer."""
    from training.groups import VARIANTS

    variant = VARIANTS[arguments.groups - 1]
    asked = prepare_groups(arguments.data, arguments.output, variant, seed=arguments.seed, limit=arguments.limit)

    from training.group_batches import GroupBatch, group_batches
    from training.loop import GROUPED, Training

    settings = replace(GROUPED, learning_rate=variant.learning_rate)
    model, tokenizer = _start(arguments, settings)
    batches = group_batches(asked, tokenizer, variant, seed=arguments.seed)
    tensors = partial(GroupBatch.of, shared=variant.shared, apart=variant.apart)
    padding = int(tokenizer.pad_token_id or 0)
    training = Training(model, batches, tensors, padding=padding, settings=settings)
    print(f"{len(asked)} questions, {training.total} steps on {model.device}", flush=True)
    return training, tokenizer


def _start(arguments: argparse.Namespace, settings: Settings) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    import torch

    from embeddings.bundled import verified_folder
    from training.model import load_start, pick_device

    device = pick_device(arguments.device)
    folder = arguments.refine or verified_folder()
    model, tokenizer = load_start(folder, seed=arguments.seed, dropout=settings.dropout)
    torch.nn.Module.to(model, device)
    return model, tokenizer


def prepare(folder: Path, output: Path, *, seed: int, limit: int | None, refining: bool) -> list[Example]:
    """Return the examples of the run in their order, at most `limit`."""
    from training.data import Sources, mixture
    from training.negatives import hard_negatives
    from training.passages import refining_mixture

    sources = Sources.load(folder)
    print("finding hard negatives (once, some minutes)", flush=True)
    from embeddings.minilm import MiniLMEncoder

    encoder = MiniLMEncoder.load()
    negatives = hard_negatives(sources.with_negatives, encoder, seed=seed, cache=output / "negatives.json")
    mixed = refining_mixture if refining else mixture
    examples = mixed(sources, negatives, seed=seed)[:limit]
    if not examples:
        raise TrainingError(f"{folder} holds no questions: name the folder of the question sets with --data")
    return examples


def prepare_groups(folder: Path, output: Path, variant: Variant, *, seed: int, limit: int | None) -> list[Asked]:
    """Return the questions of a third or later pass in random order, at most `limit`."""
    from training.data import Sources
    from training.elsewhere import with_elsewhere
    from training.third_pass import Further, third_pass

    sources, further = Sources.load(folder), Further.load(folder)
    print("finding the passages that the program would read (once, half an hour)", flush=True)
    from embeddings.minilm import MiniLMEncoder

    encoder = MiniLMEncoder.load()
    asked = third_pass(sources, further, encoder, output, seed=seed, searched=variant.searched)
    for source, count in sorted(Counter(each.source for each in asked).items()):
        print(f"{count:7} {one_line(source)}")
    return with_elsewhere(asked[:limit], encoder, seed=seed) if variant.filled else asked[:limit]


def train(training: Training[Any], output: Path, *, resume: bool, until: int | None, every: int) -> None:
    """Take the steps, with a row of the losses every fifty, and a checkpoint every so many and at the end."""
    from training import checkpoints

    rows: list[LossRow] = checkpoints.restore(output, training) if resume else []
    started, before = time.monotonic(), training.step
    for step in training.steps(until):
        if step.number % REPORT_EVERY == 0:
            rows.append((step.number, step.running_loss))
            checkpoints.write_losses(output, rows)
            pace = (time.monotonic() - started) / (step.number - before)
            print(f"step {step.number}  loss {step.running_loss:.3f}  {pace:.1f} s a step", flush=True)
        if step.number % every == 0:
            checkpoints.save(output, training, rows)
    if training.step > before and training.step % every:
        checkpoints.save(output, training, rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with squad/, squadshifts/, nq_qed/ and QAMR")
    parser.add_argument("--output", type=Path, required=True, help="folder to write to; it is created")
    parser.add_argument(
        "--refine", type=Path, metavar="READER", help="go on from this reader's weights, not the encoder's"
    )
    parser.add_argument(
        "--groups",
        type=int,
        choices=range(1, 8),
        help="with --refine, questions asked of several passages together, in a variant of the third pass (1 to 3) or "
        "of the fourth (4 to 6), or in the fifth (7)",
    )
    parser.add_argument("--limit", type=_positive, help="train on that many examples alone, drawn at random")
    parser.add_argument("--steps", type=_positive, help="stop after that many steps in all; the plan stays as it is")
    parser.add_argument("--checkpoint-every", type=_positive, default=200, metavar="STEPS", help="default: 200")
    parser.add_argument("--device", choices=("cpu", "cuda", "auto"), default="auto", help="default: auto")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in the output folder")
    parser.add_argument("--seed", type=int, default=0, help="of every random choice; default: 0")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


if __name__ == "__main__":
    sys.exit(main())
