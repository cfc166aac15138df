"""Encoders for the processes of a cluster, which import them from here: they tell on themselves, or fail."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import EncoderError
from embeddings.precision import Precision
from tests.hashing_encoder import HashingEncoder, words


class TellingEncoder(HashingEncoder):
    """Its vectors tell in which process, with how many threads and in how large a batch which text was embedded."""

    at_once = 4

    def __init__(self) -> None:
        super().__init__(dimension=4)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        threads = int(os.environ.get("OMP_NUM_THREADS", "0"))
        return np.array([[os.getpid(), threads, len(texts), int(text)] for text in texts], np.float32)


class FailingEncoder(HashingEncoder):
    """Fails at a text that has the word "fail", and takes its process with it at one that has the word "die"."""

    at_once = 1

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if "die" in words(texts[0]):
            os._exit(3)
        if "fail" in words(texts[0]):
            raise ValueError("out of luck\nand of lines")
        return super().encode_documents(texts)


def failing(model: str | None, precision: Precision | None) -> FailingEncoder:
    """Load one as `qa_bot.engine` loads an encoder."""
    return FailingEncoder()


def named_after_place(process: int) -> HashingEncoder:
    """Load a model that is called otherwise in every other process."""
    return HashingEncoder(model="the model here" if os.getpid() == process else "the model there")


def missing_elsewhere(process: int) -> HashingEncoder:
    """Load a model that no other process can load."""
    if os.getpid() != process:
        raise EncoderError("the model is damaged: install again")
    return HashingEncoder()


def named_after_path(folder: str) -> HashingEncoder:
    """Load a model whose name says whether modules are imported from the folder."""
    return HashingEncoder(model=f"imports from there: {folder in sys.path}")
