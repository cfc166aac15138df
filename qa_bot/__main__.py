"""The program `qa-bot`, also as `python -m qa_bot`."""

import atexit
import contextlib
import gc
import os
import sys

_NEW_BEFORE_A_LOOK = 100_000
"""Objects that are made before Python looks for garbage; by its own measure, 700, it does so hundreds of times while
modules are imported, which leave none: that takes up to a fifth of the time to the first screen."""


def run() -> int:
    """Run the command line and return its exit code; then the program ends without taking itself apart.

    That would take a third of a second with the models loaded, and the system frees everything at once.
    """
    gc.set_threshold(_NEW_BEFORE_A_LOOK, *gc.get_threshold()[1:])
    from qa_bot.cli import main

    codes: list[int] = []
    atexit.register(_end, codes)  # before any other, and so after it
    codes.append(main())
    return codes[0]


def _end(codes: list[int]) -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    if codes:  # else it ends by an exception, as with a mistyped option, with whose code Python knows
        os._exit(codes[0])


if __name__ == "__main__":
    sys.exit(run())
