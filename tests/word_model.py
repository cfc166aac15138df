"""A span model without weights: the sentence that shares most of the question's words is the answer."""

from __future__ import annotations

from collections.abc import Sequence

from embeddings.sentences import sentence_offsets
from embeddings.terms import STOP_WORDS
from qa_bot.extractive import TextSpan
from tests.hashing_encoder import words


class WordModel:
    """Its scores go from -8, for no word shared, to 12, for all."""

    def spans(
        self,
        question: str,
        texts: Sequence[str],
        closed: Sequence[Sequence[tuple[int, int]]] = (),
        *,
        titles: Sequence[str] = (),
    ) -> list[list[TextSpan]]:
        asked = {word for word in words(question) if word not in STOP_WORDS}
        found = []
        for at, text in enumerate(texts):
            spans = []
            for start, end in _sentences(text):
                if any(first <= start < last for first, last in (closed[at] if closed else ())):
                    continue
                shared = asked & set(words(text[start:end]))
                spans.append(TextSpan(start, end, 20 * len(shared) / max(1, len(asked)) - 8))
            found.append(sorted(spans, key=lambda span: (-span.score, span.start)))
        return found


def _sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of each block: none crosses a blank line."""
    offsets = []
    base = 0
    for block in text.split("\n\n"):
        offsets += [(base + start, base + end) for start, end in sentence_offsets(block)]
        base += len(block) + 2
    return offsets
