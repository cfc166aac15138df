"""Tells which character a font of symbols draws for a number: Symbol's Greek and signs, Wingdings' ticks and arrows.

Knows no format.
"""

from __future__ import annotations

import itertools

_PRIVATE = 0xF000
"""Where Word has the characters of such fonts, among those that Unicode leaves to everyone."""
_SYMBOL = (
    " !∀#∃%&∋()*+,−./0123456789:;<=>?"
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
    "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~ "
    "                                "
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵"
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
    "◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ ⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ "
)
"""From the number 32 to the number 255."""
_FONTS = {
    "symbol": dict(zip(itertools.count(0x20), _SYMBOL, strict=False)),
    "wingdings": {
        **{0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x76: "❖", 0xA7: "▪", 0xA8: "☐"},
        **{0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF3: "⇔"},
        **{0xFB: "✘", 0xFC: "✔", 0xFD: "☒", 0xFE: "☑"},
    },
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"},
}


def character(font: str, number: str) -> str:
    """Return what a font draws for a number in hexadecimal digits; "" if that is not known.

    A number that is not of the font's own is Unicode's.
    """
    try:
        code = int(number, 16)
    except ValueError:
        return ""
    known = _FONTS.get(font.strip().lower())
    if known is not None and (0 <= code < 0x100 or _PRIVATE <= code < _PRIVATE + 0x100):
        return known.get(code % 0x100, "")
    is_text = 0x20 <= code < 0xD800 or 0xF900 <= code < 0xFFFE or 0x10000 <= code < 0xF0000
    return chr(code) if is_text else ""


def as_drawn(text: str, font: str) -> str:
    """Return a text with the characters that everyone may use written as those that its font draws for them.

    What is not known stays as it is.
    """
    if font.strip().lower() not in _FONTS or text.isascii():
        return text
    return "".join(
        (character(font, f"{ord(each):x}") or each) if _PRIVATE <= ord(each) < _PRIVATE + 0x100 else each
        for each in text
    )
