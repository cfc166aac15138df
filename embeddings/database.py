"""Opens SQLite files, and says in a line what is wrong with one. Knows nothing of what is in them."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from embeddings.checksums import is_in_state, settled_state
from embeddings.errors import LibraryError

_PATIENCE = 30.0
"""How many seconds another program may keep a database locked before that is an error."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the newest database of a kind is like that this program knows."""

    version: int
    schema: str
    """The statements that make its tables."""
    tables_of: Callable[[int], Set[str]] | None = None
    """The tables of a former version; where there is no such function, each had those of the newest."""


_MALFORMED = "database disk image is malformed"
"""What SQLite itself says of a damaged file."""


class Connection(sqlite3.Connection):
    """Calls a database damaged whose tables SQLite names in letters that are none: Python would fail to say so."""

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        try:
            return super().execute(*arguments)
        except UnicodeDecodeError:
            raise sqlite3.DatabaseError(_MALFORMED) from None


def connected(path: Path, *, read_only: bool = False, is_durable: bool = False) -> sqlite3.Connection:
    """Return a connection in autocommit mode that any thread may use, one at a time.

    Whatever it commits outlives the program; if it is durable also a loss of power, which else may take the last
    transactions, and leaves the database whole.
    A read-only one of a folder that cannot be written takes the file to be immutable, unless it has a journal: in
    it may stand what the file does not hold yet.
    """
    if not read_only:
        connection = _connected(path, "mode=rwc")
        if is_durable:
            connection.execute("PRAGMA synchronous = FULL")
        return connection
    if _has_journal(path):
        return _connected(path, "mode=ro")
    return _connected(path, "mode=ro&immutable=1")


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?{mode}",
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
    )
    connection.text_factory = _text
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        if mode == "mode=rwc":
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Put a database into WAL mode, waiting for those who do the same to a new one: SQLite itself does not."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def in_memory() -> sqlite3.Connection:
    """Return a connection, as `connected` does, to an empty database that goes with it."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.text_factory = _text
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def copy(path: Path, into: Path, *, read_only: bool = False) -> None:
    """Write what a database holds at this moment to a new file, and nothing of what was deleted; its writers go on.

    Raises:
        LibraryError: it is damaged.
        sqlite3.Error: it cannot be opened, or the file not be written.

    """
    try:
        with contextlib.closing(connected(path, read_only=read_only)) as connection:
            connection.execute("VACUUM INTO ?", (into.resolve().as_uri(),))  # as a path, it would have to be UTF-8
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        distrust(path)
        raise LibraryError(path.parent, explanation(path.parent, error)) from None


def flaw(path: Path, form: Form) -> Literal["newer", "damaged"] | None:
    """Read a database that came from elsewhere whole, and say what keeps it from being used; None if nothing does.

    One that holds anything but our tables and their indexes, such as a trigger, counts as damaged.
    """
    try:
        with contextlib.closing(connected(path, read_only=True)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > form.version:
                return "newer"
            is_sound = version > 0 and is_ours(connection, form, version) and is_whole(connection)
            return None if is_sound else "damaged"
    except sqlite3.Error:
        return "damaged"


def is_ours(connection: sqlite3.Connection, form: Form, version: int) -> bool:
    """Say whether a database has the tables and columns of ours, and no views, triggers or virtual tables."""
    with contextlib.closing(in_memory()) as new:
        new.executescript(form.schema)
        wanted, found = _columns(new), _columns(connection)
    pageless = "SELECT 1 FROM sqlite_master WHERE rootpage = 0"  # views, triggers and virtual tables have no page
    former = wanted.keys() if form.tables_of is None else form.tables_of(version)
    is_alike = found == wanted if version == form.version else found.keys() == former
    return is_alike and connection.execute(pageless).fetchone() is None


def _columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the names of each table's columns, in order."""
    query = """
        SELECT tables.name, columns.name FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' AND tables.name NOT GLOB 'sqlite_*' ORDER BY cid
    """
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(query):
        found.setdefault(table, []).append(column)
    return found


def is_whole(connection: sqlite3.Connection) -> bool:
    """Read every page of a database: seconds for a million passages."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def _text(stored: bytes) -> str:
    """Return text of which a disk may have changed a letter: SQLite's own checks do not see that."""
    return stored.decode(errors="replace")


def note_sound(path: Path) -> None:
    """Note beside a database that it is sound; what it is like then, `note_closed` says."""
    with contextlib.suppress(OSError):  # then it is checked again
        _soundness(path).touch()


def note_closed(path: Path) -> None:
    """Note what a database is like that was closed in order, unless damage was found in it meanwhile.

    So the next start need not read it whole.
    """
    note = _soundness(path)
    with contextlib.suppress(OSError):
        if note.exists() and not _has_journal(path):
            note.write_text(settled_state(path), encoding="ascii")


def is_known_sound(path: Path) -> bool:
    """Say whether nothing has touched a database since it was noted to be sound."""
    try:
        return not _has_journal(path) and is_in_state(path, _soundness(path).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return False


def distrust(path: Path) -> None:
    """Have a database read whole when it is opened next."""
    with contextlib.suppress(OSError):  # in a folder that cannot be written nothing is mended either
        _soundness(path).unlink(missing_ok=True)


def _soundness(path: Path) -> Path:
    return path.with_name(f"{path.name}.sound")


def _has_journal(path: Path) -> bool:
    """Say whether something stands in a journal: then the file alone does not say what the database is like."""
    journal = path.with_name(f"{path.name}-wal")
    return journal.exists() and journal.stat().st_size > 0


def set_aside(path: Path) -> Path:
    """Rename a damaged database to a free name beside it; its journal, worthless without it, goes."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    path.rename(aside)
    discard_journal(path)
    return aside


def discard_journal(path: Path) -> None:
    """Remove what stands beside a database that is gone: it would be taken for the next one's."""
    for suffix in ("-wal", "-shm", ".sound"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def is_damage(error: sqlite3.Error) -> bool:
    """Say whether the error means that the file is not, or no longer, a database of ours."""
    signs = ("malformed", "not a database", "unsupported file format", "no such")
    return any(sign in str(error) for sign in signs)


def explanation(folder: Path, error: Exception) -> str:
    """Return one line for what happened to the library in a folder, and what to do."""
    message = str(error)
    if "disk is full" in message or "disk I/O error" in message:
        return (
            f"the disk that holds the library {folder} is full or failing ({message}): free some space, "
            "or choose another folder with --library"
        )
    if "locked" in message:
        return f"another program keeps the library {folder} locked: wait for it, or close it"
    if "readonly" in message or "unable to open" in message:
        return f"the library {folder} cannot be written: choose another with --library"
    if isinstance(error, sqlite3.Error) and is_damage(error):
        return f"the index in {folder} is damaged: start the program again to build it anew"
    return f"the library {folder} cannot be used ({message}): choose another with --library"


@contextlib.contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors into a `LibraryError` that explains them."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if isinstance(error, sqlite3.Error) and is_damage(error):  # so that the next start looks closely
            for note in folder.glob("*.sound"):
                note.unlink(missing_ok=True)
        raise LibraryError(folder, explanation(folder, error)) from error
