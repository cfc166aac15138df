from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import embeddings.writing
from embeddings.errors import LibraryBusyError
from embeddings.writing import put_in_place, writing
from tests.conftest import ROOT

HOLDS = """
import sys
from pathlib import Path
from embeddings.writing import writing
sys.argv = ["/usr/bin/qa-bot", *sys.argv[2:]] if len(sys.argv) > 2 else sys.argv
folder = Path(sys.stdin.readline().strip())
with writing(folder):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_writer(folder: Path, *typed: str) -> Iterator[subprocess.Popen[str]]:
    arguments = [sys.executable, "-c", HOLDS, "", *typed]
    with subprocess.Popen(arguments, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write(f"{folder}\n")
        other.stdin.flush()
        assert other.stdout.readline() == "held\n"
        yield other


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings.writing, "_TOLD_AFTER", 0.1)


@pytest.mark.usefixtures("impatient")
def test_who_writes_is_told_and_then_is_the_reason(tmp_path: Path) -> None:
    told: list[str] = []
    with another_writer(tmp_path, "index", "--store", "milvus://me:secret@host/news") as other:
        with pytest.raises(LibraryBusyError) as caught, writing(tmp_path, patience=0.3, on_wait=told.append):
            pytest.fail("two programs write at once")
        [line] = told
        assert f"(process {other.pid}, qa-bot index)" in line
        assert line.startswith("waiting for another program")
        assert str(caught.value).endswith(f"(process {other.pid}, qa-bot index): wait for it, or close it")
        assert other.stdin is not None
        other.stdin.close()
        with writing(tmp_path):
            pass


def test_the_lock_of_a_program_that_was_killed_is_nobodys(tmp_path: Path) -> None:
    with another_writer(tmp_path, "index") as other:
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        with writing(tmp_path, patience=0):
            assert (tmp_path / "library.lock").read_text().startswith(f"process {os.getpid()}, ")


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("content", "shown"),
    [(b"", "which does not say who it is"), (b"process 1\x1b[2J\n\xff\n", "process 1"), (b"x" * 9_999, "x" * 100)],
)
def test_whatever_stands_in_the_lock_is_shown_on_a_line(tmp_path: Path, content: bytes, shown: str) -> None:
    with another_writer(tmp_path):
        (tmp_path / "library.lock").write_bytes(content)
        with pytest.raises(LibraryBusyError) as caught, writing(tmp_path, patience=0):
            pytest.fail("two programs write at once")
    assert f"({shown}" in str(caught.value)
    assert not {"\n", "\x1b"} & set(str(caught.value))
    assert len(str(caught.value)) < 400


def test_where_no_lock_can_be_made_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "library.lock").mkdir()
    with writing(tmp_path), writing(tmp_path):
        pass


def test_an_error_inside_is_not_taken_for_one_of_the_lock(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="of the work"), writing(tmp_path):
        raise OSError("of the work")
    with writing(tmp_path, patience=0):
        pass


def test_a_file_is_on_the_disk_before_it_has_its_name_and_then_its_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    partial, path = tmp_path / "partial", tmp_path / "whole"
    partial.write_text("new")
    path.write_text("old")
    seen: list[tuple[str, str]] = []
    fsync = os.fsync

    def watched(descriptor: int) -> None:
        fsync(descriptor)
        seen.append((Path(f"/dev/fd/{descriptor}").resolve().name, path.read_text()))

    monkeypatch.setattr(os, "fsync", watched)
    put_in_place(partial, path)
    assert [state for _, state in seen] == ["old", "new"]
    assert not partial.exists()


def test_a_file_that_cannot_be_brought_to_the_disk_takes_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "partial").write_text("new")
    (tmp_path / "whole").write_text("old")

    def failing(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError, match="Input/output"):
        put_in_place(tmp_path / "partial", tmp_path / "whole")
    assert (tmp_path / "whole").read_text() == "old"
