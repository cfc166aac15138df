"""Examples as what the model reads: token ids of question and paragraph, and where the answer stands among them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transformers import PreTrainedTokenizerBase

    from training.values import Answers, Example

MAX_TOKENS = 192
"""Of question and paragraph together, special tokens among them."""
MAX_QUESTION_TOKENS = 64
"""What is left of a question that goes on and on: the paragraph keeps most of the room."""
AROUND_ANSWER = 0.9
"""How often a window of a long paragraph is drawn so that it holds the answer."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A tokenised text without special tokens."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    """Where each token stands in the text."""

    def covering(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and last token of the text from start to end; None where there is no token in it."""
        inside = [number for number, (left, right) in enumerate(self.offsets) if left < end and right > start]
        return (inside[0], inside[-1]) if inside else None


@dataclass(frozen=True, slots=True)
class Window:
    """[CLS] question [SEP] paragraph [SEP], where the paragraph may be a part of a longer one."""

    ids: tuple[int, ...]
    paragraph: int
    """Where the paragraph's first token stands; its last stands before the last [SEP]."""
    start: int
    """Where the answer's first token stands; 0, which is [CLS], where there is no answer."""
    end: int
    """Where the answer's last token stands, or 0."""


@dataclass(frozen=True, slots=True)
class SpecialTokens:
    cls: int
    sep: int

    @classmethod
    def of(cls, tokenizer: PreTrainedTokenizerBase) -> SpecialTokens:
        return cls(_id(tokenizer.cls_token_id), _id(tokenizer.sep_token_id))


def windows(examples: Sequence[Example], tokenizer: PreTrainedTokenizerBase, *, seed: int) -> list[Window]:
    """Return a window for each example; of several accepted answers one is drawn at random for it."""
    rng = random.Random(f"{seed} windows")
    special = SpecialTokens.of(tokenizer)
    questions = tokenised([example.question for example in examples], tokenizer)
    paragraphs = tokenised([example.paragraph for example in examples], tokenizer)
    return [
        cut(questions[example.question], paragraphs[example.paragraph], example.answers, special, rng)
        for example in examples
    ]


def cut(
    question: Tokens,
    paragraph: Tokens,
    answers: Answers,
    special: SpecialTokens,
    rng: random.Random,
    *,
    max_tokens: int = MAX_TOKENS,
) -> Window:
    """Return question and paragraph, the latter cut to a random window where both are longer than max_tokens.

    A window that does not hold the whole of the drawn answer is labelled as having none.
    """
    asked = question.ids[:MAX_QUESTION_TOKENS]
    room = max_tokens - len(asked) - 3
    answer = paragraph.covering(*rng.choice(answers)) if answers else None
    left = first_shown(len(paragraph.ids), room, answer, rng)
    shown = paragraph.ids[left : left + room]
    first = len(asked) + 2
    ids = (special.cls, *asked, special.sep, *shown, special.sep)
    if answer is None or answer[0] < left or answer[1] >= left + len(shown):
        return Window(ids, first, 0, 0)
    return Window(ids, first, first + answer[0] - left, first + answer[1] - left)


def first_shown(length: int, room: int, answer: tuple[int, int] | None, rng: random.Random) -> int:
    """Return at which of a text's tokens a window begins that has room for so many: mostly one that holds the answer,
    given by its first and last token.
    """
    surplus = length - room
    if surplus <= 0:
        return 0
    left = rng.randint(0, surplus)
    if answer is not None and answer[1] - answer[0] < room and rng.random() < AROUND_ANSWER:
        left = rng.randint(max(0, answer[1] + 1 - room), min(surplus, answer[0]))
    return left


def tokenised(texts: Sequence[str], tokenizer: PreTrainedTokenizerBase) -> dict[str, Tokens]:
    """Return each different text's tokens."""
    distinct = list(dict.fromkeys(texts))
    if not distinct:
        return {}
    encoded = tokenizer(
        distinct, add_special_tokens=False, truncation=False, padding=False, return_offsets_mapping=True, verbose=False
    )
    return {
        text: Tokens(tuple(ids), tuple((start, end) for start, end in offsets))
        for text, ids, offsets in zip(distinct, encoded["input_ids"], encoded["offset_mapping"], strict=True)
    }


def _id(token: object) -> int:
    if not isinstance(token, int):
        raise TypeError("the tokenizer has no [CLS] or [SEP]")
    return token
