from __future__ import annotations

import contextlib
import functools
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import jsonschema
import pytest

import qa_bot
from embeddings.formats import readable
from embeddings.store import Store
from embeddings.writing import writing
from qa_bot import cli
from qa_bot.config import Config
from qa_bot.extractive import FEW_WORDS
from tests import milvus_server
from tests.conftest import ROOT, SAMPLE_ARTICLES, Write
from tests.qa_bot import hashing_cli
from tests.qa_bot.conftest import ANSWERED, UNANSWERED
from tests.qa_bot.test_json_output import ANSWER_SCHEMA, SEARCH_SCHEMA

Run = Callable[..., int]

TYPED_IN = b"\xef\xbb\xbf" + ANSWERED.encode() + b"\r\n\xff which metals?\n"


@pytest.fixture(autouse=True)
def hashing_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_load_engine", hashing_cli.load_engine)


@pytest.fixture
def qa(folder: Path, tmp_path: Path) -> Run:
    """Return a function that runs a command over the articles and returns its exit code."""
    where = ["--articles", str(folder), "--library", str(tmp_path / "library")]

    def run(*argv: str) -> int:
        return cli.main([*argv, *where])

    run.where = where  # type: ignore[attr-defined]
    return run


@pytest.fixture
def batch(tmp_path: Path) -> Callable[..., str]:
    def write_batch(*lines: str) -> str:
        path = tmp_path / "questions.txt"
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return str(path)

    return write_batch


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def typed_in(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def spawn(*argv: str, module: str = "tests.qa_bot.hashing_cli", **options: Any) -> subprocess.Popen[str]:
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen([sys.executable, "-m", module, *argv], text=True, cwd=ROOT, **options)


# ask


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


# search, index, articles


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


@pytest.mark.parametrize("content", [b"", b"\x00\x01\xff" * 99, None])
def test_standard_input_that_is_no_article_exits_2_with_one_line(
    qa: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    if content is None:
        monkeypatch.setattr(sys, "stdin", None)  # as Python does where it is closed
    else:
        typed_in(monkeypatch, content)
    assert qa("index", "-") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("qa-bot: standard input is")


def test_index_of_a_path_that_does_not_exist_exits_2(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("index", "/missing/story.txt") == 2
    printed = capsys.readouterr()
    assert "skipped  /missing/story.txt: does not exist: check its name" in printed.out.splitlines()
    assert printed.err == ""


def test_index_of_an_empty_file_that_was_named_exits_2(
    qa: Run, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "outside.txt").touch()
    (folder / "inside.txt").touch()
    monkeypatch.chdir(tmp_path)
    assert qa("index", "outside.txt") == 2
    assert qa("index", "articles/inside.txt") == 2
    assert qa("index", "articles/pump.txt") == 0


def test_articles_of_an_empty_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = ["--articles", str(tmp_path), "--library", str(tmp_path / "library")]
    assert cli.main(["articles", *empty]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "qa-bot: nothing is indexed yet: run `qa-bot index`, or ask something\n"
    assert cli.main(["articles", "--json", *empty]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert not (tmp_path / "library").exists()


def test_of_an_empty_library_that_another_program_makes_that_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = tmp_path / "library"
    library.mkdir()
    for command in ("articles", "stats"):
        with writing(library):
            assert cli.main([command, "--articles", str(tmp_path), "--library", str(library)]) == 0
        told = capsys.readouterr().err
        assert told.startswith(
            f"qa-bot: nothing is indexed yet, and another program is writing the library {library} ("
        )
        assert told.endswith("): wait for it, or close it\n")
        assert cli.main([command, "--articles", str(tmp_path), "--library", str(library)]) == 0
        assert capsys.readouterr().err == "qa-bot: nothing is indexed yet: run `qa-bot index`, or ask something\n"


def test_articles_opens_no_bot(qa: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    qa("index")
    capsys.readouterr()

    def refuse(_: Config, *, reading: bool, ray: str | None = None) -> NoReturn:
        raise AssertionError("a model was loaded")

    monkeypatch.setattr(cli, "_load_engine", refuse)
    assert qa("articles", "--json") == 0
    assert [row["source"] for row in json.loads(capsys.readouterr().out)] == ["kites.md", "pump.txt", "tea.html"]
    assert qa("articles") == 0
    assert capsys.readouterr().out.endswith("3 articles, 5 paragraphs\n")


# what is typed


@pytest.mark.parametrize("words", [[ANSWERED], ["--json", "Who removed the handle?"], ["kites?"], ["--", "a -b c"]])
def test_a_question_alone_is_asked(qa: Run, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code = qa("ask", *words) if words[0] != "--" else qa("ask", words[1])
    with_ask = capsys.readouterr().out
    assert cli.main([*where_of(qa), *words]) == code
    assert without_times(capsys.readouterr().out) == without_times(with_ask)


def test_a_command_that_does_not_exist_is_told_and_those_that_do(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        cli.main(["serach", "ice"])
    assert exited.value.code == 2
    told = capsys.readouterr().err
    assert "there is no command 'serach': choose from ask, search, index, feed, forget, " in told
    assert "or ask: qa-bot ask" in told


def test_an_option_that_does_not_exist_is_told_with_its_command_s_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        cli.main(["search", "ice", "--frobnicate"])
    assert exited.value.code == 2
    assert capsys.readouterr().err.startswith("usage: qa-bot search ")


def test_what_nobody_expected_is_one_line_and_its_traceback_in_the_log(
    qa: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object, **__: object) -> NoReturn:
        raise ZeroDivisionError("out of\nluck \x1b[31m")

    monkeypatch.setattr(cli, "_load_engine", crash)
    assert qa("ask", ANSWERED) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "ZeroDivisionError: out of luck" in printed.err
    assert "\x1b" not in printed.err
    log = Path(printed.err.partition("the log ")[2].partition(" says")[0])
    assert "in crash" in log.read_text()
    assert "\x1b" not in log.read_text()


def where_of(qa: Run) -> list[str]:
    """Return the options with which `qa` runs a command."""
    return list(qa.where)  # type: ignore[attr-defined]


def without_times(text: str) -> str:
    return text.partition('"timings_ms"')[0]


# doctor


def test_the_doctor_checks_an_index(qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("doctor") == 2
    assert capsys.readouterr().err == "qa-bot: nothing is indexed yet: run `qa-bot index`, or ask something\n"
    qa("index")
    capsys.readouterr()
    assert qa("doctor") == 0
    parts = ["library.sqlite", "articles", "vectors", "passages.faiss", "passages.tantivy"]
    assert capsys.readouterr().out == "".join(f"{part}: sound\n" for part in parts)
    (tmp_path / "library" / "passages.faiss").write_bytes(b"noise")
    assert qa("doctor") == 2
    assert "passages.faiss: is damaged: built again at the next start\n" in capsys.readouterr().out
    assert qa("search", "kites") == 0
    assert qa("doctor") == 0


# folders


@pytest.mark.parametrize(
    "command",
    [
        *([], ["ask", "why"], ["search", "why"], ["index"], ["index", "https://127.0.0.1:9/a"], ["index", "/missing"]),
        *(["articles"], ["articles", "--json"], ["stats"], ["stats", "--json"], ["doctor"], ["forget", "a"]),
        *(["conversations"], ["conversations", "--json"], ["verdicts"], ["web"], ["export", "/missing/news.zip"]),
    ],
)
def test_a_missing_articles_folder_says_how_to_give_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert cli.main([*command, "--articles", str(tmp_path / "missing"), "--library", str(tmp_path / "library")]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"there is no folder {tmp_path / 'missing'}: give the folder" in printed.err
    assert "--articles FOLDER" in printed.err
    assert printed.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["ask", "why"], ["index"], ["articles"], ["stats"]])
def test_so_it_does_over_a_library_that_never_held_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    Store.open(tmp_path / "library")[0].close()
    assert cli.main([*command, "--articles", str(tmp_path / "missing"), "--library", str(tmp_path / "library")]) == 2
    assert f"there is no folder {tmp_path / 'missing'}: give the folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        *(["ask", "why"], ["search", "why"], ["index"], ["index", "/missing"], ["index", "nothing"], ["web"]),
        *(["articles"], ["stats"], ["doctor"], ["forget", "a"], ["conversations"], ["verdicts"], ["config"]),
        ["export", "news.zip"],
    ],
)
def test_a_folder_that_holds_no_article_leaves_nothing_behind(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    folder = write("empty.txt").parent
    (tmp_path / "nothing").mkdir()
    monkeypatch.chdir(tmp_path)
    code = cli.main([*command, "--articles", str(folder), "--library", str(tmp_path / "new" / "library")])
    quiet = ("articles", "stats", "conversations", "verdicts", "config")
    assert code == (0 if command[0] in quiet else 2)
    assert not (tmp_path / "new" / "library").exists()
    assert not (tmp_path / "news.zip").exists()


def test_what_another_program_indexes_meanwhile_stays(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write("empty.txt").parent
    with contextlib.closing(Store.open(tmp_path / "library")[0]) as other:
        assert cli.main(["index", "--articles", str(folder), "--library", str(tmp_path / "library")]) == 2
        other.set_meta("recipe", "1")
    assert "no article was found" in capsys.readouterr().err
    assert (tmp_path / "library" / "library.sqlite").exists()


def test_without_arguments_and_articles_it_says_how_to_give_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main([]) == 2
    assert "there is no folder articles: give the folder that holds your articles" in capsys.readouterr().err


def test_the_interface_needs_a_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--articles", str(folder)]) == 2
    assert "needs a terminal" in capsys.readouterr().err


def test_an_empty_folder_says_what_to_put_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "articles").mkdir()
    arguments = ["--articles", str(tmp_path / "articles"), "--library", str(tmp_path / "library")]
    assert cli.main(["ask", "why", *arguments]) == 2
    printed = capsys.readouterr()
    assert f"put {readable()} files there" in printed.err
    assert printed.out == ""


def test_a_folder_of_other_files_says_which(tmp_path: Path, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write("report.xyz", b"%PDF-1.7").parent
    assert cli.main(["ask", "why", "--articles", str(folder), "--library", str(tmp_path / "library")]) == 2
    assert f"1 file of other kinds (.xyz): save them as {readable()}" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["ask", "why"], ["index"]])
def test_a_library_that_cannot_be_made_is_explained(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    library = folder / "pump.txt" / "library"
    assert cli.main([*command, "--articles", str(folder), "--library", str(library)]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(f"qa-bot: the library folder {library} cannot be made")
    assert printed.err.count("\n") == 1


def test_a_library_of_other_articles_is_refused(
    qa: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert qa("index") == 0
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("Another\n\nAnother article altogether.\n")
    capsys.readouterr()
    assert cli.main(["ask", "why", "--articles", str(other), "--library", str(tmp_path / "library")]) == 2
    assert f"holds the articles of {folder}: choose another with --library" in capsys.readouterr().err
    assert qa("ask", ANSWERED) == 0


def test_skipped_files_are_told_on_standard_error_alone(
    qa: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty.txt").touch()
    assert qa("ask", "--json", ANSWERED) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["answer"]
    assert printed.err == "qa-bot: empty.txt: is empty: nothing to index\n"


def test_what_is_left_out_is_told_once_and_whenever_the_folder_is_looked_at(
    qa: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*typed: str) -> list[str]:
        capsys.readouterr()
        qa(*typed)
        printed = capsys.readouterr()
        return [line for line in (printed.out + printed.err).splitlines() if "empty" in line or "other kinds" in line]

    (folder / "empty.txt").touch()
    (folder / "a\x1b[31m.png").touch()
    assert len(told("ask", ANSWERED)) == 2
    assert told("ask", ANSWERED) == told("search", "kites") == []
    (folder / "more-empty.txt").touch()
    assert [line for line in told("ask", ANSWERED) if "more-empty" not in line] == []
    for typed in (["index"], ["articles"], ["articles", "--json"], ["doctor"]):
        lines = told(*typed)
        assert len(lines) == 3
        assert "\x1b" not in "".join(lines)
    (folder / "empty.txt").unlink()
    assert told("ask", ANSWERED) == []
    assert len(told("articles")) == 2


# options and settings


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        cli.main(["--version"])
    assert exited.value.code == 0
    assert capsys.readouterr().out == f"qa-bot {qa_bot.__version__}\n"


def test_help_names_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        cli.main(["--help"])
    assert exited.value.code == 0
    shown = capsys.readouterr().out
    for word in ("ask", "search", "index", "articles", "--articles", "--library", "--model", "--version"):
        assert f"\n    {word} " in shown or f"\n  {word} " in shown or f"\n  {word}\n" in shown, word


@pytest.mark.parametrize("command", ["ask", "search", "index", "articles"])
def test_every_command_has_help(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as exited:
        cli.main([command, "--help"])
    assert exited.value.code == 0
    assert "--articles FOLDER" in capsys.readouterr().out


@pytest.mark.parametrize("argv", [["--nonsense"], ["nonsense"], ["ask", "--nonsense"], ["ask", "why", "--limit", "3"]])
def test_what_is_no_command_or_option_exits_2(capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        cli.main(argv)
    assert exited.value.code == 2
    assert "usage: qa-bot" in capsys.readouterr().err


@pytest.mark.parametrize("before", [True, False])
def test_the_folders_may_stand_before_or_after_the_command(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], before: bool
) -> None:
    folders = ["--articles", str(folder), "--library", str(tmp_path / "library")]
    assert cli.main([*folders, "ask", ANSWERED] if before else ["ask", ANSWERED, *folders]) == 0
    assert (tmp_path / "library" / "library.sqlite").exists()
    assert capsys.readouterr().out.startswith("John Snow")


def test_every_flag_reaches_the_configuration(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[Config] = []

    def refuse(config: Config, *, reading: bool, ray: str | None = None) -> NoReturn:
        assert not reading  # a search needs no reader
        seen.append(config)
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_load_engine", refuse)
    monkeypatch.setenv("QA_BOT_MODEL", "environment")
    monkeypatch.setenv("QA_BOT_LIMIT", "4")
    monkeypatch.chdir(tmp_path)
    Path("a").mkdir()
    cli.main(["search", "why", "--articles", "a", "--library", "b", "--model", "flag", "--reader", "r"])
    assert seen == [Config(Path("a"), Path("b"), None, "flag", "r", limit=4)]


def test_a_setting_that_is_wrong_exits_2(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_BOT_CONFIG", "/missing/config.toml")
    assert cli.main(["articles"]) == 2
    assert capsys.readouterr().err == "qa-bot: QA_BOT_CONFIG names /missing/config.toml, which does not exist\n"


# processes


def test_ctrl_c_exits_130(qa: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: Config, *, reading: bool, ray: str | None = None) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_load_engine", interrupt)
    assert qa("ask", ANSWERED) == 130
    assert capsys.readouterr() == ("", "")


def test_answers_stream_and_ctrl_c_ends_them_without_a_traceback(folder: Path, tmp_path: Path) -> None:
    arguments = ["--articles", str(folder), "--library", str(tmp_path / "library")]
    heeding = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's background job ignores it
    with spawn("ask", "--batch", "-", *arguments, stdin=subprocess.PIPE, preexec_fn=heeding) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{ANSWERED}\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["question"] == ANSWERED  # before there is a second question
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr is not None
        assert process.stderr.read() == ""


@pytest.mark.parametrize("command", [["ask", "--batch", "-"], ["ask", ANSWERED], ["search", "kites"], ["index"]])
def test_a_reader_that_has_had_enough_gets_no_traceback(folder: Path, tmp_path: Path, command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)  # as `| head -1` does, only sooner
    arguments = ["--articles", str(folder), "--library", str(tmp_path / "library")]
    with spawn(*command, *arguments, stdin=subprocess.PIPE, stdout=writing) as process:
        os.close(writing)
        _, errors = process.communicate(f"{ANSWERED}\n" * 3, 60)
    assert errors == ""
    assert process.returncode == 128 + signal.SIGPIPE


def test_progress_is_shown_on_a_terminal_and_never_on_standard_output(folder: Path, tmp_path: Path) -> None:
    terminal, terminals_end = os.openpty()
    arguments = ["--articles", str(folder), "--library", str(tmp_path / "library")]
    with spawn("ask", "--json", ANSWERED, *arguments, stderr=terminals_end) as process:
        os.close(terminals_end)
        out, _ = process.communicate(timeout=60)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    assert process.returncode == 0
    jsonschema.validate(json.loads(out), ANSWER_SCHEMA)
    assert "loading the model" in shown


def test_off_a_terminal_nothing_but_json_is_printed(folder: Path, tmp_path: Path) -> None:
    arguments = ["--articles", str(folder), "--library", str(tmp_path / "library")]
    with spawn("ask", "--json", ANSWERED, *arguments) as process:
        out, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    jsonschema.validate(json.loads(out), ANSWER_SCHEMA)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_what_the_terminal_cannot_show_is_escaped(folder: Path, tmp_path: Path, encoding: str) -> None:
    text = "The volcano Eyjafjallajökull 🌋 “erupted” in 2010."
    (folder / "ice.txt").write_text(f"Ice\n\n{text}\n", encoding="utf-8")
    arguments = ["--articles", str(folder), "--library", str(tmp_path / "library")]
    printed = []
    for options in ([], ["--json"]):
        environment = {**os.environ, "PYTHONIOENCODING": encoding}
        with spawn(
            "ask", "Which volcano erupted in 2010?", *options, *arguments, env=environment, encoding=encoding
        ) as process:
            out, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
        printed.append(out)
    assert "\\U0001f30b \\u201cerupted\\u201d in 2010." in printed[0]
    assert json.loads(printed[1])["answer"] == text


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


@pytest.mark.parametrize("command", ["index", "articles", "doctor"])
def test_only_questions_have_a_scope(qa: Run, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        qa(command, "--in", "kites")
    assert caught.value.code == 2
    assert "unrecognized arguments: --in" in capsys.readouterr().err


# a store that others share


@pytest.fixture
def store_of_a_server(tmp_path: Path) -> Iterator[str]:
    port = milvus_server.free_port()
    with milvus_server.server(tmp_path / "data", port):
        yield f"milvus://127.0.0.1:{port}/news"


def test_what_one_shares_another_asks(
    qa: Run, store_of_a_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert qa("ask", "--json", ANSWERED) == 0
    alone = json.loads(capsys.readouterr().out)
    assert qa("index", "--store", store_of_a_server) == 0
    assert capsys.readouterr().out.endswith(f"shared in {store_of_a_server}: 3 articles added, 0 removed\n")

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)  # where there are no articles
    monkeypatch.setenv("QA_BOT_STORE", store_of_a_server)
    assert cli.main(["ask", "--json", ANSWERED]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["answer"] == alone["answer"]
    assert [cited["text"] for cited in answer["citations"]] == [cited["text"] for cited in alone["citations"]]
    assert cli.main(["ask", UNANSWERED]) == 1
    assert cli.main(["search", "kites"]) == 0
    assert "Kites over Weifang" in capsys.readouterr().out
    assert cli.main(["search", "pump", "--json", "--in", "kites"]) == 0
    assert {hit["source"] for hit in json.loads(capsys.readouterr().out)["hits"]} == {"kites.md"}
    with monkeypatch.context() as patched:
        patched.delattr(cli, "_load_engine")  # it is said before a model is loaded
        assert cli.main(["ask", ANSWERED, "--from", "2021"]) == 2
    assert capsys.readouterr().err.startswith("qa-bot: no article is from 2021-01-01")
    assert cli.main(["articles"]) == 0
    assert capsys.readouterr().out.endswith("3 articles, 5 paragraphs\n")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("command", [["ask", "why"], ["search", "ice"], ["index"], ["articles"]])
def test_a_server_that_is_down_is_said_before_a_model_is_loaded(
    qa: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: list[str]
) -> None:
    def refuse(_: Config, *, reading: bool, ray: str | None = None) -> NoReturn:
        raise AssertionError("a model was loaded")

    monkeypatch.setattr(cli, "_load_engine", refuse)
    assert qa(*command, "--store", "milvus://127.0.0.1:9/news") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == (
        "qa-bot: the store milvus://127.0.0.1:9/news cannot be reached: start its server, "
        "or check the address after --store\n"
    )
    assert not (tmp_path / "library").exists()


def test_a_store_is_not_made_for_articles_that_are_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--articles", str(tmp_path / "missing"), "--library", str(tmp_path / "library")]
    assert cli.main(["index", "--store", str(tmp_path / "new.db"), *where]) == 2
    assert "there is no folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["ask", "doctor"])
def test_what_cannot_be_looked_at_is_said_so(
    qa: Run, capsys: pytest.CaptureFixture[str], command: str, tmp_path: Path
) -> None:
    too_long = str(tmp_path / ("x" * 300))
    words = ["why", "--store", f"{too_long}.db"] if command == "ask" else ["--library", too_long]
    assert cli.main([command, *words]) == 2
    assert "the output" not in (printed := capsys.readouterr().err)
    assert "nothing is shared in" in printed or "cannot be read" in printed


def test_a_store_that_is_none_exits_2(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa("ask", "why", "--store", "localhost:19530") == 2
    assert capsys.readouterr().err.startswith(
        "qa-bot: --store: it must be milvus://HOST:PORT/COLLECTION, or a database"
    )


# config


def test_config_lists_every_setting_in_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "nord\\u001b[2J"\n[keys]\nhelp = "f1, f9"\n')
    monkeypatch.setenv("QA_BOT_CONFIG", str(file))
    monkeypatch.setenv("QA_BOT_STORE", "milvus://mara:geheim@host:19530/news")
    assert cli.main(["config", "--articles", "/news"]) == 0
    printed = capsys.readouterr()
    lines = [" ".join(line.split()) for line in printed.out.splitlines()]
    assert lines == [
        "articles /news --articles",
        "library one for each articles folder, in your data folder default",
        "store milvus://host:19530/news QA_BOT_STORE",
        "model the bundled all-MiniLM-L6-v2 default",
        "reader the bundled one default",
        "precision what the processor is faster in default",
        "ray none default",
        "limit 10 default",
        "host 127.0.0.1 default",
        "port 8000, or the next that is free default",
        "token a new one at every start, and none for this machine alone default",
        f"theme nord {file}",
        f"keys help = f1,f9 {file}",
        f"The file for settings is {file}",
    ]
    assert len({line.index("default") for line in printed.out.splitlines() if "default" in line}) == 1
    assert printed.err == ""


def test_config_as_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("QA_BOT_STORE", "milvus://mara:geheim@host:19530/news")
    assert cli.main(["config", "--json", "--library", "/index"]) == 0
    printed = capsys.readouterr().out
    assert "geheim" not in printed
    found = {row.pop("setting"): row for row in json.loads(printed)["settings"]}
    assert found["library"] == {"value": "/index", "from": "--library"}
    assert found["store"] == {"value": "milvus://host:19530/news", "from": "QA_BOT_STORE"}
    assert found["limit"] == {"value": 10, "from": "default"}
    assert found["model"] == {"value": None, "from": "default"}
    assert found["keys"] == {"value": {}, "from": "default"}


@pytest.mark.parametrize("content", ["limit = ", 'limit = "many"', "limits = 3", "[keys]\nhelp = 1"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_config_works_with_a_broken_file_and_says_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str, form: list[str]
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(content)
    monkeypatch.setenv("QA_BOT_CONFIG", str(file))
    assert cli.main(["config", "--articles", "/news", *form]) == 2
    printed = capsys.readouterr()
    assert "/news" in printed.out
    assert printed.err.count("\n") == 1
    assert printed.err.startswith(f"qa-bot: {file}")
    if form:
        assert json.loads(printed.out)["file"] == str(file)
