"""Finds the files that belong to a part of a Word document, and reads pages and texts that are embedded in it.

A Word document in another is read by `embeddings.formats.docx`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from embeddings.documents import Block
from embeddings.errors import UnreadableArticleError
from embeddings.formats.html_tree import blocks_with_rows, decoded
from embeddings.formats.mail import parsed, text_of
from embeddings.formats.package import Package, attribute, beside
from embeddings.formats.text import text_blocks
from embeddings.plaintext import decode

_HTML = ("text/html", "application/xhtml+xml")


def related(package: Package, name: str) -> dict[str, str]:
    """Return which files belong to one of the package, by the last word of what they are to it."""
    return {attribute(each, "Type").rpartition("/")[2]: _target(name, each) for each in _relations(package, name)}


def parts_of(package: Package, name: str) -> dict[str, str]:
    """Return which files belong to one of the package, by the ids by which it speaks of them."""
    return {attribute(each, "Id"): _target(name, each) for each in _relations(package, name)}


def _relations(package: Package, name: str) -> list[Any]:
    folder, _, file = name.rpartition("/")
    relations = package.xml(f"{folder}/_rels/{file}.rels".lstrip("/"))
    return [each for each in (() if relations is None else relations) if attribute(each, "TargetMode") != "External"]


def _target(name: str, relation: Any) -> str:
    return beside(name, attribute(relation, "Target"))


def part_blocks(name: str, content: bytes) -> list[Block]:
    """Return the blocks of an embedded file of a name.

    Raises:
        UnreadableArticleError: it is of a kind that is not read, or damaged.

    """
    reader = _READERS.get(name.rpartition(".")[2].lower())
    if reader is None:
        raise UnreadableArticleError(
            "is embedded in this document and cannot be read: paste its text into the document"
        )
    return reader(content)


def _page(content: bytes) -> list[Block]:
    return blocks_with_rows(decoded(content))


def _saved_page(content: bytes) -> list[Block]:
    pages = (part for part in parsed(content).walk() if part.get_content_type() in _HTML)
    page = next(pages, None)
    return [] if page is None else blocks_with_rows(text_of(page))


def _text(content: bytes) -> list[Block]:
    return text_blocks(decode(content))


_READERS: dict[str, Callable[[bytes], list[Block]]] = {
    **dict.fromkeys(("html", "htm", "xhtml"), _page),
    **dict.fromkeys(("mht", "mhtml"), _saved_page),
    "txt": _text,
}
