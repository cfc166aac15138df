"""The encoder that is installed with us: all-MiniLM-L6-v2 on OpenVINO, its files checked before they are used.

sentence-transformers defines what it computes; the tests compare the two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.bert import Bert, processor_precision
from embeddings.bundled import CHECKSUMS, MODEL, TOKENIZER, WEIGHTS, bundled_folder, verify
from embeddings.checksums import checked_beside
from embeddings.errors import EncoderError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from embeddings.precision import Precision

LONGEST_INPUT = 256
"""Tokens that are read of a text, special ones among them: the release's own setting."""
_SPECIAL_TOKENS = 2
_MANY = 32
"""Passages for which it is worth to have the model compiled anew: those of one turn; see `embeddings.encoder`."""


class MiniLMEncoder:
    """An `Encoder` over the bundled model. Not thread-safe: its caller serialises the calls."""

    dimension = 384
    max_tokens = LONGEST_INPUT - _SPECIAL_TOKENS
    at_once = 64

    def __init__(self, tokenizer: Tokenizer, *, load_bert: Callable[..., Bert]) -> None:
        self._tokenizer = tokenizer
        self._load_bert = load_bert
        self._has_many = False
        self.model = f"{MODEL} {CHECKSUMS[WEIGHTS][:12]}"

    @classmethod
    def load(cls, *, precision: Precision | None = None, ready: bool = True) -> MiniLMEncoder:
        """Load the model, by default in the number format that suits the processor.

        Unless a query is to find it `ready`, it is compiled, and all of it checked, when something is first embedded.

        Raises:
            EncoderError: it is missing, damaged or not the official release, or cannot run on this machine.

        """
        folder = bundled_folder()
        verify(folder, TOKENIZER)
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        tokenizer.no_padding()
        load_bert = cache(partial(_loaded, folder, precision))
        if ready:
            load_bert(one=True)
        return cls(tokenizer, load_bert=load_bert)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        self._tokenizer.no_truncation()
        return [len(each) for each in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed few with what queries have too, whose product all cores share; many a fifth faster, side by side."""
        self._has_many |= len(texts) >= _MANY
        return self._embedded(texts, self._load_bert() if self._has_many else self._load_bert(one=True))

    def encode_query(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._embedded([text], self._load_bert(one=True))[0]
        return vector

    def _embedded(self, texts: Sequence[str], bert: Bert) -> NDArray[np.float32]:
        import numpy as np

        self._tokenizer.enable_truncation(LONGEST_INPUT)
        encodings = self._tokenizer.encode_batch_fast(list(texts))
        return np.array(bert(encodings), np.float32).reshape(len(texts), self.dimension)


def _loaded(folder: Path, precision: Precision | None, *, one: bool = False) -> Bert:
    """Load the model for one batch at a time, or for many side by side: these in int8, which takes longer to load."""
    if one and (precision or processor_precision()) == "int8":
        precision = "float32"
    streams = {"streams": 1} if one else {}
    with checked_beside(partial(verify, folder)):
        try:
            return Bert.load(folder, head="mean", precision=precision, **streams)
        except (OSError, ValueError) as error:
            raise EncoderError(f"the bundled model cannot be loaded ({error}): name another with --model") from error
