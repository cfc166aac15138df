"""Shows what a page keeps for visitors without scripts, where a script alone would fill the rest of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml.etree import iterwalk

from embeddings.formats.html_blocks import every_block
from embeddings.formats.html_tree import words_in
from embeddings.plaintext import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEWEST = 30
"""Words that are worth reading: a sentence or two only ask for scripts."""
_MOST_BESIDE = 0.1
"""Share of those words from which the page shows something without them."""


def show_unscripted(page: Any) -> None:
    """Show what is kept for visitors without scripts, as software of forums keeps threads, if little else is shown.

    Where a page shows an article, what is kept for them is pictures and asks for scripts.
    """
    body = page if page.body is None else page.body
    kept = list(_kept(body))
    if not kept:
        return
    beside = words_in(every_block(body))
    for each in kept:
        each.tag = "div"
        words = words_in(every_block(each))
        if words < _FEWEST or beside >= _MOST_BESIDE * words:
            each.tag = "noscript"


def _kept(body: Any) -> Iterator[Any]:
    """Yield what is kept for visitors without scripts and may be worth reading, the outermost alone."""
    walk = iterwalk(body, events=("start",))  # asking each for what is around it takes long where tags are nested deep
    for _, element in walk:
        if element.tag == "noscript":
            if len(WORD.findall("".join(element.itertext()))) >= _FEWEST:
                yield element
            walk.skip_subtree()
