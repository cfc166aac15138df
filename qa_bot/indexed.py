"""What can be asked of a folder's library, or changed in it, without loading a model."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.access import check_folder
from embeddings.added import forget
from embeddings.errors import ArticlesFolderError, ForgettingError, LibraryError, ScopeError
from embeddings.folder import scan
from embeddings.health import Examined, examine
from embeddings.left_out import left_out as left_out_of
from embeddings.milvus import Collection
from embeddings.place import default_folder
from embeddings.plaintext import one_line
from embeddings.scope import Scope, chosen
from embeddings.store import FILE_NAME, Store
from embeddings.sync import is_current
from embeddings.writing import writing

if TYPE_CHECKING:
    from embeddings.added import Forgotten
    from embeddings.milvus_address import Address
    from embeddings.values import ArticleSummary, Skipped


def indexed_articles(articles: Path, *, library: Path | None = None) -> tuple[list[ArticleSummary], str | None]:
    """Return what the library of an articles folder holds, without loading a model, and a warning, or None.

    Raises:
        ArticlesFolderError: it holds nothing, and the folder is missing or may not be read.
        LibraryError: the library cannot be used.

    """
    folder = library or default_folder(articles)
    summaries, warning = [], None
    if holds_library(folder):
        store, warning = Store.open(folder)
        with contextlib.closing(store):
            summaries = store.summaries()
    if not summaries:
        check_folder(articles)
    return summaries, warning


def left_out(articles: Path, *, library: Path | None = None) -> Sequence[Skipped]:
    """Return what of an articles folder's files is not in its library; see `embeddings.left_out`.

    Raises:
        LibraryError: the library cannot be used.

    """
    folder = library or default_folder(articles)
    if not holds_library(folder):
        return ()
    store, _ = Store.open(folder)
    with contextlib.closing(store):
        return left_out_of(store)


def shared_articles(store: Address) -> list[ArticleSummary]:
    """Return what is shared in a store, without loading a model.

    Raises:
        SharedStoreError: the store cannot be used.

    """
    with contextlib.closing(Collection.open(store)) as collection:
        return collection.summaries()


def examined(articles: Path, *, library: Path | None = None) -> list[Examined]:
    """Check the library of an articles folder whole; see `embeddings.health.examine`.

    Raises:
        ArticlesFolderError: there is none, and the folder is missing or may not be read.
        LibraryError: there is none, or it cannot be used.

    """
    folder = library or default_folder(articles)
    if not holds_library(folder):
        check_folder(articles)
        raise LibraryError(folder, "nothing is indexed yet: run `qa-bot index`, or ask something")
    return examine(folder)


def forgotten(names: Sequence[str], articles: Path, *, library: Path | None = None) -> list[Forgotten]:
    """Forget what was added beside an articles folder, without loading a model; see `embeddings.added.forget`.

    Raises:
        ArticlesFolderError: nothing is indexed, and the folder is missing or may not be read.
        ForgettingError: nothing is indexed, or what is named cannot be forgotten.
        LibraryError: the library cannot be used.

    """
    folder = library or default_folder(articles)
    if not holds_library(folder):
        check_folder(articles)
        raise ForgettingError("nothing is indexed yet, and so there is nothing to forget")
    store, _ = Store.open(folder)
    with contextlib.closing(store):
        return forget(store, articles, names)


def followed_feeds(articles: Path, *, library: Path | None = None) -> list[str]:
    """Return the addresses of the feeds that a library follows.

    Raises:
        ArticlesFolderError: nothing is indexed, and the folder is missing or may not be read.
        LibraryError: the library cannot be used.

    """
    check_articles(articles, library=library)
    folder = library or default_folder(articles)
    if not holds_library(folder):
        return []
    store, _ = Store.open(folder)
    with contextlib.closing(store):
        return list(store.feeds())


def unfollowed(urls: Sequence[str], articles: Path, *, library: Path | None = None) -> list[str]:
    """Follow feeds no longer, and keep what came with them; return those that were not followed.

    Raises:
        ArticlesFolderError: nothing is indexed, and the folder is missing or may not be read.
        LibraryError: the library cannot be written.

    """
    check_articles(articles, library=library)
    folder = library or default_folder(articles)
    if not holds_library(folder):
        return [one_line(url) for url in urls]
    store, _ = Store.open(folder)
    with contextlib.closing(store), writing(folder):
        return [name for name in map(one_line, urls) if not store.drop_feed(name)]


def check_articles(articles: Path, *, library: Path | None = None) -> None:
    """Find out, before a model is loaded or a library made, whether there can be something to answer from.

    Raises:
        ArticlesFolderError: the folder is missing or may not be read, and was never indexed.
        LibraryError: the library's folder may not be read.

    """
    if not holds_library(library or default_folder(articles)):
        check_folder(articles)


def check_scope(scope: Scope, articles: Path, *, library: Path | None = None) -> str | None:
    """Find out, before a model is loaded, whether the library of an articles folder has articles in a scope.

    What is new in the folder may be in it: then only indexing shows. Returns a warning, or None.

    Raises:
        LibraryError: the library cannot be used.
        ScopeError: no article is in the scope.

    """
    folder = library or default_folder(articles)
    if scope.is_all or not holds_library(folder):
        return None
    store, warning = Store.open(folder)
    with contextlib.closing(store):
        try:
            chosen(scope, store.summaries())
        except ScopeError:
            if store.read_only or _is_indexed(articles, store):
                raise
    return None if store.read_only else warning  # that it cannot be written is said when it is opened again


def _is_indexed(articles: Path, store: Store) -> bool:
    """Say whether everything in an articles folder is indexed, as far as can be seen without reading it."""
    try:
        return is_current(store, scan(articles, store.roots()))
    except ArticlesFolderError:
        return not store.is_empty()


def holds_library(folder: Path) -> bool:
    """Say whether a folder holds a library.

    Raises:
        LibraryError: it may not be read.

    """
    try:
        return (folder / FILE_NAME).exists()
    except OSError as error:
        message = f"the library folder {folder} cannot be read ({error.strerror}): choose another with --library"
        raise LibraryError(folder, message) from None
