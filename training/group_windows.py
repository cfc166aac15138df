"""Groups as what the model reads: windows of token ids with their title, and where the accepted spans stand in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.span_loss import MOST_TOKENS
from training.windows import MAX_QUESTION_TOKENS, SpecialTokens, first_shown, tokenised

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Mapping, Sequence

    from transformers import PreTrainedTokenizerBase

    from training.groups import Group
    from training.values import Answers, Asked, Reading
    from training.windows import Tokens

MAX_TOKENS = 256
"""Of question, title and text together, special tokens among them."""
MAX_TITLE_TOKENS = 24
MOST_SPANS = 5
"""Different answers to a question that count: those that most annotators gave."""
BELOW_TITLE = ":"
"""What stands between a title and the text below it."""
TOKENISED_AT_ONCE = 1_000
"""Texts whose tokens' places in them are held in memory together."""

Spans = tuple[tuple[int, int, float], ...]
"""First and last token of each accepted span, and the share of the annotators that gave it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as tokens, with the accepted spans that are no longer than the loss looks at."""

    ids: tuple[int, ...]
    spans: Spans


@dataclass(frozen=True, slots=True)
class GroupWindow:
    """[CLS] question [SEP] title : text [SEP], where the text may be a part of a longer one; or without the title."""

    head: tuple[int, ...]
    """All before the text."""
    text: tuple[int, ...]
    paragraph: int
    """Where the second segment begins: behind the question's [SEP]."""
    spans: Spans
    """Counted from [CLS], with shares that make 1; none where there is no answer."""

    @property
    def ids(self) -> tuple[int, ...]:
        return (*self.head, *self.text, self.head[self.paragraph - 1])


@dataclass(frozen=True, slots=True)
class TokenisedTexts:
    """All that groups are drawn from, as tokens: every epoch cuts its windows from the same."""

    special: SpecialTokens
    names: Mapping[str, tuple[int, ...]]
    """Questions and titles, and what stands below a title."""
    texts: Mapping[tuple[str, Answers], Marked]

    @classmethod
    def of(cls, asked: Sequence[Asked], tokenizer: PreTrainedTokenizerBase) -> TokenisedTexts:
        names = ["", BELOW_TITLE]
        answers: dict[str, set[Answers]] = {}
        for each in asked:
            names.append(each.question)
            for reading in (*each.right, *each.wrong, *each.elsewhere):
                names.append(reading.title)
                answers.setdefault(reading.text, set()).add(reading.answers)
        return cls(
            SpecialTokens.of(tokenizer),
            {name: tokens.ids for name, tokens in _tokenised(names, tokenizer)},
            {
                (text, accepted): Marked(tokens.ids, _spans(tokens, accepted))
                for text, tokens in _tokenised(answers, tokenizer)
                for accepted in answers[text]
            },
        )

    def windows(self, group: Group, rng: random.Random) -> tuple[GroupWindow, ...]:
        """Return a window for each text of a group; none at all where one's answers are all too long to be looked at.

        A window that does not hold a whole accepted span is labelled as having none.
        """
        if any(each.answers and not self.texts[each.text, each.answers].spans for each in group.readings):
            return ()
        return tuple(self._window(group.question, each, rng) for each in group.readings)

    def _window(self, question: str, reading: Reading, rng: random.Random) -> GroupWindow:
        asked = (self.special.cls, *self.names[question][:MAX_QUESTION_TOKENS], self.special.sep)
        title = self.names[reading.title][:MAX_TITLE_TOKENS]
        head = (*asked, *title, *self.names[BELOW_TITLE]) if title else asked
        room = MAX_TOKENS - len(head) - 1
        marked = self.texts[reading.text, reading.answers]
        left = first_shown(len(marked.ids), room, marked.spans[0][:2] if marked.spans else None, rng)
        text = marked.ids[left : left + room]
        seen = [span for span in marked.spans if left <= span[0] and span[1] < left + len(text)]
        total = sum(share for _, _, share in seen)
        shift = len(head) - left
        spans = tuple((first + shift, last + shift, share / total) for first, last, share in seen)
        return GroupWindow(head, text, len(asked), spans)


def _tokenised(texts: Iterable[str], tokenizer: PreTrainedTokenizerBase) -> Iterable[tuple[str, Tokens]]:
    distinct = list(dict.fromkeys(texts))
    for start in range(0, len(distinct), TOKENISED_AT_ONCE):
        yield from tokenised(distinct[start : start + TOKENISED_AT_ONCE], tokenizer).items()


def _spans(tokens: Tokens, answers: Answers) -> Spans:
    """Return the accepted spans, the one that most annotators gave first."""
    found = [(tokens.covering(*answer), count) for answer, count in Counter(answers).most_common(MOST_SPANS)]
    return tuple(
        (*covered, count / len(answers))
        for covered, count in found
        if covered is not None and covered[1] - covered[0] < MOST_TOKENS
    )
