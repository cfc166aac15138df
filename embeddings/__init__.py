"""From articles to ranked passages: loading, splitting, embedding, storing and searching.

Knows nothing of answers or screens.
"""

from embeddings.errors import (
    ArchiveError,
    ArticlesFolderError,
    Cancelled,
    EmbeddingsError,
    EncoderError,
    ForgettingError,
    LibraryError,
    ScopeError,
    SharedStoreError,
)
from embeddings.scope import Scope
from embeddings.values import Article, Hit, Paragraph, Passage, Skipped

__all__ = [
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
