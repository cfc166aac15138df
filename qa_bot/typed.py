"""What is typed at a prompt: completed while it is typed, and checked before it is asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from embeddings.plaintext import clean, one_line
from qa_bot.errors import QuestionError

MAX_QUESTION = 2_000
"""Characters; an encoder reads some 1,000 of them, and a question is not an essay."""


def checked_question(question: str) -> str:
    """Return a question as it is asked.

    Raises:
        QuestionError: it is empty, too long, or nothing but signs.

    """
    stripped = clean(question).strip()  # as the articles are, so that the two compare; tokenizers choke on surrogates
    if not any(character.isalnum() or unicodedata.category(character) == "So" for character in stripped):
        what = "has no word" if stripped else "is empty"
        raise QuestionError(f"the question {what}: type what you would like to know")
    if len(stripped) > MAX_QUESTION:
        raise QuestionError(
            f"the question is too long ({len(stripped):,} characters; the limit is {MAX_QUESTION:,}): shorten it"
        )
    return stripped


def completions(prefix: str, suggestions: Sequence[str], history: Sequence[str]) -> str | None:
    """Return a question that begins with what is typed, letter for letter; None if none is known.

    The latest of the history, which has its newest question last, comes first, and then the suggestions.
    """
    if not prefix.strip():
        return None
    return next(_continued(prefix, (*reversed(history), *suggestions)), None)


def _continued(prefix: str, questions: Sequence[str]) -> Iterator[str]:
    """Yield each question that goes on after the prefix; upper and lower case are alike, and stay as typed."""
    for question in map(one_line, questions):
        if len(question) > len(prefix) and question[: len(prefix)].casefold() == prefix.casefold():
            yield prefix + question[len(prefix) :]
