"""The one class that runs SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any

from store.library.failures import told
from store.library.opening import connect
from store.schema import settings

if TYPE_CHECKING:
    from store.schema.database import Database

_STEPS = 20_000
"""Steps of SQLite's machine after which it is asked whether to go on."""

Row = tuple[Any, ...]


class Connection:
    """A connection to a library; it stays in the thread that opened it. Its failures are `LibraryError`s."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._sqlite = connect(path, read_only=read_only)
        self._database: Database | None = None
        self._home = self._here = get_ident()
        self._beside: ThreadPoolExecutor | None = None
        self._ending: Future[None] | None = None

    def close(self) -> None:
        """Let go of the file."""
        with told(self.path):
            self._open.close()
        if self._beside is not None:
            self._beside.shutdown()

    @property
    def _open(self) -> sqlite3.Connection:
        """The connection itself, once no other thread uses it."""
        if get_ident() == self._home:
            self.settle()
        elif get_ident() != self._here:
            raise RuntimeError("a library stays in the thread that opened it")
        return self._sqlite

    def finish_beside(self, transaction: ExitStack) -> None:
        """Leave a transaction in a thread of its own while the caller does other work: to index and to commit, SQLite
        needs no Python. Whatever is asked of the connection next waits for the end, and gets its failure."""
        if self._beside is None:
            self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="commit")
        self._ending = self._beside.submit(self._finish, transaction)

    def _finish(self, transaction: ExitStack) -> None:
        self._here = get_ident()
        transaction.close()

    def settle(self) -> None:
        """Wait until what is being finished is on the disk; raises the LibraryError that kept it off."""
        ending = self._ending
        if ending is None:
            return
        try:
            ending.result()
        finally:
            self._ending = None if ending.done() else ending

    def define(self, name: str, function: Callable[..., Any], arguments: int) -> None:
        """A function of ours that queries of this connection may use."""
        self._open.create_function(name, arguments, function, deterministic=True)

    def halt(self, asked: Callable[[], bool] | None) -> None:
        """End what runs from now on with a HaltedError once this says so; it is asked every few milliseconds."""
        self._open.set_progress_handler(asked, _STEPS)

    @contextmanager
    def guarded(self, may: Callable[..., int]) -> Iterator[sqlite3.Connection]:
        """The connection itself, for a statement that is not ours: it does only what `may` allows, and ctrl+c ends
        it."""
        connection = self._open
        connection.set_authorizer(may)
        self.halt(lambda: False)
        try:
            yield connection
        finally:
            connection.set_authorizer(None)
            self.halt(None)

    def rows(self, sql: str, *values: Any) -> list[Row]:
        """All rows; the values are given one by one, or as one dict by name."""
        named = values[0] if values and isinstance(values[0], dict) else values
        with told(self.path):
            return self._open.execute(sql, named).fetchall()

    def batches(self, sql: str, size: int, *values: Any) -> Iterator[list[Row]]:
        """The same, so many rows at once."""
        with told(self.path):
            cursor = self._open.execute(sql, values)
            while found := cursor.fetchmany(size):
                yield found

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
            self._open.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, with the write lock from the start; one inside another joins it."""
        if self._open.in_transaction:
            yield
            return
        with told(self.path):
            settings.begin(self._open)
            try:
                yield
                self._open.execute(settings.COMMIT)
            finally:
                if self._open.in_transaction:
                    self._open.execute(settings.ROLLBACK)

    @property
    def in_transaction(self) -> bool:
        """Whether what is written now may still be taken back."""
        return self._open.in_transaction

    @property
    def tables(self) -> Database:
        """The tables by sqlite-utils, for the records that a reader makes."""
        if self._database is None:
            from store.schema.database import Database

            self._database = Database(self._open)
        return self._database
