"""Pins what other programs may import: a name that goes, or comes by accident, is seen here."""

from __future__ import annotations

import dataclasses
import inspect
import re

import pytest

import embeddings
import qa_bot
from qa_bot import bot, errors, values
from qa_bot.conversations import conversation, sources
from qa_bot.conversations import store as conversations


def test_the_names_of_embeddings() -> None:
    assert sorted(embeddings.__all__) == [
        "ArchiveError",
        "Article",
        "ArticlesFolderError",
        "Cancelled",
        "EmbeddingsError",
        "EncoderError",
        "ForgettingError",
        "Hit",
        "LibraryError",
        "Paragraph",
        "Passage",
        "Scope",
        "ScopeError",
        "SharedStoreError",
        "Skipped",
    ]
    for name in embeddings.__all__:
        assert getattr(embeddings, name).__name__ == name


def test_the_version_is_one() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", qa_bot.__version__)


def test_what_a_bot_does() -> None:
    public = {name for name, _ in inspect.getmembers(bot.QABot, callable) if not name.startswith("_")}
    assert public == {
        *("open", "open_shared", "close", "sync", "share", "article", "articles", "take_warnings"),
        *("search", "ask", "page_of", "source_of", "forget", "standings", "places", "changes", "news", "generation"),
    }


def test_what_conversations_do() -> None:
    public = {name for name, _ in inspect.getmembers(conversations.Conversations, callable) if name[0] != "_"}
    assert public == {
        *("open", "open_existing", "in_memory", "close", "take_warnings", "begin", "ask", "answer", "fail", "mark"),
        *("summaries", "load", "rename", "delete", "marked", "outcomes", "questions"),
    }


@pytest.mark.parametrize(
    ("error", "base"),
    [
        (embeddings.ArchiveError, embeddings.EmbeddingsError),
        (embeddings.ArticlesFolderError, embeddings.EmbeddingsError),
        (embeddings.Cancelled, embeddings.EmbeddingsError),
        (embeddings.EncoderError, embeddings.EmbeddingsError),
        (embeddings.ForgettingError, embeddings.EmbeddingsError),
        (embeddings.LibraryError, embeddings.EmbeddingsError),
        (embeddings.ScopeError, embeddings.EmbeddingsError),
        (embeddings.SharedStoreError, embeddings.EmbeddingsError),
        (errors.ConfigError, errors.QABotError),
        (errors.ConversationsError, errors.QABotError),
        (errors.QuestionError, errors.QABotError),
        (errors.ReaderError, errors.QABotError),
    ],
)
def test_every_error_has_its_package_s_base(error: type[Exception], base: type[Exception]) -> None:
    assert issubclass(error, base)


@pytest.mark.parametrize(
    "value",
    [
        embeddings.Article,
        embeddings.Hit,
        embeddings.Paragraph,
        embeddings.Passage,
        embeddings.Scope,
        embeddings.Skipped,
        conversation.Conversation,
        conversation.ConversationSummary,
        conversation.Turn,
        sources.Source,
        values.Alternative,
        values.Answer,
        values.Citation,
        values.Finding,
        values.Reading,
        values.Span,
        values.Timings,
    ],
)
def test_values_are_frozen_and_slotted(value: type) -> None:
    assert dataclasses.is_dataclass(value)
    assert value.__dataclass_params__.frozen  # type: ignore[attr-defined]  # set by the decorator
    assert "__slots__" in vars(value)
