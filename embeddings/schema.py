"""The tables of a library's database, and what brings those of an older version up to date."""

from __future__ import annotations

import itertools
import re
import struct

from embeddings.documents import PageStarts

VERSION = 11
HALF_PRECISION_SINCE = 5
"""The first version whose vectors are as they are now."""
HALF = "<f2"
"""The number format of stored vectors: half precision, which loses nothing that is found; see docs/decisions/005."""
SKETCH_NUMBER = struct.Struct("<I")
"""How a number of a sketch is stored."""
_PASSAGES = """
    id INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, first_paragraph INTEGER NOT NULL,
    last_paragraph INTEGER NOT NULL, text_hash TEXT NOT NULL
"""  # an id is never given twice: by their ids the indexes know which passages are new
_HEAD = "head TEXT NOT NULL DEFAULT ''"
_HEADING = "heading TEXT NOT NULL DEFAULT ''"
_PASSAGES_BY_TEXT = "CREATE INDEX IF NOT EXISTS passages_by_text ON passages (text_hash)"
_VECTORS = "text_hash TEXT NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (text_hash, model)"
SCHEMA = f"""
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    source TEXT PRIMARY KEY, size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, digest TEXT NOT NULL,
    skipped TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS roots (location TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
    id TEXT PRIMARY KEY, source TEXT NOT NULL UNIQUE, title TEXT NOT NULL, author TEXT, published TEXT,
    text TEXT NOT NULL, part TEXT NOT NULL DEFAULT '', url TEXT, sketch BLOB NOT NULL DEFAULT x'',
    language TEXT NOT NULL DEFAULT '', date_from TEXT
);
CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, validators TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS paragraphs (
    article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE, number INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL DEFAULT 'paragraph',
    level INTEGER NOT NULL DEFAULT 0, page INTEGER, later_pages TEXT,
    PRIMARY KEY (article_id, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passages ({_PASSAGES}, {_HEAD}, {_HEADING});
CREATE INDEX IF NOT EXISTS passages_by_article ON passages (article_id);
{_PASSAGES_BY_TEXT};
CREATE TABLE IF NOT EXISTS vectors ({_VECTORS});
INSERT OR IGNORE INTO meta VALUES ('generation', '0');
PRAGMA user_version = {VERSION};
"""
MADE = f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;"
"""What makes them all or none."""

MIGRATIONS = {
    1: ("ALTER TABLE paragraphs ADD COLUMN heading INTEGER NOT NULL DEFAULT 0",),
    2: (
        "ALTER TABLE passages RENAME TO former_passages",
        f"CREATE TABLE passages ({_PASSAGES})",
        "INSERT INTO passages SELECT * FROM former_passages",
        "DROP TABLE former_passages",
        "CREATE INDEX passages_by_article ON passages (article_id)",
    ),
    3: (  # rows of 1.5 KB in a table without row ids made each look for a key read vectors
        "ALTER TABLE vectors RENAME TO former_vectors",
        f"CREATE TABLE vectors ({_VECTORS})",
        "INSERT INTO vectors SELECT * FROM former_vectors",
        "DROP TABLE former_vectors",
        _PASSAGES_BY_TEXT,
    ),
    4: (  # vectors were in single precision, and each number format had some of its own
        "UPDATE vectors SET vector = as_half(vector)",
        *(
            f"UPDATE OR REPLACE vectors SET model = substr(model, 1, length(model) - {len(suffix)}) "
            f"WHERE model LIKE '%{suffix}'"
            for suffix in (" bfloat16", " float32")
        ),
        "UPDATE meta SET value = replace(replace(value, ' bfloat16', ''), ' float32', '') "
        "WHERE key IN ('recipe', 'index')",
    ),
    5: (  # a file held one article, a paragraph was a heading or none, and copies of a story were not told
        "ALTER TABLE articles ADD COLUMN part TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE articles ADD COLUMN url TEXT",
        "ALTER TABLE articles ADD COLUMN sketch BLOB NOT NULL DEFAULT x''",
        "CREATE TABLE feeds (url TEXT PRIMARY KEY, validators TEXT NOT NULL) WITHOUT ROWID",
        "ALTER TABLE paragraphs ADD COLUMN kind TEXT NOT NULL DEFAULT 'paragraph'",
        "ALTER TABLE paragraphs ADD COLUMN level INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE paragraphs ADD COLUMN page INTEGER",
        "UPDATE paragraphs SET kind = 'heading' WHERE heading",
        "ALTER TABLE paragraphs DROP COLUMN heading",
    ),
    6: (  # a date was one, wherever it came from
        "ALTER TABLE articles ADD COLUMN language TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE articles ADD COLUMN date_from TEXT",
    ),
    7: ("ALTER TABLE paragraphs ADD COLUMN later_pages TEXT",),  # a paragraph had the page that it begins on alone
    8: (  # a part of a page had the source of a page below that
        "UPDATE OR IGNORE articles SET source = substr(source, 1, length(source) - length(part) - 1) || '#' || part "
        "WHERE part != '' AND (source LIKE 'http://%' OR source LIKE 'https://%')",
    ),
    9: (f"ALTER TABLE passages ADD COLUMN {_HEAD}",),  # a row further down in a table was read without its head row
    10: (f"ALTER TABLE passages ADD COLUMN {_HEADING}",),  # nor was it known under which heading the table stands
}
"""What makes a database of each version one of the next; `as_half` makes half precision of single."""
_TABLES = frozenset(re.findall(r"CREATE TABLE IF NOT EXISTS (\w+)", SCHEMA))
_NEW_TABLES = {6: frozenset({"feeds"})}
"""Those that a version was the first to have."""


def later_pages_kept(starts: PageStarts) -> str | None:
    """Return where a paragraph goes on to further pages as one column holds it; None for nowhere."""
    return " ".join(map(str, itertools.chain(*starts))) or None


def later_pages_from(kept: str | None) -> PageStarts:
    """Return what `later_pages_kept` has kept."""
    numbers = [int(number) for number in re.findall(r"\d{1,18}", kept or "")]
    return tuple(zip(numbers[::2], numbers[1::2], strict=False))


def tables_of(version: int) -> frozenset[str]:
    """Return the tables that a database of a version has."""
    return _TABLES.difference(*(tables for since, tables in _NEW_TABLES.items() if since > version))
