"""The last line: the keys that do something here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Footer

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import ActiveBinding


class KeysFooter(Footer):
    """Textual's own, drawn anew only where other keys are to be shown: not whenever something might have changed."""

    _drawn: list[ActiveBinding] | None = None

    def compose(self) -> ComposeResult:
        self._drawn = self._wanted()
        yield from super().compose()

    async def recompose(self) -> None:
        if self._wanted() != self._drawn:
            await super().recompose()

    def _wanted(self) -> list[ActiveBinding] | None:
        """Return what is to be shown; None before that is known."""
        return list(self.screen.active_bindings.values()) if self._bindings_ready else None
