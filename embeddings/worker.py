"""The process that parses files for the program: it gets their bytes and sends back documents, and nothing else.

It gives up what a parser does not need before it meets the first file. Knows nothing of libraries;
`embeddings.parsing` starts it, and ends it when it takes too long.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import math
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from embeddings.documents import LeftOut
from embeddings.errors import UnreadableArticleError
from embeddings.formats import Format
from embeddings.frames import LENGTH, document_fields, encode, framed

_OPEN_FILES = 64
_DIE_WITH_PARENT, _NO_NEW_PRIVILEGES = 1, 38
"""Of prctl(2)."""
_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000
"""Of unshare(2)."""


def main() -> None:
    """Answer requests on standard input, a socket, until it closes; the arguments are the memory and the loaders."""
    with os.fdopen(os.dup(0), "rb") as requests, os.fdopen(os.dup(0), "wb") as replies:
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(nothing, descriptor)  # what a parser prints or asks goes nowhere
        for loader in sys.argv[2:]:
            with contextlib.suppress(Exception):  # it fails again for each of its files, and is reported then
                importlib.import_module(loader.partition(":")[0])
        _give_up(int(sys.argv[1]))
        _send(replies, encode(["ready"]))
        while request := _received(requests):
            loader, seconds = json.loads(request)
            _end_after(seconds)
            for reply in _replies(loader, _received(requests)):
                _send(replies, reply)
                _end_after(seconds)  # an archive of many files takes longer than one


def _end_after(seconds: float) -> None:
    """Have the system end this process after so many seconds more of a processor."""
    spent = math.ceil(time.process_time() + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (spent, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _replies(loader: str, content: bytes) -> Iterator[bytes]:
    """Yield the documents and what was left out, and at last that there are no more or why."""
    try:
        for found in Format("", (), loader).load(content):
            if isinstance(found, LeftOut):
                yield encode(["left out", found.part, found.reason])
            else:
                yield encode(["document", document_fields(found)])
    except UnreadableArticleError as error:
        yield encode(["unreadable", str(error)])
    except Exception as error:
        yield encode(["raised", type(error).__name__])
    else:
        yield encode(["end"])


def _received(requests: BinaryIO) -> bytes:
    return requests.read(int.from_bytes(requests.read(LENGTH), "big"))


def _send(replies: BinaryIO, reply: bytes) -> None:
    replies.write(framed(reply))
    replies.flush()


def _give_up(memory: int) -> None:
    """Give up all memory but so many bytes beyond what is in use, writing files, the network, and to outlive all."""
    sys.dont_write_bytecode = True
    for limit, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_AS, _address_space() + memory),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of memory; another may be lower
            resource.setrlimit(limit, (most, most))
    if sys.platform == "linux":
        import ctypes

        libc = ctypes.CDLL(None)
        # Root keeps its rights over files only without users of its own; others may have no network without them.
        if libc.unshare(_NEW_NETWORK):
            libc.unshare(_NEW_USERS | _NEW_NETWORK)
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)  # the last: a change of rights takes it back


def _address_space() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


if __name__ == "__main__":
    main()
