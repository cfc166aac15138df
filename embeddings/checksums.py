"""Checksums of files: one tells a release from others, one the state of an index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path


def sha256(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal, as releases are published with.

    Raises:
        OSError: it cannot be read.

    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksum(path: Path) -> str:
    """Return what tells one state of a file, or of all files of a folder, from every other.

    Raises:
        OSError: it cannot be read.

    """
    digest = hashlib.blake2b(digest_size=16)
    for file in _files(path):
        digest.update(str(file.relative_to(path)).encode())
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "blake2b").digest())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.iterdir()):
        if file.suffix != ".lock":
            yield file
