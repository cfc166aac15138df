"""A model's weights, read where they lie in a file of safetensors: what is used of them is all the memory they take."""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SIZE_OF_HEADER = 8
"""Bytes, at the file's beginning, that give the length of its header; see the description of the format by its makers,
huggingface.co/docs/safetensors."""
_TYPES = {"F16": "<f2", "F32": "<f4", "F64": "<f8"}


class Weights:
    """One file's tensors of floats, by their names. The file must stay as it is while they are used."""

    def __init__(self, path: Path) -> None:
        """Open a file of safetensors.

        Raises:
            OSError: it cannot be read.
            ValueError: it is no such file.

        """
        try:
            with path.open("rb") as file:
                self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)  # OpenVINO takes nothing read-only
            self._tensors = _tensors(self._file)
        except (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError) as error:
            raise ValueError(f"{path.name} is no file of safetensors ({error})") from error

    def __contains__(self, name: str) -> bool:
        return name in self._tensors

    def __iter__(self) -> Iterator[str]:
        return iter(self._tensors)

    def __getitem__(self, name: str) -> NDArray[np.floating[Any]]:
        """Return a tensor, in the file's number format. Raise `KeyError` for one that is not there."""
        return self._tensors[name]

    def release(self) -> None:
        """Give back the memory of what has been read of the file; what is used again is read again."""
        if hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
            self._file.madvise(mmap.MADV_DONTNEED)


def _tensors(file: mmap.mmap) -> dict[str, NDArray[np.floating[Any]]]:
    import numpy as np

    start = _SIZE_OF_HEADER + int.from_bytes(file[:_SIZE_OF_HEADER], "little")
    header = json.loads(file[_SIZE_OF_HEADER:start])
    header.pop("__metadata__", None)
    tensors = {}
    for name, known in header.items():
        if known["dtype"] not in _TYPES:
            continue
        numbers = np.dtype(_TYPES[known["dtype"]])
        first, end = known["data_offsets"]
        flat = np.frombuffer(file, numbers, (end - first) // numbers.itemsize, start + first)
        tensors[name] = flat.reshape(known["shape"])
    return tensors
