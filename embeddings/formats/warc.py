"""Loads the pages in a web archive (WARC, ISO 28500): what servers answered in a format that is read elsewhere too."""

from __future__ import annotations

import contextlib
import io
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from embeddings.documents import Document, LeftOut
from embeddings.errors import UnreadableArticleError
from embeddings.formats import format_of_media_type
from embeddings.formats.nesting import ByteStream, Unpacking, read_up_to, whole
from embeddings.plaintext import decode, one_line

_XHTML = "application/xhtml+xml"
_ANYTHING = ("application/json", "application/xml", "text/xml")
"""What is sent to programs, sitemaps among it, and a few feeds."""
_MAX_PAGE = 20_000_000
"""Bytes beyond which a page is a dump, not an article."""
_BROKEN = (AttributeError, EOFError, OSError, zlib.error)
"""What warcio raises, beside its own error, for records whose first line or packing is damaged."""
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def load_warc(content: bytes) -> Iterator[Document | LeftOut]:
    return whole(content, in_warc)


def in_warc(content: bytes, unpacking: Unpacking) -> Iterator[Document | LeftOut]:
    """Yield each page in a web archive.

    Raises:
        UnreadableArticleError: it is none.

    """
    if not content.startswith(b"WARC/"):
        raise UnreadableArticleError("is damaged, or no web archive: save its pages as HTML")
    return of_warc(io.BytesIO(content), unpacking)


def of_warc(stream: ByteStream, unpacking: Unpacking) -> Iterator[Document | LeftOut]:
    """Yield each page in a web archive, called by its URL, and how many addresses had none."""
    failed = 0
    for record in _records(stream):
        headers = record.http_headers or record.rec_headers
        media_type, _, parameters = (headers.get_header("Content-Type") or "").partition(";")
        kind = media_type.strip().lower()
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        if record.rec_type not in ("response", "resource") or not url.startswith("http"):
            continue
        if record.http_headers and not record.http_headers.get_statuscode().startswith("2"):
            failed += 1
            continue
        known = format_of_media_type(kind)
        if known is None or kind in _ANYTHING:
            unpacking.other_kinds[one_line(kind) or "unknown"] += 1
            continue
        name = url.partition("://")[2]
        charset = _CHARSET.search(parameters) if kind.startswith("text/") or kind == _XHTML else None
        read = partial(_content, record, charset)
        stated = headers.get_header("Content-Language") or ""
        for found in unpacking.load(name, read, suffix=known.suffixes[0]):
            yield replace(found, url=url, language=found.language or stated) if isinstance(found, Document) else found
    if failed:
        addresses = "1 address" if failed == 1 else f"{failed:,} addresses"
        yield LeftOut("", f"holds {addresses} that had moved, or that the server refused: left them out")


def _records(stream: ByteStream) -> Iterator[Any]:
    """Yield the records of a web archive.

    Raises:
        UnreadableArticleError: it is damaged from here on.

    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    logging.getLogger("warcio").setLevel(logging.CRITICAL)  # what is left out is ours to report
    records = ArchiveIterator(stream)
    try:
        while (record := _silently(partial(next, records, None))) is not None:
            yield record
    except (ArchiveLoadFailed, *_BROKEN):
        raise UnreadableArticleError("is damaged: get it anew, or save its pages as HTML") from None


def _content(record: Any, charset: re.Match[str] | None) -> bytes:
    """Return what a server sent, as UTF-8 if it told the encoding of a text."""
    content: bytes = _silently(partial(read_up_to, record.content_stream(), _MAX_PAGE + 1))
    return decode(content, charset[1]).encode(errors="replace") if charset else content


def _silently(call: Any) -> Any:
    """Return what the call returns; warcio writes its warnings on the terminal."""
    with contextlib.redirect_stderr(io.StringIO()):
        return call()
