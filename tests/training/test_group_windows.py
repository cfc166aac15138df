from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from transformers import BertTokenizer

from tests.training.conftest import WORDS, paragraph
from training.group_windows import MAX_TITLE_TOKENS, MAX_TOKENS, GroupWindow, TokenisedTexts
from training.groups import Group
from training.span_loss import MOST_TOKENS
from training.values import Answers, Asked, Reading

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ":", *(word.lower() for word in WORDS)]
TOKENIZER = BertTokenizer(vocab={word: number for number, word in enumerate(VOCABULARY)}, do_lower_case=True)


def windows_of(*readings: Reading, question: str = "where does Anna live ?", seed: int = 0) -> tuple[GroupWindow, ...]:
    texts = TokenisedTexts.of([Asked("towns", question, readings)], TOKENIZER)
    return texts.windows(Group(question, readings), random.Random(seed))


def read(window: GroupWindow) -> list[str]:
    return [VOCABULARY[token] for token in window.ids]


def answer(text: str, word: str) -> tuple[int, int]:
    return text.index(word), text.index(word) + len(word)


def test_a_window_is_question_title_and_text() -> None:
    text = paragraph(0)
    titled, plain = windows_of(Reading(text, title="The Town"), Reading(text))
    asked = "[CLS] where does anna live ? [SEP]"
    assert " ".join(read(titled)) == f"{asked} the town : {text.lower()} [SEP]"
    assert " ".join(read(plain)) == f"{asked} {text.lower()} [SEP]"
    assert titled.paragraph == plain.paragraph == len(plain.head) == len(titled.head) - 3
    assert titled.spans == plain.spans == ()


def test_answers_weigh_by_how_many_gave_them() -> None:
    text = paragraph(0)
    town, more = answer(text, "Oslo"), answer(text, "town of Oslo")
    [window] = windows_of(Reading(text, (town, more, town, town), "The Town"))
    found = {" ".join(read(window)[first : last + 1]): share for first, last, share in window.spans}
    assert found == {"oslo": 0.75, "town of oslo": 0.25}


def test_a_long_title_is_cut_and_a_long_answer_is_none() -> None:
    text = "Anna " * (MOST_TOKENS + 5)
    [window] = windows_of(Reading(text, title="Rome " * 100))
    assert read(window).count("rome") == MAX_TITLE_TOKENS
    long, short = (0, 5 * (MOST_TOKENS + 1) - 1), (0, 5 * MOST_TOKENS - 1)
    assert windows_of(Reading(text, (long,)), Reading(text)) == ()
    [window] = windows_of(Reading(text, (long, short)))
    assert [share for _, _, share in window.spans] == [1.0]
    assert window.spans[0][1] - window.spans[0][0] + 1 == MOST_TOKENS


@given(st.integers(1, 600), st.integers(0, 599), st.booleans(), st.integers(0, 1000))
def test_a_window_of_a_long_text_fits_and_its_span_is_the_answer(
    length: int, place: int, is_titled: bool, seed: int
) -> None:
    words = ["town"] * length
    place %= length
    words[place] = "Oslo"
    text = " ".join(words)
    answers: Answers = (answer(text, "Oslo"),)
    [window] = windows_of(Reading(text, answers, "Rome" if is_titled else ""), seed=seed)
    tokens = read(window)
    assert len(tokens) == min(MAX_TOKENS, length + len(window.head) + 1)
    assert tokens[-1] == "[SEP]"
    if window.spans:
        [(first, last, share)] = window.spans
        assert (tokens[first : last + 1], share) == (["oslo"], 1.0)
    else:
        assert "oslo" not in tokens


def test_a_text_without_words_is_a_window() -> None:
    [window] = windows_of(Reading(" \n"), question="")
    assert read(window) == ["[CLS]", "[SEP]", "[SEP]"]
