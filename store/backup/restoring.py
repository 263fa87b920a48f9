"""The way back: a backup put in the library's place, with everything that it replaces kept."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from store.backup.files import STAMP, copy_privately, free, sidecars, sweep, sync
from store.backup.making import examined
from store.errors import LibraryError
from store.library.note_journal import entries, journal_of
from store.queries import health

if TYPE_CHECKING:
    from store.library import Library
    from store.library.replaying import Replayed


def restore(library: Path, backup: Path, now: dt.datetime, *, since: bool = False) -> Path | None:
    """Put a backup in the library's place; what was there is kept, and its new name comes back.

    The library is then as it was at the backup, or, where `since` is asked, with every note made since. Raises
    LibraryError, with the library as it was, where the backup is not sound or another program has the library open.
    """
    try:
        with workplace(library, now) as folder:
            made = folder / library.name
            counts = examined(backup)
            copy_privately(backup, made)
            if examined(made) != counts:
                raise LibraryError(f"the backup {backup}: could not be copied whole; nothing was changed")
            if since:
                finish(made, library, now)
            kept = put(made, library, now, journal=since)
    except OSError as error:
        raise LibraryError(f"the backup {backup}: could not be restored ({error.strerror})") from error
    _begin_journal(library, now)
    return kept


def notes_of(library: Library, backup: Path, folder: Path) -> Library:
    """A copy of a backup in a folder of its own, open for reading notes out of it. Raises LibraryError."""
    from store.library import Library

    examined(backup)
    copy = folder / library.path.name
    copy_privately(backup, copy)
    return Library.open(copy)


@contextmanager
def workplace(library: Path, now: dt.datetime) -> Iterator[Path]:
    """A private folder beside the library in which another is made ready; it is gone afterwards."""
    sweep(library.parent, f"{library.stem}.restoring-", now)
    folder = free(library.with_name(f".{library.stem}.restoring-{now.strftime(STAMP)}"))
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def finish(made: Path, library: Path, now: dt.datetime) -> Replayed:
    """Bring a copy up to date with what the note journal tells since."""
    from store.library import Library

    with Library.open(made) as ready:
        return ready.replay(entries(journal_of(library)), now=stamp(now))


def put(made: Path, library: Path, now: dt.datetime, *, journal: bool = True) -> Path | None:
    """Move a finished library into the place of another, whose files are kept, its note journal with them unless it
    goes on with the new one. Raises LibraryError and OSError."""
    sync(made)
    named = free(library.with_name(f"{library.stem}.damaged-{now.strftime(STAMP)}{library.suffix}"))
    kept = _set_aside(library, named)
    if not journal and journal_of(library).exists():
        journal_of(library).rename(free(journal_of(named)))
    for sidecar in sidecars(library):
        sidecar.unlink()
    made.replace(library)
    sync(library.parent)
    return kept


def stamp(now: dt.datetime) -> str:
    """A moment as the library keeps it."""
    return now.isoformat(timespec="milliseconds")


def _begin_journal(library: Path, now: dt.datetime) -> None:
    """The note journal goes on from what was restored."""
    from store.library import Library

    with Library.open(library) as restored:
        restored.catch_up(now=stamp(now))


def alone(library: Path) -> None:
    """Raise LibraryError while another program has the library open; whatever else is wrong with it is no matter."""
    with closing(sqlite3.connect(library, isolation_level=None, timeout=0.5)) as connection:
        try:
            connection.execute(health.ALONE)
            connection.execute(health.TAKE_ALL)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise LibraryError(f"the library {library}: is open in another program; close that first") from error


def _set_aside(library: Path, kept: Path) -> Path | None:
    """Copy the files that a restore replaces, before anything opens them; then see that nobody else has them open."""
    there = [path for path in (library, *sidecars(library)) if path.exists()]
    if not there:
        return None
    copies = [kept.with_name(kept.name + path.name.removeprefix(library.name)) for path in there]
    for path, copy in zip(there, copies, strict=True):
        copy_privately(path, copy)
    sync(library.parent)
    if not library.exists():
        return copies[0]
    try:
        alone(library)
    except LibraryError:
        for copy in copies:
            copy.unlink()
        raise
    return kept
