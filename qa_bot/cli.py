"""The command line: has what was typed done by its command, and sets the exit code; opens the interface itself."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from embeddings.errors import EmbeddingsError
from embeddings.plaintext import clean
from qa_bot.arguments import parsed
from qa_bot.commands import (
    run_articles,
    run_completion,
    run_config,
    run_doctor,
    run_export,
    run_forget,
    run_import,
    run_stats,
)
from qa_bot.config import SETTINGS, Config, load_config
from qa_bot.conversation_commands import run_conversations, run_verdicts
from qa_bot.errors import ConfigError, QABotError
from qa_bot.exit_codes import ANSWERED, FAILED, INTERRUPTED
from qa_bot.index_commands import run_feed, run_index
from qa_bot.log import unexpected
from qa_bot.question_commands import run_ask, run_search
from qa_bot.ready_bot import open_bot, ready_bot

_OF_OUTPUT = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What goes wrong with what we print; a pipe that is closed has an error of its own."""
_OF_ANY_FILE = frozenset({errno.EIO, errno.EBADF})
"""What goes wrong with what we print, and with any other file: our output's is it if that cannot be written still."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # not every stream has it
    arguments = parsed(sys.argv[1:] if argv is None else argv)
    flags: dict[str, object] = {each.name: arguments.pop(each.name) for each in SETTINGS if each.name in arguments}
    try:
        code = _run(flags, arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # what reads our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except (EmbeddingsError, QABotError) as error:
        return _failed(str(error))
    except OSError as error:
        return _failed(_of_the_system(error))
    except Exception as error:  # whatever a library raises: no traceback, and not the code of "not in the articles"
        return _failed(unexpected(error))
    return code


def _of_the_system(error: OSError) -> str:
    """Explain an error of our own output or of the working folder; every other is explained where it happens."""
    if error.errno in _OF_OUTPUT or (error.errno in _OF_ANY_FILE and not _can_be_written()):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return f"the output cannot be written ({error.strerror}): write it elsewhere, or free some space"
    try:
        Path.cwd()
    except OSError:
        return "the folder that you are in is gone: change to another one with cd"
    return unexpected(error)


def _can_be_written() -> bool:
    """Say whether standard output takes what waits to be written to it."""
    try:
        os.fstat(sys.stdout.fileno())
        sys.stdout.flush()
    except (OSError, ValueError):
        return False
    return True


def _open_closed_streams() -> None:
    """Give each standard stream that is closed (`2>&-`) one of nothing: another file would get its descriptor."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115  (until the program ends)


def _run(flags: dict[str, object], arguments: dict[str, Any]) -> int:
    """Run the command that was typed, and return its exit code."""
    if arguments["command"] == "config":
        return run_config(flags, arguments)
    if arguments["command"] == "completion":
        return run_completion(arguments)
    commands = {
        "ask": run_ask,
        "search": run_search,
        "index": run_index,
        "web": _web,
        "feed": run_feed,
        "forget": run_forget,
        "doctor": run_doctor,
        "export": run_export,
        "import": run_import,
        "articles": run_articles,
        "conversations": run_conversations,
        "stats": run_stats,
        "verdicts": run_verdicts,
    }
    config = load_config(flags)
    _restore(config)
    return commands.get(arguments["command"], _open_interface)(config, arguments)


def _restore(config: Config) -> None:
    """Put back the library that an import was replacing when it was killed, and say so.

    Raises:
        LibraryError: it cannot be put back.

    """
    from embeddings.place import default_folder, restored

    if config.store is None and (done := restored(config.library or default_folder(config.articles))):
        from qa_bot.output import warn

        warn(done)


def _failed(message: str) -> int:
    print(f"qa-bot: {clean(message)}", file=sys.stderr)
    return FAILED


def _open_interface(config: Config, _: dict[str, Any]) -> int:
    from embeddings.access import folder_warning

    if config.store is None and folder_warning(config.articles):
        from qa_bot.indexed import check_articles  # with it comes SQLite

        check_articles(config.articles, library=config.library)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _failed("the terminal interface needs a terminal: open one, or use `qa-bot ask QUESTION`")
    if not sys.stderr.isatty():  # on which the interface draws: what is said there would be unseen, too
        print("qa-bot: the terminal interface draws on standard error: leave out what leads that elsewhere (2>)")
        return FAILED
    from qa_bot.remembered import remembered_theme
    from qa_bot.tui.first_screen import FirstScreen
    from qa_bot.tui.lifeline import end_with_terminal

    end_with_terminal(sys.stdin.fileno())
    first_screen = FirstScreen(config.articles, config.store, config.theme or remembered_theme(), config.keys)
    with first_screen.shown(sys.stdin.fileno(), sys.stderr):
        from qa_bot.tui.interface import interface  # that takes a while

        app = interface(config, open_bot=lambda: open_bot(config), first_screen=first_screen)
        app.run()
    if app.fault is not None:
        _failed(app.fault)
    if app.is_working:  # taking the interpreter down under a thread that imports torch can crash
        sys.stdout.flush()
        os._exit(app.return_code or 0)
    return app.return_code or 0


def _web(config: Config, _: dict[str, Any]) -> int:
    from qa_bot import output
    from qa_bot.web.access import token_for
    from qa_bot.web.address import address, listen

    try:
        from qa_bot.web.server import serve
    except ModuleNotFoundError as error:
        needed = f"`web` needs textual-serve ({error.name} is missing)"
        raise ConfigError(f'{needed}: install it with `pip install "qa-bot[web]"`') from None
    token = token_for(config.host, config.token)
    with listen(config.host, config.port) as listening, ready_bot(config) as (bot, report):
        output.print_skipped(report.skipped)
        print(address(listening, host=config.host, token=token), flush=True)
        if serve(bot, config, listening, token=token):  # the bot cannot be closed, and what it has stored is complete
            os._exit(ANSWERED)
    return ANSWERED
