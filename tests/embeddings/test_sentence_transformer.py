from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from embeddings.bundled import verified_folder
from embeddings.errors import EncoderError
from embeddings.sentence_transformer import SentenceTransformerEncoder


@pytest.mark.parametrize("kind", ["name", "empty folder", "missing folder", "damaged folder"])
def test_a_model_that_cannot_be_had_is_one_line(tmp_path: Path, kind: str) -> None:
    name = {"name": "no-such/model"}.get(kind, str(tmp_path / "model"))
    if kind == "damaged folder":
        shutil.copytree(verified_folder(), name, ignore=shutil.ignore_patterns("*.safetensors"))
        (tmp_path / "model" / "model.safetensors").write_bytes(b"noise" * 100)
    elif kind == "empty folder":
        (tmp_path / "model").mkdir()
    with pytest.raises(EncoderError) as caught:
        SentenceTransformerEncoder.load(name)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)
    assert "check its name or folder" in str(caught.value) or "there is no model in" in str(caught.value)


def test_a_folder_with_a_model_is_loaded_and_known_by_its_weights(tmp_path: Path) -> None:
    (tmp_path / "mine").symlink_to(verified_folder())
    loaded = SentenceTransformerEncoder.load(str(tmp_path / "mine"), precision="bfloat16")
    name, checksum = loaded.model.split()
    assert (name, len(checksum)) == ("mine", 12)
    assert loaded.count_tokens(["", "ice ice", "word " * 3000]) == [0, 2, 3000]
    assert loaded.count_tokens([]) == []
    assert (loaded.max_tokens, loaded.dimension) == (254, 384)
    vectors = loaded.encode_documents(["It froze.", ""])
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert loaded.encode_query("It froze.") @ vectors[0] > 0.999
