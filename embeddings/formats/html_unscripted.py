"""Shows what a page keeps for visitors without scripts, where a script alone would fill the rest of it."""

from __future__ import annotations

from typing import Any

from embeddings.formats.html_blocks import every_block
from embeddings.formats.html_tree import words_in

_FEWEST = 30
"""Words that are worth reading: a sentence or two only ask for scripts."""
_MOST_BESIDE = 0.1
"""Share of those words from which the page shows something without them."""


def show_unscripted(page: Any) -> None:
    """Show what is kept for visitors without scripts, as software of forums keeps threads, if little else is shown.

    Where a page shows an article, what is kept for them is pictures and asks for scripts.
    """
    kept = [each for each in page.iter("noscript") if next(each.iterancestors("noscript", "head"), None) is None]
    if not kept:
        return
    beside = words_in(every_block(page if page.body is None else page.body))
    for each in kept:
        each.tag = "div"
        words = words_in(every_block(each))
        if words < _FEWEST or beside >= _MOST_BESIDE * words:
            each.tag = "noscript"
