from __future__ import annotations

import contextlib
import json
from pathlib import Path

import jsonschema
import pytest

from embeddings.store import FILE_NAME
from qa_bot.conversations.store import Conversations
from tests.conftest import Write
from tests.embeddings.unprivileged import unprivileged
from tests.qa_bot.conftest import Run
from tests.qa_bot.tui import scripted_bot as scripted

COUNT, SIZE = {"type": "integer", "minimum": 0}, {"type": ["integer", "null"], "minimum": 0}
TIME = {"type": ["number", "null"], "minimum": 0}


def exactly(**properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


QUESTIONS = exactly(
    **dict.fromkeys(("asked", "answered", "refused", "failed", "awaited", "timed"), COUNT),
    median_ms=TIME,
    percentile_95_ms=TIME,
)
STATS_SCHEMA = exactly(
    library={"type": "string"},
    **dict.fromkeys(("articles", "paragraphs", "passages", "characters", "undated", "other_folders"), COUNT),
    bytes=exactly(**dict.fromkeys(("files", "database", "vector_index", "word_index", "conversations"), SIZE)),
    dates={"type": "array", "items": exactly(period={"type": "string"}, articles=COUNT)},
    folders={"type": "array", "items": exactly(folder={"type": "string"}, articles=COUNT)},
    questions={"anyOf": [{"type": "null"}, QUESTIONS]},
    index={
        "anyOf": [
            {"type": "null"},
            exactly(
                generation=COUNT,
                changed={"type": ["string", "null"]},
                state={"enum": ["current", "behind", "changed", "missing"]},
                waiting_files=SIZE,
            ),
        ]
    },
)


@pytest.fixture
def indexed(qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Index the articles, keep two questions, and return the library's folder."""
    assert qa("index") == 0
    with contextlib.closing(Conversations.open(tmp_path / "library")) as conversations:
        conversation = conversations.begin()
        conversations.answer(conversations.ask(conversation, "Who?"), scripted.answer("Who?"))
        conversations.answer(conversations.ask(conversation, "Why?"), scripted.no_answer("Why?"))
    capsys.readouterr()
    return tmp_path / "library"


def as_json(qa: Run, capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, object]:
    assert qa("stats", "--json", *argv) == 0
    row: dict[str, object] = json.loads(capsys.readouterr().out)
    jsonschema.validate(row, STATS_SCHEMA)
    return row


def test_stats_says_what_there_is(qa: Run, indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("stats") == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(f"Library\n  {indexed}\n  articles      3\n")
    assert "  2020-04 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 1\n  2 articles have no date\n" in printed.out
    assert "  2 asked: 1 answered, 1 not in the articles\n" in printed.out
    assert "  median 61 ms, 95 % within 61 ms, of 2 answers\n" in printed.out
    assert printed.out.endswith(" · the indexes are those of the database · no file is waiting\n")
    assert printed.err == ""


@pytest.mark.usefixtures("indexed")
def test_stats_as_json(qa: Run, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("new.txt", "New\n\nOne article more.\n")
    row = as_json(qa, capsys)
    assert row["dates"] == [{"period": "2020-04", "articles": 1}]
    assert row["folders"] == [{"folder": "", "articles": 3}]
    index = row["index"]
    assert isinstance(index, dict)
    assert (index["generation"], index["state"], index["waiting_files"]) == (1, "current", 1)


def test_a_name_that_attacks_the_terminal_is_text(qa: Run, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("[red]x\x1b[31m\u202e\n/a.txt", "A\n\nOne article.\n")
    assert qa("index") == 0
    assert qa("stats") == 0
    printed = capsys.readouterr().out
    assert "  1  [red]x /\n" in printed.partition("Folders")[2]
    assert "\x1b" not in printed
    assert "\u202e" not in printed


def test_stats_of_what_was_never_indexed(qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("stats") == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "qa-bot: nothing is indexed yet: run `qa-bot index`, or ask something\n"
    row = as_json(qa, capsys)
    assert (row["articles"], row["index"]) == (0, None)
    assert not (tmp_path / "library").exists()


def test_a_damaged_library_is_set_aside_and_told(qa: Run, indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (indexed / FILE_NAME).write_bytes(b"noise" * 1_000)
    assert qa("stats") == 0
    told = capsys.readouterr().err.splitlines()
    assert "was damaged: it is set aside" in told[0]
    assert told[1:] == ["qa-bot: nothing is indexed yet: run `qa-bot index`, or ask something"]


def test_what_may_not_be_read_exits_2_with_one_line(
    qa: Run, indexed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(indexed.parent))
    (indexed / FILE_NAME).chmod(0)
    with unprivileged(indexed.parent):
        assert qa("stats") == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)


def test_stats_of_what_is_shared(qa: Run, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "shared.db")
    alone = as_json(qa, capsys)
    assert qa("index", "--store", store) == 0
    capsys.readouterr()
    shared = as_json(qa, capsys, "--store", store)
    for same in ("articles", "paragraphs", "passages", "characters", "dates", "undated", "folders"):
        assert shared[same] == alone[same]
    assert (shared["library"], shared["index"]) == (store, None)
    assert qa("stats", "--store", store) == 0
    assert "Index" not in capsys.readouterr().out


def test_a_store_that_cannot_be_used_exits_2(qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("stats", "--store", str(tmp_path / "none.db")) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("qa-bot: nothing is shared in ")
    assert printed.err.count("\n") == 1
