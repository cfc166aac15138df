"""Brings a library up to date with the folder of its articles, what was added to that, and pages that are named."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate, filterfalse
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.changed_files import Page, summed_up
from embeddings.errors import ArticlesFolderError, LibraryError
from embeddings.feeds import refreshed, subscribed
from embeddings.fetching import fetched, side_by_side
from embeddings.folder import Scan, scan
from embeddings.formats import format_of, readable
from embeddings.left_out import as_meta, left_out
from embeddings.parsing import Parser
from embeddings.plaintext import one_line
from embeddings.store import FILE_NAME, Store
from embeddings.sync import Progress, SyncReport, sync
from embeddings.values import Skipped, is_url

if TYPE_CHECKING:
    from embeddings.encoder import Encoder

ARTICLES_FOLDER = "the articles folder"
"""What a report calls it where it is missing."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What servers have given."""

    named: tuple[Page, ...] = ()
    """Pages and feeds that were named."""
    news: tuple[Page, ...] = ()
    """New states of feeds that were followed when they were asked for."""
    refused: tuple[Skipped, ...] = ()


def fetch(
    store: Store,
    *,
    add: Sequence[str] = (),
    subscribe: Sequence[str] = (),
    refresh: bool = False,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Fetched:
    """Fetch the pages among what is to `add`, the feeds to `subscribe`, and to `refresh` them those that are followed.

    Nothing is written: other programs may do so meanwhile. For a store that cannot be written nothing is fetched.

    Raises:
        Cancelled: `is_cancelled` said so.
        LibraryError: the store cannot be read.

    """
    if store.read_only:
        return Fetched()
    named = [
        *side_by_side(fetched, filter(is_url, add), is_cancelled=is_cancelled),
        *subscribed(subscribe, is_cancelled=is_cancelled),
    ]
    news = refreshed(store.feeds(), is_cancelled=is_cancelled) if refresh else []
    refused = tuple(each for each in (*named, *news) if isinstance(each, Skipped))
    return Fetched(_pages(named), _pages(news), refused)


def _pages(answers: Iterable[Page | Skipped]) -> tuple[Page, ...]:
    return tuple(each for each in answers if isinstance(each, Page))


def update(
    store: Store,
    folder: Path,
    encoder: Encoder,
    *,
    add: Sequence[str] = (),
    from_web: Fetched,
    on_progress: Callable[[Progress], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> SyncReport:
    """Make a store hold the articles of a folder and of everything that was added to it.

    Files and folders that `add` names are followed from then on. Pages `from_web` are read as they were fetched, and
    feeds that were named are followed; one that another program has dropped since it was asked for is passed over.

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
    refused = [*from_web.refused, *_added(store, folder, add)]
    followed = store.feeds()
    pages = [replace(page, is_feed=page.is_feed or page.url in followed) for page in from_web.named]
    pages += [page for page in from_web.news if page.url in followed]
    found, problems = _scanned(store, folder)
    with Parser(is_cancelled=is_cancelled) as parser:
        report = sync(
            store,
            encoder,
            Scan(found.files, (*problems, *refused, *found.skipped), found.unknown),
            pages=pages,
            parse=parser.parse,
            prepare=parser.prepare,
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
    return _compared(report, store, passing={*problems, *refused})


def _compared(report: SyncReport, store: Store, *, passing: Set[Skipped]) -> SyncReport:
    """Note what of the files was left out, but for what is passing; return the report with what is as the last time."""
    before = left_out(store)
    skipped = tuple(_part_by_part(report.skipped, before))
    standing = [skip for skip in skipped if skip not in passing and not is_url(skip.source)]
    if tuple(standing) != before:
        for key, value in as_meta(standing).items():
            store.set_meta(key, value)
    return replace(report, skipped=skipped, known=frozenset(standing).intersection(before))


def _part_by_part(skipped: Sequence[Skipped], before: Sequence[Skipped]) -> Iterator[Skipped]:
    """Yield what was skipped, parts one by one where a file that is as it was has only their sum."""
    parts: dict[str, list[Skipped]] = {}
    for skip in before:
        for place in accumulate(skip.source.split("/"), "{}/{}".format):
            parts.setdefault(place, []).append(skip)
    for skip in skipped:
        known = parts.get(skip.source, [])
        yield from known if summed_up(known, skip.source) == skip.reason else [skip]


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
        kept = Skipped(ARTICLES_FOLDER, f"{error}; answering from what was indexed before")
        return Scan((), (), unknown=frozenset([""])), [kept]
    emptied = _emptied(store, found, folder)
    told = [Skipped(one_line(place), reason) for place, reason, _ in emptied]
    unknown = [source for _, _, sources in emptied for source in sources]
    return replace(found, unknown=found.unknown.union(unknown)), told


def _emptied(store: Store, found: Scan, folder: Path) -> list[tuple[str, str, list[str]]]:
    """Return which folders hold no article any more, with what to say of each and the files that were in it.

    A disk may not be there: what was indexed stays, but for files that seem to have moved to another place.
    """
    present = [file.source for file in found.files]
    roots = [one_line(root) for root in store.roots() if os.path.isdir(root)]  # noqa: PTH112  (see FoundFile.location)
    bare = [root for root in roots if not any(source.startswith(f"{root}/") for source in present)]
    is_bare = all(map(os.path.isabs, present))
    known = store.files() if bare or is_bare else {}
    new = {(file.source.rpartition("/")[2], file.size) for file in found.files if file.source not in known}
    kept = [source for source, file in known.items() if (source.rpartition("/")[2], file.size) not in new]
    told = "holds no article any more: answering from what was indexed before; "
    emptied = []
    if is_bare and (own := list(filterfalse(os.path.isabs, kept))):
        forget = "put one there to have those forgotten" if roots else f"delete {store.folder / FILE_NAME} to forget it"
        emptied.append((str(folder), told + forget, own))
    for root in bare:
        if within := [source for source in kept if source.startswith(f"{root}/")]:
            emptied.append((root, f"{told}`qa-bot forget` it to have that forgotten", within))
    return emptied


def _added(store: Store, folder: Path, locations: Sequence[str]) -> list[Skipped]:
    """Remember further files and folders; return those that cannot be."""
    refused: list[Skipped] = []
    for location in locations:
        if is_url(location):
            continue
        # Path's own methods fail for an unknown user and for a link to itself.
        path = Path(os.path.realpath(os.path.expanduser(location)))  # noqa: PTH111
        if _SCHEME.match(location) and not path.exists():
            refused.append(Skipped(one_line(location), "cannot be fetched: give an address that begins with https://"))
        elif not os.path.lexists(path):
            refused.append(Skipped(one_line(location), "does not exist: check its name"))
        elif encodable(path) != str(path):
            refused.append(Skipped(one_line(location), "has a name that is not UTF-8: rename it"))
        elif not (path.is_file() or path.is_dir()):
            refused.append(Skipped(one_line(location), "is neither a file nor a folder: name one that holds articles"))
        elif path.is_file() and format_of(path.suffix) is None:
            refused.append(Skipped(one_line(location), f"is of another kind: save it as {readable()}"))
        elif not path.is_relative_to(folder.resolve()):
            store.add_root(str(path))
    return refused


def encodable(path: Path) -> str:
    """Return the path as text that a database can store, also if its bytes are not UTF-8."""
    return str(path).encode(errors="backslashreplace").decode()
