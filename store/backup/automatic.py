"""When a backup is made without being asked for.

What a reader makes is in the note journal as soon as it is made; debates can be imported again. So a backup is made
before an import, a change of many records, a migration, and on every day of use, only where something changed since
the last, and less often the longer it takes.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

from store.backup.making import Backup, Seal, back_up, backups, seal, thin
from store.errors import LibraryError

MEGABYTE = 2**20
_PAUSES = (
    (32 * MEGABYTE, dt.timedelta(0)),
    (256 * MEGABYTE, dt.timedelta(hours=1)),
    (1024 * MEGABYTE, dt.timedelta(days=1)),
)
_LONGEST = dt.timedelta(days=7)
_DEBATES_ALONE = dt.timedelta(days=1)
"""Pause where debates came in and the reader changed nothing."""
_ROOM = 1.2
"""A backup is begun where the disk has so many times its size."""


def pause(size: int) -> dt.timedelta:
    """How long after a backup of so many bytes the next may follow."""
    return next((wait for limit, wait in _PAUSES if size <= limit), _LONGEST)


def due(size: int, now: Seal, last: Seal | None, age: dt.timedelta) -> bool:
    """Whether a library of so many bytes needs a backup; `last` and `age` are those of the newest that there is."""
    if last is None:
        return any(now)
    if now == last:
        return False
    wait = pause(size)
    return age >= (wait if now[0] != last[0] else max(wait, _DEBATES_ALONE))


def protect(
    library: Path, now: dt.datetime, *, always: bool = False, begun: Callable[[], None] = lambda: None
) -> Backup | None:
    """Make a backup where one is due, and thin out the old; `always` leaves out only what has not changed at all.

    `begun` is called once the backup will hold the library as it is now, or none is made. Raises LibraryError.
    """
    try:
        if not library.exists():
            return None
        size = library.stat().st_size
        last, age = _last(library, now)
        current = seal(library)
        if current is None or not due(0 if always else size, current, last, age) or current == _ahead(library, now):
            return None
        free = shutil.disk_usage(library.parent).free
        if free < _ROOM * size:
            raise LibraryError(
                f"no backup of {library} was made: it needs {size / MEGABYTE:,.0f} MB and the disk has "
                f"{free / MEGABYTE:,.0f} MB left"
            )
        made = back_up(library, now, begun=begun)
        thin(library, now.date())
    except OSError as error:
        raise LibraryError(f"no backup of {library} could be made ({error.strerror})") from error
    finally:
        begun()
    return made


def _last(library: Path, now: dt.datetime) -> tuple[Seal | None, dt.timedelta]:
    """What the newest backup holds, and its age."""
    newest = next((backup for backup in backups(library) if backup.made <= now), None)
    return (seal(newest.path), now - newest.made) if newest else (None, _LONGEST)


def _ahead(library: Path, now: dt.datetime) -> Seal | None:
    """What a backup holds that was made while the clock was ahead: its age says nothing."""
    newest = next(iter(backups(library)), None)
    return seal(newest.path) if newest and newest.made > now else None
