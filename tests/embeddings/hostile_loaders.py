"""Loaders that do what a parser does that meets the wrong file; see `tests.embeddings.test_parsing`."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from embeddings.documents import Block, Document, LeftOut
from embeddings.errors import UnreadableArticleError


def load(content: bytes) -> Iterator[Document | LeftOut]:
    """Do what the first word of the bytes says, after one document for each word "first"."""
    if _spoilt:
        os._exit(1)
    word, _, rest = content.decode(errors="surrogatepass").partition(" ")
    if word == "first":
        yield said("It froze.", part=str(len(rest)))
        yield from load(rest.encode(errors="surrogatepass"))
    elif word == "left":
        yield LeftOut("cover.png", rest)
    else:
        yield from DEEDS[word](rest)


_spoilt: list[str] = []


def said(text: str, *, part: str = "") -> Document:
    return Document([Block(text)], part=part)


def _say(text: str) -> Iterator[Document]:
    yield Document([Block(text, "heading", 2, 3)], "Ice", "Ada Lovelace", "2020-02-03", "a/b", from_web=True)


def _loop(_: str) -> Iterator[Document]:
    while True:
        pass


def _wait(_: str) -> Iterator[Document]:
    time.sleep(600)
    yield said("never")


def _work(_: str) -> Iterator[Document]:
    """Say what processor time may be taken, twice a second of it."""
    for number in range(5):
        end = time.process_time() + 0.5
        while time.process_time() < end:
            pass
        yield said(str(resource.getrlimit(resource.RLIMIT_CPU)[0]), part=str(number))


def _eat(_: str) -> Iterator[Document]:
    eaten = []
    while True:
        eaten.append(bytes(50_000_000))


def _exit(_: str) -> Iterator[Document]:
    os._exit(0)


def _quit(_: str) -> Iterator[Document]:
    sys.exit("enough")


def _fault(_: str) -> Iterator[Document]:
    ctypes.string_at(0)
    yield said("never")


def _flood(_: str) -> Iterator[Document]:
    while True:
        yield said("It froze. " * 100)


def _parts(_: str) -> Iterator[Document]:
    number = 0
    while True:
        number += 1
        yield said("It froze.", part=str(number))


def _print(text: str) -> Iterator[Document]:
    print("\x00" * 9, flush=True)  # noqa: T201
    os.write(1, b"\xff" * 100)
    os.write(2, b"\xff" * 100)
    yield said(f"{text} {sys.stdin.read()!r}")


def _raise(name: str) -> Iterator[Document]:
    raise type(name, (Exception,), {})(f"{name} and a secret")


def _refuse(reason: str) -> Iterator[Document]:
    raise UnreadableArticleError(reason)


def _rights(folder: str) -> Iterator[Document]:
    """Say what is possible here that should not be."""
    possible = [name for name in os.environ if name.startswith("QA_BOT")]
    with contextlib.suppress(OSError):
        (Path(folder) / "written").write_text("x")
        possible.append("writing")
    heavy = {"faiss", "torch", "openvino", "textual", "numpy", "sqlite3"} & sys.modules.keys()
    ours = os.getsid(0) == os.getpid()
    yield said(f"possible: {' '.join(possible)}; loaded: {' '.join(heavy)}; own session: {ours}; in {Path.cwd()}.")


def _spoil(text: str) -> Iterator[Document]:
    _spoilt.append(text)
    yield said(text)


def _connect(port: str) -> Iterator[Document]:
    with socket.create_connection(("127.0.0.1", int(port)), timeout=5):
        yield said("connected")


def _process(_: str) -> Iterator[Document]:
    yield said(str(os.getpid()))


def _send(frame: str) -> Iterator[Document]:
    """Send a frame that is not a document's, as a worker may that was taken over."""
    sockets = [descriptor for descriptor in range(3, 20) if os.path.exists(f"/proc/self/fd/{descriptor}")]  # noqa: PTH110
    for descriptor in sockets:
        try:
            with socket.socket(fileno=os.dup(descriptor)) as connection:
                connection.send(len(frame).to_bytes(8, "big") + frame.encode())
                break
        except OSError:
            continue
    time.sleep(60)
    yield said("never")


def _kill(_: str) -> Iterator[Document]:
    os.kill(os.getpid(), signal.SIGKILL)
    yield said("never")


DEEDS = {
    "say": _say,
    "loop": _loop,
    "wait": _wait,
    "work": _work,
    "eat": _eat,
    "exit": _exit,
    "quit": _quit,
    "fault": _fault,
    "flood": _flood,
    "parts": _parts,
    "print": _print,
    "raise": _raise,
    "refuse": _refuse,
    "rights": _rights,
    "connect": _connect,
    "process": _process,
    "send": _send,
    "spoil": _spoil,
    "kill": _kill,
}
