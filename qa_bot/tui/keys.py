"""Says which keys call what: readers can have set others than those of the start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App


def shown_keys(keys: str) -> str:
    """Return keys as they are shown: "Ctrl+O F3" for "ctrl+o,f3"."""
    return " ".join("+".join(part[:1].upper() + part[1:] for part in key.strip().split("+")) for key in keys.split(","))


def key_of(app: App[Any], name: str) -> str:
    """Return the first key that calls a binding of the app, or of its first screen, by the binding's id."""
    active = app.screen_stack[0].active_bindings
    return next((shown_keys(key) for key, each in active.items() if each.binding.id == name), "")
