"""A ZIP of files with a manifest, by which each is known to be whole. Knows nothing of what is in the files."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from embeddings.checksums import sha256
from embeddings.errors import ArchiveError
from embeddings.plaintext import one_line
from embeddings.writing import sync_folder

MANIFEST = "manifest.json"
"""The member that says what the others are."""
FORMAT = 2
"""Counts the ways in which archives were laid out."""
_MANIFEST_AT_MOST, _MEMBERS_AT_MOST = 20_000_000, 100_000
"""Bytes, and files: without what came in by standard input, those of a library take a thousandth."""
_COPIED_AT_ONCE = 1 << 20
_LEVEL = 1
"""Vectors hardly shrink, and text shrinks nearly as much as with more effort."""
_DAMAGES = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OverflowError)
"""What `zipfile` raises for a file that is no ZIP, or a damaged or encrypted one."""


@dataclass(frozen=True, slots=True)
class Member:
    """What a file in an archive is known by."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds."""

    program: str
    """The version of the program that wrote it."""
    schema: int
    """That of the library's tables."""
    articles_folder: str
    """The name of the folder that the articles are of, without the way to it."""
    articles: int
    passages: int
    conversations: int | None
    """None if they were left out, or there are none."""
    members: Mapping[str, Member]

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Read what `to_json` wrote.

        Raises:
            ValueError: it is something else.
            NewerFormatError: a later version of the program wrote it.

        """
        try:
            read = json.loads(text)
            if _number(read.pop("format")) > FORMAT:
                raise NewerFormatError
            members = {str(name): Member(**each) for name, each in read.pop("members").items()}
            found = cls(**read, members=members)
            numbers = (found.schema, found.articles, found.passages, found.conversations or 0)
            for number in (*numbers, *(each.size for each in members.values())):
                _number(number)
        except (AttributeError, KeyError, TypeError, RecursionError) as error:
            raise ValueError("no manifest") from error
        return found

    def to_json(self) -> str:
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=2)


class NewerFormatError(Exception):
    """A manifest that a later version of the program wrote."""


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("no number")
    return value


def described(folder: Path) -> dict[str, Member]:
    """Return what each file in a folder and its folders is known by, by its place there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): Member(path.stat().st_size, sha256(path)) for path in files}


def write(path: Path, folder: Path, manifest: Manifest, *, force: bool) -> None:
    """Write the files of a folder that a manifest names to a new archive, all or nothing.

    It is written beside that folder, which is on the same disk, until it is whole.

    Raises:
        ArchiveError: there is a file of this name already, and it is not to be replaced.
        OSError: it cannot be written.

    """
    check_free(path, force=force)
    partial = folder.with_name(f"{folder.name}.part")
    try:
        with partial.open("xb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
                archive.writestr(MANIFEST, manifest.to_json())
                for name in manifest.members:
                    archive.write(folder / name, name)
            file.flush()
            os.fsync(file.fileno())
        check_free(path, force=force)
        partial.replace(path)
        sync_folder(path.parent)
    finally:
        partial.unlink(missing_ok=True)


def check_free(path: Path, *, force: bool) -> None:
    """Raise ArchiveError if a file would be replaced that is not to be, or something that is no file."""
    if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):
        raise ArchiveError(f"{_shown(path)} is no regular file: choose another name")
    if not force and os.path.lexists(path):
        raise ArchiveError(f"{_shown(path)} exists already: choose another name, or replace it with --force")


class Archive:
    """An archive whose manifest agrees with the names and sizes of what is in it."""

    def __init__(self, path: Path, members: zipfile.ZipFile, manifest: Manifest) -> None:
        self._path = path
        self._members = members
        self.manifest = manifest

    def extract(self, into: Path) -> None:
        """Write its members to a folder, each as the manifest knows it.

        Raises:
            ArchiveError: one is another, or there is no room for all.
            OSError: they cannot be written.

        """
        needed, free = sum(each.size for each in self.manifest.members.values()), shutil.disk_usage(into).free
        if needed > free:
            raise ArchiveError(
                f"{_shown(self._path)} takes {needed:,} bytes, and {free:,} are free: free some space, "
                "or choose another folder with --library"
            )
        for name, member in self.manifest.members.items():
            target = into / name
            target.parent.mkdir(exist_ok=True)
            with target.open("xb") as file:
                if self._copied(name, file) != member.sha256:
                    raise ArchiveError(damaged(self._path))
                file.flush()
                os.fsync(file.fileno())

    def _copied(self, name: str, file: Any) -> str:
        """Copy a member to an open file, and return its SHA-256; `zipfile` reads no more than its size."""
        digest = hashlib.sha256()
        with _explained(self._path):
            member = self._members.open(name)
        with member:
            while some := _read(member, self._path):
                digest.update(some)
                file.write(some)
        return digest.hexdigest()


@contextlib.contextmanager
def opened(path: Path, *, names: re.Pattern[str]) -> Iterator[Archive]:
    """Open an archive, and look at everything in it that can be seen without reading its members.

    `names` is what each of their names must match whole.

    Raises:
        ArchiveError: it cannot be read, or is none of this program.

    """
    with contextlib.ExitStack() as stack:
        with _explained(path):
            if not stat.S_ISREG(path.stat().st_mode):
                raise ArchiveError(f"{_shown(path)} is no file: name one that `qa-bot export` wrote")
            file = stack.enter_context(path.open("rb"))
            members = stack.enter_context(zipfile.ZipFile(file))
            manifest = _manifest(members, names)
        yield Archive(path, members, manifest)


def _manifest(members: zipfile.ZipFile, names: re.Pattern[str]) -> Manifest:
    """Return an archive's manifest.

    Raises:
        NewerFormatError: a later version of the program wrote it.
        ValueError: it does not agree with what is in the archive, or with what may be.

    """
    listed = members.infolist()
    if len(listed) > _MEMBERS_AT_MOST or not all(map(_is_plain, listed)):
        raise ValueError("too many files, or something else than files")
    sizes = {each.filename: each.file_size for each in listed}
    if len({name.casefold() for name in sizes}) != len(listed) or sizes.pop(MANIFEST) > _MANIFEST_AT_MOST:
        raise ValueError("a name twice, or a manifest that is too large")
    with members.open(MANIFEST) as file:
        manifest = Manifest.from_json(file.read(_MANIFEST_AT_MOST))
    if {name: each.size for name, each in manifest.members.items()} != sizes or not all(map(names.fullmatch, sizes)):
        raise ValueError("other files than the manifest's, or than may be there")
    return manifest


def _is_plain(member: zipfile.ZipInfo) -> bool:
    """Say whether a member is a file that can be read without a password."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    is_read = member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not member.flag_bits & 1
    return is_read and kind in (0, stat.S_IFREG) and not member.filename.endswith("/")


def _read(member: Any, path: Path) -> bytes:
    with _explained(path):
        return bytes(member.read(_COPIED_AT_ONCE))


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what reading an archive raises into an `ArchiveError` that explains it."""
    try:
        yield
    except NewerFormatError:
        raise ArchiveError(newer(path)) from None
    except OSError as error:
        if error.errno == errno.EINVAL:  # it points to a place before its beginning
            raise ArchiveError(damaged(path)) from None
        raise ArchiveError(f"{_shown(path)} cannot be read ({error.strerror or error}): check its name") from None
    except (*_DAMAGES, KeyError):
        raise ArchiveError(damaged(path)) from None


def newer(path: Path) -> str:
    """Return a line for an archive that a later version of the program wrote."""
    return f"{_shown(path)} was written by a newer version of this program: update it to import this library"


def damaged(path: Path) -> str:
    """Return a line for what is no archive, or no longer the one that was written."""
    return f"{_shown(path)} is damaged, or no library that `qa-bot export` wrote: export it anew, or take another copy"


def _shown(path: Path) -> str:
    return one_line(str(path))
