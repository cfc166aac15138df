from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import AutoModelForQuestionAnswering, BertConfig, BertForQuestionAnswering, PreTrainedTokenizerBase

from tests.training.conftest import new_tiny_model
from training import mean
from training.model import save_reader


@pytest.fixture
def readers(tmp_path: Path, tokenizer: PreTrainedTokenizerBase) -> list[Path]:
    """Return three readers: of all weights the first has 0, the second 1, the third 5."""
    folders = []
    for value in (0.0, 1.0, 5.0):
        model = new_tiny_model(len(tokenizer))
        folders.append(tmp_path / f"reader-{value}")
        weights = {name: torch.full_like(tensor, value) for name, tensor in model.state_dict().items()}
        save_reader(model, tokenizer, folders[-1], weights=weights)
    return folders


def test_the_mean_of_readers_is_a_reader(readers: list[Path], tmp_path: Path) -> None:
    assert mean.main([*map(str, readers), "--output", str(tmp_path / "mean")]) == 0
    model = AutoModelForQuestionAnswering.from_pretrained(tmp_path / "mean", local_files_only=True)
    assert model.dtype == torch.float16
    assert all(bool((tensor == 2).all()) for tensor in model.state_dict().values())
    assert (tmp_path / "mean" / "tokenizer.json").is_file()


def test_what_is_no_reader_is_one_line_and_code_2(
    readers: list[Path], tmp_path: Path, tokenizer: PreTrainedTokenizerBase, capsys: pytest.CaptureFixture[str]
) -> None:
    small = BertForQuestionAnswering(
        BertConfig(
            vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
        )
    )
    save_reader(small, tokenizer, tmp_path / "small")
    (readers[1] / "model.safetensors").write_bytes(b"nothing")
    file = tmp_path / "file"
    file.touch()
    for others, output, message in (
        ([tmp_path / "missing"], tmp_path / "mean", "is no reader"),
        ([tmp_path / "small"], tmp_path / "mean", "have no mean"),
        ([readers[1]], tmp_path / "mean", "have no mean"),
        ([readers[2]], file / "mean", "cannot be written"),
    ):
        assert mean.main([str(readers[0]), *map(str, others), "--output", str(output)]) == 2
        error = capsys.readouterr().err
        assert error.startswith("training: ")
        assert message in error
        assert error.count("\n") == 1
    assert not (tmp_path / "mean").exists()
