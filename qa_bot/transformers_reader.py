"""Any extractive question-answering model that transformers knows: what `--reader` names. The bundled one needs none
of this.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from embeddings.plaintext import one_line
from embeddings.sentence_transformer import is_missing, prepare_torch, torch_precision
from qa_bot.errors import ReaderError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer

    from embeddings.precision import Precision


class TransformersLogits:
    """Start and end logits of a model of transformers. Not thread-safe."""

    def __init__(self, model: Any, *, padding: int, inputs: Sequence[str]) -> None:
        self._model = model
        self._padding = padding
        self._inputs = inputs
        """What it takes beside token ids and attention mask; not every model has segments."""

    def __call__(self, encodings: Sequence[Encoding]) -> Sequence[NDArray[np.float32]]:
        import torch

        names = ("input_ids", "attention_mask", "token_type_ids")
        arrays = zip(names, _padded(encodings, padding=self._padding), strict=True)
        with torch.inference_mode():
            output = self._model(**{name: torch.from_numpy(array) for name, array in arrays if name in self._inputs})
        return list(torch.stack((output.start_logits, output.end_logits), -1).float().numpy())


def _padded(encodings: Sequence[Encoding], *, padding: int) -> tuple[NDArray[np.int64], ...]:
    """Return ids, attention mask and segments as arrays of the shape (texts, tokens of the longest)."""
    import numpy as np

    shape = (len(encodings), max(len(each) for each in encodings))
    ids, attention, segments = np.full(shape, padding), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for row, each in enumerate(encodings):
        length = len(each)
        ids[row, :length] = each.ids
        attention[row, :length] = 1
        segments[row, :length] = each.type_ids
    return ids, attention, segments


def load_transformers(name: str, *, precision: Precision | None) -> tuple[TransformersLogits, Tokenizer]:
    """Load a folder or a name that transformers knows.

    Raises:
        ReaderError: the model cannot be had, or does not answer questions.

    """
    folder = os.path.expanduser(name)  # noqa: PTH111  (a name is no path)
    if is_missing(folder):
        raise ReaderError(f"there is no reader in {one_line(folder)}: check the folder's name")
    prepare_torch()
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # the library's own
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder)
        model = AutoModelForQuestionAnswering.from_pretrained(folder, dtype=torch_precision(precision))
        fast: Tokenizer = tokenizer.backend_tokenizer
    except Exception as error:  # the libraries raise many kinds for a model that cannot be had
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ReaderError(f"the reader {folder} cannot be loaded ({reason}): check its name or folder") from error
    padding = tokenizer.pad_token_id or 0
    return TransformersLogits(model.eval(), padding=padding, inputs=tokenizer.model_input_names), fast
