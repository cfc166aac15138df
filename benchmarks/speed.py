"""Times what a person waits for: one question at a shell prompt, the screen, and indexing.

    python -m benchmarks.speed

Machines are noisy: what is compared runs in turn, and the ratio of the medians is what counts. The baselines are
importing sentence-transformers, and its own `encode` of the same passages in the same number format.
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

from embeddings.formats import load_article
from embeddings.minilm import MiniLMEncoder, verified_folder
from embeddings.passages import pack
from embeddings.sentence_transformer import BATCH_SIZE, SentenceTransformerEncoder
from qa_bot.bot import QABot
from qa_bot.engine import Engine

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "articles"
ROUNDS = 5
QUESTION = "who declared victory?"


def main() -> None:
    with tempfile.TemporaryDirectory() as library:
        _cold(library)
        _screen(library)
    _indexing()


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


def _screen(library: str) -> None:
    """Print how long the interface takes to its prompt, and from there until it can answer."""
    screens = [_first_screen(library) for _ in range(ROUNDS)]
    drawn, ready = zip(*screens, strict=True)
    print(f"first screen: median {statistics.median(drawn):.2f} s, slowest {max(drawn):.2f} s")
    print(f"from there to able to answer: median {statistics.median(ready):.2f} s, slowest {max(ready):.2f} s")


def _first_screen(library: str) -> tuple[float, float]:
    """Return the seconds to the drawn prompt, and those until the number of articles is shown, in a terminal."""
    started = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24", QA_BOT_LIBRARY=library)
        os.execv(sys.executable, [sys.executable, "-m", "qa_bot", "--articles", str(ARTICLES)])
    shown = b""

    def seconds_to(text: str) -> float:
        nonlocal shown
        while not re.search(text.encode(), shown):
            ready, _, _ = select.select([terminal], [], [], 30)
            if not ready:
                raise TimeoutError(f"{text} is not shown after 30 s")
            shown += os.read(terminal, 65536)
        return time.perf_counter() - started

    drawn = seconds_to("press Enter")
    ready = seconds_to(r"\d articles") - drawn
    os.kill(process, 9)
    os.waitpid(process, 0)
    os.close(terminal)
    return drawn, ready


def _indexing() -> None:
    """Print how fast files become a saved index, against embedding their passages alone with the library."""
    engine = Engine.load(reading=False)
    encoder = engine.encoder
    assert isinstance(encoder, MiniLMEncoder)
    reference = SentenceTransformerEncoder.load(str(verified_folder()))._transformer
    passages = [
        passage.text
        for path in sorted(ARTICLES.iterdir())
        for passage in pack(
            load_article(path.read_bytes(), source=path.name)[0],
            count_tokens=encoder.count_tokens,
            max_tokens=encoder.max_tokens,
        )
    ]
    alone, indexing = [], []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        reference.encode(passages, batch_size=BATCH_SIZE, show_progress_bar=False)
        alone.append(time.perf_counter() - started)
        indexing.append(_index(engine))
    ratio = statistics.median(alone) / statistics.median(indexing)
    print(f"SentenceTransformer.encode alone: {len(passages) / statistics.median(alone):.1f} passages a second")
    print(f"indexing, files to saved index:   {len(passages) / statistics.median(indexing):.1f} passages a second")
    print(f"ratio: {ratio:.2f}")


def _index(engine: Engine) -> float:
    """Return the seconds from files to an index on disk, in a new library."""
    with tempfile.TemporaryDirectory() as library:
        started = time.perf_counter()
        bot = QABot.open(ARTICLES, engine=engine, library=Path(library))
        bot.sync()
        seconds = time.perf_counter() - started
        bot.close()
    return seconds


if __name__ == "__main__":
    main()
