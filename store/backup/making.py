"""Making backups, listing them, and deleting those that are not worth keeping."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from store.backup.files import STAMP, forget, free, sweep, sync
from store.errors import LibraryError
from store.library.failures import told
from store.library.opening import attach, strange
from store.queries import health
from store.schema import APPLICATION_ID, settings

FOLDER = "backups"
_ALL_DAYS, _WEEKS, _NEWEST = 14, 8, 7
"""Of the last days one backup a day stays, of the weeks before one a week, and one a month after that; all of the
day on which the thinning is done, and so many of the newest whatever their age: a clock that is years ahead thins no
last days out."""


Seal = tuple[int, ...]
"""What changes when a reader changes something (the first number) or something comes in (the others)."""


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
            made = dt.datetime.strptime(_stamp_of(library, path), STAMP).replace(tzinfo=dt.UTC)
        except ValueError:
            continue  # a file of somebody else
        found.append(Backup(path, made))
    return tuple(sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True))


def back_up(library: Path, now: dt.datetime, *, begun: Callable[[], None] = lambda: None) -> Backup:
    """Make a backup beside the library, `now` being its date in UTC. Raises LibraryError; then there is none.

    `begun` is called when the moment is fixed that the backup will hold: what is written from then on is not in it.
    Each program writes a part of its own: several may make a backup at the same moment.
    """
    folder = library.parent / FOLDER
    stamp = now.strftime(STAMP)
    part = folder / f".{library.stem}-{stamp}.{os.getpid()}.part"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        sweep(folder, f"{library.stem}-", now)
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        copy_library(library, part, begun)
        path = free(folder / f"{library.stem}-{stamp}{library.suffix}")
        part.rename(path)
        sync(folder)
    except OSError as error:
        raise LibraryError(f"no backup of {library} could be made in {folder} ({error.strerror})") from error
    finally:
        forget(part)
    return Backup(path, now.replace(microsecond=0))


def thin(library: Path, today: dt.date) -> tuple[Path, ...]:
    """Delete the backups that are not worth keeping any more; those deleted come back."""
    found = backups(library)
    keep = worth_keeping([backup.made for backup in found], today)
    gone = tuple(backup.path for backup in found if backup.made not in keep)
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def worth_keeping(made: Iterable[dt.datetime], today: dt.date) -> set[dt.datetime]:
    """The newest of every day of the last fortnight, of every week of eight, of every month; all of today, and the
    newest of all."""
    moments = sorted(set(made))
    keep: dict[tuple[object, ...], dt.datetime] = {("moment", moment): moment for moment in moments[-_NEWEST:]}
    for moment in moments:
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


def copy_library(library: Path, part: Path, begun: Callable[[], None]) -> None:
    """Copy the library as it is at one moment, and see that the copy is whole."""
    with told(library), closing(attach(library, "ro")) as source:
        source.execute(health.BEGIN_READ)
        counts = _counts(source)
        begun()
        with told(part), closing(sqlite3.connect(part, isolation_level=None)) as copy:
            source.backup(copy)
            copy.execute(health.ONE_FILE)
        source.execute(health.END_READ)
    if examined(part) != counts:
        raise LibraryError(f"no backup of {library} could be made: the copy {part} is not whole")
    sync(part)


def examined(path: Path) -> tuple[int, ...]:
    """What a backup holds; raises LibraryError where it is not a sound library."""
    if not path.is_file():
        raise LibraryError(f"the backup {path}: is not there")
    with told(path), closing(attach(path, "ro&immutable=1")) as copy:
        (application,) = copy.execute(settings.APPLICATION_ID).fetchone()
        if application != APPLICATION_ID:
            raise LibraryError(f"the backup {path}: is not a Dispatchbox library")
        found = [row[0] for row in copy.execute(health.QUICK_CHECK)]
        if found != ["ok"]:
            raise LibraryError(f"the backup {path}: is damaged itself ({found[0]}); take an older one")
        if acting := strange(copy):
            raise LibraryError(f"the backup {path}: holds {acting} that no Dispatchbox made; take an older one")
        return _counts(copy)


def seal(path: Path) -> Seal | None:
    """None where the file cannot be read: a backup that is damaged counts as none."""
    try:
        with told(path), closing(attach(path, "ro")) as connection:
            found: Seal = connection.execute(health.SEAL).fetchone()
    except (LibraryError, sqlite3.Error):
        return None
    return found


def _counts(connection: sqlite3.Connection) -> tuple[int, ...]:
    """How much is in those of the tables that a library of its schema has."""
    there = {name for (name,) in connection.execute(health.TABLES)}
    wanted = (sql for sql in health.COUNTS if sql.split()[-1] in there)
    return tuple(connection.execute(sql).fetchone()[0] for sql in wanted)


def _stamp_of(library: Path, backup: Path) -> str:
    return backup.stem.removeprefix(f"{library.stem}-").partition(".")[0]
