from __future__ import annotations

import random

import pytest
from transformers import PreTrainedTokenizerBase

from training.values import Example
from training.windows import SpecialTokens, Tokens, cut, windows

SPECIAL = SpecialTokens(cls=101, sep=102)
QUESTION = Tokens((7, 8, 9), ((0, 3), (4, 8), (9, 12)))


def numbers(count: int) -> Tokens:
    """Return a paragraph of tokens of three letters and a space, whose ids are 1000, 1001, ..."""
    return Tokens(tuple(range(1000, 1000 + count)), tuple((4 * n, 4 * n + 3) for n in range(count)))


def test_a_label_points_at_the_answer(tokenizer: PreTrainedTokenizerBase) -> None:
    text = "Anna lives in the town of Oslo now and Boris lives in Rome ."
    examples = [
        Example("where does Anna live ?", text, ((text.index("town"), text.index(" now")),)),
        Example("where does Boris live ?", text, ((text.index("Rome"), text.index("Rome") + 4),)),
        Example("where does Clara live ?", text, ()),
    ]
    first, second, third = windows(examples, tokenizer, seed=0)
    assert tokenizer.decode(list(first.ids[first.start : first.end + 1])) == "town of oslo"
    assert tokenizer.decode(list(second.ids[second.start : second.end + 1])) == "rome"
    assert (third.start, third.end) == (0, 0)
    assert (
        tokenizer.decode(list(first.ids))
        == f"[CLS] where does anna live? [SEP] {text.lower().replace(' .', '.')} [SEP]"
    )
    assert tokenizer.decode(list(first.ids[first.paragraph : first.paragraph + 2])) == "anna lives"


def test_a_part_of_a_word_is_labelled_with_the_whole_word() -> None:
    window = cut(QUESTION, numbers(5), ((9, 10),), SPECIAL, random.Random(0))
    assert window.ids == (101, 7, 8, 9, 102, 1000, 1001, 1002, 1003, 1004, 102)
    assert window.ids[window.start : window.end + 1] == (1002,)


@pytest.mark.parametrize("first", [0, 1, 50, 98, 99])
def test_windows_of_a_long_paragraph_hold_the_answer_or_say_that_they_do_not(first: int) -> None:
    rng = random.Random(first)
    last = min(99, first + 2)
    held = 0
    for _ in range(300):
        window = cut(QUESTION, numbers(100), ((4 * first, 4 * last + 3),), SPECIAL, rng, max_tokens=30)
        shown = window.ids[window.paragraph : -1]
        assert len(window.ids) == 30
        assert shown == tuple(range(shown[0], shown[0] + 24))
        if window.start:
            held += 1
            assert window.ids[window.start : window.end + 1] == tuple(range(1000 + first, 1000 + last + 1))
        else:
            assert window.end == 0
            assert not set(range(1000 + first, 1000 + last + 1)) <= set(shown)
    assert 240 <= held < 300


def test_every_window_around_an_answer_comes_up() -> None:
    rng = random.Random(0)
    drawn = [cut(QUESTION, numbers(40), ((80, 83),), SPECIAL, rng, max_tokens=16) for _ in range(500)]
    assert {window.ids[window.paragraph] - 1000 for window in drawn if window.start} == set(range(11, 21))


def test_every_accepted_answer_is_drawn() -> None:
    rng = random.Random(0)
    starts = {cut(QUESTION, numbers(5), ((0, 3), (8, 11)), SPECIAL, rng).start for _ in range(50)}
    assert starts == {5, 7}


def test_an_answer_longer_than_the_window_is_no_answer() -> None:
    window = cut(QUESTION, numbers(100), ((0, 399),), SPECIAL, random.Random(0), max_tokens=30)
    assert (window.start, window.end) == (0, 0)


def test_an_endless_question_leaves_room_for_the_paragraph() -> None:
    window = cut(numbers(500), numbers(500), (), SPECIAL, random.Random(0))
    assert len(window.ids) == 192
    assert window.paragraph == 66
