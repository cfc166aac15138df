"""From articles to ranked passages: loading, splitting, embedding, storing and searching.

Knows nothing of answers or screens.
"""

from embeddings.errors import (
    ArticlesFolderError,
    Cancelled,
    EmbeddingsError,
    EncoderError,
    LibraryError,
    SharedStoreError,
)
from embeddings.values import Article, Hit, Paragraph, Passage, Skipped

__all__ = [
    "Article",
    "ArticlesFolderError",
    "Cancelled",
    "EmbeddingsError",
    "EncoderError",
    "Hit",
    "LibraryError",
    "Paragraph",
    "Passage",
    "SharedStoreError",
    "Skipped",
]
