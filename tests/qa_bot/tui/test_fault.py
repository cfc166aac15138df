"""What becomes of the interface when something goes wrong in it that nobody expected."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import pytest

from qa_bot.exit_codes import FAILED
from qa_bot.tui.app import QABotApp
from qa_bot.tui.messages import BotReady
from tests.qa_bot.tui.journeys import make_app
from tests.qa_bot.tui.scripted_bot import ScriptedBot
from tests.qa_bot.tui.test_first_screen import LEFT, Terminal

BROKEN = """
import sys, qa_bot.cli, qa_bot.ready_bot
from qa_bot.tui.app import QABotApp
from tests.qa_bot.conftest import load_engine
def crash(*_): raise ZeroDivisionError("out of luck")
QABotApp.on_bot_ready = crash
qa_bot.ready_bot.load_engine = load_engine
sys.exit(qa_bot.cli.main(sys.argv[1:]))
"""


def crash(*_: object) -> NoReturn:
    raise ZeroDivisionError("out of\nluck \x1b[31m")


async def crash_later(*_: object) -> NoReturn:
    crash()


def start_crashing(app: QABotApp, _: BotReady) -> None:
    app.run_worker(crash_later())


@pytest.mark.parametrize("handler", [crash, start_crashing])
def test_it_ends_with_one_line_and_the_traceback_is_in_the_log(
    handler: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(QABotApp, "on_bot_ready", handler)
    app = make_app(ScriptedBot())
    app.run(headless=True)
    assert app.return_code == FAILED
    assert app.fault is not None
    assert app.fault.startswith("ZeroDivisionError: out of luck")
    assert "\n" not in app.fault
    log = Path(app.fault.partition("the log ")[2].partition(" says")[0])
    assert "in crash" in log.read_text()
    assert capsys.readouterr() == ("", "")


def test_the_line_is_told_where_the_interface_was(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", BROKEN, "--articles", str(folder), "--library", str(tmp_path / "library")]
    terminal = Terminal("/bin/sh", "-c", '"$@"; echo the code is $?', "sh", *command)
    try:
        terminal.wait_for(b"the code is 2")
    finally:
        terminal.close()
    told = terminal.shown.rpartition(LEFT)[2]
    assert b"qa-bot: ZeroDivisionError: out of luck (a fault of this program: the log " in told
    assert b"Traceback" not in terminal.shown
