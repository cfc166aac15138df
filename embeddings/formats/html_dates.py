"""Finds when a web page was published: as it states for programs, or as a tag below its headline does."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from embeddings.formats.dates import iso_date, signs_date
from embeddings.formats.html_headline import from_headline, headline_of, is_elsewhere
from embeddings.formats.html_labelled import DATE, labelled
from embeddings.formats.html_linked import described_articles
from embeddings.furniture import date_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_STATED = frozenset(
    """
    article:published article:published_time article_date_original citation_online_date citation_publication_date
    date.created datepublished dc.date.created dc.date.issued dcterms.created dcterms.issued og:article:published_time
    og:published_time parsely-pub-date pubdate publication_date publish-date publish_date publishdate published
    published_time sailthru.date
    """.split()  # noqa: SIM905  (easier to read)
)
"""What `meta` elements are called that say when a page was published."""
_CHANGED = re.compile(r"(?<![a-z])(?:modified|updated?)", re.IGNORECASE)
_MOST = 50
"""Elements of a kind that are looked at."""
_BELOW = 60
"""Elements below a headline among which a date is the article's."""
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")


def published(page: Any) -> str | None:
    """Return the ISO date on which a page says for programs that it was published, None if it does not."""
    sources = (_linked(page), _named(page), _marked(page), _below_headline(page))
    return next(filter(None, map(iso_date, itertools.chain(*sources))), None)


def shown_date(page: Any, found: str | None) -> str | None:
    """Return the ISO date that a page shows behind a label, or the one `found` in its text.

    None where that is written such that nobody can tell the day from the month, as 03/04/2020 is.
    """
    stated = labelled(page, DATE)
    if (date := date_of(stated) or signs_date(stated)) or not found:
        return date or None
    year, month, day = found.split("-")
    numbers = {int(month), int(day)}
    slashed = _SLASHED.findall(" ".join(page.itertext()))
    is_unclear = any({int(first), int(second)} == numbers and each == year for first, second, each in slashed)
    return None if is_unclear and len(numbers) > 1 and max(numbers) <= 12 else found


def _linked(page: Any) -> Iterator[str]:
    for each in described_articles(page):
        if isinstance(date := each.get("datePublished"), str):
            yield date


def _named(page: Any) -> Iterator[str]:
    for meta in itertools.islice(filter(_is_named, page.iter("meta")), _MOST):
        if not is_elsewhere(meta):
            yield meta.get("content") or ""


def _is_named(meta: Any) -> bool:
    return any((meta.get(name) or "").lower() in _STATED for name in ("name", "property", "itemprop"))


def _marked(page: Any) -> Iterator[str]:
    """Yield the dates that tags say are those of publication."""
    for element in page.xpath("//*[@itemprop = 'datePublished'] | //time[@pubdate]")[:_MOST]:
        if not is_elsewhere(element):
            yield element.get("datetime") or element.get("content") or ""


def _below_headline(page: Any) -> Iterator[str]:
    """Yield the first date that a tag has below the headline, unless it is of a change."""
    headline = headline_of(page)
    if headline is None:
        return
    for element in itertools.islice(from_headline(page, headline), _BELOW):
        around = (element, element.getparent())
        names = " ".join(each.get(name) or "" for each in around for name in ("class", "itemprop"))
        said = f"{names} {element.getparent().text or ''}"
        if element.tag == "time" and not _CHANGED.search(said) and not is_elsewhere(element):
            yield element.get("datetime") or signs_date(" ".join(element.itertext())) or ""
            return
