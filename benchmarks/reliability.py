"""Plots what a confidence is worth: how often answers of each confidence are right, and risk against coverage."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BINS = 10


def plot_reliability(answered: Sequence[tuple[float, bool]], without: Sequence[float], path: Path) -> None:
    """Draw two plots side by side into an SVG file.

    `answered` holds confidence and whether the answer was right, of questions whose answer was there; `without`
    the confidences of the same questions when it was not.
    """
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "qa-bot"
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 4), layout="constrained")
    left.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    for label, pairs in (
        ("the answer is there", list(answered)),
        ("two of three times", [*answered, *((each, False) for each in without[::2])]),
    ):
        points = binned(pairs)
        left.plot([point[0] for point in points], [point[1] for point in points], marker="o", label=label)
    left.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1), title="Reliability")
    left.legend()
    ordered = sorted(answered, reverse=True)
    coverage = [(position + 1) / len(ordered) for position in range(len(ordered))]
    wrong = [
        1 - statistics.fmean(float(good) for _, good in ordered[: position + 1]) for position in range(len(ordered))
    ]
    right.plot(coverage, wrong)
    right.set(xlabel="share of questions answered", ylabel="share of those wrong", xlim=(0, 1), ylim=(0, None))
    right.set_title("Risk against coverage")
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def binned(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Return the mean confidence and the share that is right of each tenth of the scale that has any."""
    points = []
    for number in range(BINS):
        inside = [pair for pair in pairs if number <= pair[0] * BINS < number + 1 or (number == BINS - 1 == pair[0])]
        if inside:
            points.append((statistics.fmean(p for p, _ in inside), statistics.fmean(float(good) for _, good in inside)))
    return points
