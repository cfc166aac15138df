"""Finds the questions with their answers that a page has beside its article, where trafilatura has left them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.furniture import ASKING, ends_like_a_sentence, is_furniture
from embeddings.plaintext import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from embeddings.documents import Block

_FEWEST = 2
"""Questions with answers from which they are a list of such, and no advert's ("Ready to start?")."""
_WORDS = 8
"""Words of an answer's first block."""


def unread_answers(blocks: Sequence[Block], unlinked: Iterable[Block]) -> list[Block]:
    """Return the headings of a page that ask, each with what stands below it, of which its article has nothing.

    `unlinked` are the page's blocks that do not lead elsewhere, as teasers of other articles do.
    """
    kept = {block.text for block in blocks}
    found = [answer for answer in _answers(unlinked) if not any(block.text in kept for block in answer)]
    texts = {answer[0].text for answer in found}
    return [block for answer in found for block in answer] if len(texts) >= _FEWEST else []


def _answers(unlinked: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield each heading that asks, and what stands below it up to the next heading, if that is prose."""
    answer: list[Block] = []
    for block in [*unlinked, None]:
        if block is not None and block.kind != "heading":
            answer += [block] if answer else []
            continue
        if len(answer) > 1 and _is_prose(answer[1]):
            yield answer
        answer = [block] if block is not None and block.text.endswith(ASKING) else []


def _is_prose(block: Block) -> bool:
    is_long = len(WORD.findall(block.text)) >= _WORDS
    return is_long and ends_like_a_sentence(block.text) and not is_furniture(block.text)
