"""SQL of a reader's own, which can only read."""

from __future__ import annotations

import sqlite3
from typing import Any

from store.errors import LibraryError
from store.library.base import Base
from store.library.failures import told
from store.queries import finding

MOST = 100_000
"""Rows that one statement may give."""
_READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
_PRAGMAS = {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list", "data_version"}
_ADVICE = "write one SELECT; docs/library.md and docs/search.md name the tables and views"


class Selecting(Base):
    """Reading by SQL."""

    def select(self, statement: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of the columns and the rows of one statement.

        Raises LibraryError where it would do anything but read, is no SQL, or gives too much.
        """
        self._db.rows(finding.TOUCH)
        with self._db.guarded(_may) as connection, told(self.path):
            try:
                cursor = connection.execute(statement)
                rows = cursor.fetchmany(MOST + 1)
            except (sqlite3.OperationalError, sqlite3.ProgrammingError, sqlite3.DatabaseError) as error:
                raise _refused(error) from error
        if len(rows) > MOST:
            raise LibraryError(f"sql: more than {MOST:,} rows; add a LIMIT or count them")
        if cursor.description is None:
            raise LibraryError(f"sql: this is no question; {_ADVICE}")
        return [column[0] for column in cursor.description], rows


def _refused(error: sqlite3.Error) -> sqlite3.Error | LibraryError:
    """A sentence for what is wrong with the statement; what is wrong with the library goes on as it is."""
    name = getattr(error, "sqlite_errorname", "")
    if name in {"SQLITE_AUTH", "SQLITE_READONLY"}:
        return LibraryError(f"sql: only reads, and this would do something else; {_ADVICE}")
    if name == "SQLITE_ERROR" or not name:
        return LibraryError(f"sql: {str(error).rstrip('.')}; {_ADVICE}")
    return error


def _may(action: int, what: str | None, value: str | None, *_: str | None) -> int:
    """What the statement may do: read, and ask how tables are made."""
    allowed = (
        action in _READS
        or (action == sqlite3.SQLITE_FUNCTION and value != "load_extension")
        or (action == sqlite3.SQLITE_PRAGMA and what in _PRAGMAS)
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
