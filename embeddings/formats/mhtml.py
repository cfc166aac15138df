"""Loads a web page that was saved whole, with its pictures, as MHTML (RFC 2557): its HTML, and nothing else of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from embeddings.documents import Document
from embeddings.errors import UnreadableArticleError
from embeddings.formats.html import load_html
from embeddings.formats.mail import header, parsed, text_of

_HTML = ("text/html", "application/xhtml+xml")


def load_mhtml(content: bytes) -> Iterator[Document]:
    saved = parsed(content)
    pages = [part for part in saved.walk() if part.get_content_type() in _HTML]
    if not pages:
        raise UnreadableArticleError("holds no web page: save the page anew, as HTML")
    start = str(saved.get_param("start", ""))
    page = next((part for part in pages if start and part.get("content-id") == start), pages[0])  # else it is a frame
    for document in load_html(text_of(page).encode(errors="replace")):
        url = header(saved, "snapshot-content-location") or header(page, "content-location")
        yield replace(document, title=document.title or header(saved, "subject"), url=url or document.url)
