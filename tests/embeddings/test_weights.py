from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

from embeddings.bert import Bert
from embeddings.bundled import verified_folder
from embeddings.weights import Weights


def test_the_tensors_are_those_that_the_makers_of_the_format_read() -> None:
    path = verified_folder() / "model.safetensors"
    expected = {name: tensor for name, tensor in load_file(path).items() if tensor.dtype == np.float32}
    weights = Weights(path)
    assert set(weights) == set(expected)
    assert all(np.array_equal(weights[name], expected[name]) for name in weights)
    weights.release()
    assert all(np.array_equal(weights[name], expected[name]) for name in weights)


def test_numbers_keep_their_format_and_whole_numbers_are_left_out(tmp_path: Path) -> None:
    save_file(
        {"half": np.eye(3, dtype=np.float16), "double": np.ones(2), "ids": np.arange(4)},
        tmp_path / "some",
        metadata={"format": "np"},
    )
    weights = Weights(tmp_path / "some")
    assert set(weights) == {"half", "double"}
    assert "half" in weights
    assert "ids" not in weights
    assert weights["half"].dtype == np.float16
    assert weights["half"].tolist() == np.eye(3).tolist()
    with pytest.raises(KeyError):
        weights["ids"]


def _file(header: object, data: bytes = bytes(16)) -> bytes:
    written = json.dumps(header).encode()
    return len(written).to_bytes(8, "little") + written + data


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"noise" * 100,
        (1 << 60).to_bytes(8, "little"),
        _file([]),
        _file({"some": 7}),
        _file({"some": {"dtype": "F32", "shape": [5], "data_offsets": [0, 20]}}),
        _file({"some": {"dtype": "F32", "shape": [3], "data_offsets": [0, 16]}}),
        _file({"some": {"dtype": "F32", "shape": [4]}}),
        _file({"some": {"dtype": "F32", "shape": [4], "data_offsets": [0, 1 << 99]}}),
    ],
)
def test_another_file_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    shutil.copy(verified_folder() / "config.json", tmp_path)
    (tmp_path / "model.safetensors").write_bytes(content)
    with pytest.raises(ValueError, match=r"model\.safetensors is no file of safetensors"):
        Bert.load(tmp_path, head="mean")


@given(content=st.binary(max_size=300) | st.binary(max_size=80).map(lambda noise: _file({"some": noise.hex()}, noise)))
def test_noise_is_refused(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("weights") / "noise"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="is no file of safetensors"):
        Weights(path)
