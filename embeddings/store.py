"""The SQLite store, the truth about a library: made, opened, checked, brought up to this version, set aside, closed.

What is read, changed and repaired in it, `embeddings.store_reading`, `.store_changing` and `.store_repair` say.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.database import (
    Form,
    connected,
    discard_journal,
    distrust,
    explained,
    explanation,
    is_damage,
    is_known_sound,
    is_ours,
    is_whole,
    note_closed,
    note_sound,
    set_aside,
)
from embeddings.errors import LibraryError
from embeddings.plaintext import one_line
from embeddings.schema import HALF, MADE, MIGRATIONS, SCHEMA, VERSION, tables_of
from embeddings.store_repair import MendableStore
from embeddings.writing import LOCK_NAME, put_in_place, writing

if TYPE_CHECKING:
    from embeddings.salvage import Salvage

FILE_NAME = "library.sqlite"
FORM = Form(VERSION, SCHEMA, tables_of)
_MADE_OF_IT = "passages.*"
"""Files beside a database that can only have been made of one with tables."""
_NAMED_AT_MOST = 5
ANSWERING_ALL_THE_SAME = "answering from what was indexed before"


class Store(MendableStore):
    """One library's database. Every method may raise `LibraryError`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        folder: Path,
        *,
        read_only: bool,
        was_sound: bool = False,
        is_first: bool = True,
    ) -> None:
        super().__init__(connection, folder)
        self.read_only = read_only
        self._was_sound = was_sound
        """Whether nothing touched the database since it was closed in order."""
        self._is_first = is_first
        """Whether it was opened for itself, and not beside another one of ours."""

    @classmethod
    def open(cls, folder: Path) -> tuple[Store, str | None]:
        """Open the store in a library folder, creating both; also return a warning, or None.

        A damaged database is set aside and a new one begun with the vectors that could be saved from it.
        """
        path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                folder,
                f"the library folder {folder} cannot be made ({error.strerror}): choose another with --library",
            ) from None
        writable = os.access(folder, os.W_OK | os.X_OK) and (not path.exists() or os.access(path, os.W_OK))
        if not writable:
            if not os.access(path, os.R_OK):
                raise LibraryError(
                    folder, f"the library folder {folder} cannot be written: choose another with --library"
                )
            with explained(folder):
                store = cls._opened(path, read_only=True)
            return (
                store,
                f"the library folder {folder} cannot be written: {ANSWERING_ALL_THE_SAME}",
            )
        begun = path.with_name(f"{FILE_NAME}.new")
        if begun.exists() and not path.exists():  # another program was killed just then
            with explained(folder), writing(folder):
                if not path.exists():
                    discard_journal(path)
                    put_in_place(begun, path)
        try:
            return cls._opened(path), None
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                problem = explanation(folder, error)
                with contextlib.suppress(sqlite3.Error, LibraryError):  # it takes room to open it for writing
                    return cls._opened(path, read_only=True), f"{problem}; {ANSWERING_ALL_THE_SAME}"
                raise LibraryError(folder, problem) from error
        with explained(folder), writing(folder):
            with contextlib.suppress(sqlite3.DatabaseError):  # another program may have been here
                return cls._opened(path), None
            from embeddings.salvage import begin_anew  # most starts need none of what it imports

            saved = begin_anew(begun, path)
            aside = set_aside(path)
            put_in_place(begun, path)
            return cls._opened(path), _mended(path, aside, saved)

    @classmethod
    def _opened(cls, path: Path, *, read_only: bool = False) -> Store:
        was_sound = is_known_sound(path)  # before SQLite touches it
        store = cls(connected(path, read_only=read_only), path.parent, read_only=read_only, was_sound=was_sound)
        try:
            store._check()
        except BaseException:
            distrust(path)
            store.close()
            raise
        return store

    def _check(self) -> None:
        """Create the tables of a new database; verify an old one and bring it up to this version."""
        if (
            not self.read_only
            and self._version() == 0
            and not self._connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        ):
            if any(self.folder.glob(_MADE_OF_IT)):
                raise sqlite3.DatabaseError("database disk image is malformed")
            self._connection.executescript(MADE)
        version = self._version()  # another program may have made it just now
        if version != VERSION and (version not in MIGRATIONS or self.read_only):
            raise LibraryError(self.folder, self._unusable(version))
        tables = {row[0] for row in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables >= tables_of(version) or not (self._was_sound or self._is_sound(version)):
            raise sqlite3.DatabaseError("database disk image is malformed")
        if version != VERSION:
            self._migrate()
            with contextlib.suppress(sqlite3.Error):  # no room for it, or another program reads
                self._connection.execute("VACUUM")  # vectors of half the size leave half the file empty
        if not self.read_only:
            note_sound(self.folder / FILE_NAME)

    def _is_sound(self, version: int) -> bool:
        return is_whole(self._connection) and is_ours(self._connection, FORM, version)

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def _unusable(self, version: int) -> str:
        """Say why a library of another version cannot be opened."""
        if version > VERSION:
            return f"the library {self.folder} is one of a newer version of this program: update it, or use --library"
        if version in MIGRATIONS:
            return f"the library {self.folder} is one of an older version and cannot be written: use --library"
        return (
            f"{self.folder / FILE_NAME} is no library of this program: move it away, or choose another with --library"
        )

    def _migrate(self) -> None:
        self._connection.create_function("as_half", 1, _as_half)
        with self._transaction():
            for each in range(self._version(), VERSION):  # another program may be ahead
                for statement in MIGRATIONS[each]:
                    self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {VERSION}")

    def again(self) -> Store:
        """Return the same store over a connection of its own, for another thread; to be closed before this one."""
        connection = connected(self.folder / FILE_NAME, read_only=self.read_only)
        return Store(connection, self.folder, read_only=self.read_only, is_first=False)

    def discard(self) -> None:
        """Remove the database and its folder, if nothing was ever held, embedded or kept there and nobody else has it.

        The store is of no use afterwards but to be closed.
        """
        used = "SELECT 1 FROM vectors UNION ALL SELECT 1 FROM meta WHERE key = 'generation' AND value != '0'"
        with contextlib.suppress(sqlite3.Error, OSError):
            if not self.read_only and self._connection.execute(used).fetchone() is None and self.is_alone():
                path = self.folder / FILE_NAME
                path.unlink()
                distrust(path)
                (self.folder / LOCK_NAME).unlink(missing_ok=True)
                self.folder.rmdir()

    def is_alone(self) -> bool:
        """Say whether nothing else has the database open; it has no journal then until it is opened again."""
        try:
            self._connection.execute("PRAGMA busy_timeout = 0")
            return bool(self._connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete")
        except sqlite3.Error:
            return False

    def close(self) -> None:
        self._connection.close()
        if not self.read_only and self._is_first:
            note_closed(self.folder / FILE_NAME)


def _as_half(vector: bytes) -> bytes:
    import numpy as np

    return np.frombuffer(vector, dtype="<f4").astype(HALF).tobytes()


def _mended(path: Path, aside: Path, saved: Salvage) -> str:
    """Return what became of a damaged database, and what is to be added again."""
    found = f"{saved.vectors} vectors saved" + (f", and {saved.added} of what was added" if saved.added else "")
    said = f"the index {path} was damaged: it is set aside as {aside.name} and built again from the articles "
    said += f"({found})"
    if saved.lost:
        named = ", ".join(one_line(source) for source in saved.lost[:_NAMED_AT_MOST])
        more = f" and {len(saved.lost) - _NAMED_AT_MOST:,} more" if len(saved.lost) > _NAMED_AT_MOST else ""
        said += f"; add again what could not be saved: {named}{more}"
    elif not saved.knows_all:
        said += "; what had been added and is missing now has to be added again"
    return said
