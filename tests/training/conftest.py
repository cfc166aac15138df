"""A folder of toy question sets in the places of the real ones, and a tiny random model with a tokenizer for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import BertConfig, BertForQuestionAnswering, BertTokenizer, PreTrainedTokenizerBase

NAMES = ("Anna", "Boris", "Clara", "David", "Elena", "Frank")
TOWNS = ("Oslo", "Paris", "Quito", "Rome", "Seoul", "Tunis")
WORDS = (*NAMES, *TOWNS, "where", "does", "who", "live", "lives", "in", "the", "town", "of", "now", "and", ".", "?")


def paragraph(number: int) -> str:
    return f"{NAMES[number]} lives in the town of {TOWNS[number]} now ."


def squad_format(articles: dict[str, list[int]], *, answerable: bool = True) -> dict[str, Any]:
    """Return articles by title, each with paragraphs by number and one question on each."""
    return {
        "data": [
            {
                "title": title,
                "paragraphs": [
                    {
                        "context": (text := paragraph(number)),
                        "qas": [
                            {
                                "id": f"{title}-{number}",
                                "question": f"where does {NAMES[number]} live ?",
                                "answers": [{"text": TOWNS[number], "answer_start": text.index(TOWNS[number])}]
                                if answerable
                                else [],
                            }
                        ],
                    }
                    for number in numbers
                ],
            }
            for title, numbers in articles.items()
        ]
    }


@pytest.fixture
def question_sets(tmp_path: Path) -> Path:
    """Return a folder with all the files that training reads; Rhine is in half B, 1973_oil_crisis in half A."""
    folder = tmp_path / "sets"
    everyone = {"Towns": list(range(len(NAMES)))}
    halves = {"Rhine": [0, 1, 2], "1973_oil_crisis": [3, 4, 5]}
    files = {
        "squadshifts/new_wiki_v1.0.json": squad_format(everyone),
        "squadshifts/reddit_v1.0.json": squad_format(everyone),
        "squadshifts/amazon_reviews_v1.0.json": squad_format(everyone),
        "nq_qed/train.json": squad_format(everyone),
        "squad/dev-v1.1.json": squad_format(halves),
        "squad/dev-v2.0.json": squad_format(halves, answerable=False),
        "qamr_wiki.json": squad_format(everyone),
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))
    return folder


TABLE = ("Year\tShip\tBuilt in\tNote", "1969\tAnna Maria\tOslo\t", "1971\tBlue\\nWhale\tRome\\pTunis\tlost")
OTHER_TABLE = ("Rank\tRiver\tLength", "1\tNile\t6,650 km", "2\tAmazon\t6,400 km", "3\tYangtze\t6,300 km")
UNEVEN_TABLE = ("Rank\tPeak", "1\tEverest\t8,849", "2\tK2")
LOOK_UPS = (
    ("where was the anna maria built?", 1, "Oslo"),
    ("what is the length of the nile?", 2, "6,650 km"),
    ("which river comes before the amazon?", 2, "Nile"),  # wants two rows
    ("which rivers are there?", 2, "Nile|Amazon|Yangtze"),
    ("how many rivers are there besides the nile?", 2, "2"),
    ("how high is everest?", 3, "8,849"),
)
"""Questions, of which table, and their answers; the first two are look-ups."""


@pytest.fixture
def tables_folder(question_sets: Path) -> Path:
    """Return a folder with three tables, one of them unusable, and questions about them."""
    folder = question_sets / "tables"
    (folder / "data").mkdir(parents=True)
    (folder / "csv" / "200-csv").mkdir(parents=True)
    for number, table in enumerate((TABLE, OTHER_TABLE, UNEVEN_TABLE), start=1):
        (folder / "csv" / "200-csv" / f"{number}.tsv").write_text("\n".join(table) + "\n")
    asked = [
        f"nt-{number}\t{question}\tcsv/200-csv/{table}.csv\t{answer}"
        for number, (question, table, answer) in enumerate(LOOK_UPS)
    ]
    (folder / "data" / "training.tsv").write_text("\n".join(["id\tutterance\tcontext\ttargetValue", *asked]) + "\n")
    return folder


@pytest.fixture
def further_sets(question_sets: Path) -> Path:
    """Return a folder with two further sets: one on towns, and one whose answers are half sentences."""
    folder = question_sets / "more"
    folder.mkdir()
    (folder / "towns.json").write_text(json.dumps(squad_format({"Some_towns": [0, 1, 2], "Others": [3]})))
    long = squad_format({"Tale": [4, 5]})
    text = f"{paragraph(4)} Elena lives there with all of her brothers and both her sisters ."
    answer = {"text": text[len(paragraph(4)) + 1 :], "answer_start": len(paragraph(4)) + 1}
    tale = long["data"][0]["paragraphs"][0]
    tale["context"], tale["qas"][0]["answers"] = text, [answer]
    (folder / "fairytaleqa.json").write_text(json.dumps(long))
    return folder


@pytest.fixture
def tokenizer() -> PreTrainedTokenizerBase:
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *(word.lower() for word in WORDS)]
    return BertTokenizer(vocab={word: number for number, word in enumerate(vocabulary)}, do_lower_case=True)


@pytest.fixture
def tiny_model(tokenizer: PreTrainedTokenizerBase) -> BertForQuestionAnswering:
    return new_tiny_model(len(tokenizer))


def new_tiny_model(vocabulary: int) -> BertForQuestionAnswering:
    """Return the same random model every time."""
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=vocabulary,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    model = BertForQuestionAnswering(config)
    model.get_input_embeddings().requires_grad_(False)
    return model
