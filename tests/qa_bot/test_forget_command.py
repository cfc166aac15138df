from __future__ import annotations

from pathlib import Path

import pytest

from qa_bot import ready_bot
from tests.embeddings.unprivileged import unprivileged
from tests.qa_bot.conftest import Run


@pytest.fixture
def notes(qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Index the articles with a file and a folder of two that are added, and return the folder."""
    notes = tmp_path / "notes"
    notes.mkdir()
    for name in ("a", "b"):
        (notes / f"{name}.txt").write_text(f"Title of {name}\n\nThe {name} rowed around the islands.")
    (tmp_path / "alone.txt").write_text("Alone\n\nThe lighthouse lost its roof.")
    assert qa("index", str(notes), str(tmp_path / "alone.txt")) == 0
    capsys.readouterr()
    return notes


def test_forget_says_what_it_forgot_and_loads_no_model(
    qa: Run, notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready_bot, "load_engine", None)
    assert qa("forget", str(notes), str(tmp_path / "alone.txt")) == 0
    assert capsys.readouterr().out == f"forgot 2 articles of {notes}\nforgot {tmp_path}/alone.txt\n"
    assert qa("articles") == 0
    assert "3 articles, " in capsys.readouterr().out


def test_what_is_forgotten_is_found_no_more(qa: Run, notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    qa("forget", str(notes))
    capsys.readouterr()
    assert qa("search", "who rowed around the islands") == 0
    assert str(notes) not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("pump.txt", "lies in the articles folder"),
        ("note", "/notes?"),
        ("\x1b[31m\nx", "x was not added"),
        ("", "name"),
    ],
)
def test_what_cannot_be_forgotten_exits_2_with_one_line(
    qa: Run, notes: Path, capsys: pytest.CaptureFixture[str], name: str, message: str
) -> None:
    assert qa("forget", name) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err
    assert "\x1b" not in printed.err
    assert printed.err.count("\n") == 1


def test_nothing_is_forgotten_before_anything_is_indexed(
    qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert qa("forget", "notes") == 2
    assert "nothing is indexed yet" in capsys.readouterr().err
    assert not (tmp_path / "library").exists()


def test_a_library_that_cannot_be_written_says_so(
    qa: Run, notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with unprivileged(tmp_path / "library"):
        assert qa("forget", str(notes)) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_what_others_share_is_forgotten_where_its_articles_are(
    qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert qa("forget", "notes", "--store", str(tmp_path / "news.db")) == 2
    assert "cannot be forgotten here: run `qa-bot forget`" in capsys.readouterr().err
    assert not (tmp_path / "news.db").exists()
