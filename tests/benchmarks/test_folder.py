from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import folder, made_articles
from benchmarks.made_articles import MadeArticle
from embeddings.loading import load_articles


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["folder", *arguments])
    folder.main()


def test_each_step_is_measured_and_finds_what_was_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(made_articles, "IN_ONE", 3)
    monkeypatch.setattr(folder, "DROPPED", 1)
    run(monkeypatch, "--folder", str(tmp_path / "made"), "--files", "40")
    output = capsys.readouterr().out
    rows = [line.strip("| ").split(" | ") for line in output.splitlines() if line.startswith("|")][2:]
    assert [row[0] for row in rows] == [
        "first index",
        "nothing changed, opened and searched",
        "one file changed, and found",
        "deleted",
        "in a folder that is renamed",
        "added",
    ]
    assert [row[1] for row in rows] == ["42", "0", "1", "10", "4", "4"]
    embedded = [int(row[5]) for row in rows]
    assert [count > 0 for count in embedded] == [True, False, True, False, False, True]
    assert "dropped in: median" in output


def test_a_folder_that_holds_something_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("It froze.")
    with pytest.raises(SystemExit):
        run(monkeypatch, "--folder", str(tmp_path))
    assert "is not empty: name another folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx", ".eml"])
def test_an_article_is_read_back_whole_from_each_format(suffix: str) -> None:
    made = MadeArticle.of(1234)
    assert 140 <= sum(len(paragraph.split()) for paragraph in made.paragraphs) <= 430
    [article] = load_articles(made.content(suffix), source=f"1234{suffix}").articles
    assert [paragraph.text for paragraph in article.paragraphs if not paragraph.is_heading][
        -len(made.paragraphs) :
    ] == list(made.paragraphs)
