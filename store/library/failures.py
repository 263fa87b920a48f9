"""What SQLite says, in words a reader can act on."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import HaltedError, LibraryError, NotFoundError

_SENTENCES = {
    "SQLITE_FULL": "the disk is full; free some space and try again, nothing was half written",
    "SQLITE_IOERR": "the disk cannot be read or written ({name}); see that it is mounted and sound, then try again",
    "SQLITE_IOERR_SHMSIZE": "the disk is full, not even a file beside it can be made; free some space and try again",
    "SQLITE_CORRUPT": "is damaged; close Dispatchbox, keep the file and restore a backup (`dispatchbox restore`)",
    "SQLITE_NOTADB": "is not a Dispatchbox library; choose another file with --library",
    "SQLITE_CANTOPEN": "cannot be opened; see that the file and its folder are there and are yours",
    "SQLITE_PERM": "cannot be opened; see that the file and its folder are yours",
    "SQLITE_AUTH": "cannot be opened; see that the file and its folder are yours",
    "SQLITE_READONLY": "may not be written; make the file and its folder writable, or work on a copy",
    "SQLITE_READONLY_DIRECTORY": "lies in a folder that may not be written; make it writable, or work on a copy",
    "SQLITE_READONLY_DBMOVED": "was moved or deleted while it was open; nothing more is saved: open it again",
    "SQLITE_BUSY": "is in use by another program that has not finished; wait a moment and try again",
    "SQLITE_BUSY_SNAPSHOT": "was changed by another program meanwhile; nothing was written: try again",
    "SQLITE_LOCKED": "is in use by another program that has not finished; wait a moment and try again",
    "SQLITE_NOLFS": "is too large for this file system; move it to another one",
    "SQLITE_TOOBIG": "cannot hold a text as long as this one",
    "SQLITE_PROTOCOL": "cannot be locked on this file system; keep it on a disk of this machine",
}

_LOST = re.compile(r"no such table: |vtable constructor failed: |invalid fts5 file format|SQL logic error$")
"""What SQLite says, in no better words, where a table of the library is gone or is not as it was made."""


def sentence(path: Path, error: sqlite3.Error) -> str | None:
    """What to tell the reader, or None where the error is a bug of the program."""
    name = getattr(error, "sqlite_errorname", "")
    if not name and str(error).startswith("Could not decode"):
        name = "SQLITE_CORRUPT"  # a text that is none, as the module tells it
    if name == "SQLITE_ERROR" and _LOST.match(str(error)):
        name = "SQLITE_CORRUPT"
    return _told(path, name)


def _told(path: Path, name: str) -> str | None:
    words = _SENTENCES.get(name) or _SENTENCES.get("_".join(name.split("_")[:2]))
    return f"the library {path}: {words.format(name=name)}" if words else None


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's expected failures into `LibraryError`; all else goes through as it is."""
    try:
        yield
    except UnicodeDecodeError as error:  # of SQLite's own message, which quotes the damage
        raise LibraryError(_told(path, "SQLITE_CORRUPT")) from error
    except OverflowError as error:
        raise NotFoundError("no number in a library is as large as that") from error
    except UnicodeEncodeError as error:
        raise LibraryError("some of those words are no text in UTF-8; nothing was written") from error
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            raise HaltedError("stopped") from error
        words = sentence(path, error)
        if words is None:
            raise
        raise LibraryError(words) from error
