from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from qa_bot import cli
from qa_bot.extractive import FEW_WORDS
from tests.conftest import SAMPLE_ARTICLES, Write
from tests.qa_bot.conftest import ANSWERED, UNANSWERED, Run, spawn, typed_in
from tests.qa_bot.test_json_output import ANSWER_SCHEMA, SEARCH_SCHEMA

TYPED_IN = b"\xef\xbb\xbf" + ANSWERED.encode() + b"\r\n\xff which metals?\n"


@pytest.fixture
def batch(tmp_path: Path) -> Callable[..., str]:
    def write_batch(*lines: str) -> str:
        path = tmp_path / "questions.txt"
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return str(path)

    return write_batch


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_ask_prints_the_answer_and_where_it_stands(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("ask", ANSWERED) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("John Snow removed the handle of the pump in September 1854. [1]\n")
    assert "[1] The pump in Broad Street · paragraph 1 · pump.txt" in printed.out
    assert printed.err == ""


def test_ask_exits_1_when_it_is_not_in_the_articles(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("ask", UNANSWERED) == 1
    assert capsys.readouterr().out.startswith("Not in these articles.")


@pytest.mark.parametrize(("question", "code"), [(ANSWERED, 0), (UNANSWERED, 1)])
def test_ask_as_json(qa: Run, capsys: pytest.CaptureFixture[str], question: str, code: int) -> None:
    assert qa("ask", question, "--json") == code
    row = json.loads(capsys.readouterr().out)
    jsonschema.validate(row, ANSWER_SCHEMA)
    assert row["question"] == question


def test_a_question_needs_no_quotes(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("ask", "--json", *ANSWERED.split()) == 0
    assert json.loads(capsys.readouterr().out)["question"] == ANSWERED


def test_a_question_may_begin_with_a_dash(qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = ["--articles", str(tmp_path / "articles"), "--library", str(tmp_path / "library")]
    assert cli.main(["ask", "--json", *folders, "--", "-40 degrees?"]) == 1
    assert json.loads(capsys.readouterr().out)["question"] == "-40 degrees?"


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "type a question"),
        ([""], "the question is empty"),
        (["  "], "the question is empty"),
        (["???"], "the question has no word"),
        (["why", "--batch", "-"], "either a question or --batch"),
        (["--batch", "/missing/questions.txt"], "cannot be read (No such file"),
        (["--batch", "/"], "cannot be read (Is a directory"),
        (["x" * 100_000], "too long"),
    ],
)
def test_what_cannot_be_asked_exits_2_with_one_line(
    qa: Run, capsys: pytest.CaptureFixture[str], command: str, arguments: Sequence[str], message: str
) -> None:
    assert qa(command, *arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err
    assert printed.err.count("\n") == 1


# --batch


def test_a_batch_has_a_line_out_for_each_line_in(
    qa: Run, capsys: pytest.CaptureFixture[str], batch: Callable[..., str]
) -> None:
    questions = [ANSWERED, UNANSWERED, "Which clippers raced from Fuzhou?", ANSWERED]
    assert qa("ask", "--batch", batch(*questions)) == 0
    answers = rows(capsys.readouterr().out)
    assert [row["question"] for row in answers] == questions
    for row in answers:
        jsonschema.validate(row, ANSWER_SCHEMA)
    assert answers[0]["answer"] == answers[3]["answer"] == "John Snow removed the handle of the pump in September 1854."
    assert answers[1]["answer"] is None


@pytest.mark.parametrize(("line", "error"), [("", "empty"), ("  ", "empty"), ("x" * 3000, "too long")])
def test_a_line_that_cannot_be_asked_says_so_in_its_place(
    qa: Run, capsys: pytest.CaptureFixture[str], batch: Callable[..., str], line: str, error: str
) -> None:
    assert qa("ask", "--batch", batch(ANSWERED, line, UNANSWERED)) == 2
    first, bad, last = rows(capsys.readouterr().out)
    assert (first["question"], last["question"]) == (ANSWERED, UNANSWERED)
    assert error in bad.pop("error")
    jsonschema.validate({**bad, "question": "any"}, ANSWER_SCHEMA)
    assert (bad["answer"], bad["citations"]) == (None, [])


def test_a_batch_from_standard_input(
    qa: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed_in(monkeypatch, f"{ANSWERED}\n{UNANSWERED}".encode())
    assert qa("ask", "--batch", "-") == 0
    assert [row["question"] for row in rows(capsys.readouterr().out)] == [ANSWERED, UNANSWERED]


def test_standard_input_and_files_are_decoded_alike(
    qa: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "questions.txt").write_bytes(TYPED_IN)
    assert qa("ask", "--batch", str(tmp_path / "questions.txt")) == 0
    from_file = [row["question"] for row in rows(capsys.readouterr().out)]
    typed_in(monkeypatch, TYPED_IN)
    assert qa("ask", "--batch", "-") == 0
    assert [row["question"] for row in rows(capsys.readouterr().out)] == from_file == [ANSWERED, "\ufffd which metals?"]


def test_an_empty_batch_prints_nothing(qa: Run, capsys: pytest.CaptureFixture[str], batch: Callable[..., str]) -> None:
    assert qa("ask", "--batch", batch()) == 0
    assert capsys.readouterr().out == ""


def test_a_batch_of_searches(qa: Run, capsys: pytest.CaptureFixture[str], batch: Callable[..., str]) -> None:
    assert qa("search", "--limit", "1", "--batch", batch("kites", "", "tea")) == 2
    kites, empty, tea = rows(capsys.readouterr().out)
    assert (kites["query"], kites["hits"][0]["source"]) == ("kites", "kites.md")
    assert (empty["query"], empty["hits"], "empty" in empty["error"]) == ("", [], True)
    assert len(tea["hits"]) == 1


def test_the_program_with_its_model_answers_a_batch(tmp_path: Path, write: Write) -> None:
    for name in ("baghouz-islamic-state-defeat.txt", "apollo-13-return.txt"):
        articles = write(name, (SAMPLE_ARTICLES / name).read_bytes()).parent
    questions = [
        "who declared victory?",
        "",
        "At what temperature should a macaron shell be baked?",
        "Why was Ken Mattingly removed from the Apollo 13 crew? \x1b[31m\u202e",
    ]
    arguments = ["ask", "--batch", "-", "--articles", str(articles), "--library", str(tmp_path / "library")]
    with spawn(*arguments, module="qa_bot", stdin=subprocess.PIPE) as process:
        out, errors = process.communicate("".join(f"{question}\n" for question in questions))
    assert (process.returncode, errors) == (2, "")
    victory, empty, macaron, hostile = rows(out)
    for row in (victory, macaron, hostile):
        jsonschema.validate(row, ANSWER_SCHEMA)
    assert victory["citations"][0]["source"] == "baghouz-islamic-state-defeat.txt"
    assert "declared victory" in victory["citations"][0]["sentence"]
    assert len(victory["answer"].split()) <= FEW_WORDS
    assert "empty" in empty["error"]
    assert macaron["answer"] is None
    assert hostile["citations"][0]["source"] == "apollo-13-return.txt"


# search


def test_search_as_json(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("search", "festival", "of", "kites", "--json", "--limit", "2") == 0
    row = json.loads(capsys.readouterr().out)
    jsonschema.validate(row, SEARCH_SCHEMA)
    assert row["query"] == "festival of kites"
    assert len(row["hits"]) == 2


def test_search_for_people(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("search", "festival of kites in Weifang") == 0
    assert capsys.readouterr().out.startswith("1. Kites over Weifang · ")


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_a_limit_that_is_none_exits_2(qa: Run, capsys: pytest.CaptureFixture[str], limit: str) -> None:
    assert qa("search", "kites", f"--limit={limit}") == 2
    assert capsys.readouterr().err == "qa-bot: --limit: limit must be a whole number from 1\n"


# some articles alone


def sources_of(text: str) -> set[str]:
    return {hit["source"] for row in rows(text) for hit in row["hits"]}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["--in", "kites"], {"kites.md"}),
        (["--in", "tea.html", "--in=KITES"], {"kites.md", "tea.html"}),
        (["--in", "*.txt"], {"pump.txt"}),
        (["--in", "broad street"], {"pump.txt"}),
        (["--from", "2020", "--until", "2020-04"], {"kites.md"}),
        (["--until", "2021", "--in", "e"], {"kites.md"}),
    ],
)
def test_search_among_some_articles(
    qa: Run, capsys: pytest.CaptureFixture[str], batch: Callable[..., str], typed: list[str], found: set[str]
) -> None:
    assert qa("search", "--batch", batch("the pump", "kites"), *typed) == 0
    assert sources_of(capsys.readouterr().out) == found


def test_ask_some_articles_alone(qa: Run, capsys: pytest.CaptureFixture[str], batch: Callable[..., str]) -> None:
    for typed in (["ask", ANSWERED, "--in", "pump"], ["--in", "pump", ANSWERED], [ANSWERED, "--in", "pump"]):
        assert qa(*typed) == 0
        assert capsys.readouterr().out.startswith("John Snow")
    assert qa("ask", "--batch", batch(ANSWERED, ""), "--in", "kites") == 2
    refused, empty = rows(capsys.readouterr().out)
    assert (refused["answer"], "empty" in empty["error"]) == (None, True)


def test_the_nearest_paragraphs_are_of_the_scope(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("ask", ANSWERED, "--in", "kites", "--json") == 1
    refused = json.loads(capsys.readouterr().out)
    jsonschema.validate(refused, ANSWER_SCHEMA)
    assert {cited["source"] for cited in refused["citations"]} == {"kites.md"}


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["--in", "kitse"], "no article is in “kitse”: is it “Kites”"),
        (
            ["--in", "x\x1b]0;y\x07\nz"],
            "no article is in “x z”: `qa-bot articles`, or F3 in the interface, lists those",
        ),
        (["--in", "kites", "--from", "2021"], "no article is in “kites” from 2021-01-01: those there are dated from "),
        (["--in", "tea", "--until", "2021"], "no article is in “tea” until 2021-12-31: none of those there has a date"),
        (["--in", "kites", "--in", ""], "the articles to ask are named by nothing"),
        (["--from", "Oslo\x1b[2J"], "“Oslo” is no date: write a year"),
        (["--from", "2021", "--until", "2020"], "from 2021-01-01 is later than until 2020-12-31"),
    ],
)
def test_a_scope_that_cannot_be_asked_exits_2_with_one_line(
    qa: Run, capsys: pytest.CaptureFixture[str], command: str, typed: list[str], message: str
) -> None:
    for _ in ("indexed now", "indexed before"):
        assert qa(command, ANSWERED, *typed) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.startswith(f"qa-bot: {message}")
        assert printed.err.count("\n") == 1


def test_what_is_new_is_asked_at_once(qa: Run, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    qa("index")
    write("sports/race.md", "---\ndate: 2024-03-09\n---\n\n# Race\n\nSigne Dahl won the race.\n")
    capsys.readouterr()
    assert qa("search", "race", "--json", "--in", "sports/", "--from", "2024-03", "--until", "2024-03-09") == 0
    assert [hit["source"] for hit in json.loads(capsys.readouterr().out)["hits"]] == ["sports/race.md"]
