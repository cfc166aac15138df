from __future__ import annotations

from pathlib import Path

import pytest

from qa_bot import log


@pytest.fixture
def errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "logs" / "errors.log"
    monkeypatch.setattr(log, "_path", lambda: path)
    return path


def raised(message: str) -> ValueError:
    try:
        raise ValueError(message)
    except ValueError as error:
        return error


def test_what_nobody_expected_is_one_line_and_its_traceback_in_the_log(errors: Path) -> None:
    line = log.unexpected(raised("no\nice"))
    assert line == f"ValueError: no ice (a fault of this program: the log {errors} says where)"
    assert "Traceback" in errors.read_text()


def test_a_log_that_has_grown_is_put_aside_once(errors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_LARGEST", 2_000)
    for number in range(20):
        log.unexpected(raised(f"fault {number}"))
        with log.opened_log() as opened:
            opened.write(b"of another process\n")
    assert [path.name for path in sorted(errors.parent.iterdir())] == ["errors.log", "errors.log.1"]
    assert all(path.stat().st_size < 4_000 for path in errors.parent.iterdir())
    assert "fault 19" in errors.read_text() + errors.with_name("errors.log.1").read_text()


def test_a_log_that_cannot_be_written_is_done_without(errors: Path) -> None:
    errors.parent.write_text("a file in place of the folder")
    assert log.unexpected(raised("no ice")) == "ValueError: no ice (a fault of this program)"
    with log.opened_log() as opened:
        opened.write(b"kept nowhere")
