"""The process of one page: the terminal interface, drawn in a browser, over a bot that the server has.

It is started by `qa_bot.web.process`, and ends with its page or with the server.
"""

from __future__ import annotations

import os
import sys
from multiprocessing.connection import Connection

from qa_bot.tui.interface import interface
from qa_bot.tui.lifeline import end_with_terminal
from qa_bot.web.calls import DESCRIPTOR
from qa_bot.web.remote import RemoteBot


def main() -> None:
    """Run the interface; first come over the connection the configuration, and whether conversations are kept."""
    descriptor = int(os.environ.pop(DESCRIPTOR))
    os.set_inheritable(descriptor, False)
    connection = Connection(descriptor)
    end_with_terminal(descriptor)  # of a connection that is closed, a hangup is told as it is of a terminal
    config, keeps = connection.recv()
    leave_output_to_the_page()
    app = interface(config, open_bot=lambda: RemoteBot(connection), keeps=keeps)
    app.run()
    os._exit(app.return_code or 0)  # a thread may wait for an answer that nobody will see


def leave_output_to_the_page() -> None:
    """Leave the pipe to the page to what draws: what else is written to standard output goes where errors go."""
    drawn = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    sys.__stdout__ = drawn  # type: ignore[misc]  # Textual's driver draws there


if __name__ == "__main__":
    main()
