"""Moving a library: a checked copy in the new place, and the old file kept under another name."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from store.backup.files import STAMP, copy_privately, forget, free, sidecars, sync
from store.backup.making import FOLDER, backups, copy_library, examined
from store.backup.restoring import alone
from store.errors import LibraryError
from store.library.note_journal import journal_of


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move did."""

    library: Path
    kept: Path
    """The old file under its new name."""
    notes: int


def move(library: Path, target: Path, now: dt.datetime) -> Moved:
    """Copy a library, its note journal and its backups; see that the copies are whole; then set the old file aside.

    Raises LibraryError, with everything as it was, where the target is taken, another program has the library open,
    or a copy is not whole.
    """
    if not library.exists():
        raise LibraryError(f"the library {library}: is not there; there is nothing to move")
    if target.exists() or journal_of(target).exists():
        raise LibraryError(f"{target}: is there already; name another place, nothing was moved")
    alone(library)
    part = target.with_name(f".{target.name}.part")
    kept = free(library.with_name(f"{library.stem}.moved-{now.strftime(STAMP)}{library.suffix}"))
    made: list[Path] = []
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        made.append(part)
        copy_library(library, part, lambda: None)
        _companions(library, target, made)
        part.rename(target)
        sync(target.parent)
        alone(library)
        left = sidecars(library)
        waits = any(path.stat().st_size for path in left if not path.name.endswith("-shm"))
        if waits or examined(library) != examined(target):
            raise LibraryError(f"the library {library}: was changed by another program meanwhile; nothing was moved")
        library.rename(kept)
        for path in left:
            forget(path)
        if journal_of(library).exists():
            journal_of(library).rename(free(journal_of(kept)))
        sync(library.parent)
    except (OSError, LibraryError) as error:
        for path in (*made, *([target] if library.exists() else [])):
            forget(path)
        if isinstance(error, LibraryError):
            raise
        raise LibraryError(f"the library {library}: could not be moved to {target} ({error.strerror})") from error
    return Moved(target, kept, examined(target)[2])


def _companions(library: Path, target: Path, made: list[Path]) -> None:
    """The note journal and the backups, which stay where they are as well."""
    if journal_of(library).exists():
        copy_privately(journal_of(library), journal_of(target))
        made.append(journal_of(target))
    folder = target.parent / FOLDER
    if folder == library.parent / FOLDER:
        return
    for backup in backups(library):
        folder.mkdir(mode=0o700, exist_ok=True)
        copy = folder / f"{target.stem}{backup.path.stem.removeprefix(library.stem)}{target.suffix}"
        if not copy.exists():
            copy_privately(backup.path, copy)
            made.append(copy)
            shutil.copystat(backup.path, copy)
