"""Grows one library and measures at each size: building, disk, memory, starting, searching, and adding an article.

    python -m benchmarks.scale --folder DIR [--data DATA] [--sizes 10000 100000 1000000] [--plot docs/scale.svg]

Passages are real paragraphs, repeated with a number and with noise of length a quarter added to their vectors: those
of the public question sets in DATA, or else those of the sample articles. Queries are real questions; what is timed is
retrieval, the embedding of the question with it. DIR keeps what was built, 3 GB for a million passages. The baseline of
recall is an exact search over the same vectors.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.datasets import nq_train, sample, shifts, squad1
from embeddings.indexes import current_indexes
from embeddings.loading import load_articles
from embeddings.minilm import MiniLMEncoder
from embeddings.retriever import DEPTH, Retriever
from embeddings.store import Store
from embeddings.store_changing import Changes
from embeddings.values import Article, Paragraph, Passage

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = Path(__file__).parent.parent
QUERIES, RELEVANT, READ = 200, 20, 8
PASSAGES_AN_ARTICLE = 20
NOISE = 0.25
AT_ONCE = 10_000
MODEL = "repeated with noise"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with squad/, squadshifts/ and nq_qed/")
    parser.add_argument(
        "--folder", type=Path, required=True, help="where the library is built; it may be there already"
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="passages")
    parser.add_argument("--plot", type=Path, help="an SVG file for the plot")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)  # in a process of its own
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(_measured(arguments.folder)))
        return
    arguments.folder.mkdir(parents=True, exist_ok=True)
    texts, vectors = _embedded(arguments.data, arguments.folder)
    rows = []
    for size in sorted(arguments.sizes):
        rows.append({"passages": size, **_grown(arguments.folder, texts, vectors, size)})
        command = [sys.executable, "-m", "benchmarks.scale", *sys.argv[1:], "--measure"]
        found = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
        recall = _recall(arguments.folder, vectors, size, found.pop("found"))
        rows[-1] |= {**found, "recall": recall}
        _print(rows[-1:], heading=len(rows) == 1)
    if arguments.plot:
        _plot(rows, arguments.plot)


def _encoder() -> MiniLMEncoder:
    """Return the bundled encoder under the name that the vectors of the library have."""
    encoder = MiniLMEncoder.load()
    encoder.model = MODEL
    return encoder


def _embedded(data: Path | None, folder: Path) -> tuple[list[str], NDArray[np.float32]]:
    """Return paragraphs and their vectors; also leave the queries in the folder. Once, some minutes."""
    texts, questions = _of_samples() if data is None else _of_sets(data)
    kept = folder / "texts.npy"
    if not kept.exists():
        encoder = MiniLMEncoder.load()
        (folder / "questions.json").write_text(json.dumps(questions))
        np.save(kept, encoder.encode_documents(texts))
    vectors = np.load(kept)
    if len(vectors) != len(texts):
        raise SystemExit(f"{folder} was built from other texts: name another folder, or delete it")
    return texts, vectors


def _of_sets(data: Path) -> tuple[list[str], list[str]]:
    texts = [text for corpus in (shifts(data), nq_train(data)) for text in corpus.paragraphs if 20 < len(text) < 1500]
    return texts, [example.question for example in sample(squad1(data).examples, QUERIES, 0)]


def _of_samples() -> tuple[list[str], list[str]]:
    articles = [
        load_articles(path.read_bytes(), source=path.name).articles[0] for path in sorted((ROOT / "articles").iterdir())
    ]
    texts = [each.text for article in articles for each in article.paragraphs if 20 < len(each.text) < 1500]
    lines = (ROOT / "tests" / "data" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return texts, [json.loads(line)["question"] for line in lines]


def _noisy(vectors: NDArray[np.float32], first: int, last: int) -> NDArray[np.float32]:
    """Return the vectors of the passages from first to last, the same every time; they are of one block of AT_ONCE."""
    block = first // AT_ONCE * AT_ONCE
    noise = np.random.default_rng(block).standard_normal((last - block, vectors.shape[1]), dtype=np.float32)
    noise = noise[first - block :]
    chosen = vectors[np.arange(first, last) % len(vectors)] + NOISE / np.sqrt(vectors.shape[1]) * noise
    scaled: NDArray[np.float32] = chosen / np.linalg.norm(chosen, axis=1, keepdims=True)
    return scaled


def _grown(folder: Path, texts: list[str], vectors: NDArray[np.float32], size: int) -> dict[str, float]:
    """Add passages up to a size and bring the indexes in step; return the seconds of each and what the disk holds."""
    store, _ = Store.open(folder)
    started = time.perf_counter()
    first = len(store.passage_ids())
    while first < size:
        last = min(first // AT_ONCE * AT_ONCE + AT_ONCE, size)
        store.add_vectors(((str(n), v) for n, v in enumerate(_noisy(vectors, first, last), first)), model=MODEL)
        articles = [_article(texts, start) for start in range(first, last, PASSAGES_AN_ARTICLE)]
        assert store.apply(Changes(articles, (), (), {}), model=MODEL, since=store.generation)
        first = last
    stored = time.perf_counter()
    _, _, warning = current_indexes(store, model=MODEL, dimension=vectors.shape[1])
    assert warning is None, warning
    done = time.perf_counter()
    store.close()
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.suffix != ".npy" and path.is_file())
    return {"store_s": stored - started, "index_s": done - stored, "disk_mb": disk / 1e6}


def _article(texts: list[str], first: int) -> tuple[Article, list[tuple[Passage, str]]]:
    key, title = f"a{first}", f"Report {first}"
    paragraphs: list[Paragraph] = []
    passages: list[tuple[Passage, str]] = []
    offset = 0
    for place in range(PASSAGES_AN_ARTICLE):
        text = f"{texts[(first + place) % len(texts)]} ({first + place})"
        end = offset + len(text)
        paragraphs.append(Paragraph(place + 1, offset, end, text))
        passages.append((Passage(key, title, key, offset, end, text, place + 1, place + 1), str(first + place)))
        offset = end + 2
    whole = "\n\n".join(paragraph.text for paragraph in paragraphs)
    return Article(key, title, key, whole, tuple(paragraphs)), passages


def _measured(folder: Path) -> dict[str, Any]:
    """Open the library as a start of the program does, and search it; then add an article, and take it out again."""
    questions = json.loads((folder / "questions.json").read_text())
    encoder = _encoder()
    empty = _held()
    started = time.perf_counter()
    store, _ = Store.open(folder)

    def retriever() -> Retriever[frozenset[int]]:
        vectors, words, _ = current_indexes(store, model=MODEL, dimension=encoder.dimension)
        return Retriever(store, vectors, words, encoder)

    searched = retriever()
    start = time.perf_counter() - started
    times = []
    for question in questions:
        begun = time.perf_counter()
        searched.retrieve(question, limit=READ)
        times.append((time.perf_counter() - begun) * 1e3)
    found = [_nearest(searched, store, encoder.encode_query(question)) for question in questions]
    memory = _held() - empty
    begun = time.perf_counter()
    article, passages = _article([f"The comet of Sarn was seen by {number}." for number in range(20)], 10**9)
    store.add_vectors(((key, encoder.encode_query(questions[0])) for _, key in passages), model=MODEL)
    assert store.apply(Changes([(article, passages)], (), (), {}), model=MODEL, since=store.generation)
    assert retriever().retrieve(questions[0], limit=READ)[0].passage.article_id == article.id
    added = time.perf_counter() - begun
    store.apply(Changes((), (article.source,), (), {}), model=MODEL, since=store.generation)
    retriever()
    store.close()
    times.sort()
    return {
        "start_s": start,
        "median_ms": times[len(times) // 2],
        "p95_ms": times[len(times) * 95 // 100],
        "memory_mb": memory,
        "added_s": added,
        "found": found,
    }


def _held() -> float:
    """Return the most megabytes that this process has held at once, as Linux counts them."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _nearest(retriever: Retriever[frozenset[int]], store: Store, query: NDArray[np.float32]) -> list[int]:
    """Return the numbers of the passages that are nearest by meaning alone, as many as a question is read from."""
    ids = [key for key, _ in retriever._dense(query, READ + DEPTH)[:RELEVANT]]
    return [int(passage.text.rpartition("(")[2][:-1]) for passage in store.passages(ids)]


def _recall(folder: Path, vectors: NDArray[np.float32], size: int, found: list[list[int]]) -> float:
    """Return how many of the exactly nearest passages were found."""
    encoder = _encoder()
    queries = np.stack([encoder.encode_query(text) for text in json.loads((folder / "questions.json").read_text())])
    best = np.full((len(queries), RELEVANT), -np.inf, dtype=np.float32)
    ids = np.zeros((len(queries), RELEVANT), dtype=np.int64)
    for first in range(0, size, AT_ONCE):
        last = min(first + AT_ONCE, size)
        scores = np.hstack([best, queries @ _noisy(vectors, first, last).T])
        keys = np.hstack([ids, np.tile(np.arange(first, last), (len(queries), 1))])
        order = np.argpartition(-scores, RELEVANT, axis=1)[:, :RELEVANT]
        best, ids = np.take_along_axis(scores, order, 1), np.take_along_axis(keys, order, 1)
    return float(
        np.mean([len(set(one) & set(other)) / RELEVANT for one, other in zip(ids.tolist(), found, strict=True)])
    )


def _print(rows: list[dict[str, Any]], *, heading: bool) -> None:
    if heading:
        names = ("passages", "stored in s", "indexed in s", "disk MB", "memory MB", "start s")
        more = ("query ms: median, p95", f"recall@{RELEVANT}", "an article added: s")
        print(f"| {' | '.join((*names, *more))} |\n|{' --- |' * (len(names) + len(more))}")
    for row in rows:
        print(
            f"| {row['passages']:,} | {row['store_s']:.0f} | {row['index_s']:.1f} | {row['disk_mb']:.0f} "
            f"| {row['memory_mb']:.0f} | {row['start_s']:.2f} | {row['median_ms']:.1f}, {row['p95_ms']:.1f} "
            f"| {row['recall']:.4f} | {row['added_s']:.2f} |",
            flush=True,
        )


def _plot(rows: list[dict[str, Any]], path: Path) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "qa-bot"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 4, figsize=(13, 3.2), layout="constrained")
    sizes = [row["passages"] for row in rows]
    for axis, (title, names) in zip(
        axes,
        {
            "milliseconds a query": {"median_ms": "median", "p95_ms": "95th percentile"},
            "seconds": {"start_s": "start", "added_s": "one article added"},
            "megabytes": {"memory_mb": "memory", "disk_mb": "disk"},
            "seconds to build": {"store_s": "stored", "index_s": "indexed"},
        }.items(),
        strict=True,
    ):
        for name, label in names.items():
            axis.plot(sizes, [row[name] for row in rows], marker="o", label=label)
        axis.set(title=title, xlabel="passages", xscale="log", yscale="log")
        axis.legend()
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    main()
