"""Brings a library up to date with the folder of its articles, what was added to that, and pages that are named."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.changed_files import Page
from embeddings.errors import ArticlesFolderError, LibraryError
from embeddings.feeds import refreshed, subscribed
from embeddings.fetching import fetched
from embeddings.folder import Scan, scan
from embeddings.formats import format_of, readable
from embeddings.parsing import Parser
from embeddings.plaintext import one_line
from embeddings.store import FILE_NAME, Store
from embeddings.sync import Progress, SyncReport, sync, unread
from embeddings.values import Skipped, is_url

if TYPE_CHECKING:
    from embeddings.encoder import Encoder


def update(
    store: Store,
    folder: Path,
    encoder: Encoder,
    *,
    add: Sequence[str] = (),
    subscribe: Sequence[str] = (),
    refresh: bool = False,
    on_progress: Callable[[Progress], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> SyncReport:
    """Make a store hold the articles of a folder and of everything that was added to it.

    `add` names further files, folders and URLs; files and folders are followed from then on, a web page is
    fetched when it is named. `subscribe` names feeds, which are fetched now and whenever one is to `refresh` them.

    Raises:
        ArticlesFolderError: there are no articles, neither in the folder nor from before.
        Cancelled: `is_cancelled` said so.
        LibraryError: the store cannot be written. It holds what it held before.
        ParserProcessError: no process can be started to parse files.

    """
    if store.read_only:
        if store.is_empty():
            message = f"the library {store.folder} cannot be written and is empty: choose another with --library"
            raise LibraryError(store.folder, message)
        return SyncReport(unchanged=store.article_count())
    pages, refused = _added(store, folder, add)
    for each in (*subscribed(subscribe), *(refreshed(store.feeds()) if refresh else ())):
        (pages if isinstance(each, Page) else refused).append(each)
    followed = store.feeds()
    pages = [replace(page, is_feed=page.is_feed or page.url in followed) for page in pages]
    found, problems = _scanned(store, folder)
    with Parser(is_cancelled=is_cancelled) as parser:
        parser.prepare(filter(None, (format_of(file.path.suffix) for file in unread(store, found))))
        report = sync(
            store,
            encoder,
            Scan(found.files, (*problems, *refused, *found.skipped), found.unknown),
            pages=pages,
            parse=parser.parse,
            on_progress=on_progress,
            is_cancelled=is_cancelled,
        )
    failed = {skip.source for skip in report.skipped}
    _note_feeds(store, [page for page in pages if page.is_feed and page.url not in failed], followed.keys())
    if store.is_empty():
        reasons = "".join(f"\n  {skip.source}: {skip.reason}" for skip in report.skipped[:5])
        raise ArticlesFolderError(
            folder,
            f"no article was found in {one_line(str(folder))}: put {readable()} files there, "
            f"or give another folder with --articles FOLDER{reasons}",
        )
    return report


def _note_feeds(store: Store, feeds: Sequence[Page], followed: Set[str]) -> None:
    """Note the state of the feeds that were read; follow those that were not, unless they hold nothing."""
    held = {each.file for each in store.held().values()} if feeds else set()
    for page in feeds:
        if page.url in followed:
            store.renew_feed(page.url, page.validators)
        elif page.url in held:
            store.set_feed(page.url, page.validators)


def _scanned(store: Store, folder: Path) -> tuple[Scan, list[Skipped]]:
    """Look at the folder; if it is missing or empty, and was not before, everything known stays."""
    try:
        found = scan(folder, store.roots())
    except ArticlesFolderError as error:
        if store.is_empty():
            raise
        kept = Skipped("the articles folder", f"{error}; answering from what was indexed before")
        return Scan((), (), unknown=("",)), [kept]
    if not found.files and not store.is_empty():
        reason = (
            "holds no article any more: answering from what was indexed before; "
            f"delete {store.folder / FILE_NAME} to forget it"
        )
        return Scan((), found.skipped, unknown=("",)), [Skipped(one_line(str(folder)), reason)]
    return found, []


def _added(store: Store, folder: Path, locations: Sequence[str]) -> tuple[list[Page], list[Skipped]]:
    """Remember further files and folders; fetch further pages."""
    pages: list[Page] = []
    refused: list[Skipped] = []
    for location in locations:
        if is_url(location):
            page = fetched(location)
            pages += [page] if isinstance(page, Page) else []
            refused += [page] if isinstance(page, Skipped) else []
            continue
        # Path's own methods fail for an unknown user and for a link to itself.
        path = Path(os.path.realpath(os.path.expanduser(location)))  # noqa: PTH111
        if not os.path.lexists(path):
            refused.append(Skipped(one_line(location), "does not exist: check its name"))
        elif encodable(path) != str(path):
            refused.append(Skipped(one_line(location), "has a name that is not UTF-8: rename it"))
        elif path.is_file() and format_of(path.suffix) is None:
            refused.append(Skipped(one_line(location), f"is of another kind: save it as {readable()}"))
        elif not path.is_relative_to(folder.resolve()):
            store.add_root(str(path))
    return pages, refused


def encodable(path: Path) -> str:
    """Return the path as text that a database can store, also if its bytes are not UTF-8."""
    return str(path).encode(errors="backslashreplace").decode()
