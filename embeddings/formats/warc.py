"""Loads the pages in a web archive (WARC, ISO 28500): what servers answered as HTML or plain text."""

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
from embeddings.formats.nesting import ByteStream, Unpacking, read_up_to, whole
from embeddings.plaintext import decode

_SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
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
        suffix = _SUFFIXES.get(media_type.strip().lower())
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        if suffix is None or record.rec_type not in ("response", "resource") or not url.startswith("http"):
            continue
        if record.http_headers and not record.http_headers.get_statuscode().startswith("2"):
            failed += 1
            continue
        name = url.partition("://")[2]
        read = partial(_content, record, _CHARSET.search(parameters))
        stated = headers.get_header("Content-Language") or ""
        for found in unpacking.load(name, read, suffix=suffix):
            yield replace(found, url=url, language=found.language or stated) if isinstance(found, Document) else found
    if failed:
        yield LeftOut("", f"holds {failed:,} addresses that had moved, or that the server refused: left them out")


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
    """Return what a server sent, as UTF-8 if it told the encoding."""
    content: bytes = _silently(partial(read_up_to, record.content_stream(), _MAX_PAGE + 1))
    return decode(content, charset[1]).encode(errors="replace") if charset else content


def _silently(call: Any) -> Any:
    """Return what the call returns; warcio writes its warnings on the terminal."""
    with contextlib.redirect_stderr(io.StringIO()):
        return call()
