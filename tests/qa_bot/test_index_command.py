from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa_bot import cli
from tests.qa_bot.conftest import Run, typed_in


def test_index_reports_what_changed(qa: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("index") == 0
    assert "added    kites.md" in capsys.readouterr().out
    (folder / "empty.txt").touch()
    (folder / "tea.html").unlink()
    assert qa("index") == 0
    out = capsys.readouterr().out
    assert "removed  tea.html" in out
    assert "skipped  empty.txt: is empty: nothing to index" in out
    assert "2 articles, 4 paragraphs: 0 added, 0 changed, 1 removed, 2 unchanged, 1 skipped" in out


def test_index_follows_a_file_outside_the_folder(qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("Outside\n\nThe bakery opens at six in the morning.\n")
    assert qa("index", str(outside)) == 0
    assert f"added    {outside}" in capsys.readouterr().out
    assert qa("ask", "When in the morning opens the bakery?", "--json") == 0
    assert json.loads(capsys.readouterr().out)["citations"][0]["source"] == str(outside)


def test_index_keeps_standard_input_until_it_is_forgotten(
    qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed_in(monkeypatch, b"<html><head><title>Otters</title></head><body><p>The otters came back in May.</p></body>")
    assert qa("index", "-") == 0
    (kept,) = (tmp_path / "library/piped").iterdir()
    assert f"added    {kept}" in capsys.readouterr().out
    assert qa("search", "otters") == 0
    assert "Otters" in capsys.readouterr().out
    assert qa("forget", str(kept)) == 0
    assert not kept.exists()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\xff" * 99])
def test_standard_input_that_is_no_article_exits_2_with_one_line(
    qa: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    typed_in(monkeypatch, content)
    assert qa("index", "-") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("qa-bot: standard input is")


def test_index_of_a_path_that_does_not_exist_exits_2(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("index", "/missing/story.txt") == 2
    printed = capsys.readouterr()
    assert "skipped  /missing/story.txt: does not exist: check its name" in printed.out.splitlines()
    assert printed.err == ""
    assert qa("index", "ftp://example.org/story") == 2
    assert "cannot be fetched: give an address that begins with https://" in capsys.readouterr().out


def test_a_device_is_nothing_to_follow(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("index", "/dev/null") == 2
    assert "skipped  /dev/null: is neither a file nor a folder" in capsys.readouterr().out
    assert qa("index") == 0
    assert "/dev/null" not in capsys.readouterr().out


def test_index_of_an_empty_file_that_was_named_exits_2(
    qa: Run, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "outside.txt").touch()
    (folder / "inside.txt").touch()
    monkeypatch.chdir(tmp_path)
    assert qa("index", "outside.txt") == 2
    assert qa("index", "articles/inside.txt") == 2
    assert qa("index", "articles/pump.txt") == 0


def test_a_store_is_not_made_for_articles_that_are_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--articles", str(tmp_path / "missing"), "--library", str(tmp_path / "library")]
    assert cli.main(["index", "--store", str(tmp_path / "new.db"), *where]) == 2
    assert "there is no folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_index_exits_2_where_it_could_not_index(
    qa: Run, capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    assert qa("index") == 0
    capsys.readouterr()
    folder.rename(tmp_path / "elsewhere")
    assert qa("index") == 2
    assert "skipped  the articles folder" in capsys.readouterr().out
