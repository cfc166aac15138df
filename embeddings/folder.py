"""Looks for article files in folders; opens none of them."""

from __future__ import annotations

import contextlib
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from embeddings.access import check_folder
from embeddings.formats import PASSED_OVER, format_of, readable
from embeddings.plaintext import one_line
from embeddings.values import Skipped

_LIBRARY, _INDEX = "library.sqlite", ".tantivy"
"""What a library's database is called, and how the folder of an index ends."""
IGNORE_FILE = ".qabotignore"
"""The file in a folder that names what is to be passed over in it, in the patterns of a .gitignore."""
_MAX_IGNORE_BYTES = 100_000
_BEYOND = 2**63


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that may hold articles."""

    source: str
    location: str
    """Where it lies. No `Path`: of many files those take longer to make than files to look at."""
    size: int
    modified_ns: int
    """See `changed_ns`."""

    @property
    def path(self) -> Path:
        return Path(self.location)

    @property
    def suffix(self) -> str:
        return _suffix(self.location)


def changed_ns(status: os.stat_result) -> int:
    """Return a number that is another once a file was changed: written, or given another name, owner or time.

    It is the sum of both times, in nanoseconds, as far as a database can hold it. That at which it was written can be
    set, even to one that is yet to come, and goes with it when two files change their names; the other cannot.
    """
    return (status.st_mtime_ns + status.st_ctime_ns) % _BEYOND


@dataclass(frozen=True, slots=True)
class Scan:
    """What lies in the folders."""

    files: tuple[FoundFile, ...]
    skipped: tuple[Skipped, ...]
    unknown: frozenset[str]
    """Files and folders that could not be looked at, "" for all: what was indexed from there stays."""

    def is_unknown(self, source: str) -> bool:
        around = (source[:at] for at, letter in enumerate(source) if letter == "/")
        return bool(self.unknown) and (
            source in self.unknown or "" in self.unknown or any(each in self.unknown for each in around)
        )


@dataclass(frozen=True, slots=True)
class Root:
    """A file or a folder in which articles are looked for."""

    path: Path
    is_home: bool = False
    """It is the articles folder: sources are relative to it."""

    def source(self, name: str) -> str:
        """Return what a file or folder in it is called, by its path from here; by "" the root itself."""
        shown = name if self.is_home and name else self.path / name
        return one_line(os.fsencode(shown).decode("utf-8", "replace"))

    def holds(self, path: str) -> bool:
        """Say whether a path leads to a place in it, whatever links it goes through."""
        return self.place(path) is not None

    def place(self, path: str) -> str | None:
        """Return the path from here of the place in it that a path leads to; None where it leads to another."""
        try:
            real, here = os.path.realpath(path), os.path.realpath(self.path)
        except OSError:  # a link that leads nowhere any more, or one of the system's own
            return None
        return real.removeprefix(here + os.sep) if real.startswith(here + os.sep) else None


@dataclass(frozen=True, slots=True)
class _Problem:
    """Why a path gives no file."""

    reason: str
    is_unknown: bool = True
    """What was indexed of it before may still be right."""


@dataclass(slots=True)
class _Sight:
    """What was seen so far."""

    files: dict[str, FoundFile] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def add(self, source: str, location: str, found: os.stat_result | _Problem) -> None:
        if isinstance(found, _Problem):
            self.skipped.append(Skipped(source, found.reason))
            self.unknown += [source] if found.is_unknown else []
            return
        file = FoundFile(source, location, found.st_size, changed_ns(found))
        if self.files.setdefault(source, file).location != location:
            self.skipped.append(Skipped(source, "has a name that looks like another file's: rename one of them"))


def scan(folder: Path, roots: Iterable[str] = ()) -> Scan:
    """Return the article files in the folder and its subfolders, and in the other roots, ordered by source.

    Hidden files and folders are passed over, libraries, the files with which Word locks others, and what an ignore file
    names. A link is followed to a file that lies in the same root; a folder in it is looked at where it lies.

    Raises:
        ArticlesFolderError: the folder is missing, no folder, or may not be read.

    """
    check_folder(folder)
    home, sight = Root(folder, is_home=True), _Sight()
    for root in (home, *(Root(Path(each)) for each in roots)):
        others: Counter[str] = Counter()
        for path, name, seen in _walk(root):
            if isinstance(seen, _Problem):
                sight.add(root.source(name), path, seen)
            elif not root.is_home and name and home.holds(path):
                continue  # the articles folder lies in this one, and was looked at already
            elif format_of(_suffix(path)) is None:
                others[_suffix(path).lower() or Path(path).name] += 1
            else:
                sight.add(root.source(name), path, _status(path, seen, root))
        if others:
            sight.skipped.append(Skipped(one_line(str(root.path)), _of_other_kinds(others)))
    files = sorted(sight.files.values(), key=lambda file: file.source)
    return Scan(tuple(files), tuple(sight.skipped), frozenset(sight.unknown))


def _of_other_kinds(suffixes: Counter[str]) -> str:
    files = "1 file" if suffixes.total() == 1 else f"{suffixes.total()} files"
    return f"{files} of other kinds ({', '.join(sorted(map(one_line, suffixes)))}): save them as {readable()}"


def _suffix(path: str) -> str:
    """Return what a name ends with, from its last dot on; empty for no ending."""
    suffix = os.path.splitext(path)[1]  # noqa: PTH122  (see FoundFile.location)
    return "" if suffix == "." else suffix


def _walk(root: Root) -> Iterator[tuple[str, str, os.DirEntry[str] | _Problem | None]]:
    """Yield the files of a root with their paths from there, and what could not be looked at with the reason.

    A root that is a file comes as "" without an entry. Paths are not asked for more: of many files that is felt.
    """
    try:
        is_folder = stat.S_ISDIR(root.path.stat().st_mode)
    except FileNotFoundError:
        yield str(root.path), "", _Problem("is no longer there: keeping what was indexed of it before")
        return
    except OSError as error:
        yield str(root.path), "", _closed(error)
        return
    if not is_folder:
        yield str(root.path), "", None
        return
    is_ignored = _ignored(root.path)
    pending = [(str(root.path), "")]
    while pending:
        folder, above = pending.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield folder, above, _closed(error)
            continue
        if above and _is_of_a_library(folder, entries):
            continue
        for entry in entries:
            path, name = entry.path, f"{above}/{entry.name}" if above else entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name.startswith(PASSED_OVER) or is_ignored(f"{name}{'/' * is_folder}"):
                continue
            if is_folder:
                pending.append((path, name))
            elif entry.is_symlink() and _leads_to_folder(entry):
                if problem := _linked_folder(root, path, is_ignored):
                    yield path, name, problem
            else:
                yield path, name, entry


def _is_of_a_library(folder: str, entries: Iterable[os.DirEntry[str]]) -> bool:
    """Say whether a folder holds a library, or is one of its indexes: what is in these no one has written."""
    return folder.endswith(_INDEX) or any(entry.name == _LIBRARY for entry in entries)


_LEADS_TO_HIDDEN = f"is a link to a folder that is passed over: it is hidden, or {IGNORE_FILE} names it"
_LEADS_OUTSIDE = "is a link to a place outside this folder: add that place itself with `qa-bot index PATH`"


def _linked_folder(root: Root, path: str, is_ignored: Callable[[str], bool]) -> _Problem | None:
    """Return why a folder that a link leads to is not looked at; None for one in this root, which is where it lies."""
    place = root.place(path)
    if place is None:
        with contextlib.suppress(OSError):
            if os.path.realpath(path) == os.path.realpath(root.path):
                return None
        return _Problem(_LEADS_OUTSIDE, is_unknown=False)
    parts = Path(place).parts
    within = ["/".join(parts[: count + 1]) for count in range(len(parts))]
    if any(part.startswith(PASSED_OVER) for part in parts) or any(is_ignored(f"{each}/") for each in within):
        return _Problem(_LEADS_TO_HIDDEN, is_unknown=False)
    return None


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link in a circle, or into a folder that may not be read: reported with the files


def _ignored(folder: Path) -> Callable[[str], bool]:
    """Return a function that says whether a folder's ignore file names a path in it, a folder with a slash behind."""
    patterns: list[str] = []
    with contextlib.suppress(OSError), (folder / IGNORE_FILE).open("rb") as file:
        patterns = file.read(_MAX_IGNORE_BYTES).decode("utf-8-sig", errors="replace").splitlines()
    if not patterns:
        return lambda _: False
    from pathspec import GitIgnoreSpec  # few folders have one

    try:
        return GitIgnoreSpec.from_lines(patterns).match_file
    except ValueError:  # a line that is no pattern names nothing, and must not keep the others from being read
        return GitIgnoreSpec.from_lines(filter(_is_pattern, patterns)).match_file


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _status(path: str, entry: os.DirEntry[str] | None, root: Root) -> os.stat_result | _Problem:
    try:
        status = entry.stat() if entry else Path(path).stat()
    except FileNotFoundError:
        return _Problem("leads nowhere (a broken link?): mend it or delete it")
    except OSError as error:
        return _Problem(f"cannot be read ({error.strerror}): check the file and the disk")
    if not stat.S_ISREG(status.st_mode):
        return _Problem("is not a regular file: left out", is_unknown=False)
    if entry and entry.is_symlink() and not root.holds(path):
        return _Problem(_LEADS_OUTSIDE, is_unknown=False)
    return status


def _closed(error: OSError) -> _Problem:
    return _Problem(f"may not be read ({error.strerror}): give yourself permission to read it")
