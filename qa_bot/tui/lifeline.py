"""Ends the program with its terminal: nothing may outlive the window that it was started in."""

from __future__ import annotations

import os
import select
import signal
import threading
import time

_LOOKS_EVERY = 0.5
"""Seconds."""
HUNG_UP = 128 + signal.SIGHUP
"""The exit code, as a shell gives it for a program that a hangup has ended."""


def end_with_terminal(terminal: int) -> None:
    """Watch, in a thread, the terminal that a descriptor is of, and the program that has started this one.

    Of a window that closes, a program that make or a shell has started is not told by a signal: it would go on
    reading an input that has ended. What is being indexed is kept, batch by batch, wherever it is cut off.
    """
    threading.Thread(target=_watch, args=(terminal, os.getppid()), name="lifeline", daemon=True).start()


def _watch(terminal: int, parent: int) -> None:
    hangup = select.poll()
    hangup.register(terminal, 0)  # a hangup is told unasked
    while os.getppid() == parent:
        events = dict(hangup.poll(_LOOKS_EVERY * 1e3)).get(terminal, 0)
        if events & (select.POLLHUP | select.POLLERR):
            break
        if events:  # a system that does not poll terminals
            time.sleep(_LOOKS_EVERY)
    os._exit(HUNG_UP)  # there is nothing left to draw on, and threads that load models do not end when asked
