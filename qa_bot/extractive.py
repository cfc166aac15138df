"""An extractive question-answering model: a question and some texts to the spans that may answer it.

Knows logits, windows and characters; what a span is worth beside others is the reader's to say.
"""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from embeddings.bert import Bert
from embeddings.checksums import checked_beside, sha256
from qa_bot.bounds import breaks, whole_words
from qa_bot.english.question import asks_for_few_words
from qa_bot.errors import ReaderError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer

    from embeddings.precision import Precision

BUNDLED = Path(__file__).parent / "weights"
BUNDLED_CHECKSUM = "2478ea1d65e5408b95de7b0ad36370be1c7d7ef0115ca41d6a8dd7cb0aec6731"
"""SHA-256 of the bundled model.safetensors."""

WINDOW, STRIDE = 256, 96
"""Tokens of question and text that are read at once, and of text that two windows share."""
LONGEST_SPAN = 30
"""Tokens of an answer at most, as in Devlin et al. 2019's evaluation on SQuAD."""
FEW_WORDS, WORD_COST = 6, 0.05
"""Words of an answer to a question that asks for a number, a time or a name; and the logits that each word beyond costs
when overlapping spans are chosen from. By docs/decisions/003."""
SPANS_KEPT = 8
"""Different spans that are kept of a text."""
QUESTION_TOKENS = 64
"""Tokens of a question that are read: its beginning. A window must have room for the text."""
TITLE_CHARACTERS = 100
"""Of a title that is read before a text, as the reader was trained: some 24 tokens."""


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A span of a text that was read."""

    start: int
    """Offset in characters in the text, as `end` is."""
    end: int
    score: float
    """Start and end logit together, less those of "no answer" in the same window."""


class SpanModel(Protocol):
    """What a reader needs of a model."""

    def spans(
        self,
        question: str,
        texts: Sequence[str],
        closed: Sequence[Sequence[tuple[int, int]]] = (),
        *,
        titles: Sequence[str] = (),
    ) -> list[list[TextSpan]]:
        """Return for each text its best spans, best first, none in those of its paragraphs that are closed.

        None crosses the end of a sentence or a paragraph, or the border of a row's cell. What a text's article is
        called helps to understand it, and answers nothing itself.
        """
        ...


class SpanLogits(Protocol):
    """A model that scores each token as the start and as the end of an answer."""

    def __call__(self, encodings: Sequence[Encoding]) -> Sequence[NDArray[np.float32]]:
        """Return start and end logits of each window, of the shape (tokens, 2), those of padding last."""
        ...


class ExtractiveModel:
    """A `SpanModel` over a model for extractive question answering. Not thread-safe."""

    def __init__(self, logits: SpanLogits, tokenizer: Tokenizer) -> None:
        self._logits = logits
        self._tokenizer = tokenizer
        tokenizer.no_padding()

    @classmethod
    def load(cls, name: str | None = None, *, precision: Precision | None = None) -> ExtractiveModel:
        """Load a model: the bundled one by default, else a folder or a name that transformers knows.

        Raises:
            ReaderError: the model is missing, damaged, or does not answer questions.

        """
        if name is not None:
            from qa_bot.transformers_reader import load_transformers

            return cls(*load_transformers(name, precision=precision))
        with checked_beside(_verify_bundled):
            from tokenizers import Tokenizer

            try:
                bert = Bert.load(BUNDLED, head="span", precision=precision)
                tokenizer = Tokenizer.from_file(str(BUNDLED / "tokenizer.json"))
            except Exception as error:  # tokenizers raises nothing narrower
                raise ReaderError(f"the bundled reader cannot be loaded ({error}): install again") from error
        return cls(bert, tokenizer)

    def spans(
        self,
        question: str,
        texts: Sequence[str],
        closed: Sequence[Sequence[tuple[int, int]]] = (),
        *,
        titles: Sequence[str] = (),
    ) -> list[list[TextSpan]]:
        if not texts:
            return []
        heads = [_head(title) for title in titles] or [""] * len(texts)
        owners, windows = self._windows(question, [head + text for head, text in zip(heads, texts, strict=True)])
        logits = self._logits(windows)
        found: list[list[TextSpan]] = [[] for _ in texts]
        for owner, window, scores in zip(owners, windows, logits, strict=True):
            shut, ahead = closed[owner] if closed else (), len(heads[owner])
            offsets = [(start - ahead, end - ahead) for start, end in window.offsets]
            inside = [
                sequence == 1 and offset[0] >= 0 and not any(start < offset[1] <= end for start, end in shut)
                for sequence, offset in zip(window.sequence_ids, offsets, strict=True)
            ]
            found[owner] += _window_spans(texts[owner], scores[:, 0], scores[:, 1], offsets, inside)
        cost = WORD_COST if asks_for_few_words(question) else 0.0
        return [_best(text, spans, cost) for text, spans in zip(texts, found, strict=True)]

    def _windows(self, question: str, texts: Sequence[str]) -> tuple[list[int], list[Encoding]]:
        """Return the windows, each of the question and as much of a text as fits beside it, and whose they are."""
        shortened = self._shortened(question)
        self._tokenizer.enable_truncation(WINDOW, stride=STRIDE, strategy="only_second")
        encoded = self._tokenizer.encode_batch([(shortened, text) for text in texts])
        windows = [(owner, each) for owner, first in enumerate(encoded) for each in (first, *first.overflowing)]
        return [owner for owner, _ in windows], [window for _, window in windows]

    def _shortened(self, question: str) -> str:
        self._tokenizer.no_truncation()
        offsets = self._tokenizer.encode(question, add_special_tokens=False).offsets
        return question if len(offsets) <= QUESTION_TOKENS else question[: offsets[QUESTION_TOKENS - 1][1]]


def _head(title: str) -> str:
    """Return what is read before a text of an article with that title."""
    shortened = textwrap.shorten(title, TITLE_CHARACTERS, placeholder="")
    return f"{shortened}: " if shortened else ""


def _window_spans(
    text: str,
    starts: NDArray[np.float32],
    ends: NDArray[np.float32],
    offsets: Sequence[tuple[int, int]],
    inside: Sequence[bool],
) -> Iterator[TextSpan]:
    """Yield the best spans of one window, their start and end chosen together."""
    import numpy as np

    positions = np.flatnonzero(np.array(inside)).tolist()
    if not positions:
        return
    # Counted up to a token's end: tokenizers of bytes make a token of a blank line, or begin a word's with it.
    blocks = np.searchsorted(breaks(text), [offsets[position][1] for position in positions], side="right")
    scores = starts[positions, None] + _followers(ends[positions], -np.inf) - (starts[0] + ends[0])
    allowed = blocks[:, None] == _followers(blocks, -1)
    scores = np.where(allowed, scores, -np.inf)
    count = min(4 * SPANS_KEPT, int(allowed.sum()))
    for flat in np.argpartition(-scores, count - 1, axis=None)[:count]:
        first, length = divmod(int(flat), LONGEST_SPAN)
        start, end = whole_words(text, offsets[positions[first]][0], offsets[positions[first + length]][1])
        if start < end:
            yield TextSpan(start, end, float(scores[first, length]))


def _followers(values: NDArray[Any], beyond: float) -> NDArray[Any]:
    """Return each value with those after it that a span may end with, of the shape (values, LONGEST_SPAN)."""
    import numpy as np

    padded = np.concatenate((values, np.full(LONGEST_SPAN - 1, beyond, values.dtype)))
    return np.lib.stride_tricks.sliding_window_view(padded, LONGEST_SPAN)


def _best(text: str, spans: Sequence[TextSpan], word_cost: float) -> list[TextSpan]:
    """Return the best spans of a text, best first, without those that overlap a better one."""

    def rank(span: TextSpan) -> tuple[float, int, int]:
        words_beyond = max(0, len(text[span.start : span.end].split()) - FEW_WORDS)
        return word_cost * words_beyond - span.score, span.start, span.end

    kept: list[TextSpan] = []
    for span in sorted(spans, key=rank):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
            if len(kept) == SPANS_KEPT:
                break
    return kept


@functools.cache
def _verify_bundled() -> None:
    try:
        found = sha256(BUNDLED / "model.safetensors")
    except OSError as error:
        raise ReaderError(f"the bundled reader cannot be read ({error.strerror}): install again") from None
    if found != BUNDLED_CHECKSUM:
        raise ReaderError("the bundled reader is damaged (its checksum is another): install again")
