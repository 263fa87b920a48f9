"""The notes of somebody else's library.

Such a file is never opened where it lies and never becomes the reader's own. It is copied to a private folder; the copy
is looked at without writing and must be whole, of a released schema word for word (whose tables are STRICT, so that the
check of the whole finds every value of a wrong type) and without triggers or views of its own. Then its notes are read.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from store.backup.files import copy_privately
from store.errors import LibraryError, SourceError, StoreError
from store.exports import jsonl
from store.exports.bundle import Bundle
from store.exports.gathered import Wanted, gather
from store.library import Library
from store.library.failures import told
from store.library.opening import attach, strange
from store.queries import health
from store.sanitise import clean_line
from store.schema import APPLICATION_ID, VERSION, migrations, settings
from store.schema.database import Database

LARGEST = 16 * 2**30
"""Bytes of a library that is copied."""
_NO_ROWS_OF_OURS = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError),
    *(ArithmeticError, RecursionError, sqlite3.Error),
)
"""What rows that no Dispatchbox wrote may raise where they are read: days that are none, JSON of another shape."""


def notes_of_library(path: Path, *, made: str, accessed: dt.date) -> Bundle:
    """All notes that another library holds, with the keys of what they are on. Raises SourceError."""
    with tempfile.TemporaryDirectory(prefix="dispatchbox-foreign-") as folder:
        copy = Path(folder) / "foreign.db"
        try:
            if path.stat().st_size > LARGEST:
                raise SourceError(str(path), "is larger than any library that is copied; export its notes there")
            wal = path.with_name(f"{path.name}-wal")
            if wal.exists() and wal.stat().st_size:
                raise SourceError(str(path), f"has changes that wait in {wal.name}; close the program that has it open")
            copy_privately(path, copy)
            examine(copy)
            with Library.open(copy) as library:
                export = gather(library, Wanted(), made=made, accessed=accessed)
                return jsonl.read(jsonl.write(export), str(path))
        except OSError as error:
            raise SourceError(str(path), f"cannot be read ({error.strerror})") from None
        except SourceError:
            raise
        except StoreError as error:
            raise SourceError(str(path), f"cannot come in: {_why(error, copy)}") from error
        except _NO_ROWS_OF_OURS as error:
            raise SourceError(str(path), "cannot come in: it holds rows that no Dispatchbox wrote") from error


def _why(error: StoreError, copy: Path) -> str:
    """What was said of the copy, said of the library."""
    return str(error).replace(f"the library {copy}: ", "it ").replace(str(copy), "it").rstrip(".")


def examine(path: Path) -> None:
    """Raises LibraryError unless a file is a whole library of a released schema, word for word."""
    with told(path), closing(attach(path, "ro&immutable=1")) as connection:
        (application,) = connection.execute(settings.APPLICATION_ID).fetchone()
        (version,) = connection.execute(settings.USER_VERSION).fetchone()
        if application != APPLICATION_ID or version < 1:
            raise LibraryError("it is another program's SQLite file")
        if version > VERSION:
            raise LibraryError("it was made by a newer Dispatchbox; bring this one up to date first")
        if acting := strange(connection):
            raise LibraryError(f"it holds {acting} that no Dispatchbox made")
        unknown = sorted(_schema(connection) ^ _released(version))
        if unknown:
            raise LibraryError(f"its tables are not those of Dispatchbox ({clean_line(unknown[0][:60])}…)")
        found = [row[0] for row in connection.execute(health.QUICK_CHECK)]
        if found != ["ok"] or connection.execute(health.FOREIGN_KEY_CHECK).fetchone():
            raise LibraryError("it is damaged")


def _schema(connection: sqlite3.Connection) -> set[str]:
    """Every table and index as it was made, white space aside."""
    return {" ".join(sql.split()) for (sql,) in connection.execute(settings.ALL_MADE)}


def _released(version: int) -> set[str]:
    """The same of an empty library of that schema."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations.up_to(Database(connection), version)
        return _schema(connection)
