"""What is to be read can be read in both themes: its contrast is at least 4.5 to 1 (WCAG 2.1, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.color import Color as Rich
from rich.color import ColorSystem
from textual.color import Color
from textual.pilot import Pilot
from textual.theme import Theme

from qa_bot.tui.themes import DARK, LIGHT
from tests.qa_bot.tui.journeys import ask, make_app, wait_until, wait_until_ready
from tests.qa_bot.tui.scripted_bot import ScriptedBot

LINES = frozenset("─│╭╮╰╯━▏█▇▁▂▃▄▅▆▊▎▌")
"""What is drawn and not read."""
STATES: dict[str, tuple[str, list[str]]] = {
    "welcome": ("", []),
    "answered": ("dispute who?", []),
    "not found": ("nothing?", []),
    "failed": ("fail", []),
    "citations": ("who?", ["tab"]),
    "source": ("who?", ["ctrl+o", "ctrl+f", *"mill"]),
    "articles": ("", ["f3"]),
    "conversations": ("who?", ["f4"]),
    "help": ("", ["f1"]),
}


def luminance(color: Color) -> float:
    """Return the relative luminance as WCAG 2.1 defines it."""
    parts = (part / 255 for part in (color.r, color.g, color.b))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def read(pilot: Pilot[None]) -> Iterator[tuple[str, float]]:
    """Yield the pieces of text on the screen, of a dialog's if one is open, with their contrast."""
    dialogs = pilot.app.screen.query(".dialog")
    region = dialogs.first().region if dialogs else pilot.app.screen.region
    for strip in pilot.app.screen._compositor.render_strips()[region.y : region.bottom]:
        for text, style, _ in strip.crop(region.x, region.right):
            if style is not None and style.color and style.bgcolor and set(text) - LINES - {" "}:
                yield text, contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("state", STATES)
async def test_what_is_to_be_read_can_be(state: str, theme: str) -> None:
    question, keys = STATES[state]
    async with make_app(ScriptedBot()).run_test(size=(120, 40), notifications=True) as pilot:
        await wait_until_ready(pilot)
        pilot.app.theme = theme
        if question:
            await ask(pilot, question)
        await pilot.press(*keys)
        await wait_until(pilot, lambda: len(list(read(pilot))) > 5)
        assert [(text, round(ratio, 1)) for text, ratio in read(pilot) if ratio < 4.5] == []


def test_what_is_chosen_is_told_apart_in_16_colours() -> None:
    grounds = (DARK.variables["block-cursor-blurred-background"], DARK.background, DARK.surface)
    chosen, *others = (Rich.parse(str(ground)).downgrade(ColorSystem.STANDARD).number for ground in grounds)
    assert chosen not in others


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_the_sentence_that_proves_an_answer_is_told_apart_in_16_colours(theme: Theme) -> None:
    colors = theme.to_color_system().generate()
    sentence, page = (
        Rich.parse(colors[name]).downgrade(ColorSystem.STANDARD).number for name in ("accent-muted", "background")
    )
    assert sentence != page


@pytest.mark.parametrize(
    ("keys", "text"), [(["tab", "down"], "Its headmaster"), (["f3"], "Ask all"), (["ctrl+p"], "Add art")]
)
async def test_what_is_chosen_has_a_line_and_in_our_themes_a_ground_of_its_own_in_16_colours(
    monkeypatch: pytest.MonkeyPatch, keys: list[str], text: str
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("COLORTERM", raising=False)
    async with make_app(ScriptedBot()).run_test(size=(120, 40), notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "who?")
        await pilot.press(*keys)
        for theme in (DARK.name, LIGHT.name, "nord"):
            pilot.app.theme = theme
            await wait_until(
                pilot, lambda: any("underline" in shown for piece, shown in pieces(pilot) if text in piece)
            )
            [chosen] = {ground for piece, ground in grounds(pilot) if text in piece}
            others = {ground for piece, ground in grounds(pilot) if "Mayor" in piece or "A flood" in piece}
            assert theme == "nord" or chosen not in others


def grounds(pilot: Pilot[None]) -> Iterator[tuple[str, int | None]]:
    """Yield what is on the screen with the number of its ground among 16 colours."""
    for strip in pilot.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if style is not None and style.bgcolor is not None:
                yield text, style.bgcolor.downgrade(ColorSystem.STANDARD).number


@pytest.mark.parametrize(
    ("keys", "text", "style"),
    [
        (["tab", "down"], "Its headmaster", "underline"),
        (["ctrl+o"], "Ilse Brandt", "bold underline"),
        (["f3"], "Ask all", "bold underline"),
        (["f4"], "who?", "underline"),
        (["ctrl+p", "down"], "Ask all articles", "bold underline"),
    ],
)
async def test_without_colours_it_is_told_apart_too(
    monkeypatch: pytest.MonkeyPatch, keys: list[str], text: str, style: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with make_app(ScriptedBot()).run_test(size=(120, 40), notifications=True) as pilot:
        await wait_until_ready(pilot)
        await ask(pilot, "who?")
        await pilot.press(*keys)
        await wait_until(pilot, lambda: style.split() in [shown for piece, shown in pieces(pilot) if text in piece])


def pieces(pilot: Pilot[None]) -> Iterator[tuple[str, list[str]]]:
    """Yield what is on the screen with what tells it apart beside colours."""
    for strip in pilot.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if style is not None:
                yield text, [name for name in ("bold", "underline", "reverse") if getattr(style, name)]
