"""Draws for each epoch what questions are asked of: one text that answers, among others that the program would read."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from training.values import Asked, Reading

TITLED = 0.9
"""How many of the groups have their titles; the others are read as texts without one."""
WHOLE = 0.35
"""How often the right text is the paragraph that the question was asked about, where there are others."""
FEWEST_LEFT = 3
"""Wrong texts that there must be for the right one to be taken away."""


@dataclass(frozen=True, slots=True)
class Variant:
    """The figures in which the runs differ whose weights are averaged."""

    learning_rate: float
    shared: float
    """The weight of the loss over all texts of a question; see `training.span_loss`, as for `apart`."""
    wrong: int = 3
    """Texts without an answer in a group, at most."""
    taken: float = 0.12
    """How many of the groups lack the right text."""
    apart: float = 0.0
    searched: bool = False
    """Whether the wrong texts of large further sets are searched for, in place of some from close by."""
    filled: int = 0
    """Texts up to which a group is filled with those of quite other articles; 0 for no such."""


VARIANTS = (
    Variant(learning_rate=2.1e-4, shared=0.5),
    Variant(learning_rate=3.2e-4, shared=1.0, wrong=4),
    Variant(learning_rate=2.1e-4, shared=0.5, taken=0.2, apart=0.3),
    Variant(learning_rate=2.1e-4, shared=0.5, searched=True),
    Variant(learning_rate=3.2e-4, shared=1.0, searched=True),
    Variant(learning_rate=2.6e-4, shared=0.7, wrong=2, taken=0.2, apart=0.3, searched=True),
    Variant(learning_rate=1e-4, shared=0.7, wrong=2, taken=0.13, searched=True, filled=4),
)
"""Three of the third pass, three of the fourth, and the fifth."""


@dataclass(frozen=True, slots=True)
class Group:
    """A question and the texts that it is asked of together."""

    question: str
    readings: tuple[Reading, ...]


def draw(asked: Iterable[Asked], variant: Variant, rng: random.Random) -> list[Group]:
    """Return an epoch's groups, shuffled: each question as often as its share says, each time of other texts."""
    groups = [
        _group(question, variant, rng)
        for question in asked
        for _ in range(int(question.share) + (rng.random() < question.share % 1))
    ]
    rng.shuffle(groups)
    return groups


def _group(asked: Asked, variant: Variant, rng: random.Random) -> Group:
    is_titled = rng.random() < TITLED
    readings: list[Reading] = []
    if len(asked.wrong) < FEWEST_LEFT or rng.random() >= variant.taken:
        readings.append(_right(asked.right, rng))
    readings += rng.sample(asked.wrong, min(variant.wrong, len(asked.wrong)))
    if variant.filled > len(readings):
        readings += rng.sample(asked.elsewhere, min(variant.filled - len(readings), len(asked.elsewhere)))
    return Group(asked.question, tuple(each if is_titled else replace(each, title="") for each in readings))


def _right(readings: Sequence[Reading], rng: random.Random) -> Reading:
    if len(readings) == 1 or rng.random() < WHOLE:
        return readings[0]
    return rng.choice(readings[1:])
