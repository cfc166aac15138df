"""The bundled encoder, also against sentence-transformers, which defines what it computes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.bundled import CHECKSUMS, verified_folder
from embeddings.encoder import TakingTurns
from embeddings.errors import EncoderError
from embeddings.minilm import MiniLMEncoder
from embeddings.precision import PRECISIONS, Precision
from embeddings.sentence_transformer import SentenceTransformerEncoder
from tests.conftest import SAMPLE_ARTICLES


@pytest.fixture(scope="module")
def bundled() -> MiniLMEncoder:
    return MiniLMEncoder.load()


@pytest.fixture(scope="module")
def reference() -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder.load(str(verified_folder()), precision="float32")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Return paragraphs of real length, and texts that are odd or longer than what is read."""
    paragraphs = [text for path in sorted(SAMPLE_ARTICLES.glob("*.txt")) for text in path.read_text().split("\n\n")]
    return [*paragraphs[:60], "", "  \n", "Ice.", "的" * 900, "🪁 naïve Ærø", "word " * 3000, "x" * 5_000]


@pytest.mark.parametrize(("precision", "least"), [("float32", 0.999), ("bfloat16", 0.996), ("int8", 0.996)])
def test_vectors_are_those_of_sentence_transformers(
    reference: SentenceTransformerEncoder, texts: list[str], precision: Precision, least: float
) -> None:
    encoder = MiniLMEncoder.load(precision=precision)
    cosines = (encoder.encode_documents(texts) * reference.encode_documents(texts)).sum(axis=1)
    assert cosines.min() > least
    assert encoder.encode_query(texts[0]) @ reference.encode_query(texts[0]) > least


def test_tokens_are_counted_as_sentence_transformers_does(
    bundled: MiniLMEncoder, reference: SentenceTransformerEncoder, texts: list[str]
) -> None:
    assert bundled.count_tokens(texts) == reference.count_tokens(texts)
    assert (bundled.max_tokens, bundled.dimension) == (reference.max_tokens, reference.dimension)


def test_vectors_have_the_models_dimension_and_length_1(bundled: MiniLMEncoder) -> None:
    vectors = bundled.encode_documents(["It froze.", "Nobody crossed the harbour until March.", ""])
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, bundled.dimension) == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    query = bundled.encode_query("When did it freeze?")
    assert query.shape == (384,)
    assert np.linalg.norm(query) == pytest.approx(1, abs=1e-6)


def test_no_texts_have_no_vectors(bundled: MiniLMEncoder) -> None:
    assert bundled.encode_documents([]).shape == (0, 384)
    assert bundled.count_tokens([]) == []


def test_a_question_is_nearer_to_its_answer(bundled: MiniLMEncoder) -> None:
    answer, other = bundled.encode_documents(["The port was blocked by ice in March.", "The goat ate a red jacket."])
    query = bundled.encode_query("When could no ship enter the harbour?")
    assert query @ answer > query @ other + 0.2


def test_order_and_company_change_no_vector(bundled: MiniLMEncoder, texts: list[str]) -> None:
    together = bundled.encode_documents(texts)
    alone = np.stack([bundled.encode_documents([text])[0] for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.999


class _Compiled:
    """Stands for the model, and keeps for how many streams it was compiled and with which of them it was run."""

    def __init__(self) -> None:
        self.compiled: list[str] = []
        self.used: list[str] = []

    def load(self, folder: Path, *, streams: int = 0, **_: Any) -> Any:
        name = "lone" if streams == 1 else "side by side"
        self.compiled.append(name)

        def run(encodings: Sequence[Any]) -> list[NDArray[np.float32]]:
            self.used.append(name)
            return [np.ones(384, np.float32)] * len(encodings)

        return run


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> _Compiled:
    compiled = _Compiled()
    monkeypatch.setattr("embeddings.minilm.Bert", compiled)
    return compiled


def test_many_passages_are_embedded_side_by_side_also_where_queries_wait_for_their_turn(compiled: _Compiled) -> None:
    encoder = MiniLMEncoder.load()
    assert compiled.compiled == ["lone"]
    shared = TakingTurns(encoder)
    shared.encode_documents(["It froze."] * 3)
    assert compiled.used == ["lone"]
    assert shared.encode_documents(["It froze."] * 2 * encoder.at_once).shape == (128, 384)
    assert set(compiled.used[1:]) == {"side by side"}
    shared.encode_query("When did it freeze?")
    shared.encode_documents(["It froze."] * 3)
    assert compiled.used[-2:] == ["lone", "side by side"]
    assert compiled.compiled == ["lone", "side by side"]


def test_what_is_not_to_be_ready_is_compiled_for_what_it_gets_alone(compiled: _Compiled) -> None:
    encoder = MiniLMEncoder.load(ready=False)
    assert encoder.count_tokens(["ice ice"]) == [2]
    assert compiled.compiled == []
    encoder.encode_documents(["It froze."] * encoder.at_once)
    encoder.encode_documents(["It froze."])
    assert compiled.compiled == ["side by side"]
    encoder.encode_query("When did it freeze?")
    assert compiled.compiled == ["side by side", "lone"]


def test_a_tampered_model_that_is_not_to_be_ready_embeds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHECKSUMS, "model.safetensors", "0" * 64)
    encoder = MiniLMEncoder.load(ready=False)
    with pytest.raises(EncoderError, match="is not the official release"):
        encoder.encode_documents(["It froze."])
    monkeypatch.setitem(CHECKSUMS, "tokenizer.json", "0" * 64)
    with pytest.raises(EncoderError, match="is not the official release"):
        MiniLMEncoder.load(ready=False)


def test_counts_tokens_without_the_special_ones(bundled: MiniLMEncoder) -> None:
    assert bundled.count_tokens(["", "ice", "ice ice", "word " * 3000]) == [0, 1, 2, 3000]


def test_the_model_names_its_weights_and_is_one_in_every_number_format(bundled: MiniLMEncoder) -> None:
    name, checksum = bundled.model.split()
    assert name == "all-MiniLM-L6-v2"
    assert CHECKSUMS["model.safetensors"].startswith(checksum)
    assert {MiniLMEncoder.load(precision=each).model for each in PRECISIONS} == {bundled.model}


@pytest.mark.parametrize("file", sorted(CHECKSUMS))
def test_a_tampered_bundled_model_is_refused(monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    monkeypatch.setitem(CHECKSUMS, file, "0" * 64)
    with pytest.raises(EncoderError, match=rf"{file} is not the official release .*reinstall"):
        MiniLMEncoder.load()


def test_a_missing_bundled_model_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.bundled.find_spec", lambda _: None)
    with pytest.raises(EncoderError, match="not installed"):
        MiniLMEncoder.load()


def test_a_bundled_model_that_lost_a_file_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHECKSUMS, "no-such-file", "0" * 64)
    with pytest.raises(EncoderError, match="no-such-file cannot be read"):
        MiniLMEncoder.load()
