from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.cleaning.pages import all_pages
from embeddings.documents import Block, Document, LeftOut
from embeddings.errors import (
    Cancelled,
    ParserError,
    ParserProcessError,
    ParserStoppedError,
    UnreadableArticleError,
)
from embeddings.formats import Format
from embeddings.library import Library
from embeddings.loading import load_articles
from embeddings.parsing import Limits, Parser
from embeddings.values import Skipped
from tests.conftest import ROOT, Write
from tests.hashing_encoder import HashingEncoder

HOSTILE = Format("hostile", (".hostile",), "tests.embeddings.hostile_loaders:load")
SHORT = Limits(seconds=0.6)
SMALL = Limits(memory=300_000_000, returned=1_000_000)
CRASHED = "made its parser crash: save it as plain text"

linux = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes are looked at, and limited, as Linux has them"
)


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    """Return a parser that is used by many tests, as by many files."""
    with Parser(limits=SMALL) as parser:
        yield parser


@pytest.fixture
def hostile_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files end in .hostile, as if another package had added the format."""
    monkeypatch.setattr("embeddings.formats._added", lambda: {".hostile": HOSTILE})


def parsed(parser: Parser, content: str) -> list[Document | LeftOut]:
    return list(parser.parse(HOSTILE, content.encode()))


def text(found: list[Document | LeftOut]) -> str:
    return "\n".join(block.text for each in found if isinstance(each, Document) for block in each.blocks)


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(is_so: Callable[[], bool]) -> None:
    waiting = threading.Event()
    for _ in range(500):
        if is_so():
            return
        waiting.wait(0.02)
    raise AssertionError("it does not happen")


def test_a_document_comes_as_its_loader_yields_it(parser: Parser) -> None:
    block = Block("Harbour \ud800 ice\x00", "heading", 2, 3)
    expected = Document([block], "Ice", "Ada Lovelace", "2020-02-03", "a/b", from_web=True)
    assert list(parser.parse(HOSTILE, "say Harbour \ud800 ice\x00".encode(errors="surrogatepass"))) == [expected]


def test_a_large_file_arrives_whole(parser: Parser) -> None:
    assert text(parsed(parser, "say " + "ice " * 200_000)) == "ice " * 200_000


def test_one_process_parses_file_after_file_and_ends_with_the_parser() -> None:
    with Parser() as parser:
        processes = {int(text(parsed(parser, each))) for each in ["process", "process"]}
        with contextlib.suppress(ParserError):
            parsed(parser, "raise ValueError")
        processes.add(int(text(parsed(parser, "process"))))
    assert len(processes) == 1
    assert not is_running(processes.pop())


def test_what_is_left_out_comes_with_its_reason(parser: Parser) -> None:
    found = parsed(parser, "first left is a picture")
    assert found[1:] == [LeftOut("cover.png", "is a picture")]


def test_text_is_parsed_here() -> None:
    plain = Format("plain", (".plain",), HOSTILE.loader, apart=False)
    assert text(list(Parser().parse(plain, b"process"))) == str(os.getpid())


@pytest.mark.parametrize("deed", ["loop", "wait"])
def test_a_parser_that_takes_too_long_is_ended(deed: str) -> None:
    with Parser(limits=SHORT) as parser:
        with pytest.raises(ParserStoppedError, match=r"^takes longer than 1 s to read: save it as plain text, or spl"):
            parsed(parser, deed)
        assert text(parsed(parser, "say ice")) == "ice"


def test_a_file_of_many_articles_has_time_for_each() -> None:
    with Parser(limits=Limits(seconds=2)) as parser:
        limits = [int(text([found])) for found in parsed(parser, "work")]
    assert len(limits) == 5
    assert limits == sorted(limits)
    assert limits[0] < limits[-1]


def test_a_large_file_has_more_time() -> None:
    assert Limits(seconds=60, seconds_per_mb=1).seconds_for(bytes(3_000_000)) == 63


@linux
def test_a_parser_that_needs_too_much_memory_is_ended(parser: Parser) -> None:
    with pytest.raises(
        ParserStoppedError, match=r"^needs too much memory to read: save it as plain text, or split it$"
    ):
        parsed(parser, "eat")
    assert text(parsed(parser, "say ice")) == "ice"


@pytest.mark.parametrize("deed", ["exit", "quit", "fault"])
def test_a_parser_that_crashes_is_replaced(parser: Parser, deed: str) -> None:
    with pytest.raises(ParserStoppedError, match=f"^{CRASHED}$"):
        parsed(parser, deed)
    assert text(parsed(parser, "say ice")) == "ice"


def test_a_file_is_not_blamed_for_what_another_has_broken(parser: Parser) -> None:
    assert [text(parsed(parser, each)) for each in ["spoil water", "say ice", "say ice"]] == ["water", "ice", "ice"]


def test_a_parser_that_the_system_kills_needed_too_much_memory(parser: Parser) -> None:
    with pytest.raises(ParserStoppedError, match=r"^needs too much memory"):
        parsed(parser, "kill")


@pytest.mark.parametrize("frame", ["[]", '["document", [[], 1]]', "no JSON", "[" * 100_000, '["end", 1]', "7"])
@linux
def test_what_is_no_reply_is_taken_for_a_crash(parser: Parser, frame: str) -> None:
    with pytest.raises(ParserStoppedError, match=f"^{CRASHED}$"):
        parsed(parser, f"send {frame}")


def test_what_a_parser_prints_or_asks_for_goes_nowhere(parser: Parser) -> None:
    assert text(parsed(parser, "print ice")) == "ice ''"


def test_an_error_comes_as_its_name_and_a_refusal_as_one_line(parser: Parser) -> None:
    with pytest.raises(ParserError, match=r"^Oops$"):
        parsed(parser, "raise Oops")
    with pytest.raises(UnreadableArticleError, match=r"^is locked: unlock it$"):
        parsed(parser, "refuse is\x1b[31m\nlocked: unlock it")
    with pytest.raises(UnreadableArticleError) as refused:
        parsed(parser, "refuse " + "x" * 10_000)
    assert len(str(refused.value)) == 300


def test_a_flood_of_text_is_stopped(parser: Parser) -> None:
    arrived = 0
    with pytest.raises(ParserStoppedError, match=r"^holds too much text: split it into smaller files$"):
        for document in parser.parse(HOSTILE, b"flood"):
            arrived += len(text([document]))
    assert 900_000 < arrived < 1_000_000


def test_a_document_that_is_not_taken_leaves_nothing_for_the_next_file(parser: Parser) -> None:
    for _ in range(2):
        documents = iter(parser.parse(HOSTILE, b"parts"))
        assert next(documents).part == "1"
        del documents
    assert text(parsed(parser, "say ice")) == "ice"


@linux
def test_the_process_has_few_rights(parser: Parser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_BOT_TOKEN", "a secret")
    with Parser() as fresh:
        assert text(parsed(fresh, f"rights {tmp_path}")) == "possible: ; loaded: ; own session: True; in /."
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b""]


@pytest.mark.skipif(
    shutil.which("unshare") is None or subprocess.run(["unshare", "-r", "-n", "true"], check=False).returncode != 0,
    reason="this system takes no network from a process",
)
def test_the_process_has_no_network(parser: Parser) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        pytest.raises(ParserError, match=r"^ConnectionRefusedError|OSError$"),
    ):
        parsed(parser, f"connect {server.getsockname()[1]}")


@pytest.mark.usefixtures("hostile_files")
def test_cancelling_ends_what_is_being_parsed() -> None:
    cancelled = threading.Event()
    with Parser(is_cancelled=cancelled.is_set) as parser:
        process = int(text(parsed(parser, "process")))
        threading.Timer(0.2, cancelled.set).start()
        with pytest.raises(Cancelled):
            load_articles(b"first loop", source="a.hostile", parse=parser.parse)
        assert not is_running(process)


PROGRAM = """
import sys
from embeddings.formats import Format
from embeddings.parsing import Parser
with Parser() as parser:
    hostile = Format("hostile", (".hostile",), "tests.embeddings.hostile_loaders:load")
    for deed in (b"process", sys.argv[1].encode()):
        for document in parser.parse(hostile, deed):
            print(document.blocks[0].text, flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("deed", ["say ice", "loop", "wait"])
@linux
def test_a_program_that_is_killed_leaves_no_process(deed: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, deed], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as program:
        assert program.stdout is not None
        process = int(program.stdout.readline())
        assert is_running(process)
        os.kill(program.pid, signal.SIGKILL)
        wait_until(lambda: not is_running(process))


def test_a_process_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/missing/python")
    with Parser() as parser, pytest.raises(ParserProcessError, match=r"^no process can be started to read files"):
        parsed(parser, "say ice")
    monkeypatch.setattr(sys, "executable", "/bin/true")
    with Parser() as parser, pytest.raises(ParserProcessError, match=r"^the process that reads files does not start"):
        parsed(parser, "say ice")


def test_a_working_folder_is_no_place_to_import_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    with Parser() as parser:
        assert text(parsed(parser, "say ice")) == "ice"


@pytest.mark.usefixtures("hostile_files")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("exit", CRASHED),
        ("raise Oops", "cannot be parsed (Oops): save it as plain text"),
        ("refuse is locked", "is locked"),
    ],
)
def test_a_file_that_cannot_be_parsed_is_left_out(parser: Parser, content: str, reason: str) -> None:
    with pytest.raises(UnreadableArticleError) as refused:
        load_articles(content.encode(), source="a.hostile", parse=parser.parse)
    assert str(refused.value) == reason


@pytest.mark.usefixtures("hostile_files")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("exit", f"{CRASHED}; what stands before is indexed"),
        ("raise Oops", "cannot be parsed to its end (Oops): what stands before is indexed"),
        ("refuse is locked", "is locked; what stands before is indexed"),
    ],
)
def test_what_stands_before_is_loaded(parser: Parser, content: str, reason: str) -> None:
    loaded = load_articles(f"first first {content}".encode(), source="a.hostile", parse=parser.parse)
    assert len(loaded.articles) == 2
    assert loaded.left_out == (Skipped("a.hostile", reason),)


@pytest.mark.usefixtures("hostile_files")
def test_a_flood_of_documents_is_left_out(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.loading.MAX_PARTS", 20)
    loaded = load_articles(b"parts", source="a.hostile", parse=parser.parse)
    assert len(loaded.articles) == 20
    assert loaded.left_out == (Skipped("a.hostile", "holds more than 20 articles: left out the others"),)


@pytest.mark.usefixtures("hostile_files")
def test_a_file_that_crashes_its_parser_costs_no_other(
    write: Write, tmp_path: Path, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write("b.hostile", "say The harbour froze in March.")
    folder = write("a.html", "<p>Signe Dahl rowed around the islands and won.</p>").parent
    write("c.txt", "Nobody crossed it on foot.")
    with contextlib.closing(Library.open(tmp_path / "library", articles=folder, encoder=encoder)) as library:
        assert library.sync().skipped == ()
        before = {each.source: each.id for each in library.articles()}
        assert before.keys() == {"a.html", "b.hostile/a/b", "c.txt"}
        file.write_text("exit")
        write("c.txt", "Somebody crossed it on foot.")
        report = library.sync()
        assert (report.changed, report.removed) == (("c.txt",), ())
        assert report.skipped == (Skipped("b.hostile", CRASHED),)
        assert {each.source: each.id for each in library.articles()} == before
        monkeypatch.setattr(subprocess, "Popen", None)  # what has not changed starts no process
        assert library.sync().skipped == report.skipped


def test_a_page_is_the_same_article_in_whichever_process_it_is_parsed() -> None:
    pages = [page.content.encode() for page in all_pages() if page.layout in ("forum.html", "static.html")]
    with Parser() as apart:
        found = [load_articles(page, source="page.html", parse=apart.parse) for page in pages]
    assert found == [load_articles(page, source="page.html") for page in pages]
    assert pages
