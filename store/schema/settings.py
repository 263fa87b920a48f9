"""The pragmas of every connection, set and read back (../../docs/library.md says why each is there)."""

from __future__ import annotations

import sqlite3
import time

BUSY_MS = 5000

_SAFE = (
    ("busy_timeout", BUSY_MS),
    ("foreign_keys", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("secure_delete", 1),
    ("synchronous", 2),
    ("fullfsync", 1),
    ("checkpoint_fullfsync", 1),
)

POLL = 0.001
"""Seconds between two tries to begin a transaction. SQLite itself comes to wait a tenth of a second, and would meet an
import, which holds the lock nearly always, in one of its short pauses by chance alone: notes waited two seconds."""

BEGIN = "BEGIN IMMEDIATE"
COMMIT = "COMMIT"
ROLLBACK = "ROLLBACK"
APPLICATION_ID = "PRAGMA application_id"
USER_VERSION = "PRAGMA user_version"
DATA_VERSION = "PRAGMA data_version"
PAGE_SIZE = "PRAGMA page_size = 8192"
"""For a file that is still empty: speeches of some 700 bytes leave a seventh of a 4,096-byte page unused."""
TABLES = "SELECT count(*) FROM sqlite_schema"
ALL_MADE = r"SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\_%' ESCAPE '\'"
ACTING = "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')"
"""What runs when somebody writes or reads, without a word of the program."""


def make_safe(connection: sqlite3.Connection) -> None:
    """Set every pragma and read it back; a value that did not take is a bug of the SQLite at hand."""
    for name, value in _SAFE:
        connection.execute(f"PRAGMA {name} = {value}")
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != value:
            raise RuntimeError(f"SQLite {sqlite3.sqlite_version} does not keep PRAGMA {name} = {value} but {found}")


def begin(connection: sqlite3.Connection) -> None:
    """Begin a transaction with the write lock; as soon as another program lets go of it, and within the patience of
    `busy_timeout` or not at all."""
    patience = dict(_SAFE)["busy_timeout"]
    until = time.monotonic() + patience / 1000
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute(BEGIN)
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
            time.sleep(POLL)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")


def use_wal(connection: sqlite3.Connection) -> bool:
    """Write-ahead logging, which the file remembers; whether it took."""
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    return bool(mode == "wal")
