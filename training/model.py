"""The model that is trained: the bundled encoder with a fresh head, and how a reader is saved in half precision."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import torch

from training.errors import TrainingError
from training.files import replace_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from transformers import PreTrainedModel, PreTrainedTokenizerBase

LONGEST_INPUT = 512
"""Positions that the model has embeddings for."""


def load_start(folder: Path, *, seed: int, dropout: float = 0.0) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """Return the model in a folder, its word embeddings frozen: an encoder gets a random question-answering head."""
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # the library's own
    verbosity = logging.get_verbosity()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # that the head is new is meant
    torch.manual_seed(seed)
    try:
        model: PreTrainedModel = AutoModelForQuestionAnswering.from_pretrained(
            folder,
            local_files_only=True,
            dtype=torch.float32,
            attn_implementation="eager",
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=dropout,
        )
        tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(
            folder, local_files_only=True, model_max_length=LONGEST_INPUT
        )
    finally:
        logging.set_verbosity(verbosity)
    model.get_input_embeddings().requires_grad_(False)
    return model, tokenizer


def mean_weights(states: Sequence[Mapping[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Return the mean of several models' weights, copied: of a reader and its refinement, often better than either.

    Wortsman et al. 2022, Model soups.
    """
    return {name: torch.stack([state[name].cpu() for state in states]).mean(0) for name in states[0]}


def pick_device(name: str) -> torch.device:
    """Return the device of that name; `auto` is a graphics card where there is one.

    Raises:
        TrainingError: cuda was asked for and there is none.

    """
    if name == "cuda" and not torch.cuda.is_available():
        raise TrainingError("this machine has no CUDA device that PyTorch can use: use --device cpu")
    return torch.device("cuda" if name != "cpu" and torch.cuda.is_available() else "cpu")


def save_reader(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    folder: Path,
    *,
    weights: Mapping[str, torch.Tensor] | None = None,
) -> None:
    """Write a folder that transformers loads, in half precision; of other weights than the model's where given.

    Raises:
        TrainingError: the folder cannot be written.

    """
    reader = copy.deepcopy(model)
    if weights is not None:
        reader.load_state_dict(weights)
    torch.nn.Module.to(reader, torch.float16)

    def write(partial: Path) -> None:
        reader.save_pretrained(partial)
        tokenizer.save_pretrained(partial)

    replace_folder(folder, write)
