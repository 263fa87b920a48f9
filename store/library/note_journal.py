"""The note journal: a file of lines beside the library to which every change is added, so that what a reader made
outlives the library itself.

A line is one change as JSON: what each record became, and the source's keys of the debates and speeches that it is on.
Its number, at its end, counts the changes of the library without gaps; the sum at its beginning tells whether it is
damaged (lines of an older Dispatchbox have none). Lines are only ever added.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from zlib import crc32

Entry = dict[str, Any]

ALL = "all"
"""The act of a line that tells everything that the library held."""

_SUM = re.compile(rb'\{"sum": "([0-9a-f]{8})", ')
_TAIL = re.compile(rb'"n": ?(\d+)\}\n\Z')
_TAIL_BYTES = 40
_PAUSE, _ROUNDS = 0.01, 5
"""How long another program may take between its commit and its line."""


def journal_of(library: Path) -> Path:
    """The note journal of a library."""
    return library.with_name(f"{library.stem}.notes.jsonl")


class NoteJournal:
    """Adds lines; each is with the system when `append` returns, and on the disk as soon as that has written it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trouble = ""
        """Why a line that was added is not on the disk for certain."""
        self._syncing: ThreadPoolExecutor | None = None

    def append(self, entry: Entry, number: int) -> bool:
        """Add a line; whether the line before it is there too. Raises OSError, and the line may be there in part."""
        line = _line(entry | {"n": number})
        follows = self._follows(number - 1)
        handle = self._opened()
        try:
            left = line if follows is not None else b"\n" + line
            while left:
                left = left[os.write(handle, left) :]
        except OSError:
            os.close(handle)
            raise
        if self._syncing is None:
            self._syncing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="note-journal")
        self._syncing.submit(self._sync, handle)
        return bool(follows)

    def _opened(self) -> int:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        return os.open(self.path, flags, 0o600)

    def _follows(self, number: int) -> bool | None:
        """Whether the last line has this number; a little patience, another program may be writing it. None where the
        last line is cut off."""
        for _ in range(_ROUNDS):
            last = last_number(self.path)
            if last is None or last >= number:
                break
            time.sleep(_PAUSE)
        return None if last is None else last >= number

    def _sync(self, handle: int) -> None:
        """In a thread of its own."""
        try:
            os.fsync(handle)
            self.trouble = ""
        except OSError as error:
            self.trouble = error.strerror or str(error)
        finally:
            os.close(handle)

    def close(self) -> None:
        """Wait until everything is on the disk."""
        if self._syncing is not None:
            self._syncing.shutdown()
            self._syncing = None


def last_number(path: Path) -> int | None:
    """The number of the last line; 0 where there is none, None where the last line is cut off."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL_BYTES))
            tail = file.read()
    except FileNotFoundError:
        return 0
    found = _TAIL.search(tail)
    return int(found[1]) if found else None if tail else 0


def _line(entry: Entry) -> bytes:
    words = json.dumps(entry, ensure_ascii=False).encode()[1:] + b"\n"
    return b'{"sum": "%08x", %b' % (crc32(words), words)


def _read(line: bytes) -> Entry | None:
    """None for what is cut off, damaged or no line at all."""
    head = _SUM.match(line)
    if head and int(head[1], 16) != crc32(line[head.end() :]):
        return None
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    whole = isinstance(entry, dict) and type(entry.get("n")) is int and isinstance(entry.get("edits"), list)
    return entry if whole and all(isinstance(entry.get(keys, {}), dict) for keys in ("debates", "speeches")) else None


def lacking(found: Sequence[Entry], known: int = 0) -> int:
    """How many of the lines after the known ones are not there or damaged, but for those before one that tells
    everything."""
    begins = [place for place, entry in enumerate(found) if entry.get("act") == ALL]
    since = found[begins[-1] :] if begins else found
    first = since[0]["n"] if begins else known + 1
    return int(since[-1]["n"]) - first + 1 - len(since) if since else 0


def entries(path: Path) -> Iterator[Entry]:
    """Every whole line in the order of its number; what is cut off or damaged is passed over."""
    found: dict[int, Entry] = {}
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with closing(file):
        for line in file:
            if entry := _read(line):
                found[entry["n"]] = entry
    for number in sorted(found):
        yield found[number]
