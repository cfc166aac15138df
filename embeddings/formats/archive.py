"""Loads what lies in ZIP and TAR archives and in gzipped files, each member as its own kind. Writes nothing to disk."""

from __future__ import annotations

import contextlib
import gzip
import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO, cast

from embeddings.documents import Document, LeftOut
from embeddings.errors import UnreadableArticleError
from embeddings.formats import PASSED_OVER, format_of
from embeddings.formats.columns import table_suffix
from embeddings.formats.gzipped import kept_name
from embeddings.formats.nesting import (
    ENCRYPTED,
    MAX_RATIO,
    MAX_UNPACKED,
    RATIO_FREE,
    ByteStream,
    Unpacking,
    inner_path,
    read_up_to,
    suffix_of,
    too_large,
    whole,
)
from embeddings.formats.warc import of_warc
from embeddings.plaintext import decode

_BOMB = f"unpacks to more than {MAX_RATIO} times its size, as no text does: unpack it yourself if you trust it"
_NO_FILE = "is a link or a device, not a file: left out"
_ENCRYPTED_MEMBER, _UTF_8_NAME = 0x1, 0x800
"""Flags of a ZIP's member: it has a password; its name is UTF-8."""
_BROKEN = (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
"""What damaged archives, and those that are packed in an unknown way, make their parsers raise."""
_TAR_MAGIC = slice(257, 262)
"""Where a TAR's first header says "ustar"."""


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    size: int
    """Unpacked, in bytes, as the archive says."""
    read: Callable[[], bytes]
    refused: str = ""
    """Why it is not read."""


def load_zip(content: bytes) -> Iterator[Document | LeftOut]:
    return whole(content, in_zip)


def load_tar(content: bytes) -> Iterator[Document | LeftOut]:
    return whole(content, in_tar)


def load_gzip(content: bytes) -> Iterator[Document | LeftOut]:
    return whole(content, in_gzip)


def in_zip(content: bytes, unpacking: Unpacking) -> Iterator[Document | LeftOut]:
    """Yield the documents in a ZIP archive.

    Raises:
        UnreadableArticleError: it is none.

    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN:
        raise UnreadableArticleError("is damaged, or no ZIP archive: unpack it yourself, or get it anew") from None
    yield from _loaded(_of_zip(archive), unpacking)


def in_tar(content: bytes, unpacking: Unpacking) -> Iterator[Document | LeftOut]:
    """Yield the documents in a TAR archive."""
    return _loaded(_of_tar(io.BytesIO(content)), unpacking)


def in_gzip(content: bytes, unpacking: Unpacking) -> Iterator[Document | LeftOut]:
    """Yield the documents in what was gzipped: a TAR archive, a WARC, or one file of a kind that its name tells.

    Raises:
        UnreadableArticleError: it is damaged, or unpacks to too much.

    """
    beginning = _gunzipped(content, 512)
    if beginning[_TAR_MAGIC] == b"ustar":
        yield from _loaded(_of_tar(_Gunzipped(content)), unpacking)
    elif beginning.startswith(b"WARC/"):
        yield from of_warc(_Gunzipped(content), unpacking)
    else:
        alone = _gunzipped(content)
        unpacking.unpack(len(alone))
        yield from unpacking.load("", lambda: alone, suffix=_kind(kept_name(content), alone))


def _gunzipped(content: bytes, size: int = MAX_UNPACKED) -> bytes:
    try:
        return read_up_to(_Gunzipped(content), size)
    except _BROKEN:
        raise UnreadableArticleError("is damaged, or not gzipped: unpack it yourself, or get it anew") from None


class _Gunzipped:
    """A stream of what gzip unpacks, for as long as it may."""

    def __init__(self, content: bytes) -> None:
        self._stream = gzip.GzipFile(fileobj=io.BytesIO(content))
        self._left = min(MAX_UNPACKED, max(RATIO_FREE, MAX_RATIO * len(content)))

    def read(self, size: int) -> bytes:
        """Return up to so many bytes more.

        Raises:
            UnreadableArticleError: it unpacks to too much.

        """
        piece = self._stream.read(size)
        self._left -= len(piece)
        if self._left < 0:
            raise UnreadableArticleError(_BOMB)
        return piece


def _kind(name: str, content: bytes) -> str:
    """Return the suffix of what was gzipped, by its name, or, without one, as JSON Lines or a text.

    Prose with commas may look as CSV does, so that is told by its name alone.
    """
    if suffix := suffix_of(name):
        return suffix
    with contextlib.suppress(UnreadableArticleError):
        return ".jsonl" if table_suffix(decode(content), is_whole=True) == ".jsonl" else ".txt"
    return ".txt"


def _loaded(members: Iterable[_Member], unpacking: Unpacking) -> Iterator[Document | LeftOut]:
    try:
        for member in members:
            unpacking.count_member()
            name = inner_path(member.name)
            known = format_of(suffix_of(name))
            if any(step.startswith(PASSED_OVER) or step == "__MACOSX" for step in name.split("/")):
                continue
            if known is None:
                unpacking.pass_over(name)
            elif member.refused:
                yield LeftOut(name, member.refused)
            elif member.size > known.max_bytes:
                yield LeftOut(name, too_large(known))
            else:
                unpacking.unpack(member.size)
                yield from unpacking.load(name, member.read)
    except _BROKEN:
        raise UnreadableArticleError("is damaged: unpack it yourself, or get it anew") from None


def _of_zip(archive: zipfile.ZipFile) -> Iterator[_Member]:
    for info in archive.infolist():
        refused = ""
        if info.flag_bits & _ENCRYPTED_MEMBER:
            refused = ENCRYPTED
        elif stat.S_ISLNK(info.external_attr >> 16):
            refused = _NO_FILE
        elif info.file_size > max(RATIO_FREE, MAX_RATIO * info.compress_size):
            refused = _BOMB
        if not info.filename.endswith("/"):  # it may have no name at all
            yield _Member(_zip_name(info), info.file_size, partial(_read_zip, archive, info), refused)


def _read_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as file:
        return file.read(info.file_size)  # without a size it would unpack more than that, and then throw it away


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name, also if it is UTF-8 and does not say so, as many are."""
    try:
        return info.filename if info.flag_bits & _UTF_8_NAME else info.filename.encode("cp437").decode("utf-8")
    except ValueError:
        return info.filename


def _of_tar(stream: ByteStream) -> Iterator[_Member]:
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|") as archive:
        for info in archive:
            if not info.isdir():
                yield _Member(
                    info.name, info.size, partial(_read_tar, archive, info), "" if info.isfile() else _NO_FILE
                )
        if archive.fileobj is None or archive.fileobj.tell() == archive.offset:  # no block says that it ends here
            raise tarfile.ReadError


def _read_tar(archive: tarfile.TarFile, info: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(info)
    return file.read() if file else b""
