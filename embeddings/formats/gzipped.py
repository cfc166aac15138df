"""The name that a gzipped file keeps of what it was, after RFC 1952: read, and put in where none was kept."""

from __future__ import annotations

from pathlib import PurePosixPath

from embeddings.formats import format_of

_MAGIC = b"\x1f\x8b"
_HAS_EXTRA, _HAS_NAME = 4, 8
"""Flags, in the fourth byte."""
_HEADER = 10
"""Bytes before what the flags tell of."""


def kept_name(content: bytes) -> str:
    """Return the name that a file had before it was gzipped, "" if that was not kept."""
    start = _end_of_extra(content)
    return content[start : content.find(b"\x00", start)].decode("latin-1") if content[3] & _HAS_NAME else ""


def with_name(content: bytes, gzipped_as: str) -> bytes:
    """Return gzipped bytes with the name that their file's own tells, if they keep none and its kind is known."""
    path = PurePosixPath(gzipped_as)
    is_nameless = content.startswith(_MAGIC) and len(content) > _HEADER and not content[3] & _HAS_NAME
    if not is_nameless or path.suffix.lower() != ".gz" or format_of(PurePosixPath(path.stem).suffix) is None:
        return content
    start = _end_of_extra(content)
    name = path.stem.encode("latin-1", "replace").replace(b"\x00", b"")
    return b"".join((content[:3], bytes([content[3] | _HAS_NAME]), content[4:start], name, b"\x00", content[start:]))


def _end_of_extra(content: bytes) -> int:
    return _HEADER + (2 + int.from_bytes(content[10:12], "little") if content[3] & _HAS_EXTRA else 0)
