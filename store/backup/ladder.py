"""What to do about a library that is damaged or gone: the first of these that works, and nothing is thrown away.

1. The library as it is, with the changes that wait in its `-wal`.
2. The library without that `-wal`, which may belong to another file, and what the note journal tells since.
3. The newest backup that is sound, and what the note journal tells since; else an older one.
4. The note journal alone: every note waits in the tray until its debate is imported again.
5. A new library. The damaged files are kept beside it, under a name that says so.

Each is tried on a copy in a private folder; only one that is finished and found sound takes the library's place.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from store.backup.files import copy_privately, sidecars
from store.backup.making import Backup, backups, examined, seal
from store.backup.restoring import finish, put, stamp, workplace
from store.errors import LibraryError
from store.library.failures import told
from store.library.note_journal import entries, journal_of
from store.library.opening import attach, lost_tables, strange
from store.queries import doctor, health
from store.schema import APPLICATION_ID, settings

if TYPE_CHECKING:
    from store.library.replaying import Replayed


Story = tuple[tuple[object, ...], tuple[int, ...]]
"""How a library begins, and numbers that only grow."""


class Rung(StrEnum):
    """What a library was recovered from."""

    SOUND = "sound"
    WITHOUT_WAL = "without its -wal"
    BACKUP = "backup"
    JOURNAL = "note journal"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Recovered:
    """How a library came back."""

    rung: Rung
    backup: Path | None = None
    kept: Path | None = None
    """Where the damaged file is now; its `-wal` is beside it."""
    replayed: Replayed | None = None
    """What the note journal added."""


def recover(library: Path, now: dt.datetime) -> Recovered:
    """Bring a library back by the first way that works. Raises LibraryError where another program has it open or the
    disk does not allow it; then everything is as it was."""
    why = ""
    try:
        with workplace(library, now) as folder:
            made = folder / library.name
            for rung, backup in _ways(library, made, now):
                if rung is Rung.SOUND:
                    return Recovered(rung, replayed=_caught_up(library, now))
                try:
                    replayed = finish(made, library, now)
                except LibraryError as error:
                    why = str(error).removeprefix(f"the library {made}: ")
                    continue  # what looked sound could not be written: the next way
                return Recovered(rung, backup, put(made, library, now), replayed)
    except OSError as error:
        raise LibraryError(f"the library {library}: could not be restored ({error.strerror})") from error
    raise LibraryError(f"the library {library}: could not be restored: {why}")


def _ways(library: Path, made: Path, now: dt.datetime) -> Iterator[tuple[Rung, Path | None]]:
    """Each way in turn, with its library at `made`."""
    if library.exists():
        beside = [path for path in sidecars(library) if not path.name.endswith("-shm")]
        whole = _tried(made, library, *beside)
        bare = _tried(made, library) if beside else whole
        if whole and (not bare or _follows(whole, bare)):
            yield Rung.SOUND, None
        elif bare:
            copy_privately(library, made)
            yield Rung.WITHOUT_WAL, None
        _clear(made)
    for backup in _newest_first(library, now):
        try:
            counts = examined(backup.path)
            copy_privately(backup.path, made)
            if examined(made) == counts and story(made):
                yield Rung.BACKUP, backup.path
        except LibraryError:
            pass  # damaged too: an older one
        _clear(made)
    told_of = next(entries(journal_of(library)), None)
    yield (Rung.EMPTY if told_of is None else Rung.JOURNAL), None
    _clear(made)


def _newest_first(library: Path, now: dt.datetime) -> Sequence[Backup]:
    """The backups by their dates; where the clock was ahead when one was made, by how much they hold."""
    found = backups(library)
    if not found or found[0].made <= now:
        return found
    return sorted(found, key=lambda backup: seal(backup.path) or (), reverse=True)


def _tried(made: Path, library: Path, *beside: Path) -> Story | None:
    """What a library holds with these files beside it, None where it is not sound."""
    for path in (library, *beside):
        copy_privately(path, made.with_name(made.name + path.name.removeprefix(library.name)))
    found = story(made)
    _clear(made)
    return found


def _follows(later: Story, earlier: Story) -> bool:
    """Whether one is the same library as the other, with no less in it."""
    begun, held = later
    first, least = earlier
    same = all(one == other for one, other in zip(begun, first, strict=True) if other is not None)
    return same and all(more >= less for more, less in zip(held, least, strict=True))


def story(path: Path) -> Story | None:
    """How a library begins and how much it holds; None where the file is not a library of ours, whole, in which every
    record has what it stands on. Never raises for what the file holds."""
    if path.stat().st_size == 0:
        return None
    try:
        with told(path), closing(attach(path, "rw")) as connection:
            if strange(connection) or lost_tables(connection.execute):
                return None
            (application,) = connection.execute(settings.APPLICATION_ID).fetchone()
            found = [row[0] for row in connection.execute(health.QUICK_CHECK)]
            dangling = connection.execute(health.FOREIGN_KEY_CHECK).fetchone()
            begins = connection.execute(health.BEGINS).fetchone()
            holds = connection.execute(health.SEAL).fetchone()
            _index_anew(connection)
    except (LibraryError, sqlite3.Error):
        return None
    return (begins, holds) if application == APPLICATION_ID and found == ["ok"] and dangling is None else None


def _index_anew(connection: sqlite3.Connection) -> None:
    """The search index comes from the texts. Raises where not even that brings it back."""
    try:
        connection.execute(health.INDEX_CHECK)
    except sqlite3.DatabaseError:
        connection.execute(doctor.REBUILD_INDEX)
        connection.execute(health.INDEX_CHECK)


def _clear(made: Path) -> None:
    for path in (made, *sidecars(made)):
        path.unlink(missing_ok=True)


def _caught_up(library: Path, now: dt.datetime) -> Replayed:
    """A sound library may lack what the journal tells: where its `-wal` was lost."""
    from store.library import Library

    with Library.open(library) as opened:
        opened.mend_index()
        replayed = opened.replay(entries(journal_of(library)), now=stamp(now))
        opened.catch_up(now=stamp(now))
    return replayed
