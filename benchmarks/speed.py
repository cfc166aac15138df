"""Times the first screen, and indexing against embedding the same passages with the model alone.

    python -m benchmarks.speed

Machines are noisy: runs of the two are taken in turn, and the ratio of their medians is what counts.
"""

from __future__ import annotations

import os
import pty
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path

from embeddings.encoder import BATCH_SIZE, SentenceTransformerEncoder
from embeddings.formats import load_article
from embeddings.passages import pack
from qa_bot.bot import QABot
from qa_bot.engine import Engine

ROOT = Path(__file__).parent.parent
ROUNDS = 5


def main() -> None:
    screens = [_first_screen() for _ in range(ROUNDS)]
    print(f"first screen: median {statistics.median(screens):.2f} s, slowest {max(screens):.2f} s")
    engine = Engine.load()
    encoder = engine.encoder
    assert isinstance(encoder, SentenceTransformerEncoder)
    passages = [
        passage.text
        for path in sorted((ROOT / "articles").iterdir())
        for passage in pack(
            load_article(path.read_bytes(), source=path.name)[0],
            count_tokens=encoder.count_tokens,
            max_tokens=encoder.max_tokens,
        )
    ]
    alone, indexing = [], []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        encoder._transformer.encode(passages, batch_size=BATCH_SIZE, show_progress_bar=False)
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
        bot = QABot.open(ROOT / "articles", engine=engine, library=Path(library))
        bot.sync()
        seconds = time.perf_counter() - started
        bot.close()
    return seconds


def _first_screen() -> float:
    """Return the seconds from starting the program until its prompt is drawn, in a terminal of 80 by 24."""
    with tempfile.TemporaryDirectory() as library:
        started = time.perf_counter()
        process, terminal = pty.fork()
        if process == 0:
            os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24", QA_BOT_LIBRARY=library)
            os.execv(sys.executable, [sys.executable, "-m", "qa_bot", "--articles", str(ROOT / "articles")])
        shown = b""
        while b"press Enter" not in shown:
            ready, _, _ = select.select([terminal], [], [], 30)
            if not ready:
                raise TimeoutError("no screen after 30 s")
            shown += os.read(terminal, 65536)
        seconds = time.perf_counter() - started
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)
    return seconds


if __name__ == "__main__":
    main()
