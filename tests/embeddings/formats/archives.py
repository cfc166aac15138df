"""Makes the archives that documents are, from the XML of their files."""

from __future__ import annotations

import io
import zipfile


def archive(files: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name, content)
    return packed.getvalue()


def with_member(packed: bytes, name: str, content: bytes) -> bytes:
    """Return a package with other content in one of its files."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as before, zipfile.ZipFile(changed, "w") as after:
        for each in before.namelist():
            after.writestr(each, content if each == name else before.read(each))
    return changed.getvalue()


def encrypted(content: bytes) -> bytes:
    """Return the archive with every file marked as encrypted."""
    marked = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = marked.find(signature)
        while position >= 0:
            marked[position + offset] |= 1
            position = marked.find(signature, position + 4)
    return bytes(marked)
