"""Tells captions of figures and tables, and the credits of pictures, from prose. Knows lines of text alone."""

from __future__ import annotations

import re

_NUMBERED = re.compile(
    r"(?i:abb(?:ildung|\.)|algorithm|chart|fig(?:ure|s?\.)|map|plate|scheme|tab(?:elle|le|\.))"
    r" ?(?:[A-Z]?\d{1,3}(?:[.–-]\d{1,3})*[a-z]?|[IVXL]{1,6})(?:\s?[.:|](?:\s|$)|\s[–—-]\s|$)"
)
_CREDIT = re.compile(
    r"(?:art(?:work)?|cartoon|chart|diagram|drawing|engraving|etching|graphic|illustration|image|map|painting|photo"
    r"(?:graph)?|picture|portrait|sketch|woodcut)s?(?: by (?!the\b|hand\b)|:? courtesy |(?: credits?)?: )",
    re.IGNORECASE,
)
_LONGEST_CREDIT = 15
"""Words, the first ones with them."""


def opens_caption(line: str) -> bool:
    """Say whether a line begins as a numbered caption does: "Figure 3.", "Table 2:"."""
    return _NUMBERED.match(line) is not None


def is_caption(text: str) -> bool:
    """Say whether a paragraph is a caption, or only says who made a picture: "Drawing by Ada Byron"."""
    is_short = len(text.split()) <= _LONGEST_CREDIT and not text.endswith((".", "?", "!"))
    return opens_caption(text) or (is_short and _CREDIT.match(text) is not None)
