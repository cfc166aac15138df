"""Takes from a letter what programs that send newsletters write around it: links to it on the web, ways to leave."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.furniture import ends_like_a_sentence, is_plain_button, is_prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from embeddings.documents import Block, Document

_TOP, _END = 6, 12
"""Blocks of the letter among which its links to the web stand, and among which it says how it is left."""
_LONGEST = 60
"""Words of a block at the end beyond which it is the letter's own."""
_LONGEST_LABEL = 20
"""Words of what is no sentence, with an imprint in it."""
_ONLINE = re.compile(
    r"(?:.{0,60} [|–—·] *)?(?:(?:click here to )?(?:open|read|see|view)(?: (?:it|the|this))?"
    r"(?: (?:e-?mail|issue|letter|message|newsletter|post))?"
    r"(?: (?:in|on) (?:(?:a|the|your) )?(?:app|browser|internet|web)(?: or online)?(?: browser)?| online)|"
    r"(?:web|browser) version|lire en ligne|im browser (?:ansehen|lesen|öffnen)|ver en (?:el|su|tu) navegador)"
    r"[ |→>.·–—]*(?:\(?https?://\S+\)?)?",
    re.IGNORECASE,
)
"""What leads to the same letter elsewhere."""
_OF_THESE = (
    r"(?:(?:all|any|future|our|such|the|these|this|your) )?"
    r"(?:e-?mails?|letters?|messages?|newsletters?|posts?|updates?)"
)
_SAYS_HOW = re.compile(
    rf"\b(?:click here to unsubscribe|unsubscribe (?:at any time|from (?:all|our|these|this)\b|here\b|now\b|\W*$)|"
    rf"no longer (?:want|wish) to receive {_OF_THESE}|opt[ -]out of (?:receiving )?{_OF_THESE}|"
    rf"don['’]t want {_OF_THESE}|"
    rf"you['’]re subscribed to|(?:you['’]re|you are) (?:receiving|subscribed to) {_OF_THESE}|"
    rf"you (?:have )?received {_OF_THESE} (?:as|because)|if you (?:didn['’]t|don['’]t) .{{1,40}} unsubscribe)",
    re.IGNORECASE,
)
"""What says in a sentence how no more of them are sent."""
_LABEL = re.compile(
    r"\b(?:unsubscribe|(?:cancel|change|manage|update) your (?:e-?mail )?(?:address|preferences|profile|settings|"
    r"subscriptions?)|abbestellen|abmelden|désabonner|désinscrire|darse de baja|avregistrer|afmelden)\b",
    re.IGNORECASE,
)
"""What does so among a few words that are no sentence of the letter's."""
_IMPRINT = re.compile(
    r"©|\([Cc]\) ?\d{4}|[Cc]opyright\b|(?:[Ss]ent|[Pp]ublished|[Pp]owered) (?:by|on|with)\b|[Pp]ublish on\b|"
    r".*\b(?:P\.? ?O\.? ?Box|[A-Z][A-Za-z]+,? \d{5}(?:-\d{4})?\b|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b)"
)
"""What begins a line about who sends the letter, and from where."""
_REACTIONS = re.compile(r"[▷►♡❤\s]*(?:like|comments?|restack|share|save|listen|reply)(?: \(?\d+\)?)?", re.IGNORECASE)
"""Buttons of newsletters that a letter may well have as a word, but not at its end."""


def without_wrapping(letter: Document) -> Document:
    """Return a letter without the links to itself, and without its last lines if they say how to get no more."""
    blocks = letter.blocks
    kept = [
        block
        for at, block in enumerate(blocks)
        if block.kind == "item" or _TOP <= at < len(blocks) - _END or not _ONLINE.fullmatch(block.text)
    ]
    return replace(letter, blocks=_without_end(kept))


def _without_end(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks but the last ones, if all of these wrap a letter and one says how to get no more of them."""
    last = list(itertools.takewhile(_wraps, reversed(blocks[1:][-_END:])))
    return blocks[: -len(last)] if any(map(_leaves, last)) else blocks


def _wraps(block: Block) -> bool:
    text = block.text
    is_line = is_plain_button(text) or _REACTIONS.fullmatch(text) is not None or _IMPRINT.match(text) is not None
    return _leaves(block) or (is_line and not is_prose(text)) or text.startswith("©")


def _leaves(block: Block) -> bool:
    """Say whether a block says how to get no more letters."""
    words = len(block.text.split())
    says_how = words <= _LONGEST and _SAYS_HOW.search(block.text) is not None
    labelled = not ends_like_a_sentence(block.text) and _LABEL.search(block.text) is not None
    return block.kind != "item" and (says_how or (labelled and words <= _LONGEST_LABEL))
