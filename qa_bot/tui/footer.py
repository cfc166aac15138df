"""The last line: the keys that do something here, as many as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Footer
from textual.widgets._footer import FooterKey  # which it shows nowhere else

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import ActiveBinding

_LEAD_TO_ALL = frozenset({"help", "quit", "command_palette"})
"""Actions of keys that stay on the narrowest screen: the help and the palette have the others."""


class KeysFooter(Footer):
    """Textual's own, drawn anew only where other keys are to be shown: not whenever something might have changed."""

    _drawn: list[ActiveBinding] | None = None

    def compose(self) -> ComposeResult:
        self._drawn = self._wanted()
        yield from super().compose()

    async def recompose(self) -> None:
        if self._wanted() != self._drawn:
            await super().recompose()
            self._hide_what_has_no_room()

    def on_resize(self) -> None:
        self._hide_what_has_no_room()

    def _hide_what_has_no_room(self) -> None:
        """Hide keys, the last first: half of one would say nothing."""
        keys = sorted(self.query(FooterKey), key=lambda key: key.action not in _LEAD_TO_ALL)
        room = self.size.width
        for key in keys:
            room -= key.render().cell_len + 1
            key.display = room >= 0 or key.action in _LEAD_TO_ALL

    def _wanted(self) -> list[ActiveBinding] | None:
        """Return what is to be shown; None before that is known."""
        return list(self.screen.active_bindings.values()) if self._bindings_ready else None
