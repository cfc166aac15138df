from __future__ import annotations

import pytest

from embeddings.formats.symbols import as_drawn, character


@pytest.mark.parametrize(
    ("font", "number", "drawn"),
    [
        *[("Symbol", "F0B3", "≥"), ("Symbol", "F0A3", "≤"), ("Symbol", "F0B1", "±"), ("Symbol", "F06D", "μ")],
        *[("symbol ", "00B0", "°"), ("Symbol", "F044", "Δ"), ("Symbol", "F0E5", "∑"), ("Symbol", "F0D6", "√")],
        *[("Symbol", "F0B9", "≠"), ("Symbol", "F061", "α"), ("Symbol", "F0F2", "∫"), ("Symbol", "F0DE", "⇒")],
        *[("Wingdings", "F0FC", "✔"), ("Wingdings", "F0E0", "→"), ("Wingdings 2", "F052", "☑")],
        *[("Wingdings", "F021", ""), ("Webdings", "F021", ""), ("Symbol", "", ""), ("Symbol", "-1", "")],
        *[("Arial", "2265", "≥"), ("Arial", "1F600", "😀"), ("Arial", "D800", ""), ("Arial", "7FFFFFFFF", "")],
    ],
)
def test_a_number_is_what_its_font_draws(font: str, number: str, drawn: str) -> None:
    assert character(font, number) == drawn


def test_a_text_in_a_font_of_symbols_is_what_that_draws() -> None:
    assert as_drawn("\uf0b3 5 \uf0ffx", "Symbol") == "≥ 5  x"
    assert as_drawn("\uf021", "Wingdings") == "\uf021"
    assert as_drawn("\uf0b3 5", "Arial") == "\uf0b3 5"
