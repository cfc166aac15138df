"""A library and its conversations as one file, to be kept as a backup or moved to another machine."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from embeddings import archive, portable, store
from embeddings.access import check_folder
from embeddings.database import connected, copy, flaw
from embeddings.errors import ArchiveError
from embeddings.place import default_folder, put_in_place, workplace
from embeddings.plaintext import one_line
from qa_bot import __version__
from qa_bot.conversations import database as conversation_database
from qa_bot.indexed import holds_library

_FORMS = {store.FILE_NAME: store.FORM, conversation_database.FILE_NAME: conversation_database.FORM}
_NAMES = re.compile(f"{portable.NAMES.pattern}|{re.escape(conversation_database.FILE_NAME)}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Imported:
    """A library that was imported."""

    folder: Path
    articles: int
    aside: Path | None
    """Where the library that it replaces lies now."""
    absent: int = 0
    """Files that it was made of and that are not in the articles folder, if anything is there."""


def exported(
    path: Path, articles: Path, *, library: Path | None = None, conversations: bool = True, force: bool = False
) -> archive.Manifest:
    """Write the library of an articles folder, and its conversations if they are wanted, to one file.

    Raises:
        ArchiveError: nothing is indexed, or the file exists and is not to be replaced, or cannot be written.
        ArticlesFolderError: nothing is indexed, and there is no such folder.
        LibraryError: the library cannot be used.

    """
    folder = library or default_folder(articles)
    archive.check_free(path, force=force)
    if not holds_library(folder):
        check_folder(articles)
        raise ArchiveError("nothing is indexed yet, and so there is nothing to export")
    with _explained(path), workplace(path.parent) as place:
        copied = place / "library"
        copied.mkdir()
        held = portable.copy_out(folder, copied)
        said = _copy_conversations(folder, copied) if conversations else None
        for name in _found(copied):
            if flaw(copied / name, _FORMS[name]) is not None:
                raise ArchiveError(f"{name} in {one_line(str(folder))} is damaged: mend it with `qa-bot doctor`")
        manifest = archive.Manifest(
            program=__version__,
            schema=store.FORM.version,
            articles_folder=held.articles_folder,
            articles=held.articles,
            passages=held.passages,
            conversations=said,
            members=archive.described(copied),
        )
        archive.write(path, copied, manifest, force=force)
    return manifest


def _copy_conversations(folder: Path, into: Path) -> int | None:
    """Copy the conversations that are kept beside a library; return how many, or None if none ever were."""
    kept, copied = (each / conversation_database.FILE_NAME for each in (folder, into))
    if not kept.exists():
        return None
    copy(kept, copied, read_only=not os.access(folder, os.W_OK))
    with contextlib.closing(connected(copied, read_only=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM conversations").fetchone()[0])


def imported(path: Path, articles: Path, *, library: Path | None = None, force: bool = False) -> Imported:
    """Make the library of an articles folder, which need not be there, of what was exported to a file.

    Raises:
        ArchiveError: the file cannot be read, is none that was exported or of a newer version; or there is a library
            already, which is not to be replaced.
        LibraryError: the library that is there cannot be used.

    """
    folder = Path(os.path.realpath(library or default_folder(articles)))
    with archive.opened(path, names=_NAMES) as opened:
        if opened.manifest.schema > store.FORM.version:
            raise ArchiveError(archive.newer(path))
        portable.check_place(folder, others=conversation_database.FILE_NAME, force=force)
        with _explained(folder), portable.place_beside(folder) as new:
            opened.extract(new)
            _check(new, path)
            try:
                held, absent = portable.adopt(new, articles, place=folder)
            except ValueError:
                raise ArchiveError(archive.damaged(path)) from None
            portable.check_place(folder, others=conversation_database.FILE_NAME, force=force)
            return Imported(folder, held, put_in_place(new, folder), absent)


def _check(folder: Path, path: Path) -> None:
    """Look at every page of the databases that came with an archive.

    Raises:
        ArchiveError: that of the library is missing, or one is damaged, none of ours, or of a newer version.

    """
    found = _found(folder)
    flaws = {flaw(folder / name, _FORMS[name]) for name in found}
    if "newer" in flaws:
        raise ArchiveError(archive.newer(path))
    if store.FILE_NAME not in found or "damaged" in flaws:
        raise ArchiveError(archive.damaged(path))


def _found(folder: Path) -> list[str]:
    """Return the names of the databases in a folder."""
    return [name for name in _FORMS if (folder / name).exists()]


@contextlib.contextmanager
def _explained(place: Path) -> Iterator[None]:
    """Turn what writing raises into an `ArchiveError` that explains it."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise ArchiveError(
            f"{one_line(str(place))} cannot be written ({one_line(reason)}): free some space, or choose another place"
        ) from None
