from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from transformers import AutoModelForQuestionAnswering, PreTrainedTokenizerBase

from embeddings.minilm import MiniLMEncoder
from tests.conftest import ROOT
from tests.hashing_encoder import HashingEncoder
from tests.training.conftest import new_tiny_model
from training import __main__, mean
from training.model import save_reader


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tokenizer: PreTrainedTokenizerBase) -> None:
    """Put a tiny model and an encoder without a model in the place of the bundled one; a row for every step."""
    monkeypatch.setattr(MiniLMEncoder, "load", HashingEncoder)
    monkeypatch.setattr("training.model.load_start", lambda *_, **__: (new_tiny_model(len(tokenizer)), tokenizer))
    monkeypatch.setattr(__main__, "REPORT_EVERY", 1)
    monkeypatch.setattr("training.batches.like_length.__kwdefaults__", {"size": 8})
    monkeypatch.setattr("training.group_batches.group_batches.__kwdefaults__", {"size": 16})


@pytest.mark.usefixtures("small")
def test_a_run_that_was_stopped_ends_as_the_one_that_went_through(
    question_sets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = ["--data", str(question_sets), "--device", "cpu"]
    whole, halves = tmp_path / "whole", tmp_path / "halves"
    assert __main__.main([*common, "--output", str(whole)]) == 0
    assert __main__.main([*common, "--output", str(halves), "--steps", "3"]) == 0
    assert "stopped after step 3 of 8" in capsys.readouterr().out
    assert not (halves / "reader").exists()
    assert (halves / "loss.tsv").read_text().count("\n") == 4
    assert __main__.main([*common, "--output", str(halves), "--resume"]) == 0
    for name in ("loss.tsv", "reader/model.safetensors", "reader-averaged/model.safetensors", "negatives.json"):
        assert (whole / name).read_bytes() == (halves / name).read_bytes(), name
    assert (whole / "loss.tsv").read_text().startswith("step\tloss\n1\t")
    assert AutoModelForQuestionAnswering.from_pretrained(halves / "reader", local_files_only=True)
    assert __main__.main([*common, "--output", str(whole)]) == 2
    assert "go on with --resume" in capsys.readouterr().err


@pytest.mark.usefixtures("small")
def test_a_limit_makes_the_pass_shorter(
    question_sets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "run"
    assert __main__.main(["--data", str(question_sets), "--output", str(output), "--limit", "10"]) == 0
    assert "10 examples, 2 steps on" in capsys.readouterr().out


@pytest.mark.usefixtures("small")
def test_a_reader_is_refined_and_mixed_with_what_it_was(question_sets: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert __main__.main(["--data", str(question_sets), "--output", str(first), "--device", "cpu"]) == 0
    refine = ["--output", str(second), "--refine", str(first / "reader"), "--device", "cpu"]
    assert __main__.main(["--data", str(question_sets), *refine]) == 0
    assert (second / "reader").is_dir()
    assert (second / "reader-mixed").is_dir()


@pytest.mark.usefixtures("small", "further_sets")
def test_a_third_pass_that_was_stopped_ends_as_the_one_that_went_through(
    question_sets: Path, tmp_path: Path, tokenizer: PreTrainedTokenizerBase, capsys: pytest.CaptureFixture[str]
) -> None:
    save_reader(new_tiny_model(len(tokenizer)), tokenizer, tmp_path / "reader")
    whole, halves = tmp_path / "whole", tmp_path / "halves"
    common = ["--data", str(question_sets), "--device", "cpu", "--refine", str(tmp_path / "reader"), "--groups", "3"]
    assert __main__.main([*common, "--output", str(whole), "--limit", "40"]) == 0
    said = capsys.readouterr().out
    assert "      6 new_wiki\n" in said
    [steps] = re.findall(r"\n40 questions, (\d+) steps on cpu\n", said)
    almost = int(steps) - 1  # weights are averaged already
    assert __main__.main([*common, "--output", str(halves), "--limit", "40", "--steps", str(almost)]) == 0
    assert f"stopped after step {almost} of {steps}" in capsys.readouterr().out
    assert __main__.main([*common, "--output", str(halves), "--limit", "40", "--resume"]) == 0
    for name in ("reader/model.safetensors", "reader-averaged/model.safetensors", "retrieved-articles.json"):
        assert (whole / name).read_bytes() == (halves / name).read_bytes(), name
    averaged = [str(run / "reader-averaged") for run in (whole, halves)]
    assert mean.main([*averaged, "--output", str(tmp_path / "mean")]) == 0
    assert AutoModelForQuestionAnswering.from_pretrained(tmp_path / "mean", local_files_only=True)


@pytest.mark.parametrize(
    ("data", "output", "more", "message"),
    [
        ("missing", "run", [], "there is no folder"),
        (".", "run", [], "cannot be read"),
        ("sets", "file/run", [], "cannot be written"),
        ("sets", "run", ["--resume"], "no checkpoint to go on from"),
        ("sets", "run", ["--refine", "nothing"], "nothing is no reader to refine"),
        ("sets", "run", ["--groups", "1"], "name it with --refine"),
    ],
)
def test_what_has_to_be_put_right_is_one_line_and_code_2(
    question_sets: Path, capsys: pytest.CaptureFixture[str], *, data: str, output: str, more: list[str], message: str
) -> None:
    folder = question_sets.parent
    (folder / "file").touch()
    code = __main__.main(["--data", str(folder / data), "--output", str(folder / output), *more])
    error = capsys.readouterr().err
    assert (code, error.count("\n")) == (2, 1)
    assert error.startswith("training: ")
    assert message in error


@pytest.mark.parametrize("steps", ["0", "many"])
def test_a_number_of_steps_is_asked_for(steps: str) -> None:
    with pytest.raises(SystemExit) as raised:
        __main__.main(["--data", ".", "--output", ".", "--steps", steps])
    assert raised.value.code == 2


def test_the_module_runs_as_a_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "training", "--data", str(tmp_path / "missing"), "--output", str(tmp_path / "run")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("training: there is no folder")
