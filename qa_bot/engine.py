"""The composition root: which encoder and which reader answer, as the configuration says. Nothing else names one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from embeddings.bert import Precision
    from embeddings.encoder import Encoder
    from qa_bot.reader import Reader


@dataclass(frozen=True, slots=True)
class Engine:
    """The models that answer questions."""

    encoder: Encoder
    reader: Reader | None
    """None where nothing is to be answered, only indexed and searched."""

    @classmethod
    def load(
        cls,
        *,
        model: str | None = None,
        reader: str | None = None,
        precision: Precision | None = None,
        reading: bool = True,
    ) -> Engine:
        """Load the models that are named, by default the bundled ones; no reader if there is no reading to be done.

        The number format is by default the one that suits the processor.

        Raises:
            EncoderError: the encoder cannot be loaded.
            ReaderError: the reader cannot be loaded.

        """
        if not reading:
            return cls(_encoder(model, precision), None)
        from concurrent.futures import ThreadPoolExecutor

        from qa_bot.extractive import ExtractiveModel
        from qa_bot.reader import ExtractiveReader

        with ThreadPoolExecutor(1) as executor:  # the two at once take hardly longer than one
            loading = executor.submit(ExtractiveModel.load, reader, precision=precision)
            encoder = _encoder(model, precision)
            return cls(encoder, ExtractiveReader(loading.result()))


def _encoder(name: str | None, precision: Precision | None) -> Encoder:
    if name is None:
        from embeddings.minilm import MiniLMEncoder

        return MiniLMEncoder.load(precision=precision)
    from embeddings.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder.load(name, precision=precision)
