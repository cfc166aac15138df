"""The composition root: which encoder and which reader answer, as the configuration says. Nothing else names one."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from embeddings.encoder import Encoder
    from embeddings.precision import Precision
    from embeddings.ray_encoder import RayEncoder
    from qa_bot.reader import Reader


@dataclass(frozen=True, slots=True)
class Engine:
    """The models that answer questions."""

    encoder: Encoder
    reader: Reader | None
    """None where nothing is to be answered, only indexed and searched."""
    cluster: RayEncoder | None = None
    """The encoder once more where it embeds on a Ray cluster, which must be left when all is done."""

    @classmethod
    def load(
        cls,
        *,
        model: str | None = None,
        reader: str | None = None,
        precision: Precision | None = None,
        reading: bool = True,
        ray: str | None = None,
    ) -> Engine:
        """Load the models that are named, by default the bundled ones; no reader if there is no reading to be done.

        The number format is by default the one that suits the processor. `ray` is the address of a Ray cluster to
        embed on, for an engine that only indexes and searches; close the engine to leave it.

        Raises:
            EncoderError: the encoder cannot be loaded, or the cluster not be used.
            ReaderError: the reader cannot be loaded.

        """
        if ray is not None:
            if reading:
                raise TypeError("a cluster embeds what is indexed, and reads nothing: give reading=False with ray")
            from embeddings.ray_encoder import RayEncoder

            if model is not None and Path(model).is_dir():  # elsewhere, the working folder is another
                model = str(Path(model).resolve())
            cluster = RayEncoder.load(ray, functools.partial(_encoder, model, precision))
            return cls(cluster, None, cluster)
        if not reading:
            return cls(_encoder(model, precision, ready=False), None)
        from concurrent.futures import ThreadPoolExecutor

        from qa_bot.extractive import ExtractiveModel
        from qa_bot.reader import ExtractiveReader

        with ThreadPoolExecutor(1) as executor:  # the two at once take hardly longer than one
            loading = executor.submit(ExtractiveModel.load, reader, precision=precision)
            encoder = _encoder(model, precision)
            import faiss  # noqa: F401  (whatever is searched needs it next, and the reader is not loaded yet)

            return cls(encoder, ExtractiveReader(loading.result()))

    def close(self) -> None:
        """Leave the Ray cluster, if there is one."""
        if self.cluster is not None:
            self.cluster.close()


def _encoder(name: str | None, precision: Precision | None, *, ready: bool = True) -> Encoder:
    """Load an encoder; the bundled one is compiled at once only if it is to be `ready`, else for what it then gets."""
    if name is None:
        from embeddings.minilm import MiniLMEncoder

        return MiniLMEncoder.load(precision=precision, ready=ready)
    from embeddings.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder.load(name, precision=precision)
