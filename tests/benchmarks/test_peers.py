from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.datasets import Corpus, Example
from benchmarks.peers import Answered
from benchmarks.peers.table import COLUMNS, heading, line, measure
from tests.conftest import ROOT

CORPUS = Corpus(
    "cities",
    ("Paris is in France.", "Rome is in Italy."),
    ("Paris", "Rome"),
    (
        Example("1", "What is in France?", ("Paris",), 0),
        Example("2", "What is in Italy?", ("Rome",), 1),
    ),
)


class Searching:
    """Finds paragraphs that share a word with the question, in the corpus' order."""

    def build(self, corpus: Corpus) -> None:
        self.paragraphs = corpus.paragraphs

    def retrieve(self, question: str, *, limit: int) -> list[int]:
        return [number for number, text in enumerate(self.paragraphs) if set(text.split()) & set(question.split())][
            :limit
        ]


class Answering(Searching):
    def answer(self, question: str) -> Answered:
        return Answered("Paris", 0) if "France" in question else Answered(None, 0)


@pytest.fixture
def scoring_libraries() -> None:
    pytest.importorskip("ir_measures", reason="it comes with the optional dependencies dev")
    pytest.importorskip("torchmetrics", reason="it comes with the optional dependencies dev")


@pytest.mark.usefixtures("scoring_libraries")
def test_a_peer_that_only_retrieves_has_no_scores_for_answers(capsys: pytest.CaptureFixture[str]) -> None:
    row = measure("searching", Searching(), CORPUS, CORPUS.examples)
    assert (row.ranking.recall_1, row.ranking.recall_5) == (0.5, 1)
    assert row.answers is None
    assert row.first_citation_gold is None
    assert len(row.seconds) == 2
    assert "| searching | 0.500 | 1.000 | 1.000 | 0.750 |" in line(row)
    assert line(row).count("–") == 3
    assert "searching: indexed in" in capsys.readouterr().err


@pytest.mark.usefixtures("scoring_libraries")
def test_a_peer_that_answers_is_scored_for_answers_and_citations(capsys: pytest.CaptureFixture[str]) -> None:
    row = measure("answering", Answering(), CORPUS, CORPUS.examples)
    assert row.answers is not None
    assert (row.answers.exact_match, row.answers.f1, row.first_citation_gold) == (0.5, 0.5, 0.5)
    assert "answering: answered 1 of 2" in capsys.readouterr().err


@pytest.mark.usefixtures("scoring_libraries")
def test_the_rows_have_a_cell_for_each_heading() -> None:
    row = line(measure("answering", Answering(), CORPUS, CORPUS.examples))
    assert {text.count("|") for text in (*heading().splitlines(), row)} == {len(COLUMNS) + 1}


def test_without_the_peers_the_command_says_how_to_install_them(tmp_path: Path) -> None:
    program = (
        "import importlib.util, runpy\n"
        "find = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name: None if name == 'txtai' else find(name)\n"
        "runpy.run_module('benchmarks.peers', run_name='__main__')\n"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program, "--data", tmp_path, "--reader", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert finished.stderr.count("\n") == 1
    assert "make peers" in finished.stderr
