"""Times what a person waits for: one question at a shell prompt, the screen, and indexing.

    python -m benchmarks.speed [commands] [interface] [indexing] [files]

Machines are noisy: what is compared runs in turn, and the ratio of the medians is what counts. The baselines are
importing sentence-transformers, its own `encode` of the same passages in the same number format, and the first screen
of the shortest program that Textual can draw.
"""

from __future__ import annotations

import os
import pty
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from embeddings.bert import processor_precision
from embeddings.bundled import verified_folder
from embeddings.loading import load_articles
from embeddings.minilm import MiniLMEncoder
from embeddings.passages import pack
from embeddings.precision import Precision
from embeddings.sentence_transformer import BATCH_SIZE, SentenceTransformerEncoder, torch_precision
from qa_bot.bot import QABot
from qa_bot.engine import Engine

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "articles"
ROUNDS = 5
QUESTION = "who declared victory?"
KEYS, TYPED = "QZXJKVWY", 12
"""Letters that the interface draws nowhere while it indexes, and how often each is typed."""
SHORTEST = """
from textual.app import App
from textual.widgets import Input

class Shortest(App):
    def compose(self):
        yield Input(placeholder="> press Enter")

Shortest().run()
"""
"""The source of a program of Textual's with nothing but a line to type in."""
COPIES = 12
FILES = 10_000


def main(wanted: list[str]) -> None:
    os.environ.pop(
        "PYTHONDONTWRITEBYTECODE", None
    )  # a program that was started before is compiled, unless this forbids
    for name, measure in PARTS.items():
        if not wanted or name in wanted:
            measure()


def _commands() -> None:
    with tempfile.TemporaryDirectory() as library:
        _cold(library)


def _interface() -> None:
    with tempfile.TemporaryDirectory() as library:
        _run([sys.executable, "-m", "qa_bot", "index", "--articles", str(ARTICLES), "--library", library])
        _screen(library)
    _typing()


def _cold(library: str) -> None:
    """Print how long one command takes, from the shell to its end, over articles that are indexed and unchanged."""
    program = [sys.executable, "-m", "qa_bot"]
    where = ["--articles", str(ARTICLES), "--library", library]
    commands = {
        "ask": [*program, "ask", QUESTION, *where],
        "search": [*program, "search", QUESTION, *where],
        "import sentence_transformers": [sys.executable, "-c", "import sentence_transformers"],
    }
    _run([*program, "index", *where])
    runs = [{name: _run(command) for name, command in commands.items()} for _ in range(ROUNDS)]
    baseline = statistics.median(run["import sentence_transformers"][0] for run in runs)
    for name in commands:
        seconds = statistics.median(run[name][0] for run in runs)
        memory = max(run[name][1] for run in runs)
        print(f"{name}: median {seconds:.2f} s, {seconds / baseline:.2f} of the import; at most {memory:.0f} MB")


def _run(command: list[str]) -> tuple[float, float]:
    """Return the seconds that a command took and the megabytes that it held at most."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, command
    return time.perf_counter() - started, usage.ru_maxrss / 1024


class Terminal:
    """A program in a terminal of its own, as a person has it."""

    def __init__(self, arguments: list[str], **environment: str) -> None:
        """Run Python with these arguments."""
        self._started = time.perf_counter()
        self._process, self._descriptor = pty.fork()
        if self._process == 0:
            os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24", **environment)
            os.execv(sys.executable, [sys.executable, *arguments])
        self._shown = b""

    @classmethod
    def with_interface(cls, articles: Path, library: str) -> Terminal:
        """Return one with the interface over some articles."""
        return cls(["-m", "qa_bot", "--articles", str(articles)], QA_BOT_LIBRARY=library, XDG_STATE_HOME=library)

    def type(self, text: str) -> None:
        os.write(self._descriptor, text.encode())

    def read(self, timeout: float) -> bytes:
        """Return what is drawn next, nothing if nothing is within so many seconds."""
        ready, _, _ = select.select([self._descriptor], [], [], timeout)
        return os.read(self._descriptor, 65536) if ready else b""

    def seconds_to(self, pattern: str) -> float:
        """Wait until something is drawn; return the seconds since the start."""
        while not re.search(pattern.encode(), self._shown):
            drawn = self.read(30)
            if not drawn:
                raise TimeoutError(f"{pattern} is not shown after 30 s")
            self._shown += drawn
        return time.perf_counter() - self._started

    def close(self) -> None:
        os.kill(self._process, 9)
        os.waitpid(self._process, 0)
        os.close(self._descriptor)


def _screen(library: str) -> None:
    """Print how long the interface takes to its prompt, until it takes a key there, and until it can answer."""
    _first_screen(library)  # which the others show again
    rounds = [(*_first_screen(library), _shortest_screen()) for _ in range(ROUNDS)]
    drawn, live, ready, shortest = zip(*rounds, strict=True)
    least = statistics.median(shortest)
    print(f"first screen: median {statistics.median(drawn):.2f} s, slowest {max(drawn):.2f} s")
    print(
        f"drawn by the program itself: median {statistics.median(live):.2f} s, slowest {max(live):.2f} s, "
        f"{statistics.median(live) / least:.2f} of the shortest program's {least:.2f} s"
    )
    print(f"able to answer: median {statistics.median(ready):.2f} s, slowest {max(ready):.2f} s")


def _first_screen(library: str) -> tuple[float, float, float]:
    """Return the seconds to the prompt, to the one that the program draws itself, and until it can answer."""
    terminal = Terminal.with_interface(ARTICLES, library)
    seconds = (
        terminal.seconds_to("press Enter"),
        terminal.seconds_to(r"\x1b\[\?1004h(?s:.*)press Enter"),  # Textual asks to be told of the focus
        terminal.seconds_to(r"\d articles"),
    )
    terminal.close()
    return seconds


def _shortest_screen() -> float:
    """Return the seconds to the first screen of the shortest program of Textual's."""
    terminal = Terminal(["-c", SHORTEST])
    drawn = terminal.seconds_to("press Enter")
    terminal.close()
    return drawn


def _typing() -> None:
    """Print how soon a key is echoed while articles are embedded: the samples, each some times with other words."""
    delays: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles"
        articles.mkdir()
        for path in ARTICLES.glob("*.[tm]*"):
            for copy in range(COPIES):
                text = path.read_text(encoding="utf-8").replace(" the ", f" the {copy} ")
                (articles / f"{copy}-{path.name}").write_text(text, encoding="utf-8")
        count = len(list(articles.iterdir()))
        terminal = Terminal.with_interface(articles, f"{folder}/library")
        terminal.seconds_to("Indexing passages")
        for key in KEYS * TYPED:
            while terminal.read(0):
                pass
            started, drawn = time.perf_counter(), b""
            terminal.type(key)
            while key.encode() not in re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", drawn):
                drawn += terminal.read(5)
            delays.append(time.perf_counter() - started)
            time.sleep(0.1)
            if f" {count} articles".encode() in drawn:
                raise RuntimeError("the articles were embedded before the typing was done: make COPIES more")
        terminal.close()
    delays.sort()
    slow = delays[len(delays) * 95 // 100]
    print(
        f"a key is echoed while articles are embedded: median {1e3 * statistics.median(delays):.0f} ms, "
        f"95th percentile {1e3 * slow:.0f} ms, slowest {1e3 * delays[-1]:.0f} ms of {len(delays)}"
    )


def _indexing() -> None:
    """Print how fast files become a saved index, against embedding their passages alone with the library.

    Both compute in the number format that is the processor's in PyTorch, and ours then in the one that it ships with.
    """
    same = torch_precision(None)
    engines = {
        precision: Engine.load(reading=False, precision=precision) for precision in {same, processor_precision()}
    }
    encoder = engines[same].encoder
    assert isinstance(encoder, MiniLMEncoder)
    reference = SentenceTransformerEncoder.load(str(verified_folder()))._transformer
    passages = [
        passage.read
        for path in sorted(ARTICLES.iterdir())
        for passage in pack(
            load_articles(path.read_bytes(), source=path.name).articles[0],
            count_tokens=encoder.count_tokens,
            max_tokens=encoder.max_tokens,
        )
    ]
    alone: list[float] = []
    indexing: dict[Precision, list[float]] = {precision: [] for precision in engines}
    for _ in range(ROUNDS):
        started = time.perf_counter()
        reference.encode(passages, batch_size=BATCH_SIZE, show_progress_bar=False)
        alone.append(time.perf_counter() - started)
        for precision, engine in engines.items():
            indexing[precision].append(_index(engine))
    baseline = statistics.median(alone)
    print(f"SentenceTransformer.encode alone, {same}: {len(passages) / baseline:.1f} passages a second")
    for precision, each in indexing.items():
        seconds = statistics.median(each)
        rate, ratio = len(passages) / seconds, baseline / seconds
        print(f"indexing, files to saved index, {precision}: {rate:.1f} passages a second; ratio: {ratio:.2f}")


def _many_files() -> None:
    """Print how long `ask` takes over ten thousand small files that are indexed and unchanged."""
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles"
        for number in range(FILES):
            path = articles / str(number // 100) / f"{number}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"Ship {number}\n\nShip {number} left the harbour in the year {1000 + number % 1000}.\n")
        where = ["--articles", str(articles), "--library", f"{folder}/library"]
        _run([sys.executable, "-m", "qa_bot", "index", *where])
        command = [sys.executable, "-m", "qa_bot", "ask", "When did ship 4321 leave the harbour?", *where]
        runs = [_run(command) for _ in range(ROUNDS)]
    print(f"ask, {FILES:,} small files unchanged: median {statistics.median(seconds for seconds, _ in runs):.2f} s")


def _index(engine: Engine) -> float:
    """Return the seconds from files to an index on disk, in a new library."""
    with tempfile.TemporaryDirectory() as library:
        started = time.perf_counter()
        bot = QABot.open(ARTICLES, engine=engine, library=Path(library))
        bot.sync()
        seconds = time.perf_counter() - started
        bot.close()
    return seconds


PARTS = {"commands": _commands, "interface": _interface, "indexing": _indexing, "files": _many_files}

if __name__ == "__main__":
    main(sys.argv[1:])
