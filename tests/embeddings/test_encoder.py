from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.encoder import TakingTurns
from tests.hashing_encoder import HashingEncoder


class Watched(HashingEncoder):
    """Notes what it is given, and fails when two give it something at once."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []
        self.asked = threading.Event()
        self._alone = threading.Lock()

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        assert self._alone.acquire(blocking=False)
        if not self.given:
            self.asked.wait()
        self.given += texts
        vectors = np.stack([HashingEncoder.encode_query(self, text) for text in texts])
        self._alone.release()
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        assert self._alone.acquire(blocking=False)
        self.given.append(text)
        self._alone.release()
        return super().encode_query(text)


@pytest.mark.parametrize("count", [0, 1, 100])
def test_vectors_are_those_of_the_encoder_itself(count: int) -> None:
    texts = [f"Ship {number} froze in" for number in range(count)]
    own, shared = HashingEncoder(), TakingTurns(HashingEncoder())
    assert shared.encode_documents(texts).shape == (count, own.dimension)
    if texts:
        assert np.array_equal(shared.encode_documents(texts), own.encode_documents(texts))
    assert np.array_equal(shared.encode_query("ice"), own.encode_query("ice"))
    assert shared.count_tokens(texts) == own.count_tokens(texts)
    assert (shared.model, shared.dimension, shared.max_tokens, shared.at_once) == ("hashing", 256, 60, 64)


def test_a_query_waits_for_a_few_documents_at_most() -> None:
    watched = Watched()
    shared = TakingTurns(watched)
    texts = [f"text {number}" for number in range(320)]
    indexing = threading.Thread(target=shared.encode_documents, args=(texts,))
    indexing.start()
    while not shared._turn.locked():
        pass
    asking = threading.Thread(target=shared.encode_query, args=("query",))
    asking.start()
    while not shared._next.locked():
        pass
    watched.asked.set()
    indexing.join()
    asking.join()
    assert watched.given.index("query") == 32
    assert sorted(watched.given) == sorted([*texts, "query"])


def test_an_encoder_that_fails_is_free_again() -> None:
    class Failing(HashingEncoder):
        def encode_query(self, text: str) -> NDArray[np.float32]:
            raise ValueError(text)

    shared = TakingTurns(Failing())
    for _ in range(2):
        with pytest.raises(ValueError, match="ice"):
            shared.encode_query("ice")
