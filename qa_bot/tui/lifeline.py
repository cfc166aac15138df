"""Ends the program with its terminal: nothing may outlive the window that it was started in."""

from __future__ import annotations

import os
import select
import signal
import threading
import time

_LOOKS_EVERY = 0.5
"""Seconds."""
_LEAVES_WITHIN = 1.0
"""Seconds that it has for leaving a terminal that goes on."""
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
        if _hangs_up(hangup, within=_LOOKS_EVERY):
            os._exit(HUNG_UP)  # there is nothing left to draw on, and threads that load models do not end when asked
    os.kill(os.getpid(), signal.SIGTERM)  # the terminal may go on, and is left as it was
    _hangs_up(hangup, within=_LEAVES_WITHIN)
    os._exit(HUNG_UP)


def _hangs_up(hangup: select.poll, *, within: float) -> bool:
    """Say whether the terminal is gone, at once if it is, else after so many seconds."""
    events = hangup.poll(within * 1e3)
    if any(event & (select.POLLHUP | select.POLLERR) for _, event in events):
        return True
    if events:  # a system that does not poll terminals
        time.sleep(within)
    return False
