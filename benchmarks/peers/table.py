"""Asks a peer the questions, keeps the time and makes a row of the table; who and what is asked, others choose."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from benchmarks.peers import AnsweringPeer, Peer
from benchmarks.scores import AnswerScores, RankingScores, score_answers, score_rankings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.datasets import Corpus, Example

RETRIEVED = 20
WARM_UP = ("What is this?", "Who was the first?", "Where was it found?")
COLUMNS = ("", "R@1", "R@5", "R@20", "MRR", "nDCG@10", "EM", "F1", "first citation gold", "median ms", "p95 ms")
NONE = "–"

Returned = TypeVar("Returned")


@dataclass(frozen=True, slots=True)
class Row:
    """What one peer achieved."""

    name: str
    ranking: RankingScores
    answers: AnswerScores | None
    """None for a peer that only retrieves."""
    first_citation_gold: float | None
    """Share of questions where the paragraph cited first is the one that the question was asked about."""
    seconds: tuple[float, ...]
    """Of each question: until its answer, or until its ranking for a peer that only retrieves."""


def measure(name: str, peer: Peer, corpus: Corpus, examples: Sequence[Example]) -> Row:
    """Build a peer's index, ask it the examples' questions, and score what it returns.

    All answers are timed before anything is retrieved, so that nothing remembered from one hastens the other.
    """
    started = time.perf_counter()
    peer.build(corpus)
    print(f"{name}: indexed in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    questions = [example.question for example in examples]
    gold = [example.paragraph for example in examples]

    def retrieve(question: str) -> list[int]:
        return peer.retrieve(question, limit=RETRIEVED)

    if not isinstance(peer, AnsweringPeer):
        rankings, seconds = _timed(retrieve, questions)
        return Row(name, score_rankings(rankings, gold), None, None, seconds)
    answers, seconds = _timed(peer.answer, questions)
    given = sum(answer.text is not None for answer in answers)
    print(f"{name}: answered {given} of {len(questions)}", file=sys.stderr)
    cited = [answer.paragraph == paragraph for answer, paragraph in zip(answers, gold, strict=True)]
    return Row(
        name,
        score_rankings([retrieve(question) for question in questions], gold),
        score_answers([answer.text for answer in answers], [example.answers for example in examples]),
        sum(cited) / len(cited),
        seconds,
    )


def heading() -> str:
    """Return the table's first two lines, in Markdown."""
    return f"{_line(*COLUMNS)}\n{_line(*['---'] * len(COLUMNS))}"


def line(row: Row) -> str:
    """Return the row in Markdown. Shares are of 1; a dash stands where a peer does not do it."""
    import numpy as np

    found, answers = row.ranking, row.answers
    shares = (
        *(found.recall_1, found.recall_5, found.recall_20, found.mrr, found.ndcg_10),
        *((answers.exact_match, answers.f1) if answers else (None, None)),
        row.first_citation_gold,
    )
    times = np.percentile(row.seconds, (50, 95)) * 1000
    return _line(
        row.name,
        *(NONE if share is None else f"{share:.3f}" for share in shares),
        *(f"{milliseconds:.0f}" if milliseconds >= 10 else f"{milliseconds:.1f}" for milliseconds in times),
    )


def _timed(ask: Callable[[str], Returned], questions: Sequence[str]) -> tuple[list[Returned], tuple[float, ...]]:
    for question in WARM_UP:
        ask(question)
    returned, seconds = [], []
    for question in questions:
        started = time.perf_counter()
        returned.append(ask(question))
        seconds.append(time.perf_counter() - started)
    return returned, tuple(seconds)


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
