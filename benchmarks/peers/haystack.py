"""Haystack as its documentation sets it up: BM25 and embeddings in memory, joined by reciprocal rank, and a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.peers import Answered

if TYPE_CHECKING:
    from benchmarks.datasets import Corpus
    from benchmarks.peers import Models

READ = 10
"""Paragraphs that are read: as many as each of its retrievers returns by default."""


class Haystack:
    """An `AnsweringPeer`: as it is, or mended, so that its reader tells BERT models what is question and what text.

    The reader of transformers-haystack 2.0 leaves token types out, which such models were trained with.
    """

    def __init__(self, models: Models, *, mended: bool = False) -> None:
        self._models = models
        self._mended = mended
        self._retrieval: Any = None
        self._answering: Any = None

    def build(self, corpus: Corpus) -> None:
        from haystack import Document
        from haystack.document_stores.in_memory import InMemoryDocumentStore
        from haystack.utils import ComponentDevice
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
        )
        from haystack_integrations.components.readers.transformers import TransformersExtractiveReader

        self._processor = ComponentDevice.from_str("cpu")
        embedder = SentenceTransformersDocumentEmbedder(
            model=str(self._models.encoder), device=self._processor, progress_bar=False
        )
        documents = [Document(id=str(number), content=text) for number, text in enumerate(corpus.paragraphs)]
        store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        store.write_documents(embedder.run(documents=documents)["documents"])
        self._retrieval = self._hybrid(store)
        self._answering = self._hybrid(store)
        # Weights may be stored in half precision, with which most processors are several times as slow.
        reader = TransformersExtractiveReader(
            model=str(self._models.reader), device=self._processor, model_kwargs={"dtype": "float32"}
        )
        if self._mended:
            _give_token_types(reader)
        self._answering.add_component("reader", reader)
        self._answering.connect("joiner.documents", "reader.documents")

    def retrieve(self, question: str, *, limit: int) -> list[int]:
        found = self._retrieval.run(_inputs(question, limit))
        return [int(document.id) for document in found["joiner"]["documents"]]

    def answer(self, question: str) -> Answered:
        best = self._answering.run({**_inputs(question, READ), "reader": {"query": question}})["reader"]["answers"][0]
        return Answered(best.data, None if best.document is None else int(best.document.id))

    def _hybrid(self, store: Any) -> Any:
        """Return a pipeline of both retrievers and their joiner. A component can be in one pipeline only."""
        from haystack import Pipeline
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
        from haystack_integrations.components.embedders.sentence_transformers import SentenceTransformersTextEmbedder

        pipeline = Pipeline()
        pipeline.add_component(
            "embedder",
            SentenceTransformersTextEmbedder(
                model=str(self._models.encoder), device=self._processor, progress_bar=False
            ),
        )
        pipeline.add_component("dense", InMemoryEmbeddingRetriever(store))
        pipeline.add_component("lexical", InMemoryBM25Retriever(store))
        pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        pipeline.connect("embedder.embedding", "dense.query_embedding")
        pipeline.connect("dense", "joiner")
        pipeline.connect("lexical", "joiner")
        return pipeline


def _give_token_types(reader: Any) -> None:
    """Have the reader's model told, where it wants to be, that the tokens after the first separator are the text."""
    reader.warm_up()
    separator = reader.tokenizer.sep_token_id

    def add(module: Any, args: Any, inputs: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        separators = (inputs["input_ids"] == separator).long()
        return args, {**inputs, "token_type_ids": (separators.cumsum(1) - separators).clamp(max=1)}

    if "token_type_ids" in reader.tokenizer.model_input_names:
        reader.model.register_forward_pre_hook(add, with_kwargs=True)


def _inputs(question: str, limit: int) -> dict[str, dict[str, Any]]:
    return {
        "embedder": {"text": question},
        "dense": {"top_k": limit},
        "lexical": {"query": question, "top_k": limit},
        "joiner": {"top_k": limit},
    }
