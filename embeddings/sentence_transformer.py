"""Any model that sentence-transformers knows as an encoder: what `--model` names. The bundled one needs none of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.bert import processor_precision
from embeddings.checksums import sha256
from embeddings.errors import EncoderError
from embeddings.plaintext import one_line

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from embeddings.precision import Precision

BATCH_SIZE = 32
"""Passages a forward pass, the library's own default."""


class SentenceTransformerEncoder:
    """An `Encoder` over sentence-transformers. Not thread-safe: its caller serialises the calls."""

    at_once = 64

    def __init__(self, transformer: SentenceTransformer, *, model: str) -> None:
        self._transformer = transformer
        self.model = model

    @classmethod
    def load(cls, name: str, *, precision: Precision | None = None) -> SentenceTransformerEncoder:
        """Load a model: a folder or a name that sentence-transformers knows.

        Raises:
            EncoderError: the model is missing or damaged.

        """
        folder = str(Path(name).expanduser()) if name.startswith("~") else name
        if is_missing(folder):
            raise EncoderError(f"there is no model in {one_line(folder)}: check the folder's name")
        prepare_torch()
        model = _identity(folder)
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # the library's own
        kwargs = {"dtype": torch_precision(precision)}
        try:
            transformer = SentenceTransformer(folder, device="cpu", model_kwargs=kwargs)
        except Exception as error:  # the libraries raise many kinds for a model that cannot be had
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise EncoderError(f"the model {folder} cannot be loaded ({reason}): check its name or folder") from error
        return cls(transformer, model=model)

    @property
    def dimension(self) -> int:
        return int(self._transformer.get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        special_tokens = 2
        return int(self._transformer.max_seq_length or 512) - special_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        tokenizer = self._transformer.tokenizer
        return [len(ids) for ids in tokenizer(list(texts), add_special_tokens=False, verbose=False)["input_ids"]]

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return _normalised(
            self._transformer.encode_document(
                list(texts), batch_size=BATCH_SIZE, convert_to_tensor=True, show_progress_bar=False
            )
        )

    def encode_query(self, text: str) -> NDArray[np.float32]:
        tensor = self._transformer.encode_query([text], convert_to_tensor=True, show_progress_bar=False)
        vector: NDArray[np.float32] = _normalised(tensor)[0]
        return vector


def is_missing(name: str) -> bool:
    """Say whether a model's name can only be that of a folder, and there is none: found at once."""
    return name.startswith((".", os.sep)) and not Path(name).is_dir()


def torch_precision(precision: Precision | None) -> Precision:
    """Return the number format, by default the processor's, in which PyTorch runs a model: it has none in int8."""
    chosen = precision or processor_precision()
    return "float32" if chosen == "int8" else chosen


def prepare_torch() -> None:
    """Set what must be set before torch, transformers or tokenizers are imported."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    # Threads that wait by spinning make a question take twenty times as long when anything else runs.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def _normalised(tensor: torch.Tensor) -> NDArray[np.float32]:
    """Return vectors of length 1 in float32; computed there, for bfloat16 has but eight bits of mantissa."""
    vectors = tensor.float()
    vectors = vectors / vectors.norm(dim=-1, keepdim=True).clamp_min(1e-12)
    array: NDArray[np.float32] = vectors.numpy()
    return array


def _identity(name: str) -> str:
    """Return what tells a model from others: for a folder the checksum of its weights, else its name."""
    folder = Path(name)
    weights = sorted(folder.rglob("*.safetensors")) + sorted(folder.rglob("*.bin")) if folder.is_dir() else []
    if not weights:
        return name
    try:
        digest = hashlib.sha256("".join(sha256(path) for path in weights).encode()).hexdigest()
    except OSError as error:
        raise EncoderError(f"the model {name} cannot be read ({error.strerror}): check its folder") from None
    return f"{folder.name} {digest[:12]}"
