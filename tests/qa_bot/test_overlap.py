from __future__ import annotations

import pytest

from embeddings.values import Article, Paragraph
from qa_bot.overlap import Overlap, content_words, stem
from tests.hashing_encoder import HashingEncoder

NOTHING_IMPLIED = [0.0, 0.0]


def overlap_with(question: str, *sentences: str) -> Overlap:
    return Overlap(question, sentences, encode_words=HashingEncoder().encode_words)


@pytest.mark.parametrize(
    ("word", "other"), [("declared", "declaring"), ("volcano's", "volcano"), ("volcano’s", "volcano")]
)
def test_forms_of_a_word_have_one_stem(word: str, other: str) -> None:
    assert stem(word) == stem(other)


def test_content_words_are_different_and_in_order() -> None:
    assert content_words("The pump, who broke the PUMP in 1854?") == ("pump", "broke", "1854")


def test_text_with_every_term_holds_all_of_the_question_and_one_without_none() -> None:
    overlap = overlap_with("Who repaired the pump?", "He repaired it.", "The pump broke.")
    assert overlap.of("The pump was repaired.", NOTHING_IMPLIED) == pytest.approx(1.0)
    assert overlap.of("Cheese keeps well in caves.", NOTHING_IMPLIED) == 0.0


def test_rare_term_weighs_more_than_a_common_one() -> None:
    overlap = overlap_with("pump repair?", "The pump.", "A pump.", "Pumps.", "Repair.")
    assert overlap.of("repair", NOTHING_IMPLIED) > 0.5 > overlap.of("pump", NOTHING_IMPLIED)


def test_terms_of_the_title_and_of_most_paragraphs_go_without_saying() -> None:
    texts = ("The brewery stands.", "The brewery fell.", "It rained.")
    paragraphs = tuple(Paragraph(number, 0, len(text), text) for number, text in enumerate(texts, start=1))
    article = Article("a", "The pump", "a.txt", "", paragraphs)
    overlap = overlap_with("pump brewery clergyman?", *texts)
    assert overlap.implied_by(article) == [1.0, 1.0, 0.0]
