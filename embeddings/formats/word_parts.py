"""Finds the files that belong to a part of a Word document, and reads pages and texts that are embedded in it.

A Word document in another is read by `embeddings.formats.docx`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from embeddings.documents import Block
from embeddings.errors import UnreadableArticleError
from embeddings.formats.html_tree import blocks_with_rows, decoded, refuse_too_deep, tree_parser
from embeddings.formats.mail import parsed, text_of
from embeddings.formats.package import Package, attribute, beside
from embeddings.formats.text import text_blocks
from embeddings.plaintext import decode

_HTML = ("text/html", "application/xhtml+xml")


def related(package: Package, name: str) -> dict[str, str]:
    """Return which files belong to one of the package, by the last word of what they are to it."""
    return {
        attribute(each, "Type").rpartition("/")[2]: _target(name, each)
        for each in _relations(package, name)
        if not _is_outside(each)
    }


def parts_of(package: Package, name: str) -> dict[str, str]:
    """Return what belongs to a file of the package, by the ids by which it speaks of it; addresses outside too."""
    return {attribute(each, "Id"): _target(name, each) for each in _relations(package, name)}


def _relations(package: Package, name: str) -> Any:
    folder, _, file = name.rpartition("/")
    relations = package.xml(f"{folder}/_rels/{file}.rels".lstrip("/"))
    return () if relations is None else relations


def _is_outside(relation: Any) -> bool:
    return attribute(relation, "TargetMode") == "External"


def _target(name: str, relation: Any) -> str:
    target = attribute(relation, "Target")
    return target if _is_outside(relation) else beside(name, target)


def part_blocks(name: str, content: bytes) -> Iterator[Block]:
    """Yield the blocks of an embedded file of a name.

    Raises:
        UnreadableArticleError: it is of a kind that is not read, or damaged; after what stands before, if its tags are
            nested too deep for the rest to be read.

    """
    reader = _READERS.get(name.rpartition(".")[2].lower())
    if reader is None:
        raise UnreadableArticleError(
            "is embedded in this document and cannot be read: paste its text into the document"
        )
    any_block = False
    for block in reader(content):
        any_block = True
        yield block
    if not any_block:
        raise UnreadableArticleError("has no text in it: if it shows any, paste that into the document")


def _page(content: bytes) -> Iterator[Block]:
    return _whole(decoded(content))


def _saved_page(content: bytes) -> Iterator[Block]:
    try:
        pages = (part for part in parsed(content).walk() if part.get_content_type() in _HTML)
        page = next(pages, None)
    except RecursionError:
        raise UnreadableArticleError("has its parts nested too deep: paste its text into the document") from None
    return iter(()) if page is None else _whole(text_of(page))


def _whole(markup: str) -> Iterator[Block]:
    parser = tree_parser()
    yield from blocks_with_rows(markup, parser)
    refuse_too_deep(parser)


def _text(content: bytes) -> Iterator[Block]:
    return iter(text_blocks(decode(content)))


_READERS: dict[str, Callable[[bytes], Iterator[Block]]] = {
    **dict.fromkeys(("html", "htm", "xhtml"), _page),
    **dict.fromkeys(("mht", "mhtml"), _saved_page),
    "txt": _text,
}
