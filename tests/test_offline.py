"""Answering touches no network: an audit hook, which no library can get round, sees every attempt."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, SAMPLE_ARTICLES, Write

GUARD = """
import sys

seen = []

# A child could do it unseen.
others = ("urllib.Request", "os.fork", "os.posix_spawn", "os.exec", "subprocess.Popen")

def refuse(event, arguments):
    harmless = event in ("socket.__new__", "socket.gethostname")
    if event in others or (event.startswith("socket.") and not harmless):
        seen.append(event)
        raise OSError(f"refused: {event}")

sys.addaudithook(refuse)
"""
ASK = """
import qa_bot.cli

code = qa_bot.cli.main(["ask", "--json", "who declared victory?", *sys.argv[1:]])
print("seen:", *seen, file=sys.stderr)
sys.exit(code)
"""
CONNECT = """
import os, socket, subprocess, urllib.request

for attempt in (
    lambda: urllib.request.urlopen("http://192.0.2.1/"),
    lambda: socket.getaddrinfo("localhost", 80),
    lambda: socket.socket().connect(("127.0.0.1", 9)),
    lambda: subprocess.run(["true"]),
    os.fork,
    lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"", ("127.0.0.1", 9)),
):
    try:
        attempt()
    except OSError:
        pass
print("seen:", *seen, file=sys.stderr)
"""


def run(script: str, *argv: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", GUARD + script, *argv]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def test_the_guard_sees_and_refuses_connections() -> None:
    done = run(CONNECT)
    assert (
        done.stderr == "seen: urllib.Request socket.getaddrinfo socket.connect subprocess.Popen os.fork socket.sendto\n"
    )


def test_a_question_is_answered_without_the_network(tmp_path: Path, write: Write) -> None:
    name = "baghouz-islamic-state-defeat.txt"
    folder = write(name, (SAMPLE_ARTICLES / name).read_bytes()).parent
    done = run(ASK, "--articles", str(folder), "--library", str(tmp_path / "library"))
    assert (done.returncode, done.stderr) == (0, "seen:\n")
    answer = json.loads(done.stdout)
    assert answer["citations"][0]["source"] == name
    assert "declared victory over the Islamic State" in answer["citations"][0]["sentence"]
