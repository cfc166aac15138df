"""A run's folder: the checkpoint that it goes on from, and the table of its losses."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import torch

from training.errors import TrainingError
from training.files import replace_file, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from training.loop import Training

CHECKPOINT = "checkpoint.pt"
LOSSES = "loss.tsv"

LossRow = tuple[int, float]
"""A step and the running loss after it."""


def save(folder: Path, training: Training[Any], rows: list[LossRow]) -> None:
    """Write where the run is; a crash while writing leaves the checkpoint before.

    Raises:
        TrainingError: the folder cannot be written.

    """
    state = training.state() | {"rows": rows}
    replace_file(folder / CHECKPOINT, lambda partial: torch.save(state, partial))
    write_losses(folder, rows)


def restore(folder: Path, training: Training[Any]) -> list[LossRow]:
    """Set a run to where the folder's checkpoint is, and return the losses up to there.

    Raises:
        TrainingError: there is no checkpoint, it is damaged, or it is of other data, seed or figures.

    """
    path = folder / CHECKPOINT
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise TrainingError(f"{folder} holds no checkpoint to go on from: start without --resume") from None
    except (OSError, RuntimeError, EOFError, pickle.UnpicklingError):
        raise TrainingError(f"{path} cannot be read: start anew without it") from None
    if state.get("identity") != training.identity:
        raise TrainingError(f"{path} is of another run: use the same --data, --limit and --seed as when it began")
    training.restore(state)
    return [(step, loss) for step, loss in state["rows"]]


def write_losses(folder: Path, rows: list[LossRow]) -> None:
    """Write the table of running losses.

    Raises:
        TrainingError: it cannot be written.

    """
    lines = ["step\tloss", *(f"{step}\t{loss:.3f}" for step, loss in rows)]
    write_atomically(folder / LOSSES, ("\n".join(lines) + "\n").encode())
