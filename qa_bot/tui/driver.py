"""Textual's driver, which takes the terminal over from the first screen and notes what is drawn for the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, MouseDown, Paste

if TYPE_CHECKING:
    from textual.message import Message

    from qa_bot.tui.first_screen import FirstScreen


def driver_of(first_screen: FirstScreen) -> type[LinuxDriver]:
    """Return the class of a driver that goes on from this screen."""

    class FirstScreenDriver(LinuxDriver):
        def start_application_mode(self) -> None:
            first_screen.hand_over()
            super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's has no types

        def write(self, data: str) -> None:
            first_screen.record(data)
            super().write(data)

        def process_message(self, message: Message) -> None:
            if isinstance(message, (Key, MouseDown, Paste)):
                first_screen.spoil()
            super().process_message(message)

    return FirstScreenDriver
