"""What `qa-bot web` refuses: in one line, before a model is loaded."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pytest

from qa_bot import cli
from qa_bot.config import load_config
from qa_bot.exit_codes import FAILED
from qa_bot.web.address import listen


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["web", *words]) == FAILED
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert "\x1b" not in printed.err
    return printed.err


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eight", "8000.5", "\x1b[2J"])
def test_what_is_no_port(capsys: pytest.CaptureFixture[str], port: str) -> None:
    assert "port must be a whole number from 1 to 65535" in refused(capsys, f"--port={port}")


def test_what_is_no_place_to_serve_at(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert "is no address of this machine" in refused(capsys, "--articles", str(folder), "--host", "192.0.2.1\x1b")
    with closing(listen("127.0.0.1", None)) as listening:
        port = str(listening.getsockname()[1])
        assert f"port {port} of 127.0.0.1 is in use" in refused(capsys, "--articles", str(folder), "--port", port)


def test_a_token_that_is_easily_guessed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_BOT_TOKEN", "secret")
    said = refused(capsys)
    assert "the token must have at least 16 characters" in said
    assert "secret" not in said
    assert cli.main(["config"]) == 0
    assert "secret" not in capsys.readouterr().out
    assert load_config({}).token == "secret"


def test_no_articles(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert str(tmp_path / "missing") in refused(capsys, "--articles", str(tmp_path / "missing"))


def test_without_textual_serve(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "qa_bot.web.server", raising=False)
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    assert 'install it with `pip install "qa-bot[web]"`' in refused(capsys)
