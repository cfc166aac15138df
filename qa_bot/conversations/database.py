"""Opens the database that conversations are kept in: makes, checks and copies it. Knows nothing of what is asked."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.database import Form, connected, in_memory, is_damage, is_known_sound, is_whole, note_sound, set_aside
from embeddings.plaintext import one_line
from embeddings.writing import writing
from qa_bot.errors import ConversationsError

if TYPE_CHECKING:
    from qa_bot.config import Config

FILE_NAME = "conversations.sqlite3"
_LOCK_NAME = f"{FILE_NAME}.lock"
_VERSION = 1
_SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS conversations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, begun TEXT NOT NULL, changed TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    question TEXT NOT NULL, asked TEXT NOT NULL, scope TEXT NOT NULL,
    answer_text TEXT, answer TEXT, error TEXT, mark TEXT
);
CREATE INDEX IF NOT EXISTS turns_by_conversation ON turns (conversation_id);
PRAGMA user_version = {_VERSION};
COMMIT;
"""  # an id is never given twice: what a program still shows may have been deleted by another
FORM = Form(_VERSION, _SCHEMA)
_TABLES = frozenset({"conversations", "turns"})


def conversations_folder(config: Config) -> Path:
    """Return where conversations about what a configuration names are kept: in the library's folder.

    A library that others share lies elsewhere, and what is asked of it stays in the user's own data folder.
    """
    from embeddings.milvus_address import Address
    from embeddings.place import default_folder

    if config.store is None:
        return config.library or default_folder(config.articles)
    address = Address.parse(config.store)
    return default_folder(Path(address.uri) if address.is_lite else Path("/", str(address)))


def opened(path: Path) -> tuple[sqlite3.Connection, str | None]:
    """Open a database, making it and its folder; also return a warning, or None.

    A damaged one is set aside, and a new one begun.

    Raises:
        ConversationsError: it is of a newer version.
        sqlite3.Error, OSError: it cannot be opened or made.

    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _checked(path), None
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
    with writing(path.parent, lock_name=_LOCK_NAME):
        with contextlib.suppress(sqlite3.DatabaseError):  # another program may have been here
            return _checked(path), None
        aside = set_aside(path)
        return _checked(path), (
            f"the conversations in {path} were damaged: they are set aside as {aside.name}, and new ones begun"
        )


def _checked(path: Path) -> sqlite3.Connection:
    """Return a connection to a sound database with its tables, which a new one is given.

    Raises:
        ConversationsError: it is of a newer version.
        sqlite3.Error: it cannot be opened, or is damaged.

    """
    was_sound = is_known_sound(path)  # before SQLite touches it
    connection = connected(path, is_durable=True)  # what was asked cannot be built again
    try:
        connection.execute("PRAGMA secure_delete = ON")
        if _version(connection) > _VERSION:
            raise ConversationsError(
                f"the conversations in {path} are of a newer version of this program: update it to go on with them"
            )
        if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            _with_tables(connection)
        if not _is_ours(connection) or not (was_sound or is_whole(connection)):
            raise sqlite3.DatabaseError("database disk image is malformed")
    except BaseException:
        connection.close()
        raise
    note_sound(path)
    return connection


def copy_in_memory(path: Path) -> sqlite3.Connection:
    """Return a connection to a database in memory, with what can be read of one on disk."""
    return copied(path) or empty()


def copied(path: Path) -> sqlite3.Connection | None:
    """Return a connection to a copy in memory; None if the database cannot be read or is not one of ours."""
    with contextlib.suppress(sqlite3.Error, OSError), contextlib.closing(connected(path, read_only=True)) as kept:
        if _is_ours(kept) and is_whole(kept):
            copy = in_memory()
            kept.backup(copy)
            return copy
    return None


def empty() -> sqlite3.Connection:
    """Return a connection to a database in memory that holds nothing."""
    return _with_tables(in_memory())


def _with_tables(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.executescript(_SCHEMA)
    return connection


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _is_ours(connection: sqlite3.Connection) -> bool:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return _version(connection) == _VERSION and tables >= _TABLES


def not_kept(path: Path, error: Exception) -> str:
    """Return one line for why conversations are not kept, and what to do."""
    what = "what you ask until then is forgotten at the end"
    if isinstance(error, ConversationsError):
        return f"{error}; {what}"
    return (
        f"the conversations in {path} cannot be written ({_reason(error)}): give yourself room and permission; {what}"
    )


def not_readable(path: Path, error: Exception) -> str:
    """Return one line for why conversations cannot be read, and what to do."""
    return f"the conversations in {path} cannot be read ({_reason(error)}): check the file and the disk"


def _reason(error: Exception) -> str:
    return one_line((error.strerror if isinstance(error, OSError) else None) or str(error))
