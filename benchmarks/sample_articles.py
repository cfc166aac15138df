"""Asks the questions about the sample articles, and counts how often the cited paragraphs hold the answer.

    python -m benchmarks.sample_articles [--misses]
    qa-bot verdicts > mine.jsonl && python -m benchmarks.sample_articles --articles FOLDER --questions mine.jsonl

Nothing was fitted on these questions. Times are of a warm bot. A row whose right answer is not known, for only a wrong
one is, or which was asked of some of the articles, is left out.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qa_bot.bot import QABot
from qa_bot.engine import Engine
from qa_bot.values import Answer

ROOT = Path(__file__).parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="also print the questions that went wrong")
    parser.add_argument("--articles", type=Path, default=ROOT / "articles")
    parser.add_argument("--questions", type=Path, default=ROOT / "tests" / "data" / "questions.jsonl")
    arguments = parser.parse_args()
    rows = known_rows(arguments.questions.read_text(encoding="utf-8"))
    if not rows:
        parser.error(f"{arguments.questions} has no question whose right answer is known")
    with tempfile.TemporaryDirectory() as library:
        bot = QABot.open(arguments.articles, engine=Engine.load(), library=Path(library))
        bot.sync()
        bot.ask("what is this?")
        answers = [bot.ask(row["question"]) for row in rows]
        bot.close()
    answerable = [(row, answer) for row, answer in zip(rows, answers, strict=True) if row["answer"] is not None]
    others = [(row, answer) for row, answer in zip(rows, answers, strict=True) if row["answer"] is None]
    ranks = [_rank(row, answer) for row, answer in answerable]
    given = [answer.text is not None for _, answer in answerable]
    print(f"answerable questions: {len(answerable)}")
    print(f"  the first cited paragraph holds the answer  {_share(rank == 1 for rank in ranks)}")
    print(f"  one of the first three does                 {_share(rank <= 3 for rank in ranks)}")
    print(f"  the quote of the first holds it             {_share(_quoted(*each) for each in answerable)}")
    print(f"  answered, not refused                       {_share(given)}")
    print(f"unanswerable questions: {len(others)}")
    print(f"  refused                                     {_share(answer.text is None for _, answer in others)}")
    times = sorted(answer.timings.total for answer in answers)
    slow = times[len(times) * 95 // 100]
    print(f"milliseconds a question: median {statistics.median(times):.0f}, 95th percentile {slow:.0f}")
    if arguments.misses:
        for (row, answer), rank in zip(answerable, ranks, strict=True):
            if rank > 1 or answer.text is None:
                first = answer.citations[0]
                wanted = f"[{row['answer']}, {row['source']}]"
                print(f"rank {rank} confidence {answer.confidence:.2f}: {row['question']} {wanted}")
                print(
                    f"    {first.article.source} {first.paragraph.number}: {answer.text or first.paragraph.text[:100]}"
                )
        for row, answer in others:
            if answer.text is not None:
                print(f"not refused, {answer.confidence:.2f}: {row['question']}\n    {answer.text}")


def known_rows(questions: str) -> list[dict[str, Any]]:
    """Return the rows of a question set, a JSON object a line, to which the right answer is known, of all articles."""
    rows = [json.loads(line) for line in questions.split("\n") if line.strip()]
    return [row for row in rows if not isinstance(row["answer"], dict) and not row.get("scope")]


def _share(outcomes: Iterable[bool]) -> str:
    counted = list(outcomes)
    return f"{sum(counted) / len(counted):.3f}" if counted else "–"


def _rank(row: dict[str, str], answer: Answer) -> int:
    """Return which citation is the first that holds the answer, in the right article; 99 for none."""
    for citation in answer.citations:
        if row["answer"] in citation.paragraph.text and citation.article.source == row["source"]:
            return citation.number
    return 99


def _quoted(row: dict[str, str], answer: Answer) -> bool:
    return answer.text is not None and row["answer"] in answer.text


if __name__ == "__main__":
    main()
