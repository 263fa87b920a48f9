"""APSW behind the face of `sqlite3`, so that a library runs on a file system of our own making.

The standard module cannot be given another VFS; APSW can, written in Python. `Connection` has what the library asks of
`sqlite3.Connection`, and raises what that raises.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import apsw

NAMES = {code: name for name, code in apsw.mapping_extended_result_codes.items() if isinstance(name, str)} | {
    code: name for name, code in apsw.mapping_result_codes.items() if isinstance(name, str)
}


@contextmanager
def as_sqlite3() -> Iterator[None]:
    """Raise APSW's errors as those of the standard module."""
    try:
        yield
    except apsw.Error as error:
        code = getattr(error, "extendedresult", 1) or getattr(error, "result", 1)
        kind = {19: sqlite3.IntegrityError, 11: sqlite3.DatabaseError, 26: sqlite3.DatabaseError}
        raised = kind.get(code & 0xFF, sqlite3.OperationalError)(str(error))
        raised.sqlite_errorcode = code
        raised.sqlite_errorname = NAMES.get(code, "SQLITE_ERROR")
        raise raised from error


class Cursor:
    """All rows are read at once, so that no statement is left open."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._rows: Iterator[Any] = iter(())
        self.description: Any = None

    def execute(self, sql: str, values: Any = ()) -> Cursor:
        with as_sqlite3():
            cursor = self._connection.cursor()
            cursor.exec_trace = self._told
            try:
                cursor.execute(sql, values)
                self._rows = iter(cursor.fetchall())
            finally:
                cursor.exec_trace = None
                cursor.close(True)
        return self

    def _told(self, cursor: apsw.Cursor, sql: str, values: Any) -> bool:
        self.description = [(name, *[None] * 6) for name, _ in cursor.get_description()] or None
        return True

    def executemany(self, sql: str, rows: Iterable[Any]) -> Cursor:
        with as_sqlite3():
            self._connection.executemany(sql, rows)
        return self

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    @property
    def lastrowid(self) -> int:
        return self._connection.last_insert_rowid()

    @property
    def rowcount(self) -> int:
        return self._connection.changes()


class Connection:
    isolation_level = None

    def __init__(self, path: str, vfs: str, first: Iterable[str] = ()) -> None:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
        with as_sqlite3():
            self._connection = apsw.Connection(path, flags=flags, vfs=vfs)
            for sql in first:
                self._connection.execute(sql)

    def cursor(self) -> Cursor:
        return Cursor(self._connection)

    def execute(self, sql: str, values: Any = ()) -> Cursor:
        return self.cursor().execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Any]) -> Cursor:
        return self.cursor().executemany(sql, rows)

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def close(self) -> None:
        with as_sqlite3():
            self._connection.close()


def connector(vfs: str, first: Iterable[str] = ()) -> Callable[..., Connection]:
    """What takes the place of `sqlite3.connect`; `first` is run on each connection before anything else."""
    return lambda path, **_: Connection(path, vfs, first)
