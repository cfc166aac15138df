"""Starting the program loads nothing heavy: seconds that a user would wait before seeing anything."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

FRAMEWORKS = {"torch", "sentence_transformers", "transformers", "scipy", "sklearn", "ray", "datasketch"}
MODELS = FRAMEWORKS | {"openvino", "tokenizers", "safetensors", "faiss"}
HEAVY = MODELS | {
    "numpy",
    "pymilvus",
    "milvus_lite",
    "grpc",
    "ray",
    "trafilatura",
    "lxml",
    "docutils",
    "sentencex",
    "tantivy",
    "charset_normalizer",
    "feedparser",
    "warcio",
    "pypdfium2",
}


def loaded_by(code: str, *argv: str) -> set[str]:
    """Run code in a fresh process and return the modules that are loaded at its end, and what packages they are of."""
    script = f"import contextlib, io, json, sys\nwith contextlib.redirect_stdout(io.StringIO()):\n {code}\n"
    script += "print(json.dumps(sorted({*sys.modules, *(name.partition('.')[0] for name in sys.modules)})))"
    done = subprocess.run(
        [sys.executable, "-c", script, *argv], capture_output=True, text=True, cwd=ROOT, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_a_heavy_import_would_be_seen() -> None:
    assert "numpy" in loaded_by("import numpy")


@pytest.mark.parametrize(
    "code",
    [
        "import qa_bot.cli, qa_bot.tui.app",
        "import embeddings, qa_bot.output",
        "import qa_bot.cli\n with contextlib.suppress(SystemExit): qa_bot.cli.main(['--help'])",
        "import qa_bot.cli\n with contextlib.suppress(SystemExit): qa_bot.cli.main(['--version'])",
        "import qa_bot.cli; qa_bot.cli.main(['--articles', '/missing'])",
        "import qa_bot.cli; assert qa_bot.cli.main(['config']) == 0",
    ],
)
def test_starting_loads_nothing_heavy(code: str) -> None:
    assert loaded_by(code) & HEAVY == set()


def test_the_screen_does_not_wait_for_what_reads_files_and_questions() -> None:
    read = {"dateutil", "embeddings.loading", "qa_bot.english.candidates", "qa_bot.english.question"}
    assert loaded_by("import qa_bot.cli, qa_bot.tui.interface") & read == set()


def test_articles_that_have_not_changed_need_nothing_that_cleans_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ice\n\nThe harbour of Sarn froze over in March.\n")
    where = ["--articles", str(tmp_path), "--library", str(tmp_path / "library")]
    code = "import sys, qa_bot.cli; assert qa_bot.cli.main(['search', 'ice', *sys.argv[1:]]) == 0"
    cleaning = {"embeddings.cleaning", "embeddings.labels"}
    assert loaded_by(code, *where) >= cleaning
    assert loaded_by(code, *where) & cleaning == set()


@pytest.mark.parametrize(
    ("loader", "content"),
    [
        ("tables.load_csv", b"title,text\nIce,<p>It froze.</p>\n"),
        ("mail.load_eml", b"Subject: Ice\nContent-Type: text/html\n\n<p>It froze.</p>"),
    ],
)
def test_pieces_of_pages_are_read_without_what_finds_the_article_in_a_whole_one(loader: str, content: bytes) -> None:
    code = f"from embeddings.formats import mail, tables; assert list({loader}({content!r}))[0].blocks"
    assert "trafilatura" not in loaded_by(code)


def test_the_command_line_alone_loads_no_screen() -> None:
    assert loaded_by("import qa_bot.cli") & {"textual", "rich"} == set()


@pytest.mark.parametrize(
    "command",
    [
        "['ask', 'why', '--articles', '/missing']",
        "['search', 'ice', '--articles', '/missing']",
        "['index', '--articles', '/missing']",
        "['ask', '  ']",
        "['search', 'x' * 3000]",
        "['ask', 'why', '--from', 'Oslo']",
        "['search', 'ice', '--in', '']",
        "['web', '--articles', '/missing']",
        "['web', '--host', '192.0.2.1']",
    ],
)
def test_what_cannot_be_answered_is_refused_before_a_model_is_loaded(tmp_path: Path, command: str) -> None:
    code = f"import sys, qa_bot.cli; assert qa_bot.cli.main([*{command}, '--library', sys.argv[1]]) == 2"
    assert loaded_by(code, str(tmp_path / "library")) & HEAVY == set()
    assert not (tmp_path / "library").exists()


@pytest.mark.parametrize("option", ["--model", "--reader"])
def test_a_model_s_missing_folder_is_found_before_a_framework_is_loaded(tmp_path: Path, option: str) -> None:
    (tmp_path / "a.txt").write_text("Ice\n\nThe harbour of Sarn froze over in March.\n")
    code = "import sys, qa_bot.cli; assert qa_bot.cli.main(['ask', 'why', *sys.argv[1:]]) == 2"
    where = ["--articles", str(tmp_path), "--library", str(tmp_path / "library")]
    assert loaded_by(code, option, str(tmp_path / "no model"), *where) & FRAMEWORKS == set()


@pytest.mark.parametrize("command", ["['ask', 'where did it freeze?',", "['search', 'ice',", "['index',"])
def test_answering_with_the_bundled_models_loads_no_framework(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text("Ice\n\nThe harbour of Sarn froze over in March.\n")
    code = f"import sys, qa_bot.cli; assert qa_bot.cli.main({command} *sys.argv[1:]]) < 2"
    loaded = loaded_by(code, "--articles", str(tmp_path), "--library", str(tmp_path / "library"))
    assert {"openvino", "faiss", "tantivy"} <= loaded
    assert loaded & FRAMEWORKS == set()


def test_a_scope_without_an_article_is_found_before_a_model_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A\n\nOne article.\n")
    where = ["--articles", str(tmp_path), "--library", str(tmp_path / "library")]
    code = (
        "import sys, qa_bot.cli, qa_bot.ready_bot\n"
        " from tests.qa_bot.conftest import load_engine\n"
        " qa_bot.ready_bot.load_engine = load_engine\n"
        " assert qa_bot.cli.main(['index', *sys.argv[1:]]) == 0"
    )
    loaded_by(code, *where)
    code = "import sys, qa_bot.cli; assert qa_bot.cli.main(['ask', 'why', '--in', 'xyz', *sys.argv[1:]]) == 2"
    loaded = loaded_by(code, *where)
    assert "sqlite3" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("words", [["conversations"], ["conversations", "export", "1"], ["verdicts"]])
def test_conversations_are_shown_without_a_model_or_a_screen(tmp_path: Path, words: list[str]) -> None:
    asking = (
        "import sys, pathlib\n"
        " from qa_bot.conversations.store import Conversations\n"
        " conversations = Conversations.open(pathlib.Path(sys.argv[1]))\n"
        " conversations.ask(conversations.begin(), 'Who?')"
    )
    assert loaded_by(asking, str(tmp_path)) & (HEAVY | {"textual", "rich"}) == set()
    showing = "import sys, qa_bot.cli; assert qa_bot.cli.main([*sys.argv[1:]]) == 0"
    assert loaded_by(showing, *words, "--library", str(tmp_path)) & (HEAVY | {"textual"}) == set()


@pytest.mark.parametrize("command", ["articles", "stats"])
def test_listing_the_articles_loads_no_model(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text("A\n\nOne article.\n")
    code = (
        "import sys, qa_bot.cli, qa_bot.ready_bot\n"
        " from tests.qa_bot.conftest import load_engine\n"
        " qa_bot.ready_bot.load_engine = load_engine\n"
        " assert qa_bot.cli.main(['index', *sys.argv[1:]]) == 0"
    )
    where = ["--articles", str(tmp_path), "--library", str(tmp_path / "library")]
    loaded_by(code, *where)
    listing = "import sys, qa_bot.cli; sys.exit(1) if qa_bot.cli.main([*sys.argv[1:], '--json']) else None"
    loaded = loaded_by(listing, command, *where)
    assert "sqlite3" in loaded
    assert loaded & (HEAVY | {"textual"}) == set()


def test_moving_a_library_loads_no_model(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A\n\nOne article.\n")
    where = ["--articles", str(tmp_path), "--library", str(tmp_path / "library")]
    code = (
        "import sys, qa_bot.cli, qa_bot.ready_bot\n"
        " from tests.qa_bot.conftest import load_engine\n"
        " qa_bot.ready_bot.load_engine = load_engine\n"
        " assert qa_bot.cli.main(['index', *sys.argv[1:]]) == 0"
    )
    loaded_by(code, *where)
    code = (
        "import sys, qa_bot.cli\n"
        " file, *where = sys.argv[1:]\n"
        " assert qa_bot.cli.main(['export', file, *where]) == 0\n"
        " assert qa_bot.cli.main(['import', file, *where, '--force']) == 0"
    )
    assert loaded_by(code, str(tmp_path / "news.zip"), *where) & (HEAVY | {"textual"}) == set()
