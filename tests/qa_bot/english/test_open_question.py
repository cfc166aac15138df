from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.english.open_question import asks_for_more, asks_openly, asks_what_happened, topic_terms


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("tell me about the ferry", {"ferri"}),
        ("Could you please tell us more about the Skarvik ferry?", {"skarvik", "ferri"}),
        ("Summarise the sinking of the ferry", {"sink", "ferri"}),
        ("describe Skarvik", {"skarvik"}),
        ("Give me a short overview of the boat race.", {"boat", "race"}),
        ("summary of the article about the ferry", {"ferri"}),
        ("What do these articles say about ice?", {"ice"}),
        ("what is there about ice", {"ice"}),
        ("any news on the ferry?", {"ferri"}),
        ("What's the latest news about the ferry?", {"ferri"}),
        ("Tell me more", set()),
        ("What are these articles about?", set()),
        ("what’s this about", set()),
        ("summarize all of the articles", set()),
        ("what is the latest?", set()),
        ("What's new?", set()),
    ],
)
def test_some_questions_ask_for_no_one_thing(question: str, topic: set[str]) -> None:
    assert asks_openly(question)
    assert topic_terms(question) == topic


@pytest.mark.parametrize(
    "question",
    [
        "Who can tell me about it?",
        "tell me when it sank",
        "Can you tell me who won?",
        "Explain why it sank.",
        "describe how they were saved",
        "What is the latest version of the ferry?",
        "What is new in the harbour?",
        "What is the book about?",
        "Who wrote a summary of the findings?",
        "What did the captain say about the ice?",
        "about the ferry",
        "What does the report say the death toll is?",
        "What did the articles say when the ferry sank?",
        "What do the notes say about who won?",
        "Please explain: why did the ferry sink?",
        "Explain to me why the bridge fell",
        "Explain in which year the bridge fell",
        "Tell me about the ferry. When did it sink?",
        "Tell us about the man who rowed: what is his name?",
        "What are the articles about whales called?",
        "What is there on the hill?",
        "Is there anything on the roof?",
        "Summary judgment was granted by which court?",
        "Overview Hotel is where?",
        "",
    ],
)
def test_others_ask_for_one(question: str) -> None:
    assert not asks_openly(question)
    assert topic_terms(question) == frozenset()


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What happened at the pier in Skarvik?", {"pier", "skarvik"}),
        ("so what is happening in Skarvik", {"skarvik"}),
        ("what’s going on?", set()),
        ("What happened when the ferry sank?", {"ferri", "sank"}),
    ],
)
def test_some_ask_for_an_event(question: str, topic: set[str]) -> None:
    assert asks_what_happened(question)
    assert not asks_openly(question)
    assert topic_terms(question) == topic


def test_what_only_speaks_of_an_event_asks_for_none() -> None:
    assert not asks_what_happened("Who says what happened?")


@pytest.mark.parametrize(
    "question",
    ["Tell me more", "could you please tell us more about that?", "Explain.", "explain this, please"],
)
def test_some_of_them_ask_for_more(question: str) -> None:
    assert asks_for_more(question)


@pytest.mark.parametrize(
    "question", ["tell me about it", "tell me about the ferry", "What's new?", "summarise the articles", "more", ""]
)
def test_others_ask_for_something_or_for_all(question: str) -> None:
    assert not asks_for_more(question)


@given(st.text())
def test_any_text_is_open_or_not(question: str) -> None:
    assert asks_openly(question) or asks_what_happened(question) or not topic_terms(question)
