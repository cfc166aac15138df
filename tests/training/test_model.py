from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import AutoModelForQuestionAnswering, AutoTokenizer, BertForQuestionAnswering, PreTrainedTokenizerBase

from embeddings.bundled import verified_folder
from training.errors import TrainingError
from training.model import load_start, mean_weights, pick_device, save_reader


def test_the_start_is_the_bundled_encoder_with_a_head_of_the_seed_s() -> None:
    folder = verified_folder()
    model, tokenizer = load_start(folder, seed=0)
    again, _ = load_start(folder, seed=0)
    other, _ = load_start(folder, seed=1)
    heads = [one.state_dict()["qa_outputs.weight"] for one in (model, again, other)]
    assert torch.equal(heads[0], heads[1])
    assert not torch.equal(heads[0], heads[2])
    assert sum(weights.numel() for weights in model.parameters()) == pytest.approx(22.6e6, rel=0.01)
    frozen = [name for name, weights in model.named_parameters() if not weights.requires_grad]
    assert frozen == ["bert.embeddings.word_embeddings.weight"]
    assert model.config.hidden_dropout_prob == model.config.attention_probs_dropout_prob == 0
    assert len(tokenizer("word " * 400, truncation=False)["input_ids"]) == 402


def test_a_reader_is_started_from_with_dropout(
    tiny_model: BertForQuestionAnswering, tokenizer: PreTrainedTokenizerBase, tmp_path: Path
) -> None:
    save_reader(tiny_model, tokenizer, tmp_path / "reader")
    model, _ = load_start(tmp_path / "reader", seed=0, dropout=0.1)
    assert torch.equal(model.state_dict()["qa_outputs.weight"], tiny_model.state_dict()["qa_outputs.weight"].half())
    assert model.dtype == torch.float32
    assert model.config.hidden_dropout_prob == model.config.attention_probs_dropout_prob == 0.1
    assert not model.get_input_embeddings().weight.requires_grad


def test_the_mean_of_weights_is_a_copy() -> None:
    weights = {"w": torch.tensor([1.0, 3.0])}
    mean = mean_weights([weights, {"w": torch.tensor([3.0, 3.0])}])
    weights["w"] += 1
    assert mean["w"].tolist() == [2, 3]


def test_a_saved_folder_loads_again(
    tiny_model: BertForQuestionAnswering, tokenizer: PreTrainedTokenizerBase, tmp_path: Path
) -> None:
    folder = tmp_path / "reader"
    folder.mkdir()
    (folder / "old").touch()
    save_reader(tiny_model, tokenizer, folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "config.json",
        "model.safetensors",
        "tokenizer.json",
        "tokenizer_config.json",
    ]
    loaded = AutoModelForQuestionAnswering.from_pretrained(folder, local_files_only=True)
    assert isinstance(loaded, BertForQuestionAnswering)
    assert loaded.dtype == torch.float16
    assert tiny_model.dtype == torch.float32
    for name, weights in tiny_model.state_dict().items():
        assert torch.equal(loaded.state_dict()[name], weights.half())
    text = "where does Anna live ?"
    assert AutoTokenizer.from_pretrained(folder)(text)["input_ids"] == tokenizer(text)["input_ids"]


def test_other_weights_are_saved_in_the_place_of_the_model_s(
    tiny_model: BertForQuestionAnswering, tokenizer: PreTrainedTokenizerBase, tmp_path: Path
) -> None:
    name = "qa_outputs.bias"
    weights = tiny_model.state_dict() | {name: torch.tensor([1.0, 2.0])}
    save_reader(tiny_model, tokenizer, tmp_path / "reader", weights=weights)
    loaded = AutoModelForQuestionAnswering.from_pretrained(tmp_path / "reader", local_files_only=True)
    assert loaded.state_dict()[name].tolist() == [1, 2]
    assert tiny_model.state_dict()[name].tolist() == [0, 0]


def test_a_folder_that_cannot_be_written_is_said(
    tiny_model: BertForQuestionAnswering, tokenizer: PreTrainedTokenizerBase, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(TrainingError, match="cannot be written"):
        save_reader(tiny_model, tokenizer, tmp_path / "file" / "reader")


def test_a_device_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert pick_device("auto") == pick_device("cpu") == torch.device("cpu")
    with pytest.raises(TrainingError, match="--device cpu"):
        pick_device("cuda")
