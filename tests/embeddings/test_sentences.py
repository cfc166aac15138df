from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from embeddings.sentences import sentence_around, sentence_offsets
from tests.embeddings.texts import messy_texts


def test_gives_the_offsets_of_each_sentence() -> None:
    text = "Dr. Smith arrived at 9.30 a.m. on Monday.  He left!\nWhy? Nobody knows."
    assert [text[start:end] for start, end in sentence_offsets(text)] == [
        "Dr. Smith arrived at 9.30 a.m. on Monday.",
        "He left!",
        "Why?",
        "Nobody knows.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He ran it in 2 mins. 6 4/5 secs. Then he slept.",
        "The rope is 5 ft. long and weighs 3¼ lbs. without its hook. Then he slept.",
        "It took 3 HRS. 20 MINS. to row. Then he slept.",
    ],
)
def test_no_sentence_ends_with_a_measure_that_goes_on(text: str) -> None:
    assert [text[start:end] for start, end in sentence_offsets(text)][1:] == ["Then he slept."]


@pytest.mark.parametrize("title", ["Ms.", "Mx.", "Amb.", "Cllr.", "Asst. Dep.", "Ste."])
def test_no_sentence_ends_with_a_title_before_a_name(title: str) -> None:
    text = f"The council had heard of the plan, which {title} Berg kept secret. Then it slept."
    assert [text[start:end] for start, end in sentence_offsets(text)][1:] == ["Then it slept."]


@pytest.mark.parametrize(
    "text", ["He had 12 rooms. 3 were lit.", "It weighs 3 lbs. Nobody rows.", "He ran.\n6 of us ran."]
)
def test_other_sentences_end_before_a_figure_too(text: str) -> None:
    assert len(sentence_offsets(text)) == 2


@pytest.mark.parametrize("number", ["3)", "(3)", "(iv)", "2.1)", "XII)"])
def test_sentences_end_in_an_item_whose_number_has_a_bracket(number: str) -> None:
    text = f"It froze.\n{number} They rowed out to sea. Nobody rowed back."
    assert [text[start:end] for start, end in sentence_offsets(text)] == [
        "It froze.",
        number,
        "They rowed out to sea.",
        "Nobody rowed back.",
    ]


@settings(max_examples=200, deadline=None)
@given(messy_texts | st.text())
@example("5 in. 6 ft. a")
@example("\x1c\x1d. \u2028\u0085A。B\u3000C")
@example("a" * 200_001 + ". Then b.")
def test_sentences_cover_every_character_in_order_without_overlap(text: str) -> None:
    offsets = sentence_offsets(text)
    edges = [edge for offset in offsets for edge in offset]
    assert edges == sorted(edges)
    assert all(start < end for start, end in offsets)
    gaps = zip([0, *edges[1::2]], [*edges[::2], len(text)], strict=True)
    assert not "".join(text[start:end] for start, end in gaps).strip()


@pytest.mark.parametrize(
    ("part", "around"),
    [
        ("left", "He left!"),
        ("He", "He left!"),
        ("left!\nWhy", "He left!\nWhy?"),
        ("Smith", "Dr. Smith arrived."),
        ("Nobody knows", "Nobody knows"),
    ],
)
def test_the_sentence_around_a_part_ends_at_a_blank_line(part: str, around: str) -> None:
    text = "Dr. Smith arrived. He left!\nWhy?\n\nNobody knows\n\nIt rained."
    start = text.index(part)
    begin, end = sentence_around(text, start, start + len(part))
    assert text[begin:end] == around


@given(messy_texts | st.text(min_size=1), st.integers(0, 400), st.integers(1, 40))
def test_the_sentence_around_a_part_holds_it(text: str, start: int, length: int) -> None:
    start = min(start, max(0, len(text) - 1))
    end = min(len(text), start + length)
    begin, stop = sentence_around(text, start, end)
    assert 0 <= begin <= start <= end <= stop <= len(text)
