"""Backups of a library, and the way back.

A backup is made by SQLite's own backup, so that it is whole whatever else is written meanwhile; it is opened again,
checked and counted before it gets its name. A restore never throws anything away: the files that it replaces stay
beside the library under a name that says so.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from store.errors import LibraryError
from store.library.failures import told
from store.library.opening import attach
from store.queries import health
from store.schema import APPLICATION_ID, settings

FOLDER = "backups"
_STAMP = "%Y%m%dT%H%M%SZ"
_ALL_DAYS, _WEEKS = 14, 8
"""Of the last days one backup a day stays, of the weeks before one a week, and one a month after that; all of the
day on which the thinning is done."""
_SIDECARS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that is there."""

    path: Path
    made: dt.datetime
    """In UTC."""


def backups(library: Path) -> tuple[Backup, ...]:
    """The backups of a library, newest first."""
    found = []
    for path in (library.parent / FOLDER).glob(f"{library.stem}-*{library.suffix}"):
        try:
            made = dt.datetime.strptime(_stamp_of(library, path), _STAMP).replace(tzinfo=dt.UTC)
        except ValueError:
            continue  # a file of somebody else
        found.append(Backup(path, made))
    return tuple(sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True))


def back_up(library: Path, now: dt.datetime) -> Backup:
    """Make a backup beside the library, `now` being its date in UTC. Raises LibraryError; then there is none."""
    folder = library.parent / FOLDER
    stamp = now.strftime(_STAMP)
    part = folder / f".{library.stem}-{stamp}.part"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _copy(library, part)
        path = _free(folder / f"{library.stem}-{stamp}{library.suffix}")
        part.rename(path)
        _sync(folder)
    except OSError as error:
        raise LibraryError(f"no backup of {library} could be made in {folder} ({error.strerror})") from error
    finally:
        _forget(part)
    return Backup(path, now.replace(microsecond=0))


def restore(library: Path, backup: Path, now: dt.datetime) -> Path | None:
    """Put a backup in the library's place; what was there is kept, and its new name comes back.

    Raises LibraryError, with the library as it was, where the backup is not sound or another program has the library
    open.
    """
    counts = _examined(backup)
    part = library.with_name(f".{library.name}.restored")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        shutil.copyfile(backup, part)
        _sync(part)
        if _examined(part) != counts:
            raise LibraryError(f"the backup {backup}: could not be copied whole; nothing was changed")
        kept = _set_aside(library, now.strftime(_STAMP))
        for sidecar in _sidecars(library):
            sidecar.unlink()
        part.replace(library)
        _sync(library.parent)
    except OSError as error:
        raise LibraryError(f"the backup {backup}: could not be restored ({error.strerror})") from error
    finally:
        _forget(part)
    return kept


def thin(library: Path, today: dt.date) -> tuple[Path, ...]:
    """Delete the backups that are not worth keeping any more; those deleted come back."""
    found = backups(library)
    keep = worth_keeping([backup.made for backup in found], today)
    gone = tuple(backup.path for backup in found if backup.made not in keep)
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def worth_keeping(made: Iterable[dt.datetime], today: dt.date) -> set[dt.datetime]:
    """The newest of every day of the last fortnight, of every week of eight, of every month; and all of today."""
    keep: dict[tuple[object, ...], dt.datetime] = {}
    for moment in sorted(made):
        age = (today - moment.date()).days
        if age <= 0:
            keep["moment", moment] = moment
        elif age <= _ALL_DAYS:
            keep["day", moment.date()] = moment
        elif age <= _ALL_DAYS + 7 * _WEEKS:
            keep["week", *moment.isocalendar()[:2]] = moment
        else:
            keep["month", moment.year, moment.month] = moment
    return set(keep.values())


def _copy(library: Path, part: Path) -> None:
    """Copy the library as it is at one moment, and see that the copy is whole."""
    with told(library), closing(attach(library, "ro")) as source:
        source.execute(health.BEGIN_READ)
        counts = source.execute(health.COUNTS).fetchone()
        with told(part), closing(sqlite3.connect(part, isolation_level=None)) as copy:
            source.backup(copy)
            copy.execute(health.ONE_FILE)
        source.execute(health.END_READ)
    if _examined(part) != counts:
        raise LibraryError(f"no backup of {library} could be made: the copy {part} is not whole")
    _sync(part)


def _examined(path: Path) -> tuple[int, ...]:
    """What a backup holds; raises LibraryError where it is not a sound library."""
    if not path.is_file():
        raise LibraryError(f"the backup {path}: is not there")
    with told(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        (application,) = copy.execute(settings.APPLICATION_ID).fetchone()
        if application != APPLICATION_ID:
            raise LibraryError(f"the backup {path}: is not a Dispatchbox library")
        found = [row[0] for row in copy.execute(health.QUICK_CHECK)]
        if found != ["ok"]:
            raise LibraryError(f"the backup {path}: is damaged itself ({found[0]}); take an older one")
        counts: tuple[int, ...] = copy.execute(health.COUNTS).fetchone()
    return counts


def _alone(library: Path) -> None:
    """Raise LibraryError while another program has the library open; whatever else is wrong with it is no matter."""
    with closing(sqlite3.connect(library, isolation_level=None, timeout=0.5)) as connection:
        try:
            connection.execute(health.ALONE)
            connection.execute(health.TAKE_ALL)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise LibraryError(f"the library {library}: is open in another program; close that first") from error


def _set_aside(library: Path, stamp: str) -> Path | None:
    """Copy the files that a restore replaces, before anything opens them; then see that nobody else has them open."""
    if not library.exists():
        return None
    kept = _free(library.with_name(f"{library.stem}.damaged-{stamp}{library.suffix}"))
    copies = [kept, *(kept.with_name(kept.name + path.name.removeprefix(library.name)) for path in _sidecars(library))]
    for path, copy in zip((library, *_sidecars(library)), copies, strict=True):
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        shutil.copyfile(path, copy)
        _sync(copy)
    _sync(library.parent)
    try:
        _alone(library)
    except LibraryError:
        for copy in copies:
            copy.unlink()
        raise
    return kept


def _sidecars(library: Path) -> list[Path]:
    """What SQLite keeps beside a library. It would play a stale one into the file that takes the library's place."""
    return [path for ending in _SIDECARS if (path := library.with_name(library.name + ending)).exists()]


def _free(path: Path) -> Path:
    """The path itself, or the first of its kind that is not taken."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}.{number}")
    return free


def _forget(part: Path) -> None:
    """Take away what was not finished, if it can be: what went wrong before is told, not this."""
    with suppress(OSError):
        part.unlink(missing_ok=True)


def _stamp_of(library: Path, backup: Path) -> str:
    return backup.stem.removeprefix(f"{library.stem}-").partition(".")[0]


def _sync(path: Path) -> None:
    """See that a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
