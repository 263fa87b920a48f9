"""Files that stay private and are on the disk: what making and restoring backups share."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

STAMP = "%Y%m%dT%H%M%SZ"
_STAMPED = re.compile(r"\d{8}T\d{6}Z")
SIDECARS = ("-wal", "-shm", "-journal")


def copy_privately(path: Path, copy: Path) -> None:
    """Copy a file to a new one that its owner alone may read, and see that it is on the disk. Raises OSError."""
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    shutil.copyfile(path, copy)
    sync(copy)


def sidecars(library: Path) -> list[Path]:
    """What SQLite keeps beside a library. It would play a stale one into the file that takes the library's place."""
    return [path for ending in SIDECARS if (path := library.with_name(library.name + ending)).exists()]


def free(path: Path) -> Path:
    """The path itself, or the first of its kind that is not taken."""
    number = 1
    found = path
    while found.exists():
        number += 1
        found = path.with_stem(f"{path.stem}.{number}")
    return found


def forget(part: Path) -> None:
    """Take away what was not finished, if it can be: what went wrong before is told, not this."""
    with suppress(OSError):
        part.unlink(missing_ok=True)


def sweep(folder: Path, begins: str, now: dt.datetime) -> None:
    """Take away what programs that were killed a day ago or earlier never finished: named `.BEGINS…STAMP…`."""
    for path in folder.glob(f".{begins}*"):
        found = _STAMPED.search(path.name)
        if found and dt.datetime.strptime(found[0], STAMP).replace(tzinfo=dt.UTC) < now - dt.timedelta(days=1):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                forget(path)


def sync(path: Path) -> None:
    """See that a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
