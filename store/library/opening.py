"""From a path to a connection that may be trusted, or a sentence that says why not."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any

from store.errors import LibraryError
from store.library.failures import told
from store.library.note_journal import journal_of
from store.schema import APPLICATION_ID, VERSION, finding, settings

_OLDEST = (3, 37)
"""The first SQLite with STRICT tables."""
_PATIENCE = 5.0
"""Seconds to wait for another program that is making the same library."""


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a library, made or brought up to date where that is needed.

    A file that may only be read opens for reading. Raises `LibraryError`.
    """
    if sqlite3.sqlite_version_info < _OLDEST:
        needed, found = ".".join(map(str, _OLDEST)), sqlite3.sqlite_version
        raise LibraryError(f"the library {path}: needs SQLite {needed} or newer, and this Python has {found}")
    if not read_only:
        _make(path)
    _refuse_emptied(path)
    with told(path):
        try:
            return _trusted(path, "ro" if read_only else "rw", may_write=not read_only)
        except sqlite3.OperationalError as error:
            return _without_sidecars(path, error)


def _trusted(path: Path, mode: str, *, may_write: bool) -> sqlite3.Connection:
    """A connection to what was found to be a library."""
    with ExitStack() as undo:
        connection = undo.enter_context(closing(attach(path, mode)))
        _examine(connection, path, may_write=may_write)
        undo.pop_all()
    return connection


def _make(path: Path) -> None:
    """Make the file, private to its owner, where there is none and none was."""
    beside = journal_of(path)
    try:
        if not path.exists() and beside.exists():
            raise LibraryError(
                f"the library {path}: is not there, but {beside.name} beside it tells of your notes; put the file "
                "back, or bring it back with `dispatchbox restore`"
            )
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0), 0o600))
    except FileExistsError:
        if path.is_dir():
            raise LibraryError(f"the library {path}: is a folder; name a file in it with --library") from None
        if not path.parent.is_dir():
            raise LibraryError(f"the library {path}: {path.parent} is not a folder; choose another place") from None
    except OSError as error:
        raise LibraryError(
            f"the library {path}: cannot be made ({error.strerror}); choose another place with --library"
        ) from error


def _refuse_emptied(path: Path) -> None:
    """SQLite would throw away the changes that wait beside an empty file; somebody may still want them."""
    wal = path.with_name(path.name + "-wal")
    try:
        emptied = path.stat().st_size == 0 and wal.stat().st_size > 0
    except OSError:
        return  # one of the two is not there, or may not be looked at: SQLite will say so
    if emptied:
        raise LibraryError(
            f"the library {path}: is empty although changes wait beside it in {wal.name}; keep both files and "
            "restore a backup (`dispatchbox restore`)"
        )


def attach(path: Path, mode: str) -> sqlite3.Connection:
    """A safe connection to a file that is there, whatever it holds; `mode` is SQLite's: ro, rw. `Connection` sees to
    it that one thread at a time uses it."""
    with ExitStack() as undo:
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        made = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        connection = undo.enter_context(closing(made))
        try:
            settings.make_safe(connection)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            raise LibraryError(  # the file's header asks for what no SQLite knows
                f"the library {path}: is damaged ({error}); keep the file and restore a backup (`dispatchbox restore`)"
            ) from error
        undo.pop_all()
    return connection


def _examine(connection: sqlite3.Connection, path: Path, *, may_write: bool) -> None:
    """See that it is a library, and one that this program understands."""
    (tables,) = connection.execute(settings.TABLES).fetchone()
    (application,) = connection.execute(settings.APPLICATION_ID).fetchone()
    (version,) = connection.execute(settings.USER_VERSION).fetchone()
    if application != APPLICATION_ID and (tables or application):
        raise LibraryError(f"the library {path}: is another program's SQLite file; choose another with --library")
    if version > VERSION:
        raise LibraryError(f"the library {path}: was made by a newer Dispatchbox; bring this one up to date to open it")
    if version < VERSION and not may_write:
        raise LibraryError(f"the library {path}: was made by an older Dispatchbox; open it once for writing")
    if acting := strange(connection):
        raise LibraryError(
            f"the library {path}: holds {acting} that no Dispatchbox made, which would act when it is read or written; "
            "keep the file and restore a backup (`dispatchbox restore`)"
        )
    if may_write:
        if 0 < version < VERSION:
            _back_up(path)
        _prepare(connection, path, migrate=version < VERSION)


def strange(connection: sqlite3.Connection) -> str:
    """A trigger, or a view that is not word for word one of ours, by its name; empty where there is none."""
    ours = {" ".join(view.split()) for view in finding.VIEWS}
    for kind, name, sql in connection.execute(settings.ACTING):
        if kind == "trigger" or " ".join(sql.split()) not in ours:
            from store.sanitise import clean_line

            return f"a {kind} ({clean_line(name)})"
    return ""


def lost_tables(run: Callable[[str], Iterable[tuple[Any, ...]]]) -> list[str]:
    """Tables that every library of its schema has, and this one has lost; `run` gives the rows of a statement."""
    from store.queries import health  # read where a library is looked through
    from store.schema import migrations
    from store.schema.database import Database

    ((version,),) = run(settings.USER_VERSION)
    if not 0 < version <= VERSION:
        return []
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        migrations.up_to(Database(empty), version)
        expected = {name for (name,) in empty.execute(health.TABLES)}
    return sorted(expected - {name for (name,) in run(health.TABLES)})


def _prepare(connection: sqlite3.Connection, path: Path, *, migrate: bool) -> None:
    """Write-ahead logging and the tables of today; several programs may do this at once."""
    if migrate:
        connection.execute(settings.PAGE_SIZE)
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            if not settings.use_wal(connection):
                raise LibraryError(
                    f"the library {path}: cannot be written safely where it is; keep it on a disk of this machine"
                )
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
    if migrate:
        from store.schema.migrations import migrate as bring_up_to_date

        bring_up_to_date(connection)


def _back_up(path: Path) -> None:
    """A backup before the tables change, dated by the file; a failed one does not keep the reader from the library."""
    from store.backup.making import back_up

    when = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    with suppress(LibraryError):
        back_up(path, when)


def _without_sidecars(path: Path, error: sqlite3.OperationalError) -> sqlite3.Connection:
    """A library in a folder that may not be written, read as it stands.

    SQLite cannot read a WAL file without making its `-shm`; where nothing waits in the `-wal`, the file alone is whole.
    """
    wal = path.with_name(path.name + "-wal")
    unwritable = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
    if error.sqlite_errorcode & 0xFF not in unwritable or not os.access(path, os.R_OK):
        raise error
    if wal.exists() and wal.stat().st_size:
        raise LibraryError(
            f"the library {path}: lies in a folder that may not be written, and changes wait in {wal.name}; "
            "copy both files elsewhere and open the copy"
        ) from error
    return _trusted(path, "ro&immutable=1", may_write=False)
