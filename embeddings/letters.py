"""Takes from a letter what programs that send newsletters write around it: links to it on the web, ways to leave."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.furniture import is_plain_button, is_prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.documents import Block, Document

_TOP, _END = 6, 12
"""Blocks of the letter among which its links to the web stand, and among which it says how it is left."""
_LONGEST = 60
"""Words of a block at the end beyond which it is the letter's own."""
_ONLINE = re.compile(
    r"(?:.{0,60}[|–—·/] *)?(?:(?:click here to )?(?:open|read|see|view)(?: (?:it|the|this))?"
    r"(?: (?:e-?mail|issue|letter|message|newsletter|post))?"
    r"(?: (?:in|on) (?:(?:a|the|your) )?(?:app|browser|internet|web)(?: or online)?(?: browser)?| online)|"
    r"(?:web|browser) version|lire en ligne|im browser (?:ansehen|lesen|öffnen)|ver en (?:el|su|tu) navegador)"
    r"[ |→>.·–—]*(?:\(?https?://\S+\)?)?",
    re.IGNORECASE,
)
"""What leads to the same letter elsewhere."""
_LEAVING = re.compile(
    r"\b(?:unsubscribe|opt[ -]out|no longer (?:want|wish) to receive|(?:you['’]re|you are) (?:receiving|subscribed)|"
    r"(?:cancel|change|manage|update) your (?:e-?mail )?(?:address|preferences|profile|settings|subscriptions?)|"
    r"you received this (?:e-?mail|message|newsletter)|abbestellen|abmelden|désabonner|désinscrire|darse de baja|"
    r"cancelar (?:la|tu|su) suscripción|annulla l['’]iscrizione|avregistrer|afmelden)\b",
    re.IGNORECASE,
)
"""What says how no more of them are sent."""
_IMPRINT = re.compile(
    r"©|\(c\) ?\d{4}|copyright\b|(?:sent|published|powered) (?:by|on|with)\b|publish on\b|"
    r".*\b(?:P\.? ?O\.? ?Box|[A-Z]{2},? \d{5}(?:-\d{4})?\b|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b)"
)
"""What begins a line about who sends the letter, and from where."""
_REACTIONS = re.compile(r"[▷►♡❤\s]*(?:like|comments?|restack|share|save|listen|reply)(?: \(?\d+\)?)?", re.IGNORECASE)
"""Buttons of newsletters that a letter may well have as a word, but not at its end."""


def without_wrapping(letter: Document) -> Document:
    """Return a letter without the buttons around it, and without its last lines if they say how to get no more."""
    blocks = list(letter.blocks)
    online = [at for at, block in enumerate(blocks) if _ONLINE.fullmatch(block.text)]
    kept = [block for at, block in enumerate(blocks) if not (at in online and (at < _TOP or len(blocks) - at <= _END))]
    return replace(letter, blocks=_without_end(kept))


def _without_end(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks up to what says how to get no more of them, and to the imprint and buttons above that.

    Where prose follows, the letter speaks of leaving something else.
    """
    first = max(len(blocks) - _END, 1)
    ends = (at for at in range(first, len(blocks)) if all(map(_may_end, blocks[at:])) and _leaves(blocks[at]))
    end = next(ends, len(blocks))
    above = itertools.takewhile(_is_wrapping, reversed(blocks[1:end] if end < len(blocks) else []))
    return blocks[: end - sum(1 for _ in above)]


def _leaves(block: Block) -> bool:
    return _LEAVING.search(block.text) is not None and len(block.text.split()) <= _LONGEST


def _may_end(block: Block) -> bool:
    return _leaves(block) or _is_wrapping(block) or not is_prose(block.text)


def _is_wrapping(block: Block) -> bool:
    text = block.text
    return is_plain_button(text) or _REACTIONS.fullmatch(text) is not None or _IMPRINT.match(text) is not None
