"""The one class that runs SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.library.failures import told
from store.library.opening import connect
from store.schema import settings

if TYPE_CHECKING:
    from store.schema.database import Database

Row = tuple[Any, ...]


class Connection:
    """A connection to a library; it stays in the thread that opened it. Its failures are `LibraryError`s."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._sqlite = connect(path, read_only=read_only)
        self._database: Database | None = None

    def close(self) -> None:
        """Let go of the file."""
        with told(self.path):
            self._sqlite.close()

    def rows(self, sql: str, *values: Any) -> list[Row]:
        """All rows; the values are given one by one, or as one dict by name."""
        named = values[0] if values and isinstance(values[0], dict) else values
        with told(self.path):
            return self._sqlite.execute(sql, named).fetchall()

    def one(self, sql: str, *values: Any) -> Row:
        """The only row."""
        return self.rows(sql, *values)[0]

    def first(self, sql: str, *values: Any) -> Row | None:
        """The first row, if there is any."""
        rows = self.rows(sql, *values)
        return rows[0] if rows else None

    def many(self, sql: str, rows: Iterable[Row]) -> None:
        """Run a statement once for each row of values."""
        with told(self.path):
            self._sqlite.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, with the write lock from the start; one inside another joins it."""
        if self._sqlite.in_transaction:
            yield
            return
        with told(self.path):
            self._sqlite.execute(settings.BEGIN)
            try:
                yield
                self._sqlite.execute(settings.COMMIT)
            finally:
                if self._sqlite.in_transaction:
                    self._sqlite.execute(settings.ROLLBACK)

    @property
    def tables(self) -> Database:
        """The tables by sqlite-utils, for the records that a reader makes."""
        if self._database is None:
            from store.schema.database import Database

            self._database = Database(self._sqlite)
        return self._database
