"""Measures the whole program over a folder of many files: indexing it, starting, and what is done to its files.

    python -m benchmarks.folder --folder DIR [--files 20000] [--model]

DIR must be new or empty; 20,000 files and their library take 300 MB. Vectors are made of hashed words, so that the
program is measured and not the model; with --model they are the bundled model's, some 25 files a second. The last row
is a file of 1,000 words that is dropped in while the folder is watched as the interface does it: from its close to a
search that finds it. Memory is what the program's process and that of its parsers held at most in each step, and needs
Linux.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import re
import shutil
import statistics
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.made_articles import FOLDERS, IN_ONE, MadeArticle, make, make_packed, ship
from embeddings.watching import changes
from qa_bot.bot import QABot
from qa_bot.engine import Engine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from embeddings.sync import SyncReport

DROPPED, WORDS = 10, 1_000
"""Files that are dropped in, and how long they are."""
FIND_WITHIN = 120
"""Seconds after which a file that is not found is one too many."""


class WordEncoder:
    """An encoder that costs next to nothing: adds up a direction for each word."""

    model, dimension, max_tokens, at_once = "words of the benchmark", 384, 254, 64

    def __init__(self) -> None:
        self._directions = np.random.default_rng(0).standard_normal((1 << 14, self.dimension), dtype=np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) * 4 // 3 for text in texts]

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> NDArray[np.float32]:
        rows = [zlib.crc32(word.encode()) % len(self._directions) for word in re.findall(r"\w+", text.lower())]
        vector = self._directions[rows].sum(axis=0) + np.float32(1e-6)
        scaled: NDArray[np.float32] = vector / np.linalg.norm(vector)
        return scaled


class Memory:
    """Looks every twentieth of a second at what this process and those that it started hold; megabytes at most."""

    def __init__(self) -> None:
        self.program = self.parsers = 0.0

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        stop = threading.Event()
        watching = threading.Thread(target=self._watch, args=(stop,))
        watching.start()
        try:
            yield
        finally:
            stop.set()
            watching.join()

    def _watch(self, stop: threading.Event) -> None:
        while not stop.wait(0.05):
            self.program = max(self.program, _held("self"))
            started = " ".join(each.read_text() for each in Path("/proc/self/task").glob("*/children")).split()
            self.parsers = max(self.parsers, sum(map(_held, started)))


def _held(process: str) -> float:
    """Return the megabytes that a process holds; none of one that is still a copy of this one, and becomes a parser."""
    command = Path("/proc/self/cmdline").read_bytes()
    with contextlib.suppress(OSError):  # it has ended
        if process != "self" and Path(f"/proc/{process}/cmdline").read_bytes() == command:
            return 0
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6
    return 0


def _processor_seconds() -> float:
    """Return what this process and those that it started and that have ended have used of the processors."""
    return sum(os.times()[:4])


class Steps:
    """What is done to the files, in this order; each prints its row."""

    def __init__(self, folder: Path, files: int, engine: Engine) -> None:
        self._articles, self._library = folder / "articles", folder / "library"
        self._files = files
        self._engine = engine
        self._bot = self._opened()

    def _opened(self) -> QABot:
        return QABot.open(self._articles, engine=self._engine, library=self._library)

    def run(self) -> None:
        print("| step | files | s | s of the processor | files/s | embedded | MB, program | MB, parsers |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |")
        a_folder = self._files // FOLDERS
        self._step("first index", self._files + 2, self._bot.sync)
        self._step("nothing changed, opened and searched", 0, self._start)
        changed = next((self._articles / "0").glob("*.txt"))
        changed.write_bytes(MadeArticle.of(10 * self._files).content(".txt"))
        self._step("one file changed, and found", 1, functools.partial(self._found, 10 * self._files))
        for number in range(5, 5 + FOLDERS // 4):
            shutil.rmtree(self._articles / str(number))
        for path in sorted((self._articles / "9").iterdir())[: a_folder // 2]:
            path.unlink()
        self._step("deleted", FOLDERS // 4 * a_folder + a_folder // 2, self._bot.sync)
        (self._articles / "1").rename(self._articles / "renamed")
        self._step("in a folder that is renamed", a_folder, self._bot.sync)
        make(self._articles / "added", range(2 * self._files, 2 * self._files + a_folder))
        self._step("added", a_folder, self._bot.sync)
        self._dropped()
        self._bot.close()

    def _step(self, name: str, files: int, action: Callable[[], SyncReport]) -> None:
        memory = Memory()
        with memory.watched():
            started, used = time.perf_counter(), _processor_seconds()
            report = action()
            seconds, used = time.perf_counter() - started, _processor_seconds() - used
        rate = f"{files / seconds:.0f}" if files > 1 else "–"
        held = f"{memory.program:.0f} | {memory.parsers:.0f}"
        print(
            f"| {name} | {files:,} | {seconds:.2f} | {used:.2f} | {rate} | {report.embedded:,} | {held} |", flush=True
        )

    def _start(self) -> SyncReport:
        self._bot.close()
        self._bot = self._opened()
        return self._found(1)

    def _found(self, number: int) -> SyncReport:
        report = self._bot.sync()
        if not self._finds(number):
            raise SystemExit(f"the article of {ship(number)} is not found")
        return report

    def _finds(self, number: int) -> bool:
        return any(ship(number) in hit.passage.text for hit in self._bot.search(f"Where did the {ship(number)} go?"))

    def _dropped(self) -> None:
        """Drop files in, one after another, while the folder is watched."""
        stop = threading.Event()
        following = threading.Thread(target=self._follow, args=(stop,))
        following.start()
        time.sleep(2)  # the system has to set its watches up
        seconds = [self._seconds_to_find(number) for number in range(3 * self._files, 3 * self._files + DROPPED)]
        stop.set()
        following.join()
        print(f"\n{DROPPED} files of {WORDS:,} words dropped in: median {statistics.median(seconds):.2f} s, ", end="")
        print(f"slowest {max(seconds):.2f} s")

    def _follow(self, stop: threading.Event) -> None:
        for _ in changes(self._bot.places(), stop):
            self._bot.sync(is_cancelled=stop.is_set)

    def _seconds_to_find(self, number: int) -> float:
        content = MadeArticle.of(number, words=WORDS).content(".txt")
        (self._articles / f"{number}.txt").write_bytes(content)
        started = time.perf_counter()
        while not self._finds(number):
            if time.perf_counter() - started > FIND_WITHIN:
                raise SystemExit(f"the article of {ship(number)} is not found after {FIND_WITHIN} s")
            time.sleep(0.05)
        return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="where articles and library are made")
    parser.add_argument("--files", type=int, default=20_000, help=f"a multiple of {2 * FOLDERS} (20,000)")
    parser.add_argument("--model", action="store_true", help="embed with the bundled model")
    arguments = parser.parse_args()
    folder, files = arguments.folder, arguments.files
    if folder.exists() and any(folder.iterdir()):
        parser.error(f"{folder} is not empty: name another folder")
    if files <= 0 or files % (2 * FOLDERS):
        parser.error(f"--files must be a multiple of {2 * FOLDERS}")
    make(folder / "articles", range(files))
    make_packed(folder / "articles", 4 * files)
    engine = Engine.load() if arguments.model else Engine(WordEncoder(), None)
    print(f"{files:,} files, a table and an archive of {IN_ONE} articles each\n")
    Steps(folder, files, engine).run()


if __name__ == "__main__":
    main()
