from __future__ import annotations

import pytest
from textual.app import App


@pytest.fixture(autouse=True)
def notices_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is told stay on the screen for as long as a slow machine takes to come to look at it."""
    monkeypatch.setattr(App, "NOTIFICATION_TIMEOUT", 600)


@pytest.fixture(autouse=True)
def every_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw in as many colours wherever the tests run."""
    monkeypatch.setenv("COLORTERM", "truecolor")
