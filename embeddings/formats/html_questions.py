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

    The heading that they stand below comes first. `unlinked` are the page's blocks that do not lead elsewhere, as
    teasers of other articles do.
    """
    kept = {block.text for block in blocks}
    found = [(above, answer) for above, answer in _answers(unlinked) if not any(block.text in kept for block in answer)]
    if len({answer[0].text for _, answer in found}) < _FEWEST:
        return []
    above = found[0][0]
    heads = [above] if above and above.text not in kept else []
    return [*heads, *(block for _, answer in found for block in answer)]


def _answers(unlinked: Iterable[Block]) -> Iterator[tuple[Block | None, list[Block]]]:
    """Yield each heading that asks, and what stands below it up to the next heading, if that is prose.

    And before it the heading above all of them.
    """
    above: Block | None = None
    answer: list[Block] = []
    for block in [*unlinked, None]:
        if block is not None and block.kind != "heading":
            answer += [block] if answer else []
            continue
        if len(answer) > 1 and _is_prose(answer[1]):
            yield above, answer
        asks = block is not None and block.text.endswith(ASKING)
        answer = [block] if block and asks else []
        above = above if asks else block


def _is_prose(block: Block) -> bool:
    is_long = len(WORD.findall(block.text)) >= _WORDS
    return is_long and ends_like_a_sentence(block.text) and not is_furniture(block.text)
