from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from embeddings import encoder as encoder_module
from embeddings.encoder import BUNDLED_CHECKSUMS, SentenceTransformerEncoder, _verified_bundled_model
from embeddings.errors import EncoderError


@pytest.fixture(scope="module")
def bundled() -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder.load()


def test_vectors_have_the_models_dimension_and_length_1(bundled: SentenceTransformerEncoder) -> None:
    vectors = bundled.encode_documents(["It froze.", "Nobody crossed the harbour until March.", ""])
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, bundled.dimension) == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    query = bundled.encode_query("When did it freeze?")
    assert query.shape == (384,)
    assert np.linalg.norm(query) == pytest.approx(1, abs=1e-6)


def test_a_question_is_nearer_to_its_answer(bundled: SentenceTransformerEncoder) -> None:
    answer, other = bundled.encode_documents(["The port was blocked by ice in March.", "The goat ate a red jacket."])
    query = bundled.encode_query("When could no ship enter the harbour?")
    assert query @ answer > query @ other + 0.2


def test_order_and_company_change_no_vector(bundled: SentenceTransformerEncoder) -> None:
    texts = ["Ice.", "The harbour froze over in the first week of March, and stayed so for eleven days.", "Salt."]
    together = bundled.encode_documents(texts)
    alone = np.stack([bundled.encode_documents([text])[0] for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.999


def test_counts_tokens_without_the_special_ones(bundled: SentenceTransformerEncoder) -> None:
    assert bundled.count_tokens(["", "ice", "ice ice", "frostbitten icebreaker", "word " * 3000])[:3] == [0, 1, 2]
    assert bundled.count_tokens(["word " * 3000]) == [3000]
    assert bundled.count_tokens([]) == []
    assert bundled.max_tokens == 254


def test_the_model_names_its_weights_and_their_precision(bundled: SentenceTransformerEncoder) -> None:
    name, checksum, precision = bundled.model.split()
    assert name == "all-MiniLM-L6-v2"
    assert BUNDLED_CHECKSUMS["model.safetensors"].startswith(checksum)
    assert precision in ("bfloat16", "float32")


@pytest.mark.parametrize("file", sorted(BUNDLED_CHECKSUMS))
def test_a_tampered_bundled_model_is_refused(monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    monkeypatch.setitem(BUNDLED_CHECKSUMS, file, "0" * 64)
    with pytest.raises(EncoderError, match=rf"{file} is not the official release .*reinstall"):
        SentenceTransformerEncoder.load()


def test_a_missing_bundled_model_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_module, "find_spec", lambda _: None)
    with pytest.raises(EncoderError, match="not installed"):
        SentenceTransformerEncoder.load()


def test_a_bundled_model_that_lost_a_file_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BUNDLED_CHECKSUMS, "no-such-file", "0" * 64)
    with pytest.raises(EncoderError, match="no-such-file cannot be read"):
        SentenceTransformerEncoder.load()


@pytest.mark.parametrize("kind", ["name", "empty folder", "missing folder", "damaged folder"])
def test_a_model_that_cannot_be_had_is_one_line(
    bundled: SentenceTransformerEncoder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    name = {"name": "no-such/model"}.get(kind, str(tmp_path / "model"))
    if kind == "damaged folder":
        folder, _ = _verified_bundled_model()
        shutil.copytree(folder, name, ignore=shutil.ignore_patterns("*.safetensors"))
        (tmp_path / "model" / "model.safetensors").write_bytes(b"noise" * 100)
    elif kind == "empty folder":
        (tmp_path / "model").mkdir()
    with pytest.raises(EncoderError) as caught:
        SentenceTransformerEncoder.load(name)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)
    assert str(caught.value).endswith("check its name or folder")


def test_a_folder_with_a_model_is_loaded_and_known_by_its_weights(
    bundled: SentenceTransformerEncoder, tmp_path: Path
) -> None:
    folder, _ = _verified_bundled_model()
    (tmp_path / "mine").symlink_to(folder)
    loaded = SentenceTransformerEncoder.load(str(tmp_path / "mine"))
    assert loaded.model.startswith("mine ")
    assert np.allclose(loaded.encode_query("ice"), bundled.encode_query("ice"), atol=1e-6)
