"""sqlite-utils over a library's connection. Importing it takes 35 ms: whoever needs it does so when it is needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlite_utils

from store.schema.settings import COMMIT, begin


class Database(sqlite_utils.Database):
    """A `sqlite_utils.Database` that runs no plug-ins and begins by taking the write lock.

    A deferred BEGIN that reads and then writes fails at once when another program has written in between; an
    immediate one waits its turn.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection, execute_plugins=False, recursive_triggers=False, strict=True)

    @contextmanager
    def atomic(self) -> Iterator[Any]:
        """One transaction, or a savepoint inside the one that is open. Rolling back after the commit does nothing."""
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        begin(self.conn)
        try:
            yield self
            self.conn.execute(COMMIT)
        finally:
            self.rollback()
