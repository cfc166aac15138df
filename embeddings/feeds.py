"""Feeds that are followed: found, fetched, and fetched again if their servers have something new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from embeddings.changed_files import Page
from embeddings.fetching import fetched, side_by_side
from embeddings.formats import FEEDS, format_of, format_of_media_type
from embeddings.plaintext import one_line
from embeddings.values import Skipped, is_url

_NO_FEED = "is no feed: add it as a page with `qa-bot index URL`, or give the address of its feed"


def subscribed(locations: Sequence[str], *, is_cancelled: Callable[[], bool] = lambda: False) -> list[Page | Skipped]:
    """Return the feed at each address, or that its page names, or the reason why there is none.

    Raises:
        Cancelled: `is_cancelled` said so.

    """
    return side_by_side(_found, locations, is_cancelled=is_cancelled)


def refreshed(feeds: Mapping[str, str], *, is_cancelled: Callable[[], bool] = lambda: False) -> list[Page | Skipped]:
    """Return the feeds that have something new, by what their servers said when each was fetched last.

    Raises:
        Cancelled: `is_cancelled` said so.

    """
    answers = side_by_side(lambda feed: fetched(*feed), feeds.items(), is_cancelled=is_cancelled)
    return [_as_feed(each) for each in answers if each is not None]


def _found(location: str) -> Page | Skipped:
    if not is_url(location):
        return Skipped(one_line(location), "is no address of a feed: give one that begins with https://")
    page = fetched(location)
    if isinstance(page, Page) and page.suffix == ".html":
        named = _named_by(page)
        page = fetched(named) if named else Skipped(page.url, _NO_FEED)
    if page is None or isinstance(page, Skipped):
        return page or Skipped(one_line(location), _NO_FEED)
    return _as_feed(page)


def _as_feed(page: Page | Skipped) -> Page | Skipped:
    if isinstance(page, Skipped):
        return page
    return replace(page, is_feed=True) if format_of(page.suffix) in FEEDS else Skipped(page.url, _NO_FEED)


def _named_by(page: Page) -> str | None:
    """Return the address of the first feed that a web page names in its head."""
    from lxml import html
    from lxml.etree import LxmlError

    try:
        links = html.document_fromstring(page.content).iterfind(".//link[@href]")
        for link in links:
            kinds = link.get("rel", "").lower().split()
            if "alternate" in kinds and format_of_media_type(link.get("type", "").lower()) in FEEDS:
                return urljoin(page.address or page.url, str(link.get("href")))
    except (LxmlError, ValueError):
        pass
    return None
