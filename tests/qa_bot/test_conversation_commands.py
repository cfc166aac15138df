from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path

import pytest

from benchmarks.sample_articles import known_rows
from qa_bot import cli
from qa_bot.conversations.database import FILE_NAME
from qa_bot.conversations.store import Conversations
from tests.embeddings.unprivileged import unprivileged
from tests.qa_bot.conftest import Run
from tests.qa_bot.tui import scripted_bot as scripted


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def qa(library: Path) -> Run:
    return lambda *argv: cli.main([*argv, "--library", str(library)])


@pytest.fixture
def kept(library: Path) -> int:
    """Keep two conversations, with an answer marked as right and one as wrong; return the second one's number."""
    with contextlib.closing(Conversations.open(library)) as conversations:
        first, second = conversations.begin(), conversations.begin()
        turn = conversations.answer(conversations.ask(first, "Who closed it?"), scripted.answer("Who closed it?"))
        conversations.mark(turn, "right")
        turn = conversations.answer(conversations.ask(first, "And why?"), scripted.no_answer("And why?"))
        conversations.mark(turn, "right")
        turn = conversations.ask(second, "Is it \x1b[31m[red]\x1b[0m?", "in:sports")
        conversations.mark(conversations.answer(turn, scripted.answer("Is it [red]?")), "wrong")
        return second.id


@pytest.mark.usefixtures("kept")
def test_conversations_are_listed_the_newest_first(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("conversations") == 0
    printed = capsys.readouterr()
    when = r"\d{4}-\d\d-\d\d \d\d:\d\d"
    assert re.fullmatch(
        rf"2\. Is it \[red\]\? · {when} · 1 question\n1\. Who closed it\? · {when} · 2 questions\n", printed.out
    )
    assert printed.err == ""


@pytest.mark.usefixtures("kept")
def test_conversations_as_json(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("conversations", "--json", "--search", "BRANDT closed") == 0
    [row] = json.loads(capsys.readouterr().out)
    assert row == {
        "id": 1,
        "title": "Who closed it?",
        "begun": row["begun"],
        "changed": row["changed"],
        "questions": 2,
    }
    assert row["begun"] < row["changed"]
    assert qa("conversations", "--json", "--search", "zebra") == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.usefixtures("kept")
def test_a_search_without_a_hit_says_so(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("conversations", "--search", "zebra\x1b[2J") == 0
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "qa-bot: no conversation holds 'zebra\\x1b[2J': try other words\n")


@pytest.mark.parametrize(
    ("options", "begins"),
    [([], "# Is it \\[red\\]?\n"), (["--format", "html"], "<!doctype"), (["--format", "json"], "{")],
)
def test_a_conversation_is_exported(
    qa: Run, kept: int, capsys: pytest.CaptureFixture[str], options: list[str], begins: str
) -> None:
    assert qa("conversations", "export", str(kept), *options) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(begins)
    assert "Ilse Brandt" in printed.out
    assert "“Ilse Brandt”" in printed.out or options
    assert "\x1b" not in printed.out
    assert printed.err == ""


def test_a_conversation_is_deleted(qa: Run, kept: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("conversations", "delete", str(kept)) == 0
    assert qa("conversations", "delete", str(kept)) == 2
    message = f"qa-bot: there is no conversation {kept}: `qa-bot conversations` lists them\n"
    assert capsys.readouterr().err == message
    assert qa("conversations", "export", "1") == 0


def test_what_cannot_be_deleted_is_said_and_kept(
    qa: Run, kept: int, library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(library.parent))  # whose settings nobody may read too
    with unprivileged(library):
        assert qa("conversations", "delete", str(kept)) == 2
        assert qa("conversations", "export", str(kept)) == 0
    assert f"conversation {kept} cannot be deleted" in capsys.readouterr().err
    assert qa("conversations", "export", str(kept)) == 0


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("typed", ["", "x", "-", "1.5", "0", "9" * 18, "9" * 400, "\x1b[31m", "²", "\udcff"])
@pytest.mark.parametrize("action", ["export", "delete"])
def test_a_number_that_is_none_is_one_clear_line(
    qa: Run, capsys: pytest.CaptureFixture[str], action: str, typed: str
) -> None:
    assert qa("conversations", action, typed) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith("`qa-bot conversations` lists them\n")
    assert (printed.err.count("\n"), "\x1b" in printed.err) == (1, False)


@pytest.mark.parametrize("words", [["export"], ["delete"], ["burn", "1"], ["export", "1", "--format", "pdf"]])
def test_what_is_not_understood_exits_2(qa: Run, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        qa("conversations", *words)
    assert exit_.value.code == 2
    assert "usage: qa-bot conversations" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["conversations", "verdicts"])
def test_where_nothing_is_kept_nothing_is_made(
    qa: Run, library: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert qa(command) == 0
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert not library.exists()


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("words", [["conversations"], ["conversations", "export", "1"], ["verdicts"]])
def test_what_cannot_be_read_exits_2(
    qa: Run, library: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    with contextlib.closing(Conversations.open(library)) as conversations:
        conversations._connection.execute("PRAGMA user_version = 9")
    assert qa(*words) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert "newer version of this program: update it" in printed.err


@pytest.mark.usefixtures("kept")
def test_a_damaged_database_is_told(qa: Run, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / FILE_NAME).write_bytes(b"noise" * 1000)
    assert qa("conversations") == 0
    assert "were damaged: they are set aside as" in capsys.readouterr().err


@pytest.mark.usefixtures("kept")
def test_verdicts_are_a_question_set(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("verdicts") == 0
    out = capsys.readouterr().out
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["question"], row["answer"], row["source"], row["paragraph"]) for row in rows] == [
        ("Who closed it?", "Ilse Brandt", "flood.txt", 2),
        ("And why?", None, None, None),
        ("Is it [red]?", {"wrong": "Ilse Brandt"}, "flood.txt", 2),
    ]
    assert known_rows(out) == rows[:2]


def test_of_a_question_set_what_was_asked_of_some_articles_is_left_out() -> None:
    row = {"question": "Who?", "answer": "Ilse Brandt", "source": "flood.txt"}
    rows = [row, {**row, "scope": ""}, {**row, "scope": "in:sports"}, {**row, "answer": {"wrong": None}}]
    assert known_rows("\n".join(map(json.dumps, rows)) + "\n") == rows[:2]
