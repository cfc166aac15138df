from __future__ import annotations

from tests.hashing_encoder import HashingEncoder
from training.elsewhere import SHORTEST, with_elsewhere
from training.values import Asked, Reading


def text_of(words: str) -> str:
    return f"{words} " * (SHORTEST // len(words) + 1)


def asked_of(question: str, title: str, words: str, *answers: str) -> Asked:
    text = text_of(words)
    places = tuple((text.index(answer), text.index(answer) + len(answer)) for answer in answers)
    return Asked("towns", question, (Reading(text, places, title),))


def test_the_nearest_texts_of_other_articles_stand_beside_a_question() -> None:
    asked = [
        asked_of("who rowed the ferry", "Ferries", "Holm rowed the ferry", "Holm"),
        asked_of("who sank the ferry", "Wrecks", "Berg sank the ferry", "Berg"),
        asked_of("who drew the salt store", "Stores", "Aasen drew the salt store", "Aasen"),
        asked_of("who was at the ferry", "Guests", "Holm was at the ferry", "ferry"),
    ]
    found = with_elsewhere(asked, HashingEncoder(), seed=0)
    assert [(each.question, each.right, each.wrong) for each in found] == [
        (a.question, a.right, a.wrong) for a in asked
    ]
    # Neither its own article nor one that holds the answer; the nearest first.
    assert [reading.title for reading in found[0].elsewhere] == ["Wrecks", "Stores"]
    assert all(not reading.answers for each in found for reading in each.elsewhere)
    assert [reading.title for reading in found[3].elsewhere] == ["Stores"]
    assert with_elsewhere(asked, HashingEncoder(), seed=0) == found


def test_without_texts_below_a_title_there_are_none() -> None:
    asked = [Asked("reddit", "who?", (Reading(text_of("somebody rowed")),)), Asked("tables", "who?", (Reading("a"),))]
    assert with_elsewhere(asked, HashingEncoder(), seed=0) == asked
