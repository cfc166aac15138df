"""What can go wrong below the bot. Each message is one line that says what happened and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class EmbeddingsError(Exception):
    """The base of every error that this package raises on purpose."""


class UnreadableArticleError(EmbeddingsError):
    """A file that holds no article. `str(error)` is the reason, to stand after the file's name."""


class ParserStoppedError(UnreadableArticleError):
    """A file whose parser took too much of the machine or crashed; what was indexed of it before stays."""


class ParserError(EmbeddingsError):
    """A file that another process could not parse. `str(error)` is the name of the error's type there."""


class ParserProcessError(EmbeddingsError):
    """The process that parses files cannot be started."""


class ArticlesFolderError(EmbeddingsError):
    """The articles folder is missing, not a folder, not readable, or holds no article."""

    def __init__(self, folder: Path, message: str) -> None:
        super().__init__(message)
        self.folder = folder


class LibraryError(EmbeddingsError):
    """The library folder cannot be created, read or written."""

    def __init__(self, folder: Path, message: str) -> None:
        super().__init__(message)
        self.folder = folder


class LibraryBusyError(LibraryError):
    """Another program is writing the library."""


class SharedStoreError(EmbeddingsError):
    """A store that is shared with others cannot be reached, read or written."""


class ScopeError(EmbeddingsError):
    """A scope that is none, or that no article is in."""


class ForgettingError(EmbeddingsError):
    """What is to be forgotten cannot be: it was not added, or lies in a folder that stays."""


class ArchiveError(EmbeddingsError):
    """A library that cannot be exported to a file, or a file that cannot be imported as one."""


class EncoderError(EmbeddingsError):
    """The embedding model cannot be loaded, or is not the one that it should be."""


class Cancelled(EmbeddingsError):  # noqa: N818  (not a failure: the caller asked for it)
    """Indexing stopped because its caller asked it to; what was embedded so far is kept."""

    def __init__(self, message: str = "indexing was stopped: what was embedded so far is kept") -> None:
        super().__init__(message)
