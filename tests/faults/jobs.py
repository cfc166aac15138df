"""Has the worker do jobs, and says how each ended."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.conftest import ROOT

KILLS = int(os.environ.get("FAULTS_KILLS", "8"))
"""How many processes are killed in each test that draws moments at random."""
SEED = int(os.environ.get("FAULTS_SEED", "1"))
STEP = 1 if "FAULTS_KILLS" in os.environ else 6
"""Every how many writes a process is killed in tests that take them in turn."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a job ended."""

    code: int
    said: list[dict[str, Any]]

    @property
    def was_killed(self) -> bool:
        return self.code == -signal.SIGKILL

    def told(self, key: str) -> list[Any]:
        """Return everything that it said under a key."""
        return [each[key] for each in self.said if key in each]

    @property
    def complaint(self) -> str:
        """What it told its user, all in one."""
        lines = [
            *self.told("error"),
            *(line for key in ("warnings", "skipped") for each in self.told(key) for line in each),
        ]
        return " ".join(lines)


class Worker:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def do(
        self,
        job: str,
        *arguments: object,
        at: int = 0,
        kills: bool = True,
        after: float | None = None,
        limit: int = 0,
    ) -> Done:
        """Do a job: kill it, or have it fail, `at` its n-th write, or kill it `after` some seconds."""
        plain = [each if isinstance(each, int) else str(each) for each in arguments]
        asked = {"job": job, "arguments": plain, "at": at, "kills": kills, "after": after, "limit": limit}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(asked)}\n")
        self._process.stdin.flush()
        done = Done(**json.loads(self._process.stdout.readline()))
        assert not done.told("traceback"), done.told("traceback")[0]
        return done


@contextlib.contextmanager
def working() -> Iterator[Worker]:
    arguments = [sys.executable, "-m", "tests.faults.worker"]
    with subprocess.Popen(arguments, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Worker(process)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a process is killed."""

    at: int
    after: float | None


def moments(generator: random.Random, *, writes: int, seconds: float) -> Iterator[Moment]:
    """Yield moments at random: just before one of so many writes, or at any time."""
    while True:
        if generator.random() < 0.5:
            yield Moment(generator.randint(1, writes), None)
        else:
            yield Moment(0, generator.uniform(0, seconds))
