"""Asks the questions about the sample articles of a library and of what it shares, and counts equal citations.

    python -m benchmarks.shared_store [--store milvus://HOST:PORT/COLLECTION]

By default the store is a database of Milvus Lite in a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from embeddings.milvus_address import Address
from qa_bot.bot import QABot
from qa_bot.engine import Engine
from qa_bot.values import Answer

ROOT = Path(__file__).parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", help="one of a server, in place of a folder")
    arguments = parser.parse_args()
    lines = (ROOT / "tests" / "data" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    engine = Engine.load()
    with tempfile.TemporaryDirectory() as folder:
        store = Address.parse(arguments.store or str(Path(folder) / "shared.db"))
        local = QABot.open(ROOT / "articles", engine=engine, library=Path(folder) / "library")
        local.sync()
        started = time.perf_counter()
        print(f"shared {local.share(store).added} articles in {time.perf_counter() - started:.1f} s")
        shared = QABot.open_shared(store, engine=lambda: engine)
        answers = [(local.ask(question), shared.ask(question)) for question in questions]
        shared.close()
        local.close()
    same = sum(_cited(alone) == _cited(together) for alone, together in answers)
    print(f"questions: {len(answers)}; the same answer and citations: {same}")
    for name, each in zip(("library", "store"), zip(*answers, strict=True), strict=True):
        median = statistics.median(answer.timings.retrieve for answer in each)
        print(f"milliseconds to retrieve, from the {name}: median {median:.0f}")


def _cited(answer: Answer) -> list[tuple[str | None, str, int]]:
    return [(answer.text, each.article.source, each.paragraph.number) for each in answer.citations]


if __name__ == "__main__":
    main()
