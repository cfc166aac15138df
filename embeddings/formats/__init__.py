"""The table of formats: which files hold articles, and what loads them. The one seam where formats are added.

A loader is a function from a file's bytes to its documents. Everything after it, the cleaning, the paragraphs and
their offsets, is the same for all. A package adds a format by an entry point of the group `qa_bot.formats`: its name
is the suffix without the dot, its value the loader.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from embeddings.documents import Document

Loader = Callable[[bytes], Iterable[Document]]
_ENTRY_POINTS = "qa_bot.formats"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file."""

    name: str
    suffixes: tuple[str, ...]
    """In lower case, the usual one first."""
    loader: str
    """The loader as `module:function`, which is imported when a file of its kind is met."""
    media_types: tuple[str, ...] = ()
    """What a server calls it."""
    max_bytes: int = 20_000_000
    """A larger file is a dump, not an article."""
    apart: bool = True
    """Its parser gets a process of its own, with limits; what only decodes text needs none."""

    def load(self, content: bytes) -> Iterable[Document]:
        """Return the documents in a file's bytes; any error that a parser knows may be raised."""
        module, _, function = self.loader.partition(":")
        return cast("Loader", getattr(importlib.import_module(module), function))(content)


FORMATS = (
    Format("text", (".txt", ".text"), "embeddings.formats.text:load_text", ("text/plain",), apart=False),
    Format(
        "Markdown",
        (".md", ".markdown"),
        "embeddings.formats.markdown:load_markdown",
        ("text/markdown",),
        apart=False,
    ),
    Format(
        "HTML",
        (".html", ".htm", ".xhtml"),
        "embeddings.formats.html:load_html",
        ("text/html", "application/xhtml+xml"),
    ),
    Format(
        "Word",
        (".docx", ".docm"),
        "embeddings.formats.docx:load_docx",
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        max_bytes=100_000_000,
    ),
    Format(
        "OpenDocument",
        (".odt",),
        "embeddings.formats.odt:load_odt",
        ("application/vnd.oasis.opendocument.text",),
        max_bytes=100_000_000,
    ),
    Format("EPUB", (".epub",), "embeddings.formats.epub:load_epub", ("application/epub+zip",), max_bytes=100_000_000),
    Format("reStructuredText", (".rst", ".rest"), "embeddings.formats.rst:load_rst", ("text/x-rst",)),
)
_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}
_BY_MEDIA_TYPE = {media_type: each for each in FORMATS for media_type in each.media_types}


def format_of(suffix: str) -> Format | None:
    """Return the format of files with a suffix such as ".html", in whatever case; None if nothing loads them."""
    lowered = suffix.lower()
    return _BY_SUFFIX.get(lowered) or (_added().get(lowered) if lowered else None)


def format_of_media_type(media_type: str) -> Format | None:
    """Return the format of what a server calls so; None if nothing loads it."""
    return _BY_MEDIA_TYPE.get(media_type)


@functools.cache
def _added() -> dict[str, Format]:
    """Return the formats that other packages add, looked for when a file of another kind is first met."""
    import importlib.metadata  # a tenth of a second

    points = importlib.metadata.entry_points(group=_ENTRY_POINTS)
    return {f".{each.name.lower()}": Format(each.name, (f".{each.name.lower()}",), each.value) for each in points}


def readable() -> str:
    """Return the kinds of files that can be read, as a message names them: ".txt, .md or .html"."""
    *most, last = [each.suffixes[0] for each in FORMATS]
    return f"{', '.join(most)} or {last}"
