"""Tells a title that somebody gave from what programs write in its place. Knows no format."""

from __future__ import annotations

import re

_LONGEST = 300
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)|powerpoint presentation|untitled|document(?:\d+\b|\W*\d*\W*$)|slide \d"
    r"|no title|title\b$|\(anonymous\)$)"
    r"|.*\.(?:docx?|dvi|exe|html?|indd|odt|pages|pdf|pptx?|ps|qxd|rtf|tex|txt|wpd|xlsx?)\b"
    r"|.*[/\\]|https?:|about:|\W*$|\S*_\S*$|[\d\W]+$|(?=\S*[^\W\d_]\d)\S+$"
    r"|(?:draft|final|layout|manuscript|print|template)\W*(?:\d+\W*)?$"
    r"|.*<%",
    re.IGNORECASE,
)
"""The names of programs and of files, and the marks that a template is filled in at."""


def may_be_title(stated: str) -> bool:
    """Say whether what a file states as its title may be one that a person gave it."""
    return len(stated) <= _LONGEST and _NO_TITLE.match(stated) is None
