"""Keeps what comes in by standard input as a file beside the library, which is then followed as any other is."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from embeddings.errors import LibraryError, UnreadableArticleError
from embeddings.formats import format_of
from embeddings.formats.columns import table_suffix
from embeddings.loading import load_articles
from embeddings.parsing import Parser
from embeddings.plaintext import decode
from embeddings.writing import PIPED, PIPED_FILE, PIPED_NAME, put_in_place

_HEAD = 4096
"""Bytes by which a format is told."""
_OF_A_TABLE = 4_000_000
"""Bytes by which a table is told, whose first line may be long."""
_MARKS = {
    b"%PDF-": ".pdf",
    b"\x1f\x8b": ".gz",
    b"PK\x03\x04": ".zip",
}
_PACKED = {
    b"mimetypeapplication/epub+zip": ".epub",
    b"mimetypeapplication/vnd.oasis.opendocument.text": ".odt",
}
"""What stands at the beginning of a ZIP that is a file of another format."""
_OF_OFFICE = "_rels/.rels"
"""A member of Word's files, wherever in them it stands."""
_MARKUP = {b"<!doctype html": ".html", b"<html": ".html", b"<rss": ".xml", b"<feed": ".xml"}


def keep(stream: BinaryIO, library: Path) -> Path:
    """Return the file beside a library that what comes in is kept in; the same bytes are kept once.

    It is taken for text, unless its first bytes are those of another format, or its first lines those of a table.

    Raises:
        LibraryError: nothing can be written there.
        ParserProcessError: no process can be started to parse it.
        UnreadableArticleError: nothing comes in, or nothing that can be read, or too much.

    """
    try:
        content, suffix = _read(stream)
    except (OSError, ValueError) as error:
        raise UnreadableArticleError(f"standard input cannot be read ({error}): pipe an article into it") from None
    if not content.strip():
        raise UnreadableArticleError("standard input is empty: pipe an article into it")
    if len(content) > (most := _most(suffix)):
        raise UnreadableArticleError(f"standard input is larger than {most / 1e6:.0f} MB: pipe the part that you need")
    if suffix == ".zip" and _holds(content, _OF_OFFICE):
        suffix = ".docx"
    _check_is_article(content, suffix)
    path = library / PIPED / f"{PIPED_NAME}{hashlib.blake2b(content, digest_size=4).hexdigest()}{suffix}"
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        put_in_place(partial, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink()
        message = f"standard input cannot be kept in {path.parent} ({error.strerror}): choose another with --library"
        raise LibraryError(library, message) from None
    return path


def drop(paths: Iterable[str], library: Path) -> None:
    """Delete those of some files that standard input is kept in: nobody else has them."""
    for path in kept(paths, library):
        with contextlib.suppress(OSError):
            path.unlink()


def kept(paths: Iterable[str], library: Path) -> list[Path]:
    """Return those of some files that standard input is kept in."""
    own = os.path.realpath(library / PIPED)
    return [path for path in map(Path, paths) if str(path.parent) == own and PIPED_FILE.fullmatch(path.name)]


def _check_is_article(content: bytes, suffix: str) -> None:
    """Raise `UnreadableArticleError` unless there is an article: nobody could mend the file that is kept."""
    try:
        with Parser() as parser:
            load_articles(content, source="standard input", suffix=suffix, parse=parser.parse)
    except UnreadableArticleError as error:
        raise UnreadableArticleError(f"standard input {error}") from None


def _holds(packed: bytes, name: str) -> bool:
    """Say whether a ZIP has a member of this name; a damaged one has none."""
    try:
        return name in zipfile.ZipFile(io.BytesIO(packed)).namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def _read(stream: BinaryIO) -> tuple[bytes, str]:
    """Return what comes in, up to one byte more than a file of its format may have, and that format's suffix.

    Raises:
        OSError, ValueError: it cannot be read.

    """
    head = stream.read(_HEAD)
    suffix = _suffix(head)
    most = _most(suffix)
    content = head + stream.read(most + 1 - len(head))
    if suffix == ".txt" and (table := _table(content)):
        suffix = table
        content += stream.read(_most(table) - most) if len(content) > most else b""
    return content, suffix


def _most(suffix: str) -> int:
    """Return how many bytes a file of a format may have."""
    known = format_of(suffix)
    return known.max_bytes if known else 0


def _table(content: bytes) -> str | None:
    """Return the suffix of the table that the bytes hold, None if they hold something else."""
    is_whole = len(content) <= _OF_A_TABLE
    begun = content if is_whole else content[: content.rfind(b"\n", 0, _OF_A_TABLE) + 1]
    with contextlib.suppress(UnreadableArticleError):
        return table_suffix(decode(begun), is_whole=is_whole)
    return None


def _suffix(head: bytes) -> str:
    """Return the suffix of the format that a file with these first bytes has."""
    found = next((suffix for mark, suffix in _MARKS.items() if head.startswith(mark)), None)
    if found == ".zip":
        return next((suffix for mark, suffix in _PACKED.items() if mark in head), found)
    if found is None and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        markup = head.lower()
        found = next((suffix for mark, suffix in _MARKUP.items() if mark in markup), None)
    return found or ".txt"
