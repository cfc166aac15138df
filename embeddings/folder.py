"""Looks for article files in folders; opens none of them."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from embeddings.access import check_folder
from embeddings.formats import format_of, readable
from embeddings.plaintext import one_line
from embeddings.values import Skipped


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that may hold an article."""

    source: str
    path: Path
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What lies in the folders."""

    files: tuple[FoundFile, ...]
    skipped: tuple[Skipped, ...]
    unknown: tuple[str, ...]
    """Files and folders that could not be looked at, "" for all: what was indexed from there stays."""

    def is_unknown(self, source: str) -> bool:
        return any(place in ("", source) or source.startswith(f"{place}/") for place in self.unknown)


def scan(folder: Path, roots: Iterable[str] = ()) -> Scan:
    """Return the article files in the folder and its subfolders, and in the other roots, ordered by source.

    Hidden files and folders are passed over.

    Raises:
        ArticlesFolderError: the folder is missing, no folder, or may not be read.

    """
    check_folder(folder)
    files: dict[str, FoundFile] = {}
    skipped: list[Skipped] = []
    unknown: list[str] = []
    other_kinds: dict[Path, Counter[str]] = {}
    home = os.path.realpath(folder)
    for base, start in [(folder, folder), *((None, Path(root)) for root in roots)]:
        for path, error in _walk(start):
            if base is None and error is None and os.path.realpath(path).startswith(home + os.sep) and path != start:
                continue  # the articles folder lies in this one, and was looked at already
            relative = path.relative_to(base) if base and path != base else path
            source = _printable(relative)
            if error is not None:
                skipped.append(
                    Skipped(source, f"may not be read ({error.strerror}): give yourself permission to read it")
                )
                unknown.append(source)
            elif path == start and start != folder and not os.path.lexists(path):
                skipped.append(Skipped(source, "is no longer there: keeping what was indexed of it before"))
                unknown.append(source)
            elif format_of(path.suffix) is None:
                other_kinds.setdefault(start, Counter())[path.suffix.lower() or path.name] += 1
            else:
                found = _found(source, path)
                if isinstance(found, Skipped):
                    skipped.append(found)
                    unknown.append(source)
                elif files.setdefault(source, found).path != path:
                    skipped.append(Skipped(source, "has a name that looks like another file's: rename one of them"))
    for start, suffixes in other_kinds.items():
        kinds, count = ", ".join(sorted(map(one_line, suffixes))), suffixes.total()
        files_of = "1 file" if count == 1 else f"{count} files"
        reason = f"{files_of} of other kinds ({kinds}): save them as {readable()}"
        skipped.append(Skipped(one_line(str(start)), reason))
    return Scan(tuple(sorted(files.values(), key=lambda file: file.source)), tuple(skipped), tuple(unknown))


def _walk(start: Path) -> Iterator[tuple[Path, OSError | None]]:
    """Yield the files under a path, and the folders that could not be read with the error."""
    try:
        if not stat.S_ISDIR(start.stat().st_mode):
            yield start, None
            return
        entries = sorted(os.scandir(start), key=lambda entry: entry.name)
    except FileNotFoundError:
        yield start, None
        return
    except OSError as error:
        yield start, error
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        elif not _leads_to_folder(entry):
            yield Path(entry.path), None


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link in a circle, or into a folder that may not be read: reported with the files


def _found(source: str, path: Path) -> FoundFile | Skipped:
    try:
        status = path.stat()
    except FileNotFoundError:
        return Skipped(source, "leads nowhere (a broken link?): mend it or delete it")
    except OSError as error:
        return Skipped(source, f"cannot be read ({error.strerror}): check the file and the disk")
    return FoundFile(source, path, status.st_size, status.st_mtime_ns)


def _printable(path: Path) -> str:
    return one_line(os.fsencode(path).decode("utf-8", "replace"))
