"""What stands right before a figure and bounds it or makes it rough: "more than", "nearly"."""

from __future__ import annotations

import re

_BEFORE_A_FIGURE = re.compile(
    r"(?<![\w’'-])(?:(?:no |not )?(?:more|less|fewer) than|at (?:least|most)|up to|just (?:over|under)|well over|about"
    r"|approximately|roughly|nearly|almost) \Z",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[$€£¥]?\d")
_LONGEST = 20
"""Characters of such words at most."""


def qualified_from(text: str, start: int) -> int:
    """Return where a part of a text that begins with a figure begins together with what qualifies that."""
    if _FIGURE.match(text, start) is None:
        return start
    found = _BEFORE_A_FIGURE.search(text, max(0, start - _LONGEST), start)
    return found.start() if found else start
