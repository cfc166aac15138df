"""Two programs at one library take turns at writing, and answering waits for nobody."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import embeddings.library
import embeddings.writing
from embeddings.library import Library
from embeddings.store import Store
from embeddings.writing import writing
from qa_bot import cli, ready_bot
from tests.conftest import ROOT
from tests.embeddings.changing import apply, article_of
from tests.embeddings.test_writing import another_writer
from tests.faults.shelf import Shelf
from tests.hashing_encoder import HashingEncoder
from tests.qa_bot.conftest import load_engine


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path, 1)


def own(shelf: Shelf) -> list[str]:
    return ["--articles", str(shelf.articles), "--library", str(shelf.library)]


def indexing(shelf: Shelf) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-m", "tests.qa_bot.hashing_cli", "index", *own(shelf)]
    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_programs_index_at_once(shelf: Shelf) -> None:
    for number in range(40):
        shelf.write(f"{number}.txt")
    both = [indexing(shelf) for _ in range(2)]
    ends = [(*each.communicate(timeout=60), each.returncode) for each in both]
    assert [code for *_, code in ends] == [0, 0]
    assert all("waiting for another program" in line for _, errors, _ in ends for line in errors.splitlines())
    late, early = sorted((printed for printed, *_ in ends), key=lambda printed: "41 added" in printed)
    assert "41 added" in early
    assert "0 added" in late
    assert "0 passages embedded" in late
    shelf.finish()


def test_a_second_writer_waits_says_for_whom_and_ends(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.build()
    monkeypatch.setattr(ready_bot, "load_engine", load_engine)
    monkeypatch.setattr(embeddings.library, "PATIENCE", 0.3)
    monkeypatch.setattr(embeddings.writing, "_TOLD_AFTER", 0.1)
    with another_writer(shelf.library, "index") as other:
        assert cli.main(["index", *own(shelf)]) == 2
        waiting, busy = capsys.readouterr().err.splitlines()
    who = f"(process {other.pid}, qa-bot index)"
    assert waiting == f"qa-bot: waiting for another program that is writing the library {shelf.library} {who}"
    assert busy.endswith(f"another program is writing the library {shelf.library} {who}: wait for it, or close it")
    assert cli.main(["index", *own(shelf)]) == 0


def test_answering_waits_for_no_writer(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.build()
    shelf.write("new.txt")
    monkeypatch.setattr(ready_bot, "load_engine", load_engine)
    monkeypatch.setattr(embeddings.library, "PATIENCE", 1e9)
    with another_writer(shelf.library, "index") as other:
        assert cli.main(["search", "the harbour", *own(shelf)]) == 0
        printed = capsys.readouterr()
    assert "in the harbour" in printed.out
    assert "new.txt" not in printed.out
    [line] = printed.err.splitlines()
    assert f"(process {other.pid}, qa-bot index)" in line
    assert line.endswith("answering from what was indexed before")


def test_what_another_program_has_only_begun_to_index_is_told_at_once(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.closing(Store.open(shelf.library)[0]) as store:
        store.add_vectors([("a", np.eye(1, 8, dtype=np.float32)[0])], model="hashing")
    monkeypatch.setattr(ready_bot, "load_engine", load_engine)
    monkeypatch.setattr(embeddings.library, "PATIENCE", 1e9)
    monkeypatch.setattr(embeddings.library, "_PATIENCE_WITHOUT_ARTICLES", 0.1)
    with another_writer(shelf.library, "index") as other:
        assert cli.main(["search", "the harbour", *own(shelf)]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("qa-bot: nothing is indexed yet, and another program is writing")
    assert f"(process {other.pid}, qa-bot index)" in line
    assert line.endswith("1 passages are embedded so far")


def test_what_another_program_has_indexed_so_far_is_answered_from(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embeddings.writing, "_TOLD_AFTER", 0)
    monkeypatch.setattr(embeddings.library, "_PATIENCE_WITHOUT_ARTICLES", 0.1)
    library = Library.open(shelf.library, articles=shelf.articles, encoder=HashingEncoder())
    with contextlib.closing(library), writing(shelf.library):
        report = library.sync(on_wait=lambda _: apply(library._store, article_of("a.txt", "The harbour froze.")))
        assert "another program" in report.skipped[0].reason
        assert [hit.passage.source for hit in library.search("the harbour", limit=1)] == ["a.txt"]
