"""What can go wrong in a training run. Each message is one line that says what happened and what to do."""

from __future__ import annotations


class TrainingError(Exception):
    """The data are not there, the output cannot be written, or a checkpoint does not fit; ends with exit code 2."""
