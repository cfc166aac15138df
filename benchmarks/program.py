"""Measures the whole program: questions asked of a corpus that holds their answers, and of ones that do not.

    python -m benchmarks.program --data DATA [--limit 500] [--seed 0] [--plot docs/confidence.svg]

Questions of SQuAD 1.1's half B against all 2,067 paragraphs of its development set. An answer is right if it is an
accepted one, or shares words with one for a token F1 of at least one half. "Taken away": every passage with the
question's own paragraph is kept from the reader. "Elsewhere": 200 of the questions asked of the sample articles.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.datasets import sample, squad1
from benchmarks.product import Product
from benchmarks.reliability import plot_reliability
from benchmarks.scores import score_answers
from qa_bot.answering import READ_AT_MOST
from qa_bot.bot import QABot
from qa_bot.calibration import ANSWERED_FROM
from qa_bot.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.datasets import Corpus, Example
    from qa_bot.values import Answer

ROOT = Path(__file__).parent.parent
ELSEWHERE = 200
RIGHT_FROM = 0.5
"""The token F1 from which an answer counts as right."""
WARM_UP = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question when every question is answered."""

    exact_match: float
    f1: float
    confidence: float
    gold_first: bool
    held_by_three: bool
    """Whether one of the first three cited paragraphs holds an accepted answer."""
    held_as_shipped: bool
    """The same where a question below the threshold is refused, and shown the nearest paragraphs."""
    milliseconds: float

    @property
    def right(self) -> bool:
        return self.exact_match == 1 or self.f1 >= RIGHT_FROM


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with squad/")
    parser.add_argument("--limit", type=int, default=500, help="questions (500)")
    parser.add_argument("--seed", type=int, default=0, help="which questions are drawn (0)")
    parser.add_argument("--plot", type=Path, help="an SVG file for the plot of the confidence")
    arguments = parser.parse_args()
    corpus = squad1(arguments.data)
    examples = sample(corpus.examples, arguments.limit, arguments.seed)
    product = Product(answered_from=0.0)
    product.build(corpus)
    shipped = QABot(product.library, product.reader)
    outcomes = [_outcome(product, shipped, example) for example in (*examples[:WARM_UP], *examples)][WARM_UP:]
    without = [_confidence_without(product, example) for example in examples]
    elsewhere = _confidences_elsewhere(Engine(product.encoder, product.reader), examples[:ELSEWHERE])
    _print(corpus, outcomes, without, elsewhere)
    if arguments.plot:
        plot_reliability([(outcome.confidence, outcome.right) for outcome in outcomes], without, arguments.plot)
    product.close()


def _outcome(product: Product, shipped: QABot, example: Example) -> Outcome:
    started = time.perf_counter()
    answer = product.bot.ask(example.question)
    milliseconds = (time.perf_counter() - started) * 1e3
    shown = answer if answer.confidence >= ANSWERED_FROM else shipped.ask(example.question)
    scores = score_answers([answer.text], [example.answers])
    return Outcome(
        scores.exact_match,
        scores.f1,
        answer.confidence,
        bool(answer.citations) and _first(product, answer) == example.paragraph,
        _held(answer, example),
        _held(shown, example),
        milliseconds,
    )


def _held(answer: Answer, example: Example) -> bool:
    return any(accepted in each.paragraph.text for each in answer.citations[:3] for accepted in example.answers)


def _first(product: Product, answer: Answer) -> int:
    return product.index_of(answer.citations[0].article.id, answer.citations[0].paragraph.number)


def _confidence_without(product: Product, example: Example) -> float:
    """Return the confidence of the best answer when the right passage cannot be read."""
    hits = product.library.search(example.question, limit=READ_AT_MOST + 2)
    others = [hit for hit in hits if example.paragraph not in product.paragraphs_of([hit])]
    findings = product.reader.read(example.question, others[:READ_AT_MOST]).findings
    return findings[0].confidence if findings else 0.0


def _confidences_elsewhere(engine: Engine, examples: tuple[Example, ...]) -> list[float]:
    with tempfile.TemporaryDirectory() as library:
        bot = QABot.open(ROOT / "articles", engine=engine, library=Path(library))
        bot.sync()
        confidences = [bot.ask(example.question).confidence for example in examples]
        bot.close()
    return confidences


def _print(corpus: Corpus, outcomes: list[Outcome], without: list[float], elsewhere: list[float]) -> None:
    times = sorted(outcome.milliseconds for outcome in outcomes)
    print(f"{corpus.name}: {len(outcomes)} questions, {len(corpus.paragraphs)} paragraphs\n\n| | |\n| --- | --- |")
    for label, share in (
        ("exact match, every question answered", _mean(outcome.exact_match for outcome in outcomes)),
        ("F1, every question answered", _mean(outcome.f1 for outcome in outcomes)),
        ("right (exact, or F1 of one half)", _mean(outcome.right for outcome in outcomes)),
        ("the right paragraph cited first", _mean(outcome.gold_first for outcome in outcomes)),
        ("an accepted answer in one of the first three", _mean(outcome.held_by_three for outcome in outcomes)),
        ("the same as shipped, refusals included", _mean(outcome.held_as_shipped for outcome in outcomes)),
    ):
        print(f"| {label} | {share:.3f} |")
    print(
        f"| milliseconds: median, 95th percentile | {times[len(times) // 2]:.0f}, {times[len(times) * 95 // 100]:.0f} |"
    )
    print("\n| answered from | answered | of these right | refused, taken away | refused, elsewhere |")
    print("| --- | --- | --- | --- | --- |")
    for threshold in sorted({0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, ANSWERED_FROM}):
        given = [outcome.right for outcome in outcomes if outcome.confidence >= threshold]
        shown = f"**{threshold} (shipped)**" if threshold == ANSWERED_FROM else f"{threshold}"
        right = f"{_mean(given):.3f}" if given else "–"
        refused = [_mean(each < threshold for each in confidences) for confidences in (without, elsewhere)]
        print(f"| {shown} | {len(given) / len(outcomes):.3f} | {right} | {refused[0]:.3f} | {refused[1]:.3f} |")


def _mean(values: Iterable[float]) -> float:
    return statistics.fmean(values)


if __name__ == "__main__":
    main()
