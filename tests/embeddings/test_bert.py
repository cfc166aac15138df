from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from embeddings import bert
from embeddings.bert import Bert, Head, processor_precision
from embeddings.bundled import verified_folder
from embeddings.errors import EncoderError
from embeddings.minilm import MiniLMEncoder
from embeddings.precision import PRECISIONS
from tests.test_imports import loaded_by


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(verified_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    return tokenizer


def test_a_text_beside_a_longer_one_reads_the_same(tokenizer: Tokenizer) -> None:
    bert = Bert.load(verified_folder(), head="mean", precision="float32")
    short, long = tokenizer.encode("Ice."), tokenizer.encode("The harbour froze over in March. " * 20)
    assert np.allclose(bert([short, long])[0], bert([short])[0], atol=1e-5)


def test_the_precision_is_the_processor_s_unless_it_is_named() -> None:
    assert Bert.load(verified_folder(), head="mean").precision == processor_precision()
    assert Bert.load(verified_folder(), head="mean", precision="float32").precision == "float32"


def test_a_processor_without_bfloat16_computes_in_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bert, "_multiplies_bfloat16", lambda: False)
    computed = {asked: Bert.load(verified_folder(), head="mean", precision=asked).precision for asked in PRECISIONS}
    assert computed == {"bfloat16": "float32", "float32": "float32", "int8": "int8"}


def test_a_system_that_does_not_tell_of_its_processor_has_a_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bert, "_PROCESSORS", Path("/nowhere"))
    monkeypatch.setattr(bert, "_multiplies_bfloat16", lambda: False)
    assert processor_precision.__wrapped__() == "float32"


def test_a_machine_that_cannot_run_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Core:
        def compile_model(self, *_: object) -> None:
            raise RuntimeError("Exception from core.cpp:\n\nno such instruction\n")

    monkeypatch.setattr(bert._openvino(), "Core", Core)
    with pytest.raises(EncoderError, match=r"cannot be loaded \(OpenVINO cannot run .*no such instruction.*--model"):
        MiniLMEncoder.load(precision="float32")


@pytest.mark.parametrize(
    ("change", "head"),
    [
        ({}, "span"),
        ({"hidden_act": "relu"}, "mean"),
        ({"num_hidden_layers": 7}, "mean"),
        ({"hidden_size": None}, "mean"),
    ],
)
def test_a_folder_without_such_a_bert_is_refused(tmp_path: Path, change: dict[str, object], head: Head) -> None:
    config = json.loads((verified_folder() / "config.json").read_bytes())
    config = {name: value for name, value in {**config, **change}.items() if value is not None}
    (tmp_path / "config.json").write_text(json.dumps(config))
    (tmp_path / "model.safetensors").symlink_to(verified_folder() / "model.safetensors")
    with pytest.raises(ValueError, match="holds no BERT"):
        Bert.load(tmp_path, head=head)


def test_nothing_is_loaded_that_reports_to_others() -> None:
    loaded = loaded_by("from embeddings.bert import processor_precision; processor_precision()")
    assert "openvino" in loaded
    assert loaded & {"openvino_telemetry", "multiprocessing", "http", "ssl"} == set()
