"""A disk that can be cut off, and one that fails: what SQLite asks of it is written down, or refused.

`Log` remembers every write, cut and sync of a library. `images` gives what a disk may hold where the power went at any
place of the log: everything that was synced, and of the rest any part, whole sectors in any order.
"""

from __future__ import annotations

import random
import sqlite3
import types
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import apsw
import pytest

from store.library import opening
from tests.apsw_sqlite import connector

SECTOR = 512
TEMPORARY = "temporary"
"""Files without a name: they are gone with the program, and nobody finds them after the power went."""
_NUMBERS = count()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was asked of the disk. `what`: write, cut, sync, gone, done (a step was acknowledged)."""

    what: str
    file: str
    at: int = 0
    data: bytes = b""


@dataclass(slots=True)
class Log:
    """What was asked of the disk, in order."""

    entries: list[Entry] = field(default_factory=list)

    def done(self) -> None:
        """A step of the reader's was acknowledged."""
        self.entries.append(Entry("done", ""))


_ERRORS: dict[str, tuple[type[apsw.Error], int]] = {
    "write": (apsw.IOError, apsw.SQLITE_IOERR_WRITE),
    "sync": (apsw.IOError, apsw.SQLITE_IOERR_FSYNC),
    "cut": (apsw.IOError, apsw.SQLITE_IOERR_TRUNCATE),
    "gone": (apsw.IOError, apsw.SQLITE_IOERR_DELETE),
    "read": (apsw.IOError, apsw.SQLITE_IOERR_READ),
    "open": (apsw.CantOpenError, apsw.SQLITE_CANTOPEN),
}


@dataclass(slots=True)
class Fault:
    """The operation of that number fails; and all later ones, where it is for ever. `full`: writes find no room."""

    at: int
    for_ever: bool = False
    full: bool = False
    count: int = 0
    lifted: bool = False

    @property
    def struck(self) -> bool:
        return self.count >= self.at

    def meet(self, kind: str) -> None:
        """One more operation is asked for; raises what it fails with."""
        self.count += 1
        if self.lifted or self.count < self.at or (self.count > self.at and not self.for_ever):
            return
        kind_of, code = (apsw.FullError, apsw.SQLITE_FULL) if self.full and kind == "write" else _ERRORS[kind]
        error = kind_of("injected")
        error.extendedresult = code
        raise error


class Disk(apsw.VFS):  # type: ignore[misc]
    """SQLite's own file system, watched."""

    def __init__(self, log: Log | None = None, fault: Fault | None = None) -> None:
        self.name = f"watched-{next(_NUMBERS)}"
        self.log, self.fault = log or Log(), fault
        super().__init__(self.name, "")

    def meet(self, kind: str) -> None:
        if self.fault is not None:
            self.fault.meet(kind)

    def xOpen(self, name: Any, flags: Any) -> Any:  # noqa: N802 - SQLite's name
        self.meet("open")
        return File(self, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:  # noqa: N802 - SQLite's name
        self.meet("gone")
        super().xDelete(name, sync)
        self.log.entries.append(Entry("gone", Path(name).name))


class File(apsw.VFSFile):  # type: ignore[misc]
    def __init__(self, disk: Disk, name: Any, flags: Any) -> None:
        self._disk = disk
        self._name = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or TEMPORARY).name
        super().__init__("", name, flags)

    def _note(self, what: str, at: int = 0, data: bytes = b"") -> None:
        if self._name != TEMPORARY:
            self._disk.log.entries.append(Entry(what, self._name, at, data))

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 - SQLite's name
        self._disk.meet("read")
        found: bytes = super().xRead(amount, offset)
        return found

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        self._disk.meet("write")
        super().xWrite(data, offset)
        self._note("write", offset, bytes(data))

    def xTruncate(self, size: int) -> None:  # noqa: N802 - SQLite's name
        self._disk.meet("cut")
        super().xTruncate(size)
        self._note("cut", size)

    def xSync(self, flags: int) -> None:  # noqa: N802 - SQLite's name
        self._disk.meet("sync")
        super().xSync(flags)
        self._note("sync")


@contextmanager
def on(disk: Disk, *first: str) -> Iterator[None]:
    """Libraries opened inside live on this disk; `first` is run on each connection."""
    ours = types.SimpleNamespace(**{**vars(sqlite3), "connect": connector(disk.name, first)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "sqlite3", ours)
        yield


def images(entries: Sequence[Entry], cuts: Iterable[int], chance: random.Random) -> Iterator[dict[str, bytes]]:
    """What the files may hold where the power went after so many entries, for each of these cuts, which ascend. How
    much of what was not synced is there is a matter of chance: nothing, all, or any sectors of any writes."""
    synced: dict[str, bytearray] = {}
    waiting: dict[str, list[Entry]] = {}
    before = 0
    for cut in cuts:
        for entry in entries[before:cut]:
            _ask(entry, synced, waiting.setdefault(entry.file, []))
        before = cut
        keep = chance.choice([0.0, 0.1, 0.5, 0.9, 1.0])
        names = [name for name, asked in waiting.items() if asked or name in synced]
        yield {name: _left(synced.get(name, b""), waiting[name], keep, chance) for name in names}


def _ask(entry: Entry, synced: dict[str, bytearray], waiting: list[Entry]) -> None:
    """One thing more was asked of the disk: a sync makes sure of all that waits for it."""
    if entry.what == "gone":
        synced.pop(entry.file, None)
        waiting.clear()
    elif entry.what == "sync" and waiting:
        content = synced.setdefault(entry.file, bytearray())
        for asked in waiting:
            if asked.what == "cut":
                del content[asked.at :]
            else:
                _write(content, asked.at, asked.data)
        waiting.clear()
    elif entry.what in ("write", "cut"):
        waiting.append(entry)


def _left(sure: bytes | bytearray, waiting: list[Entry], keep: float, chance: random.Random) -> bytes:
    """A file of which that is sure, and of what waits any part: a cut, or whole sectors of a write."""
    content = bytearray(sure)
    for entry in waiting:
        if entry.what == "cut":
            if chance.random() < keep:
                del content[entry.at :]
            continue
        for start in range(0, len(entry.data), SECTOR):
            if chance.random() < keep:
                _write(content, entry.at + start, entry.data[start : start + SECTOR])
    return bytes(content)


def _write(content: bytearray, at: int, data: bytes) -> None:
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data
