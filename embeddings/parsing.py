"""Has files parsed: text by this process, all else by one of its own, with limits, that is ended when it exceeds them.

Why, and what that does not protect from, is in docs/decisions/011.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from embeddings.documents import Document, LeftOut
from embeddings.errors import Cancelled, ParserError, ParserProcessError, ParserStoppedError, UnreadableArticleError
from embeddings.formats import Format
from embeddings.frames import LENGTH, document_from, encode, framed
from embeddings.plaintext import one_line

_T = TypeVar("_T")
_STARTS_WITHIN = 120
"""Seconds: a process imports its parsers, from a disk that may be busy."""
_LOOKS_EVERY = 0.1
"""Seconds between two looks at whether to stop."""
_AT_ONCE = 1 << 20
"""Bytes that are sent or received between two such looks."""
_MAX_FRAME = 50_000_000
"""Bytes of one document. JSON of many empty lists takes some twenty times its size in memory."""
_MAX_REASON = 300
"""Characters of what is said of a file that cannot be parsed."""
_ENVIRONMENT = ("LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "PYTHONHOME", "PYTHONPATH", "TZ")
"""What Python needs to start; tokens and passwords that lie in the environment are not for a parser."""
_INSTEAD = "save it as plain text, or split it"
_CRASHED = "made its parser crash: save it as plain text"
_TOO_MUCH_MEMORY = f"needs too much memory to read: {_INSTEAD}"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a parser may take for one file."""

    memory: int = 1_500_000_000
    """Bytes of address space beyond what the process has when its parsers are imported."""
    seconds: float = 60
    seconds_per_mb: float = 1
    """What a file may take in addition for its size."""
    seconds_per_document: float = 1
    """What it is given back, of those that it has taken, for each document in it."""
    returned: int = 200_000_000
    """Bytes of all its documents together."""

    def seconds_for(self, content: bytes) -> float:
        return self.seconds + self.seconds_per_mb * len(content) / 1e6


class Parser:
    """Calls the loaders of formats; the process is started when it is first needed, and kept for further files."""

    def __init__(self, *, is_cancelled: Callable[[], bool] = lambda: False, limits: Limits = Limits()) -> None:
        self._is_cancelled = is_cancelled
        self._limits = limits
        self._loaders: tuple[str, ...] = ()
        self._idle: _Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._idle is not None:
            self._idle.end()
            self._idle = None

    def prepare(self, formats: Iterable[Format]) -> None:
        """Start the process if a format needs it: it imports their parsers while the first files are read.

        Raises:
            ParserProcessError: it cannot be started.

        """
        self._loaders = tuple(sorted({each.loader for each in formats if each.apart}))
        if self._loaders and self._idle is None:
            self._idle = self._started()

    def parse(self, chosen: Format, content: bytes) -> Iterable[Document | LeftOut]:
        """Return the documents in a file's bytes and what was left out; errors of a parser apart come as values.

        Raises:
            Cancelled: `is_cancelled` said so.
            ParserError: its parser failed.
            ParserProcessError: the process cannot be started.
            UnreadableArticleError: it holds no article, or its parser takes too much or crashes.

        """
        return self._parsed_apart(chosen, content) if chosen.apart else chosen.load(content)

    def _parsed_apart(self, chosen: Format, content: bytes) -> Iterator[Document | LeftOut]:
        worker, self._idle = self._idle or self._started(), None
        may_be_from_before = worker.is_ready
        try:
            for document in self._parsed_by(worker, chosen, content):
                may_be_from_before = False
                yield document
            return
        except _Failed as error:
            if not may_be_from_before:
                raise ParserStoppedError(str(error)) from None
        yield from self._parsed_apart(chosen, content)  # another file may have left memory full or broken

    def _parsed_by(self, worker: _Worker, chosen: Format, content: bytes) -> Iterator[Document | LeftOut]:
        is_done = False
        try:
            worker.begin(chosen, content, self._limits)
            left = self._limits.returned
            while (reply := worker.reply(min(left, _MAX_FRAME))) != ["end"]:
                left -= worker.received
                match reply:
                    case ["document", fields]:
                        worker.give(self._limits.seconds_per_document)
                        yield document_from(fields)
                    case ["left out", str(part), str(reason)]:
                        yield LeftOut(part[:_MAX_REASON], reason[:_MAX_REASON])
                    case ["unreadable", str(reason)]:
                        is_done = True
                        raise UnreadableArticleError(one_line(reason[:_MAX_REASON]))
                    case ["raised", "MemoryError"]:
                        raise _Failed(_TOO_MUCH_MEMORY)
                    case ["raised", str(name)]:
                        is_done = True
                        raise ParserError(one_line(name[:_MAX_REASON]))
                    case _:
                        raise _Failed(_CRASHED)
            is_done = True
        except _Ended:
            raise _Failed(worker.reason()) from None
        except (ValueError, RecursionError):  # what it sent is no JSON, or no document
            raise _Failed(_CRASHED) from None
        finally:
            if is_done:
                self._idle = worker
            else:
                worker.end()

    def _started(self) -> _Worker:
        return _Worker.start(self._loaders, memory=self._limits.memory, is_cancelled=self._is_cancelled)


class _Failed(Exception):  # noqa: N818  (never leaves this module)
    """The process has done what it should not; `str(error)` is the reason to leave the file out."""


class _Ended(Exception):  # noqa: N818  (never leaves this module)
    """The process has ended by itself."""


class _Worker:
    """The process, and how long it may still take."""

    def __init__(
        self, process: subprocess.Popen[bytes], connection: socket.socket, is_cancelled: Callable[[], bool]
    ) -> None:
        self.received = 0
        """Bytes of the last reply."""
        self._process = process
        self._connection = connection
        self.is_ready = False
        """It has started, and has been given a file."""
        self._is_cancelled = is_cancelled
        self._allowed = self._left = float(_STARTS_WITHIN)
        """Seconds, and how many of them are left: only those count in which it is waited for."""

    @classmethod
    def start(cls, loaders: Sequence[str], *, memory: int, is_cancelled: Callable[[], bool]) -> Self:
        ours, theirs = socket.socketpair()
        ours.settimeout(_LOOKS_EVERY)
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        package = str(Path(__file__).parent.parent)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [package, environment.get("PYTHONPATH")]))
        environment["PYTHONSAFEPATH"] = "1"  # the working folder is no place to import from
        with theirs:
            try:
                process = subprocess.Popen(
                    [sys.executable, "-m", "embeddings.worker", str(memory), *loaders],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    cwd="/",
                    env=environment,
                    start_new_session=True,  # Ctrl+C is for the program, which ends it
                )
            except OSError as error:
                ours.close()
                raise ParserProcessError(f"no process can be started to read files ({error.strerror})") from error
        return cls(process, ours, is_cancelled)

    def begin(self, chosen: Format, content: bytes, limits: Limits) -> None:
        """Have it parse a file."""
        if not self.is_ready:
            with contextlib.suppress(_Ended, ValueError, ParserStoppedError):
                self.is_ready = self.reply(_AT_ONCE) == ["ready"]
            if not self.is_ready:
                raise ParserProcessError("the process that reads files does not start: install qa-bot again")
        self._allowed = self._left = limits.seconds_for(content)
        # Parsing goes on while what was parsed is not waited for; this only ends what nobody would.
        for part in (encode([chosen.loader, 10 + 2 * self._allowed]), content):
            rest = memoryview(framed(part))
            while rest:
                sent = self._tried(functools.partial(self._connection.send, rest[:_AT_ONCE]))
                rest = rest[sent:]

    def reply(self, most: int) -> object:
        """Return the next reply, of so many bytes at most."""
        self.received = int.from_bytes(self._received(LENGTH), "big")
        if self.received > most:
            raise ParserStoppedError("holds too much text: split it into smaller files")
        return json.loads(self._received(self.received))

    def give(self, seconds: float) -> None:
        """Let it take so many seconds more, but no more than it had at first."""
        self._left = min(self._left + seconds, self._allowed)

    def reason(self) -> str:
        """Return why it has ended, as a reason to leave the file out."""
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:
            code = 0
        if code == -signal.SIGXCPU:
            return self._too_long()
        if code == -signal.SIGKILL:  # by the system, which is short of memory
            return _TOO_MUCH_MEMORY
        return _CRASHED

    def end(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def _received(self, count: int) -> bytes:
        received = bytearray()
        while len(received) < count:
            more = self._tried(functools.partial(self._connection.recv, min(count - len(received), _AT_ONCE)))
            if not more:
                raise _Ended
            received += more
        return bytes(received)

    def _tried(self, action: Callable[[], _T]) -> _T:
        """Return what an action returns that waits for the process, unless that takes too long."""
        while True:
            if self._is_cancelled():
                raise Cancelled
            if self._left <= 0:
                raise ParserStoppedError(self._too_long())
            began = time.monotonic()
            try:
                return action()
            except TimeoutError:
                continue
            except OSError:
                raise _Ended from None
            finally:
                self._left -= time.monotonic() - began

    def _too_long(self) -> str:
        return f"takes longer than {self._allowed:.0f} s to read: {_INSTEAD}"
