"""The number formats that a model can be run in."""

from typing import Literal

Precision = Literal["bfloat16", "float32"]
PRECISIONS: tuple[Precision, ...] = ("bfloat16", "float32")
