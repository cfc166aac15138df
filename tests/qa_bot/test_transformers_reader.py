from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from qa_bot.extractive import BUNDLED
from qa_bot.transformers_reader import load_transformers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a reader of one layer that has learnt nothing."""
    from transformers import BertConfig, BertForQuestionAnswering

    folder = tmp_path_factory.mktemp("reader")
    config = BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64)
    BertForQuestionAnswering(config).save_pretrained(folder)
    shutil.copy(BUNDLED / "tokenizer.json", folder)
    return folder


def test_a_text_beside_a_longer_one_reads_the_same(folder: Path) -> None:
    logits, tokenizer = load_transformers(str(folder), precision="float32")
    short, long = tokenizer.encode_batch([("who?", "Anna."), ("who?", "Anna did, and then she rowed home alone.")])
    together, alone = logits([short, long])[0], logits([short])[0]
    assert together.shape == (len(long), 2)
    assert np.allclose(together[: len(short)], alone, atol=1e-5)
