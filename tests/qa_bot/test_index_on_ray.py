"""`qa-bot index --ray`, on a cluster of two machines."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings.minilm import MiniLMEncoder
from embeddings.ray_encoder import RayEncoder
from embeddings.store import Store
from qa_bot import cli, ready_bot
from qa_bot.config import Config
from qa_bot.engine import Engine
from tests.cluster_encoders import failing
from tests.conftest import Write
from tests.hashing_encoder import HashingEncoder
from tests.qa_bot import conftest
from tests.qa_bot.conftest import Run


@pytest.fixture
def qa(folder: Path, tmp_path: Path) -> Run:
    def run(*argv: str, library: str = "library") -> int:
        return cli.main([*argv, "--articles", str(folder), "--library", str(tmp_path / library)])

    return run


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> NoReturn:
        raise AssertionError("a model was loaded")

    monkeypatch.setattr(MiniLMEncoder, "load", refuse)


def vectors(library: Path) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Yield the texts of the passages in a library and their vectors."""
    store, _ = Store.open(library)
    with contextlib.closing(store):
        ids = sorted(store.passage_ids())
        model = MiniLMEncoder.load().model
        for (_, vector), (_, _, text) in zip(store.vectors(ids, model=model), store.texts(ids), strict=True):
            yield text, vector


@pytest.mark.usefixtures("ray_cluster")
def test_the_library_is_the_one_that_is_made_without_it(
    qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert qa("index", library="alone") == 0
    alone = capsys.readouterr()
    assert qa("index", "--ray", "auto", library="spread") == 0
    assert capsys.readouterr() == alone
    assert "3 articles, 5 paragraphs: 3 added" in alone.out
    for (text, vector), (same_text, other) in zip(
        vectors(tmp_path / "alone"), vectors(tmp_path / "spread"), strict=True
    ):
        assert text == same_text
        assert np.dot(vector, other) > 0.999


@pytest.mark.usefixtures("ray_cluster")
def test_it_is_searched_and_kept_up_to_date_without_ray(
    qa: Run, write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert qa("index", "--ray", "auto") == 0
    monkeypatch.setitem(sys.modules, "ray", None)
    write("ice.txt", "Ice\n\nThe harbour of Sarn froze over in March.\n")
    capsys.readouterr()
    assert qa("index") == 0
    assert "1 added, 0 changed, 0 removed, 3 unchanged, 0 skipped; 1 passage" in capsys.readouterr().out
    assert qa("search", "festival of kites", "--json", "--limit", "1") == 0
    assert json.loads(capsys.readouterr().out)["hits"][0]["source"] == "kites.md"


def test_the_cluster_may_be_named_in_the_environment(
    qa: Run, ray_cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spread: list[int] = []
    original = RayEncoder.encode_documents

    def seen(self: RayEncoder, texts: Sequence[str]) -> object:
        spread.append(len(texts))
        return original(self, texts)

    monkeypatch.setattr(RayEncoder, "encode_documents", seen)
    monkeypatch.setenv("QA_BOT_RAY", ray_cluster)
    assert qa("index") == 0
    assert sum(spread) == 3


@pytest.mark.usefixtures("ray_cluster")
def test_ctrl_c_leaves_the_cluster(qa: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(RayEncoder, "encode_documents", interrupt)
    assert qa("index", "--ray", "auto") == 130  # the fixture sees whether the cluster was left
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("ray_cluster")
@pytest.mark.parametrize("word", ["fail", "die"])
def test_what_was_embedded_before_a_failure_is_kept(
    qa: Run, write: Write, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], word: str
) -> None:
    monkeypatch.setattr("qa_bot.engine._encoder", failing)
    for number in range(40):
        write(f"{number}.txt", f"Ship {number}\n\nShip {number} left port and came home laden with fish and salt.\n")
    write("last.txt", f"Ship\n\nIt would {word}.\n")  # the shortest, and so the last
    assert qa("index", "--ray", "auto") == 2
    out, errors = capfd.readouterr()
    assert out == ""
    assert errors.startswith("qa-bot: ")
    assert errors.endswith("what was embedded so far is kept; run the same again to go on\n")
    assert errors.count("\n") == 1
    monkeypatch.setattr("qa_bot.engine._encoder", lambda *_, **__: HashingEncoder())
    assert qa("index") == 0
    assert "44 added" in (report := capfd.readouterr().out)
    assert int(report.rpartition("; ")[2].split()[0]) < 16  # of 44: the others are not embedded again


@pytest.mark.usefixtures("no_model")
def test_without_ray_it_says_how_to_install_it(
    qa: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    assert qa("index", "--ray", "auto") == 2
    assert capsys.readouterr() == ("", 'qa-bot: --ray needs Ray: install it with `pip install "qa-bot[ray]"`\n')


@pytest.mark.usefixtures("no_model")
def test_without_a_cluster_it_says_how_to_start_one(
    qa: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ray._private.services.find_gcs_addresses", set)
    monkeypatch.setenv("RAY_TMPDIR", str(tmp_path))
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    assert qa("index", "--ray", "auto") == 2
    message = 'no Ray cluster runs on this machine: start one with "ray start --head", or leave out --ray'
    assert capfd.readouterr() == ("", f"qa-bot: {message}\n")


@pytest.mark.parametrize("command", [["ask", "why"], ["search", "why"], ["articles"], []])
def test_other_commands_do_not_know_it(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        cli.main([*command, "--ray=auto"])
    assert exited.value.code == 2
    assert "--ray" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["ask", "why"], ["search", "why"]])
def test_other_commands_do_not_heed_the_setting(qa: Run, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    seen: list[str | None] = []

    def load_engine(config: Config, *, reading: bool, ray: str | None = None) -> Engine:
        seen.append(ray)
        return conftest.load_engine(config, reading=reading, ray=ray)

    monkeypatch.setattr(ready_bot, "load_engine", load_engine)
    monkeypatch.setenv("QA_BOT_RAY", "auto")
    assert qa(*command) < 2
    assert seen == [None]


def test_a_model_in_a_folder_is_named_by_its_whole_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named: list[object] = []
    monkeypatch.setattr(RayEncoder, "load", lambda _, load_encoder: named.extend(load_encoder.args))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model").mkdir()
    for model in ("model", "org/model", None):
        Engine.load(ray="auto", model=model, reading=False)
    assert named == [str(tmp_path / "model"), None, "org/model", None, None, None]


def test_an_engine_that_reads_takes_no_cluster() -> None:
    with pytest.raises(TypeError, match="reading=False"):
        Engine.load(ray="auto")
