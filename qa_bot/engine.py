"""The composition root: which encoder and which reader answer, as the configuration says. Nothing else names one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from embeddings.encoder import Encoder
    from qa_bot.reader import Reader


@dataclass(frozen=True, slots=True)
class Engine:
    """The models that answer questions."""

    encoder: Encoder
    reader: Reader

    @classmethod
    def load(cls, *, model: str | None = None, reader: str | None = None) -> Engine:
        """Load the models that are named, by default the bundled ones.

        Raises:
            EncoderError: the encoder cannot be loaded.
            ReaderError: the reader cannot be loaded.

        """
        from embeddings.encoder import SentenceTransformerEncoder
        from qa_bot.extractive import ExtractiveModel
        from qa_bot.reader import ExtractiveReader

        return cls(SentenceTransformerEncoder.load(model), ExtractiveReader(ExtractiveModel.load(reader)))
