"""Asks questions that lean on those before them, in conversations about the sample articles: as typed, and in full.

    python -m benchmarks.follow_ups [--show]

Nothing was fitted on them. Only what follows a conversation's first question is counted.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.sample_articles import ROOT
from qa_bot.bot import QABot
from qa_bot.engine import Engine
from qa_bot.english.follow_up import in_full

if TYPE_CHECKING:
    from qa_bot.values import Answer

QUESTIONS = ROOT / "tests" / "data" / "follow_ups.jsonl"
"""A conversation a line: its questions, words that answer each, and the article in which these stand."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="also print each question and its answer")
    arguments = parser.parse_args()
    talks = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    typed: list[tuple[bool, bool]] = []
    full: list[tuple[bool, bool]] = []
    with tempfile.TemporaryDirectory() as library:
        bot = QABot.open(ROOT / "articles", engine=Engine.load(), library=Path(library))
        bot.sync()
        for talk in talks:
            said = [bot.ask(talk["questions"][0])]
            for question, wanted in zip(talk["questions"][1:], talk["answers"][1:], strict=True):
                typed.append(_outcome(bot.ask(question), wanted, talk["source"]))
                said.append(bot.ask(in_full(question, said)))
                full.append(_outcome(said[-1], wanted, talk["source"]))
                if arguments.show:
                    found, right = full[-1]
                    mark = "right" if right else "found" if found else "–"
                    print(f"{mark}: {question} | {said[-1].question} | {said[-1].text} [{wanted}]")
        bot.close()
    print(f"| {len(full)} questions | the first cited paragraph holds the answer | answered rightly |")
    print("| --- | --- | --- |")
    for name, outcomes in (("as typed", typed), ("in full", full)):
        found, right = (sum(each) / len(outcomes) for each in zip(*outcomes, strict=True))
        print(f"| {name} | {found:.3f} | {right:.3f} |")


def _outcome(answer: Answer, wanted: str, source: str) -> tuple[bool, bool]:
    """Return whether the first cited paragraph holds the right answer, and whether that is given."""
    if not answer.citations:
        return False, False
    first = answer.citations[0]
    found = first.article.source == source and wanted in first.paragraph.text
    return found, found and answer.text is not None and (wanted in answer.text or answer.text in wanted)


if __name__ == "__main__":
    main()
