from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from embeddings.sentences import sentence_offsets, words
from tests.embeddings.texts import messy_texts


def test_gives_the_offsets_of_each_sentence() -> None:
    text = "Dr. Smith arrived at 9.30 a.m. on Monday.  He left!\nWhy? Nobody knows."
    assert [text[start:end] for start, end in sentence_offsets(text)] == [
        "Dr. Smith arrived at 9.30 a.m. on Monday.",
        "He left!",
        "Why?",
        "Nobody knows.",
    ]


@settings(max_examples=200, deadline=None)
@given(messy_texts | st.text())
@example("\x1c\x1d. \u2028\u0085A。B\u3000C")
@example("a" * 200_001 + ". Then b.")
def test_sentences_cover_every_character_in_order_without_overlap(text: str) -> None:
    offsets = sentence_offsets(text)
    edges = [edge for offset in offsets for edge in offset]
    assert edges == sorted(edges)
    assert all(start < end for start, end in offsets)
    gaps = zip([0, *edges[1::2]], [*edges[::2], len(text)], strict=True)
    assert not "".join(text[start:end] for start, end in gaps).strip()


def test_words_are_lower_case_and_keep_their_apostrophes() -> None:
    assert words("It's 1999: the STRASSE — “Straße”!") == ["it's", "1999", "the", "strasse", "strasse"]
