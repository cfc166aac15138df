from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import jsonschema
import pytest

import qa_bot
from embeddings.formats import FORMATS, readable
from embeddings.store import Store
from embeddings.writing import writing
from qa_bot import cli, ready_bot, remembered
from qa_bot.config import Config
from tests import milvus_server
from tests.conftest import Write
from tests.qa_bot.conftest import ANSWERED, UNANSWERED, Run, spawn
from tests.qa_bot.test_json_output import ANSWER_SCHEMA

pytestmark = pytest.mark.usefixtures("hashing_engine")


# articles


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

    monkeypatch.setattr(ready_bot, "load_engine", refuse)
    assert qa("articles", "--json") == 0
    assert [row["source"] for row in json.loads(capsys.readouterr().out)] == ["kites.md", "pump.txt", "tea.html"]
    assert qa("articles") == 0
    assert capsys.readouterr().out.endswith("3 articles, 5 paragraphs\n")


# what is typed


@pytest.mark.parametrize("words", [[ANSWERED], ["--json", "Who removed the handle?"], ["kites?"], ["--", "a -b c"]])
def test_a_question_alone_is_asked(
    qa: Run, where: list[str], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = qa("ask", *words) if words[0] != "--" else qa("ask", words[1])
    with_ask = capsys.readouterr().out
    assert cli.main([*where, *words]) == code
    assert without_times(capsys.readouterr().out) == without_times(with_ask)


def test_a_command_that_does_not_exist_is_told_and_those_that_do(qa: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        cli.main(["serach", "ice"])
    assert exited.value.code == 2
    told = capsys.readouterr().err
    assert "there is no command 'serach': choose from ask, search, index, feed, forget, " in told
    assert "or ask: qa-bot ask" in told


def test_a_question_without_a_word_is_no_command(where: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*where, ""]) == 2
    assert capsys.readouterr().err == "qa-bot: the question is empty: type what you would like to know\n"


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

    monkeypatch.setattr(ready_bot, "load_engine", crash)
    assert qa("ask", ANSWERED) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "ZeroDivisionError: out of luck" in printed.err
    assert "\x1b" not in printed.err
    log = Path(printed.err.partition("the log ")[2].partition(" says")[0])
    assert "in crash" in log.read_text()
    assert "\x1b" not in log.read_text()


def test_an_error_of_the_system_that_nobody_expected_is_not_said_to_be_of_the_output(
    qa: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(code: int, *, closing: int | None = None) -> None:
        def failing(*_: object, **__: object) -> NoReturn:
            if closing is not None:
                os.close(closing)
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(ready_bot, "load_engine", failing)

    fail(errno.EMFILE)
    assert qa("ask", ANSWERED) == 2
    told = capsys.readouterr().err
    assert "the output" not in told
    assert "Too many open files (a fault of this program: the log " in told
    with (tmp_path / "output").open("w") as stdout, monkeypatch.context() as patched:
        patched.setattr("sys.stdout", stdout)
        for code in (errno.EIO, errno.EBADF):
            fail(code)
            assert qa("ask", ANSWERED) == 2
            told = capsys.readouterr().err
            assert f"{os.strerror(code)} (a fault of this program: the log " in told
        fail(errno.EBADF, closing=stdout.fileno())
        assert qa("ask", ANSWERED) == 2
        assert "the output cannot be written (Bad file descriptor)" in capsys.readouterr().err
    fail(errno.ENOSPC)
    with Path(os.devnull).open("w") as stdout, monkeypatch.context() as patched:
        patched.setattr("sys.stdout", stdout)
        assert qa("ask", ANSWERED) == 2
    assert "the output cannot be written (No space left on device)" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["articles"], ["ask", "why"], ["index"], ["export", "news.zip"]])
def test_a_working_folder_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert cli.main(command) == 2
    assert capsys.readouterr().err == "qa-bot: the folder that you are in is gone: change to another one with cd\n"


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


def test_what_others_share_is_checked_where_its_articles_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QA_BOT_STORE", str(tmp_path / "news.db"))
    assert cli.main(["doctor"]) == 2
    told = "qa-bot: what others share is checked where its articles are, without --store or QA_BOT_STORE\n"
    assert capsys.readouterr().err == told


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


def test_an_interface_that_would_be_drawn_unseen_is_not_opened(where: list[str]) -> None:
    terminal, terminals_end = os.openpty()
    with spawn(*where, stdin=terminals_end, stdout=terminals_end, stderr=subprocess.DEVNULL) as process:
        os.close(terminals_end)
        try:
            code = process.wait(60)
        finally:
            process.kill()
    assert os.read(terminal, 1000).startswith(b"qa-bot: the terminal interface draws on standard error: leave out ")
    os.close(terminal)
    assert code == 2


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


def test_help_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    named = capsys.readouterr().out.partition("Articles are files")[2].split()
    assert {each.suffixes[0] for each in FORMATS} <= {word.rstrip(",.") for word in named}


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


@pytest.mark.parametrize("command", ["index", "articles", "doctor"])
def test_only_questions_have_a_scope(qa: Run, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        qa(command, "--in", "kites")
    assert caught.value.code == 2
    assert "unrecognized arguments: --in" in capsys.readouterr().err


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

    monkeypatch.setattr(ready_bot, "load_engine", refuse)
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

    monkeypatch.setattr(ready_bot, "load_engine", interrupt)
    assert qa("ask", ANSWERED) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_stream_that_is_closed_keeps_nobody_from_an_answer(where: list[str], closed: int) -> None:
    with spawn("ask", ANSWERED, *where, closed=closed) as process:
        out, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    assert out.startswith("John Snow") is (closed != 1)


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (["ask", "--batch", "-"], 0, ""),
        (["index", "-"], 2, "qa-bot: standard input is empty: pipe an article into it\n"),
        ([], 2, "qa-bot: the terminal interface needs a terminal: open one, or use `qa-bot ask QUESTION`\n"),
    ],
)
def test_standard_input_that_is_closed_is_as_if_it_were_empty(
    where: list[str], typed: list[str], code: int, said: str
) -> None:
    with spawn(*typed, *where, closed=0) as process:
        assert process.communicate(timeout=60) == ("", said)
    assert process.returncode == code


def test_answers_stream_and_ctrl_c_ends_them_without_a_traceback(folder: Path, tmp_path: Path) -> None:
    arguments = ["--articles", str(folder), "--library", str(tmp_path / "library")]
    with spawn("ask", "--batch", "-", *arguments, stdin=subprocess.PIPE) as process:
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
        patched.delattr(ready_bot, "load_engine")  # it is said before a model is loaded
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

    monkeypatch.setattr(ready_bot, "load_engine", refuse)
    assert qa(*command, "--store", "milvus://127.0.0.1:9/news") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == (
        "qa-bot: the store milvus://127.0.0.1:9/news cannot be reached: start its server, "
        "or check the address after --store\n"
    )
    assert not (tmp_path / "library").exists()


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


def test_config_shows_the_theme_that_was_chosen_last_where_none_is_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(remembered, "_path", lambda: tmp_path / "theme")  # its place is another one on each system
    remembered.remember_theme("nord")
    assert cli.main(["config"]) == 0
    assert re.search("^theme +nord +chosen last$", capsys.readouterr().out, re.MULTILINE)
    monkeypatch.setenv("QA_BOT_THEME", "dracula")
    assert cli.main(["config"]) == 0
    assert re.search("^theme +dracula +QA_BOT_THEME$", capsys.readouterr().out, re.MULTILINE)


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
