"""Measures the reader alone, on paragraphs that are known to be the right ones, through the program's own code.

    python -m benchmarks.reading --data DATA [--reader READER] [--limit 600] [--seed 0]

For SQuAD 2.0 the threshold on a span's score below which there is no answer is the best for these questions, as is
usual for that set; F1 is also given apart for those that have an answer and those that have none.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.datasets import nq_dev, sample, squad1, squad2
from benchmarks.scores import score_answers
from qa_bot.extractive import ExtractiveModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.datasets import Corpus, Example


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with squad/ and nq_qed/")
    parser.add_argument("--reader", help="another extractive question-answering model")
    parser.add_argument("--limit", type=int, default=600, help="questions of each set (600)")
    parser.add_argument("--seed", type=int, default=0, help="which questions are drawn (0)")
    arguments = parser.parse_args()
    model = ExtractiveModel.load(arguments.reader)
    print("| set | questions | EM | F1 | |\n| --- | --- | --- | --- | --- |")
    for corpus in (squad1(arguments.data), nq_dev(arguments.data)):
        examples = sample(corpus.examples, arguments.limit, arguments.seed)
        texts = [text for text, _ in _read(model, corpus, examples)]
        scores = score_answers(texts, [example.answers for example in examples])
        print(f"| {corpus.name} | {len(examples)} | {scores.exact_match:.3f} | {scores.f1:.3f} | |", flush=True)
    corpus = squad2(arguments.data)
    examples = sample(corpus.examples, 2 * arguments.limit, arguments.seed)
    print(_unanswerable(corpus.name, examples, _read(model, corpus, examples)))


def _read(model: ExtractiveModel, corpus: Corpus, examples: Sequence[Example]) -> list[tuple[str, float]]:
    """Return the best span of each example's paragraph, and its score."""
    read = []
    for example in examples:
        text = corpus.paragraphs[example.paragraph]
        title = corpus.titles[example.paragraph]
        best = model.spans(example.question, [text], titles=[title])[0][0]
        read.append((text[best.start : best.end], best.score))
    return read


def _unanswerable(name: str, examples: Sequence[Example], read: Sequence[tuple[str, float]]) -> str:
    """Return the row of a set with unanswerable questions, at the best threshold."""
    singly = [score_answers([text], [example.answers]) for example, (text, _) in zip(examples, read, strict=True)]
    refused = [float(not example.answers) for example in examples]

    def f1_at(threshold: float, *, answerable: bool | None = None) -> float:
        values = [
            answered.f1 if score >= threshold else without
            for example, answered, without, (_, score) in zip(examples, singly, refused, read, strict=True)
            if answerable is None or bool(example.answers) == answerable
        ]
        return sum(values) / len(values)

    best = max((score for _, score in read), key=f1_at)
    exact = [
        answered.exact_match if score >= best else without
        for answered, without, (_, score) in zip(singly, refused, read, strict=True)
    ]
    more = (
        f"from a score of {best:.1f}: answerable F1 {f1_at(best, answerable=True):.3f}, "
        f"unanswerable {f1_at(best, answerable=False):.3f}"
    )
    return f"| {name} | {len(examples)} | {sum(exact) / len(exact):.3f} | {f1_at(best):.3f} | {more} |"


if __name__ == "__main__":
    main()
